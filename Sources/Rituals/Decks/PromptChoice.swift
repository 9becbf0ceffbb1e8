extension Deck {
  /// The prompts of the next check-in: the first from the deck's opening, the rest from its middle, in the deck's order,
  /// and one of its closing, else `Prompt.lastOne`.
  ///
  /// In each part those never asked come first, then those asked longest ago, so that none repeats before all others were
  /// asked. The same deck and the same `asked` always give the same prompts.
  ///
  /// - Parameters:
  ///   - count: how many before the last one; fewer where the deck has no more.
  ///   - asked: the ids of the prompts that were asked, the latest last; one may be there many times.
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
    return opening + middle + [first(1, of: .closing).first ?? .lastOne]
  }
}

extension Ritual {
  /// How many prompts its check-in has before the last one: five minutes for each and for the last, by default three.
  public var promptCount: Int {
    guard let duration = self.duration else { return 3 }
    let minutes = (duration.months * 30 + duration.days) * 24 * 60 + duration.seconds / 60
    return min(12, max(1, minutes / 5 - 1))
  }
}
