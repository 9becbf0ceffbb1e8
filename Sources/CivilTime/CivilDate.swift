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

  /// Four hundred years, the cycle of the calendar, a thousand million times; the days are counted up to 1970-01-01.
  @inlinable static var yearsBefore: Int { 400_000_000_000 }
  @inlinable static var daysBefore: Int { 146_097_000_000_000 + 719_468 }

  /// Year, month and day at once: no tables, no loops. Years begin in March on the way, so that a leap day is the last
  /// of its year (Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms").
  @inlinable public var parts: (year: Int, month: Int, day: Int) {
    let quarters = UInt(bitPattern: dayNumber &+ CivilDate.daysBefore) &* 4 | 3
    let ofCentury = quarters % 146_097 | 3
    let dayOfYear = ofCentury % 1461 / 4
    let months = dayOfYear &* 2141 &+ 197_913
    let year = Int(bitPattern: quarters / 146_097 &* 100 &+ ofCentury / 1461) &- CivilDate.yearsBefore
    let (month, day) = (Int(bitPattern: months >> 16), Int(bitPattern: (months & 0xFFFF) / 2141) &+ 1)
    return dayOfYear < 306 ? (year, month, day) : (year &+ 1, month &- 12, day)
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

  /// Days since 1970-01-01 of a valid year, month and day. Counted from so far back that no number is negative, and
  /// without overflow checks: no year of an Int64 of seconds comes near.
  @inlinable public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let years = UInt(bitPattern: month > 2 ? year &+ yearsBefore : year &+ yearsBefore &- 1)
    let months = UInt(bitPattern: month > 2 ? month &- 3 : month &+ 9)
    let centuries = years / 100
    let days = (years &* 1461) / 4 &- centuries &+ centuries / 4 &+ (months &* 979 &+ 18) / 32
    return Int(bitPattern: days) &- daysBefore &+ day &- 1
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
