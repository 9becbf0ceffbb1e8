/// Which of many places are marked: a flag each, and a list of those that are, so that few among many cost little.
struct PlaceSet: Sendable {
  private var flags: [Bool]
  private var list: [Int] = []

  /// None of so many places.
  init(count: Int) { flags = Array(repeating: false, count: count) }

  mutating func insert(_ place: Int) {
    guard !flags[place] else { return }
    flags[place] = true
    list.append(place)
  }

  func contains(_ place: Int) -> Bool { flags[place] }

  mutating func remove(_ place: Int) { flags[place] = false }

  mutating func insertAll() {
    list = Array(flags.indices)
    for place in list { flags[place] = true }
  }

  /// The marked places and others, in their order, each once.
  mutating func places(with others: [Int]) -> [Int] {
    list.removeAll { !flags[$0] }
    let found = (list + others).sorted()
    var places: [Int] = []
    places.reserveCapacity(found.count)
    for place in found where places.last != place { places.append(place) }
    return places
  }
}
