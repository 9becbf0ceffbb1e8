import CivilTime

/// An RRULE (RFC 5545 §3.3.10, RFC 7529) as plain data; `RecurrenceRule(text)` reads one, `description` writes it.
public struct RecurrenceRule: Hashable, Sendable {
  /// What the interval counts, from the shortest to the longest (FREQ).
  public enum Frequency: UInt8, CaseIterable, Comparable, Hashable, Sendable {
    case secondly, minutely, hourly, daily, weekly, monthly, yearly

    /// The shorter one is the smaller one.
    public static func < (left: Frequency, right: Frequency) -> Bool { left.rawValue < right.rawValue }
  }

  /// One entry of BYDAY: `SA` (ordinal 0), `1SA` (1), `-1SU` (-1).
  public struct WeekdayNumber: Hashable, Sendable {
    /// Which one of the month or year, from its end where negative; 0 means every one.
    public var ordinal: Int
    /// The day of the week.
    public var weekday: Weekday

    /// The entry for a weekday; `1SA` is `WeekdayNumber(1, .saturday)`.
    public init(_ ordinal: Int = 0, _ weekday: Weekday) {
      self.ordinal = ordinal
      self.weekday = weekday
    }
  }

  /// How a rule ends: COUNT, or UNTIL in one of its three forms.
  public enum End: Hashable, Sendable {
    /// Without end.
    case never
    /// After so many occurrences.
    case count(Int)
    /// The last day that may hold an occurrence, whole.
    case untilDate(CivilDate)
    /// The last wall time, inclusive.
    case untilLocal(CivilDateTime)
    /// The last instant, inclusive.
    case untilInstant(Instant)
  }

  /// What becomes of a date that a month or year does not have (RFC 7529 §4.1).
  public enum Skip: CaseIterable, Hashable, Sendable { case omit, backward, forward }

  /// FREQ.
  public var frequency: Frequency
  /// INTERVAL, from 1 on.
  public var interval: Int
  /// COUNT or UNTIL.
  public var end: End
  /// 0…60; 60 is read as 59, for want of leap seconds.
  public var bySecond: [Int] = []
  /// 0…59.
  public var byMinute: [Int] = []
  /// 0…23.
  public var byHour: [Int] = []
  /// Weekdays, numbered within the month or year where they have an ordinal.
  public var byDay: [WeekdayNumber] = []
  /// 1…31, and -31…-1 from the month's end.
  public var byMonthDay: [Int] = []
  /// 1…12. YEARLY with BYMONTHDAY and without BYMONTH means every month.
  public var byMonth: [Int] = []
  /// Places in the whole set of a period, 1…366, and -366…-1 from its end.
  public var bySetPosition: [Int] = []
  /// WKST: where a week begins, for WEEKLY and BYWEEKNO.
  public var weekStart: Weekday = .monday
  /// SKIP: what becomes of BYMONTHDAY and BYYEARDAY that a month or year does not have.
  public var skip: Skip = .omit
  /// The parts that few rules have; nil where all are empty.
  private var rare: Boxed<RareParts>?

  private struct RareParts: Hashable, Sendable {
    var yearDays: [Int] = []
    var weekNumbers: [Int] = []
    var easter: [Int] = []
  }

  public init(_ frequency: Frequency, interval: Int = 1, end: End = .never) {
    self.frequency = frequency
    self.interval = interval
    self.end = end
  }
}

extension RecurrenceRule {
  /// 1…366, and -366…-1 from the year's end.
  public var byYearDay: [Int] {
    get { rare?.value.yearDays ?? [] }
    set { set(\.yearDays, newValue) }
  }

  /// 1…53, and -53…-1 from the last week; only with YEARLY. Without BYDAY the start's weekday is meant.
  public var byWeekNumber: [Int] {
    get { rare?.value.weekNumbers ?? [] }
    set { set(\.weekNumbers, newValue) }
  }

  /// Days after Easter Sunday, or before it where negative, -80…250; only with YEARLY. No part of RFC 5545 but of
  /// python-dateutil, whose BYEASTER limits the other parts as they limit each other.
  public var byEaster: [Int] {
    get { rare?.value.easter ?? [] }
    set { set(\.easter, newValue) }
  }

  private mutating func set(_ part: WritableKeyPath<RareParts, [Int]>, _ numbers: [Int]) {
    guard rare != nil || !numbers.isEmpty else { return }
    var parts = rare?.value ?? RareParts()
    parts[keyPath: part] = numbers
    rare = parts == RareParts() ? nil : Boxed(parts)
  }

  /// Whether a rule of weeks, months or years names no day, so that its start says which (RFC 5545 §3.3.10).
  package var takesDayFromStart: Bool {
    frequency > .daily && byDay.isEmpty && byMonthDay.isEmpty && byYearDay.isEmpty && byEaster.isEmpty
  }

  /// The largest INTERVAL and COUNT that are read, far below any overflow.
  package static let largestNumber = 999_999_999_999
}
