import CivilTime

/// An RRULE (RFC 5545 §3.3.10, RFC 7529) as plain data; `RecurrenceRule(text)` reads one, `description` writes it.
public struct RecurrenceRule: Hashable, Sendable {
  public enum Frequency: UInt8, CaseIterable, Comparable, Hashable, Sendable {
    case secondly, minutely, hourly, daily, weekly, monthly, yearly

    public static func < (left: Frequency, right: Frequency) -> Bool { left.rawValue < right.rawValue }
  }

  /// One entry of BYDAY: `SA` (ordinal 0), `1SA` (1), `-1SU` (-1).
  public struct WeekdayNumber: Hashable, Sendable {
    public var ordinal: Int
    public var weekday: Weekday

    public init(_ ordinal: Int = 0, _ weekday: Weekday) {
      self.ordinal = ordinal
      self.weekday = weekday
    }
  }

  /// How a rule ends: COUNT, or UNTIL in one of its three forms.
  public enum End: Hashable, Sendable {
    case never
    case count(Int)
    /// The last day that may hold an occurrence, whole.
    case untilDate(CivilDate)
    /// The last wall time, inclusive.
    case untilLocal(CivilDateTime)
    /// The last instant, inclusive.
    case untilInstant(Instant)
  }

  /// What becomes of a date that a month or year does not have (RFC 7529 §4.1).
  public enum Skip: Hashable, Sendable { case omit, backward, forward }

  public var frequency: Frequency
  public var interval: Int
  public var end: End
  public var bySecond: [Int] = []
  public var byMinute: [Int] = []
  public var byHour: [Int] = []
  public var byDay: [WeekdayNumber] = []
  public var byMonthDay: [Int] = []
  public var byYearDay: [Int] = []
  public var byWeekNumber: [Int] = []
  public var byMonth: [Int] = []
  public var bySetPosition: [Int] = []
  public var weekStart: Weekday = .monday
  public var skip: Skip = .omit

  public init(_ frequency: Frequency, interval: Int = 1, end: End = .never) {
    self.frequency = frequency
    self.interval = interval
    self.end = end
  }
}
