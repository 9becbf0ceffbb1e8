import CivilTime
import Recurrence

/// When a reminder comes, relative to the occurrence's start.
public enum ReminderTime: Hashable, Sendable {
  case atStart
  /// `2 days before`: days and months on the wall clock, hours and less as elapsed time.
  case before(Span)
  /// `the evening before at 19:00`, `2 days before at 9:00`: a number of days before, at a time of that day.
  case daysBefore(Int, at: TimeOfDay)

  /// A short name that stays: `start`, `2d`, `2h30min`, `1d-1900`. No two reminder times share one, so that it can
  /// tell the leads of a ritual apart in the history.
  public var name: String {
    switch self {
    case .atStart: "start"
    case .before(let span): span.description.split(separator: " ").joined()
    case .daysBefore(let days, let time): "\(days)d-" + time.description.split(separator: ":").joined()
    }
  }

  /// When the reminder of an occurrence comes.
  public func instant(for slot: Slot, zone: Zone) -> Instant {
    switch self {
    case .atStart: return slot.instant
    case .before(let span):
      var instant = slot.instant
      if span.months != 0 || span.days != 0 {
        let calendar = Span(months: span.months, days: span.days)
        instant = zone.instant(of: slot.local.advanced(by: calendar, times: -1))
      }
      return instant.advanced(bySeconds: -Int64(span.seconds))
    case .daysBefore(let days, let time):
      return zone.instant(of: CivilDateTime(slot.local.date.advanced(byDays: -days), time))
    }
  }
}
