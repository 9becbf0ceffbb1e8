import CivilTime

/// The part of the year in which a ritual takes place, both days inclusive; it may run over the new year.
public struct Season: Hashable, Sendable, CustomStringConvertible {
  package var from: MonthDay
  package var to: MonthDay

  public init(from: MonthDay, to: MonthDay) { (self.from, self.to) = (from, to) }

  /// `04-15 to 10-15`.
  public var description: String { "\(from) to \(to)" }

  /// True for a date within the season; one that ends before it begins runs over the new year.
  public func contains(_ date: CivilDate) -> Bool {
    let day = MonthDay(month: date.month, day: date.day)
    return from <= to ? from <= day && day <= to : from <= day || day <= to
  }

  /// The first day of the next season after a date.
  func opening(after date: CivilDate) -> CivilDate? {
    // 29 February opens on 1 March where the year has none.
    (date.year...min(date.year + 8, 9999)).lazy.compactMap { year in
      CivilDate(year: year, month: from.month, day: from.day)
        ?? CivilDate(year: year, month: from.month + 1, day: 1)
    }.first { $0 > date }
  }

  /// The last day of the season before a date that is in none.
  func closing(before date: CivilDate) -> CivilDate? {
    // A season until 29 February closes on the 28th where the year has none.
    (max(date.year - 8, 1)...date.year).reversed().lazy.compactMap { year in
      let days = CivilDate.daysInMonth(year: year, month: to.month)
      return CivilDate(year: year, month: to.month, day: min(to.day, days))
    }.first { $0 < date }
  }
}

/// A day of any year: `04-15`.
public struct MonthDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 1…12.
  public var month: Int
  /// 1…31.
  public var day: Int

  public init(month: Int, day: Int) { (self.month, self.day) = (month, day) }

  /// Whether some year has it.
  package var exists: Bool { CivilDate(year: 2024, month: month, day: day) != nil }

  public var description: String { "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }

  public static func < (left: MonthDay, right: MonthDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}
