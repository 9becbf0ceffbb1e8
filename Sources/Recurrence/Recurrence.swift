import CivilTime

/// A rule that has met its start and its zone: compiled once, asked often.
public struct Recurrence: Sendable {
  public let rule: RecurrenceRule
  public let start: CivilDateTime
  public let zone: Zone

  public init(_ rule: RecurrenceRule, start: CivilDateTime, zone: Zone) {
    self.rule = rule
    self.start = start
    self.zone = zone
  }

  /// The first occurrence strictly later than an instant; nil where there is none. Nothing is walked from the start.
  public func next(after instant: Instant) -> Slot? { nil }
}

/// A recurrence with single dates added (RDATE) and taken away (EXDATE), and an end of its own (RFC 5545 §3.8.5).
public struct Timetable: Sendable {
  /// `except` takes whole wall times away; `exceptDays` whole days. `until` is the last wall time, inclusive.
  public init(
    _ recurrence: Recurrence?, zone: Zone, also: [CivilDateTime] = [], except: [CivilDateTime] = [],
    exceptDays: [CivilDate] = [], until: CivilDateTime? = nil
  ) {}

  /// The first occurrence strictly later than an instant; nil where there is none.
  public func next(after instant: Instant) -> Slot? { nil }
}
