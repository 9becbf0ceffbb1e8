import CivilTime

/// What can be wrong in RRULE text, as data; `RuleProblem+Prose.swift` turns it into words.
public enum RuleProblem: Hashable, Sendable {
  /// FREQ is not there, and nothing works without it.
  case missingFrequency
  /// A name that RFC 5545 does not know; `near` is the closest one known.
  case unknownPart(String, near: String?)
  /// A part without `=` or with nothing behind it.
  case missingValue(part: String)
  /// A part that stands there twice.
  case duplicatePart(String)
  /// A value that the part cannot have.
  case badValue(part: String, value: String, allowed: Allowed)
  /// A part that has no meaning beside this FREQ.
  case partNotAllowed(part: String, frequency: RecurrenceRule.Frequency)
  /// `1SA` where only MONTHLY and YEARLY count weekdays, or beside BYWEEKNO.
  case ordinalNotAllowed(String)
  /// COUNT and UNTIL exclude each other.
  case countAndUntil
  /// BYSETPOS chooses from what another BY part makes, and there is none.
  case setPositionAlone

  /// What a part may have as its value.
  public enum Allowed: Hashable, Sendable {
    case frequency
    case weekday
    case weekdayNumber
    case skip
    case calendar
    case date
    /// Whole numbers of a range; with `signed`, their negatives too, and never 0.
    case numbers(ClosedRange<Int>, signed: Bool)
  }
}
