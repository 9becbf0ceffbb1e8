import CivilTime

/// Days on which someone is away, both inclusive.
public struct Absence: Equatable, Sendable {
  package var from: CivilDate
  package var to: CivilDate

  public init(from: CivilDate, to: CivilDate) { (self.from, self.to) = (from, to) }

  /// Whether a day is one of them.
  public func contains(_ date: CivilDate) -> Bool { from <= date && date <= to }
}

/// An absence of a person, by the person's id.
public typealias PersonAbsence = (person: String, absence: Absence)

/// A person who is away when an occurrence takes place, for a message.
public struct Absentee: Equatable, Sendable {
  /// The name that the message uses.
  public var name: String
  /// True for the user.
  public var isUser: Bool
  /// The last day of it.
  public var through: CivilDate

  public init(name: String, isUser: Bool = false, through: CivilDate) {
    (self.name, self.isUser, self.through) = (name, isUser, through)
  }
}

extension Person {
  /// Whether a day is in an absence.
  public func isAway(on date: CivilDate) -> Bool { away.contains { $0.contains(date) } }

  package func isStretched(on date: CivilDate) -> Bool { stretched?.contains(date) ?? false }

  /// The last day of the absence that a day is in; nil where the person is there.
  public func awayThrough(on date: CivilDate) -> CivilDate? { away.joined.first { $0.contains(date) }?.to }

  /// The absences that touch some days, each whole, the earliest first.
  public func absences(touching days: ClosedRange<CivilDate>) -> [Absence] {
    away.joined.filter { $0.from <= days.upperBound && $0.to >= days.lowerBound }
  }
}

extension [Absence] {
  /// The same days, the earliest first. Absences that overlap or follow each other without a day between become one.
  var joined: [Absence] {
    sorted { ($0.from, $0.to) < ($1.from, $1.to) }.reduce(into: []) { joined, next in
      guard next.from <= next.to else { return }
      if let last = joined.last, next.from <= last.to.advanced(byDays: 1) {
        joined[joined.count - 1].to = Swift.max(last.to, next.to)
      } else {
        joined.append(next)
      }
    }
  }

  /// The same without some days.
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
