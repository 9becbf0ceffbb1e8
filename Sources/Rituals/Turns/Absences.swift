import CivilTime

extension Person {
  /// True on a day of an absence.
  public func isAway(on date: CivilDate) -> Bool { away.contains { $0.contains(date) } }

  /// True on a day on which the person feels stretched.
  public func isStretched(on date: CivilDate) -> Bool { stretched?.contains(date) ?? false }

  /// The last day of the absence that holds a day; nil where the person is there.
  public func awayThrough(on date: CivilDate) -> CivilDate? { away.lastDay(holding: date) }
}

extension Absence {
  /// True for one of its days.
  public func contains(_ date: CivilDate) -> Bool { from <= date && date <= to }
}

extension [Absence] {
  /// The last day away without a day between; nil for a day of none of them.
  func lastDay(holding date: CivilDate) -> CivilDate? {
    guard var last = filter({ $0.contains(date) }).map(\.to).max() else { return nil }
    while let further = filter({ $0.contains(last.advanced(byDays: 1)) }).map(\.to).max() { last = further }
    return last
  }

  /// With one more, joined with those that it meets; in their order.
  func adding(_ new: Absence) -> [Absence] {
    guard new.from <= new.to else { return self }
    var (from, to) = (new.from, new.to)
    var apart: [Absence] = []
    for old in self {
      if old.to.advanced(byDays: 1) < from || to.advanced(byDays: 1) < old.from {
        apart.append(old)
      } else {
        from = Swift.min(from, old.from)
        to = Swift.max(to, old.to)
      }
    }
    return (apart + [Absence(from: from, to: to)]).sorted { $0.from < $1.from }
  }

  /// Without some days.
  func subtracting(_ days: Absence) -> [Absence] {
    flatMap { old -> [Absence] in
      guard days.from <= old.to, old.from <= days.to else { return [old] }
      return [
        Absence(from: old.from, to: Swift.min(old.to, days.from.advanced(byDays: -1))),
        Absence(from: Swift.max(old.from, days.to.advanced(byDays: 1)), to: old.to),
      ].filter { $0.from <= $0.to }
    }
  }
}

extension Event {
  /// Under which name the facts about a person stand in the history: no ritual can have it, since an id has no `@`.
  public static func key(ofPerson id: String) -> String { "@" + id }

  /// The id of the person that it is about; nil for an event of a ritual.
  public var person: String? { ritual.first == "@" ? String(ritual.dropFirst()) : nil }

  public init(at: Instant, person: String, fact: Fact) {
    self.init(at: at, ritual: Event.key(ofPerson: person), fact: fact)
  }
}
