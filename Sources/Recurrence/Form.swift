import CivilTime

/// What a `when` says before it meets a start and a zone.
public enum Form: Hashable, Sendable {
  /// A recurrence on the calendar: an RRULE, or a phrase that is one.
  case rule(RecurrenceRule)
  /// Two or more rules together, where no single one comes at just these times: `monday at 18:00 and thursday at 19:30`.
  case rules([RecurrenceRule])
  /// A calendar expression of systemd.
  case calendar(CalendarExpression)
  /// `once on 2026-12-24 at 18:00`; without a time, nil.
  case once(CivilDate, TimeOfDay?)
  /// `3 weeks after last time`.
  case cadence(Cadence)
}

extension Form {
  /// Its rules: one, several, or none.
  public var rules: [RecurrenceRule] {
    switch self {
    case .rule(let rule): [rule]
    case .rules(let rules): rules
    case .calendar, .once, .cadence: []
    }
  }

  /// The same with its rules changed, each by itself.
  public func mapRules(_ change: (RecurrenceRule) -> RecurrenceRule) -> Form {
    switch self {
    case .rule(let rule): .rule(change(rule))
    case .rules(let rules): .rules(rules.map(change))
    case .calendar, .once, .cadence: self
    }
  }

  /// Whether only a start says when it comes.
  public var needsAnchor: Bool { anchorNeed != nil }

  /// What only a start says.
  public enum AnchorNeed: Hashable, Sendable {
    /// Which periods an interval over 1 counts.
    case interval
    /// Where a number of times begins.
    case count
    /// The day of `every week`, `every month` or `every year`.
    case day(RecurrenceRule.Frequency)
  }

  /// Why it needs a start; nil where it needs none.
  public var anchorNeed: AnchorNeed? {
    for rule in rules {
      if rule.interval > 1 { return .interval }
      if rule.takesDayFromStart { return .day(rule.frequency) }
      if case .count = rule.end { return .count }
    }
    return nil
  }
}

/// A recurrence counted from the last time done: `10 days to 3 weeks after last time, saturday or sunday, at
/// 11:00`.
public struct Cadence: Hashable, Sendable {
  /// The earliest (and, without `longest`, the only) distance from the last time.
  public var shortest: Span
  /// The latest distance, where the phrase names a window.
  public var longest: Span?
  /// The weekdays it may fall on; empty means any.
  public var weekdays: [Weekday]
  /// The time of the day; nil leaves it to the ritual's start.
  public var time: TimeOfDay?

  /// A cadence; without `longest` it falls due at `shortest` alone.
  public init(shortest: Span, longest: Span? = nil, weekdays: [Weekday] = [], time: TimeOfDay? = nil) {
    self.shortest = shortest
    self.longest = longest
    self.weekdays = weekdays
    self.time = time
  }
}

/// One time of a recurrence: the wall time that names it, and the instant at which it happens.
public struct Slot: Hashable, Sendable {
  /// The wall time as the rule gives it, even where a gap moves the instant (02:30 stays 02:30).
  public var local: CivilDateTime
  /// When it happens.
  public var instant: Instant

  public init(local: CivilDateTime, instant: Instant) {
    self.local = local
    self.instant = instant
  }
}
