import CivilTime
import Rituals

extension ReminderTime {
  /// Reads `at start`, `2h before`, `2 days before`, `2 days before at 9:00`, `the day before`,
  /// `the evening before` (at 19:00), `the morning before at 8` (else at 09:00), `the same morning`, `on the day at
  /// 8:00`. A time of the day goes with whole days only.
  public init(parsing text: String) throws(TextFault) {
    self = try TokenReader.read(text) { reader throws(TextFault) in try reader.reminderTime() }
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
    if says(.at) || says(.start) {
      accept(.at)
      accept(.the)
      try expect(.start, .start)
      return .atStart
    }
    if says(.on) || says(.same) || says(.the, .same) { return try onTheDay() }
    if says(.the) || says(.unit(.day)) || kind.partOfDay != nil { return try dayBefore() }
    guard startsAmount() else { throw fault(.reminder) }
    return try spanBefore()
  }

  /// Whether a reminder's time begins `count` tokens on.
  func startsReminder(ahead count: Int) -> Bool {
    let kind = kind(ahead: past(.word(.the), ahead: count))
    return switch kind {
    case .word(.start), .word(.same), .word(.unit(.day)), .word(.on): true
    case .word(.at): saysStart(ahead: count + 1)
    default: kind.partOfDay != nil || startsAmount(ahead: count)
    }
  }

  /// `on the day at 8:00`, `on the same day at 8:00`, `the same morning`
  private mutating func onTheDay() throws(TextFault) -> ReminderTime {
    accept(.on)
    accept(.the)
    if accept(.same), let named = accept(\.partOfDay) { return .daysBefore(0, at: try time(in: named)) }
    try expect(.unit(.day), .day)
    guard let time = try oneTimeOfDay() else { throw fault(.at) }
    return .daysBefore(0, at: time)
  }

  /// `the day before`, `the evening before at 19:00`
  private mutating func dayBefore() throws(TextFault) -> ReminderTime {
    accept(.the)
    if let named = accept(\.partOfDay) {
      try expect(.before, .before)
      return .daysBefore(1, at: try time(in: named))
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
    accept(.start)
    guard let time = try oneTimeOfDay() else { return span == Span() ? .atStart : .before(span) }
    guard span.months == 0, span.seconds == 0 else { throw TextFault(.wholeDaysOnly, at: range) }
    return .daysBefore(span.days, at: time)
  }
}
