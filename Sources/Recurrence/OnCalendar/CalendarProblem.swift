/// What can be wrong in a calendar expression, as data, and in words.
public enum CalendarProblem: Hashable, Sendable {
  /// A word that is neither a weekday nor a shorthand; `near` is the closest one known.
  case unknownWord(String, near: String?)
  /// A weekday where none can stand, as in `Mon Tue 10:00`.
  case strayWeekday(String)
  /// A shorthand with something beside it, as in `daily 10:00`.
  case shorthandNotAlone(String)
  case openWeekdayRange
  /// A number with neither `-` nor `:` beside it.
  case dateOrTime(String)
  /// Something else where a number or `*` belongs.
  case number(of: CalendarField, found: String)
  /// Something that cannot follow what stands before it.
  case unexpected(String, after: CalendarField)
  case outOfRange(String, CalendarField, ClosedRange<Int>)
  case reversedRange(String, CalendarField)
  case zeroStep
  /// A step that leads out of the field, or of its range, at once.
  case stepTooLong(Int, from: Int, CalendarField)
  /// `*/2`, which has no number to count from.
  case stepFromAnything(CalendarField, step: String)
  /// `~` anywhere but before the days.
  case tildeBeforeMonth
  /// `*~29`: not every month has so many days.
  case tooFarFromEnd(String)
  /// A fraction of a second, and the time without it.
  case fraction(String, whole: String)
  /// A time in ISO 8601's writing.
  case dateTimeSeparator
  /// `10:00+02:00`: a zone is a name.
  case offset(String)
  case tooLong(limit: Int)
  case strayCharacter(String)
  case unexpectedAtEnd(String)
  case weekdayMissing
}

extension CalendarProblem {
  /// What is wrong, in lower case.
  public var message: String {
    switch self {
    case .unknownWord(let word, _): "unknown word \"\(word)\" in a calendar expression"
    case .strayWeekday(let word):
      "\"\(word)\" stands too late: weekdays come first, joined by \",\" or \"..\" without spaces"
    case .shorthandNotAlone(let word): "\"\(word)\" stands for a whole expression; only a zone may follow it"
    case .openWeekdayRange: "the range of weekdays has no end"
    case .dateOrTime(let number): "\"\(number)\" is neither a date (month-day) nor a time (hour:minute)"
    case .number(let field, let found):
      found.isEmpty ? "\(field.article) is missing here" : "\"\(found)\" is not \(field.article)"
    case .unexpected(let found, let field): "\"\(found)\" cannot follow \(field.article)"
    case .outOfRange(let number, let field, let range):
      "\(field.article) is a number from \(range.lowerBound) to \(range.upperBound), not \(number)"
    case .reversedRange(let written, let field): "the range \"\(written)\" of \(field)s ends before it begins"
    case .zeroStep: "a step of 0 goes nowhere"
    case .stepTooLong(let step, let start, let field):
      "a step of \(step) from \(field) \(start) meets no other \(field)"
    case .stepFromAnything: "steps count from a number, not from \"*\""
    case .tildeBeforeMonth: "\"~\" counts days from a month's end, so it stands between month and day"
    case .tooFarFromEnd(let number): "only 1 to 28 days can be counted from every month's end, not \(number)"
    case .fraction(let written, _): "\"\(written)\" is finer than a second, the finest that is kept"
    case .dateTimeSeparator: "a space stands between date and time, not \"T\""
    case .offset(let written):
      "\"\(written)\" is an offset; a zone is named, as in \"UTC\" or \"Europe/Berlin\""
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .strayCharacter(let character): "unexpected character \"\(character)\""
    case .unexpectedAtEnd(let text): "\"\(text)\" is unexpected here: what comes before it is complete"
    case .weekdayMissing: "a weekday is missing here"
    }
  }

  /// What to write instead, where that is known.
  public var suggestion: String? {
    switch self {
    case .unknownWord(_, let near): near
    case .dateOrTime(let number): "\(number):00"
    case .stepTooLong(_, let start, _): "\(start)"
    case .stepFromAnything(let field, let step): "\(field.range.lowerBound)/\(step)"
    case .fraction(_, let whole): whole
    case .dateTimeSeparator: " "
    default: nil
    }
  }
}

extension CalendarField {
  /// `a month`, `an hour`.
  fileprivate var article: String { self == .hour ? "an hour" : "a \(self)" }
}
