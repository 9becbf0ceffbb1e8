import CivilTime

/// What repeats by itself, whichever way it was written.
public enum Repetition: Sendable {
  /// An RRULE or a phrase.
  case rule(Recurrence)
  /// A calendar expression.
  case calendar(CalendarRecurrence)

  /// The first occurrence strictly later than an instant; nil where there is none.
  @inline(__always) public func next(after instant: Instant) -> Slot? {
    switch self {
    case .rule(let recurrence): recurrence.next(after: instant)
    case .calendar(let recurrence): recurrence.next(after: instant)
    }
  }

  /// The last occurrence strictly earlier than an instant; nil where there is none.
  public func previous(before instant: Instant) -> Slot? {
    switch self {
    case .rule(let recurrence): recurrence.previous(before: instant)
    case .calendar(let recurrence): recurrence.previous(before: instant)
    }
  }
}
