/// A day of the week; the raw value counts from Monday (0) to Sunday (6), as ISO 8601 orders them.
public enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// A date of the proleptic Gregorian calendar, years 1 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let dayNumber: Int

  /// The date so many days from 1970-01-01.
  public init(dayNumber: Int) {
    self.dayNumber = dayNumber
  }

  /// The date of a year, month and day; nil where the calendar has none (30 February) or the year is not 1…9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  public var weekday: Weekday {
    let index = (dayNumber + 3) % 7
    return Weekday(rawValue: index < 0 ? index + 7 : index) ?? .monday
  }

  /// Year, month and day at once (Hinnant, `civil_from_days`): no tables, no loops.
  public var parts: (year: Int, month: Int, day: Int) {
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

  public var year: Int { parts.year }
  public var month: Int { parts.month }
  public var day: Int { parts.day }

  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

  /// This date moved by a number of days.
  public func advanced(byDays count: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + count) }

  /// Days since 1970-01-01 of a valid year, month and day (Hinnant, `days_from_civil`).
  @inlinable public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @inlinable public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  @inlinable public static func daysInMonth(year: Int, month: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + month / 8) & 1)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2026-12-05`.
  public var description: String {
    let (year, month, day) = parts
    return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
  }

  /// Reads `2026-12-05`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = twoDigits(bytes, at: 0), let year = twoDigits(bytes, at: 2),
      let month = twoDigits(bytes, at: 5), let day = twoDigits(bytes, at: 8)
    else { return nil }
    self.init(year: century * 100 + year, month: month, day: day)
  }
}

func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

func twoDigits(_ bytes: [UInt8], at index: Int) -> Int? {
  guard index + 1 < bytes.count else { return nil }
  let tens = Int(bytes[index]) - 48
  let ones = Int(bytes[index + 1]) - 48
  guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
  return tens * 10 + ones
}
