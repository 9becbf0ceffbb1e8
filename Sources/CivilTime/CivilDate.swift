/// A day of the week; the raw value counts from Monday (0) to Sunday (6), as ISO 8601 orders them.
@frozen public enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The earlier one is the smaller one.
  @inlinable public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// A date of the proleptic Gregorian calendar, years 1 to 9999.
@frozen public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let dayNumber: Int

  /// The date so many days from 1970-01-01.
  @inlinable public init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The date of a year, month and day; nil where the calendar has none (30 February) or the year is not 1…9999.
  @inlinable public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
      day <= CivilDate.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  /// 0001-01-01, the first day of the calendar here.
  @inlinable public static var first: CivilDate { CivilDate(dayNumber: -719_162) }
  /// 9999-12-31, the last day of the calendar here.
  @inlinable public static var last: CivilDate { CivilDate(dayNumber: 2_932_896) }

  /// The day of the week.
  @inlinable public var weekday: Weekday {
    let index = (dayNumber + 3) % 7
    return Weekday(rawValue: index < 0 ? index + 7 : index) ?? .monday
  }

  /// Year, month and day at once (Hinnant, `civil_from_days`): no tables, no loops.
  @inlinable public var parts: (year: Int, month: Int, day: Int) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The year, 1…9999.
  @inlinable public var year: Int { parts.year }
  /// The month, 1…12.
  @inlinable public var month: Int { parts.month }
  /// The day of the month, 1…31.
  @inlinable public var day: Int { parts.day }

  /// The earlier one is the smaller one.
  @inlinable public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  /// This date moved by a number of days.
  @inlinable public func advanced(byDays count: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + count) }

  /// Days since 1970-01-01 of a valid year, month and day (Hinnant, `days_from_civil`).
  @inlinable public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// True for a year with a 29 February.
  @inlinable public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month, 28…31.
  @inlinable public static func daysInMonth(year: Int, month: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + month / 8) & 1)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2026-12-05`.
  public var description: String { DigitWriter.string { $0.put(self) } }

  /// Reads `2026-12-05`; nil for anything else.
  public init?(_ text: String) {
    guard let date = ByteView.with(text, CivilDate.init(bytes:)) else { return nil }
    self = date
  }

  init?(bytes: ByteView) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = bytes.twoDigits(at: 0), let year = bytes.twoDigits(at: 2),
      let month = bytes.twoDigits(at: 5), let day = bytes.twoDigits(at: 8)
    else { return nil }
    self.init(year: century * 100 + year, month: month, day: day)
  }
}
