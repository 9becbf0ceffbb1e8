extension Deck {
  /// The prompts of the next check-in: the first from the deck's opening, the rest from its middle, in the deck's order,
  /// and as the last one, where it has one, a prompt of its closing.
  ///
  /// In each part those that were asked longest ago come first, and before them those that never were, so that none
  /// repeats before all had their time. It hangs on the deck and on what was asked alone, so that asking again gives the
  /// same.
  ///
  /// - Parameters:
  ///   - count: how many before the last one; fewer where the deck has no more.
  ///   - asked: the ids of the prompts that were asked, the latest last; one may stand there many times.
  public func next(_ count: Int, after asked: [String]) -> [Prompt] {
    var latest: [String: Int] = [:]
    for (place, id) in asked.enumerated() { latest[id] = place }
    func first(_ count: Int, of part: Prompt.Part) -> [Prompt] {
      let waiting = prompts.enumerated().filter { $0.element.part == part }
      let chosen = waiting.sorted {
        (latest[$0.element.id] ?? -1, $0.offset) < (latest[$1.element.id] ?? -1, $1.offset)
      }.prefix(max(0, count))
      return chosen.sorted { $0.offset < $1.offset }.map(\.element)
    }
    let opening = first(min(count, 1), of: .opening)
    let middle = first(count - opening.count, of: .middle)
    return opening + middle + (first(1, of: .closing).isEmpty ? [.lastOne] : first(1, of: .closing))
  }
}

extension Ritual {
  /// How many prompts its check-in has time for before the last one: about five minutes for each and for the last, and
  /// three where nothing is said about its length.
  public var promptCount: Int {
    guard let duration else { return 3 }
    let minutes = (duration.months * 30 + duration.days) * 24 * 60 + duration.seconds / 60
    return min(12, max(1, minutes / 5 - 1))
  }
}
