/// What can be wrong in RRULE text, as data and in words.
public enum RuleProblem: Hashable, Sendable {
  case missingFrequency
  /// A name that RFC 5545 does not know; `near` is the closest one known.
  case unknownPart(String, near: String?)
  /// A part without `=` or with nothing behind it.
  case missingValue(part: String)
  case duplicatePart(String)
  /// A value that the part cannot have.
  case badValue(part: String, value: String, allowed: Allowed)
  /// A part that has no meaning beside this FREQ.
  case partNotAllowed(part: String, frequency: RecurrenceRule.Frequency)
  /// `1SA` where only MONTHLY and YEARLY count weekdays, or beside BYWEEKNO.
  case ordinalNotAllowed(String)
  case countAndUntil
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

extension RuleProblem {
  /// What is wrong, in lower case: `BYMONTHDAY cannot be 32; it takes 1 to 31 or -31 to -1`.
  public var message: String {
    switch self {
    case .missingFrequency: "the rule has no FREQ"
    case .unknownPart(let name, _): "unknown part \"\(name)\" of a rule"
    case .missingValue(let part): "\(part) has no value"
    case .duplicatePart(let part): "\(part) stands here twice"
    case .badValue(let part, let value, let allowed):
      "\(part) cannot be \"\(value)\"; it takes \(allowed.description)"
    case .partNotAllowed(let part, let frequency): "\(part) has no meaning with FREQ=\(frequency.word)"
    case .ordinalNotAllowed(let value):
      "\"\(value)\" counts weekdays, which only FREQ=MONTHLY and FREQ=YEARLY without BYWEEKNO do"
    case .countAndUntil: "a rule ends by COUNT or by UNTIL, not by both"
    case .setPositionAlone: "BYSETPOS needs another BY part to choose from"
    }
  }

  /// What to write instead, where that is known.
  public var suggestion: String? {
    switch self {
    case .unknownPart(_, let near): near
    case .missingFrequency: "FREQ=WEEKLY"
    default: nil
    }
  }
}

extension RuleProblem.Allowed: CustomStringConvertible {
  /// What a part takes, for the end of a sentence.
  public var description: String {
    switch self {
    case .frequency: "SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY"
    case .weekday: "MO, TU, WE, TH, FR, SA or SU"
    case .weekdayNumber: "weekdays like SA, 1SA or -1SU"
    case .skip: "OMIT, BACKWARD or FORWARD"
    case .calendar: "GREGORIAN"
    case .date: "20261205, 20261205T100000 or 20261205T090000Z"
    case .numbers(let range, let signed):
      signed
        ? "\(range.lowerBound) to \(range.upperBound) or \(-range.upperBound) to \(-range.lowerBound)"
        : "\(range.lowerBound) to \(range.upperBound)"
    }
  }
}
