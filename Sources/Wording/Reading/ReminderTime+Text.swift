import CivilTime
import Recurrence
import Rituals

extension ReminderTime {
  /// Reads `at start`, `2h before`, `2 days before`, `2 days before at 9:00`, `the day before`,
  /// `the evening before` (at 19:00), `the morning before at 8` (else at 09:00), `the same morning`, `on the day at
  /// 8:00`. A time of the day goes with whole days only.
  public init(parsing text: String) throws(TextFault) {
    var reader = try TokenReader(text)
    self = try reader.reminderTime()
    try reader.expectEnd()
  }
}

extension ReminderTime: CustomStringConvertible {
  /// For people, and read back to the same value: `2 days before at 09:00`.
  public var description: String {
    switch self {
    case .atStart: "at start"
    case .before(let span): "\(span.words) before"
    case .daysBefore(0, let time): "on the day at \(time)"
    case .daysBefore(1, let time): "the day before at \(time)"
    case .daysBefore(let days, let time): "\(days) days before at \(time)"
    }
  }
}

extension TokenReader {
  mutating func reminderTime() throws(TextFault) -> ReminderTime {
    switch kind {
    case .word(.at), .word(.start): return try atStart()
    case .word(.on), .word(.same): return try onTheDay()
    case .word(.the) where kind(ahead: 1) == .word(.same): return try onTheDay()
    case .word(.the), .word(.evening), .word(.morning), .word(.afternoon), .word(.night):
      return try dayBefore()
    case .word(.unit(.day)): return try dayBefore()
    default:
      guard startsAmount else { throw fault(.reminder) }
      return try spanBefore()
    }
  }

  /// True where a reminder's time begins so many tokens on.
  func startsReminder(ahead count: Int) -> Bool {
    let article = kind(ahead: count) == .word(.the) ? 1 : 0
    switch kind(ahead: count + article) {
    case .word(.start), .word(.same), .word(.morning), .word(.afternoon), .word(.evening), .word(.night),
      .word(.unit(.day)):
      return true
    case .word(.at):
      let article = kind(ahead: count + 1) == .word(.the) ? 2 : 1
      return kind(ahead: count + article) == .word(.start)
    case .word(.on): return true
    default:
      return startsNumber(ahead: count) || kind(ahead: count) == .figures
        || kind(ahead: count) == .word(.half)
    }
  }

  private mutating func atStart() throws(TextFault) -> ReminderTime {
    _ = accept(.at)
    _ = accept(.the)
    try expect(.start, .start)
    return .atStart
  }

  /// `on the day at 8:00`, `on the same day at 8:00`, `the same morning`
  private mutating func onTheDay() throws(TextFault) -> ReminderTime {
    _ = accept(.on)
    _ = accept(.the)
    if accept(.same), let named = partOfDay() {
      advance()
      return .daysBefore(0, at: try time(of: named))
    }
    try expect(.unit(.day), .day)
    return .daysBefore(0, at: try requiredTime())
  }

  /// `the day before`, `the evening before at 19:00`
  private mutating func dayBefore() throws(TextFault) -> ReminderTime {
    _ = accept(.the)
    if let named = partOfDay() {
      advance()
      try expect(.before, .before)
      return .daysBefore(1, at: try time(of: named))
    }
    try expect(.unit(.day), .day)
    try expect(.before, .before)
    return try oneTimeOfDay().map { .daysBefore(1, at: $0) } ?? .before(Span(days: 1))
  }

  /// `2h before`, `2 days before at 9:00`
  private mutating func spanBefore() throws(TextFault) -> ReminderTime {
    let first = index
    let span = try span()
    let range = range(from: first)
    try expect(.before, .before)
    _ = accept(.start)
    guard let time = try oneTimeOfDay() else { return span == Span() ? .atStart : .before(span) }
    guard span.months == 0, span.seconds == 0 else { throw TextFault(.wholeDaysOnly, at: range) }
    return .daysBefore(span.days, at: time)
  }

  /// The time that is named within a part of the day, else the usual one.
  private mutating func time(of named: PartOfDay) throws(TextFault) -> TimeOfDay {
    part = named
    defer { part = nil }
    return try oneTimeOfDay() ?? named.usual
  }

  private mutating func requiredTime() throws(TextFault) -> TimeOfDay {
    guard let time = try oneTimeOfDay() else { throw fault(.at) }
    return time
  }
}
