/// Makes a broken life smaller while it stays broken: first what comes after the broken step goes, then rituals, then
/// steps. It ends after a while and keeps the smallest case it has found.
struct Shrinking {
  static let seconds = 60
  static let triesAtMost = 3000

  private(set) var least: SimulationCase
  /// What the smallest case breaks.
  private(set) var reason: String
  private(set) var tries = 0
  private let end = ContinuousClock.now.advanced(by: .seconds(seconds))

  private struct OutOfTime: Error {}

  init(_ found: SimulationCase, _ broken: Broken) {
    (least, reason) = (found, broken.description)
    cut(after: broken)
    keepThoseNamed()
    var before: [Int]
    repeat {
      before = [least.rituals.count, least.steps.count]
      drop(\.rituals)
      drop(\.steps)
    } while before != [least.rituals.count, least.steps.count] && !isOver
  }

  var isOver: Bool { tries >= Shrinking.triesAtMost || ContinuousClock.now >= end }

  var summary: String {
    "\(least.rituals.count) rituals and \(least.steps.count) steps after \(tries) tries"
      + (isOver ? "; it may be made smaller still" : "")
  }

  private mutating func cut(after broken: Broken) {
    guard let place = least.steps.firstIndex(where: { $0 == broken.step }) else { return }
    least.steps.removeSubrange((place + 1)...)
  }

  /// Most often the rituals that the broken promise names are enough.
  private mutating func keepThoseNamed() {
    var smaller = least
    smaller.rituals = least.rituals.filter { ritual in
      ["r\(ritual)@", "\"r\(ritual)\"", "r\(ritual) is", "r\(ritual):"].contains(where: reason.contains)
    }
    if !smaller.rituals.isEmpty, smaller.rituals.count < least.rituals.count { keepIfBroken(smaller) }
  }

  /// Leaves out ever smaller parts of a list.
  private mutating func drop(_ list: WritableKeyPath<SimulationCase, [Int]>) {
    var size = (least[keyPath: list].count + 1) / 2
    while size > 0 {
      var from = 0
      while from < least[keyPath: list].count, !isOver {
        var smaller = least
        let all = least[keyPath: list]
        smaller[keyPath: list].removeSubrange(from..<min(from + size, all.count))
        if smaller[keyPath: list].isEmpty || !keepIfBroken(smaller) { from += size }
      }
      size = size == 1 ? 0 : (size + 1) / 2
    }
  }

  @discardableResult
  private mutating func keepIfBroken(_ smaller: SimulationCase) -> Bool {
    tries += 1
    do {
      try smaller.run { [end] _, _ in if ContinuousClock.now >= end { throw OutOfTime() } }
      return false
    } catch let broken as Broken {
      (least, reason) = (smaller, broken.description)
      cut(after: broken)
      return true
    } catch {
      return false
    }
  }
}
