import CivilTime
import Recurrence

/// When a reminder comes, relative to the occurrence's start.
public enum ReminderTime: Hashable, Sendable {
  case atStart
  /// `2 days before`: days and months on the wall clock, hours and less as elapsed time.
  case before(Span)
  /// `the evening before at 19:00`, `2 days before at 9:00`: a number of days before, at a time of that day.
  case daysBefore(Int, at: TimeOfDay)

  /// A short name, unique among reminder times, for the history: `start`, `2d`, `2h30min`, `1d-1900`.
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
    case .atStart: slot.instant
    case .before(let span): slot.moved(by: span, times: -1, zone: zone)
    case .daysBefore(let days, let time):
      zone.instant(of: CivilDateTime(slot.local.date.advanced(byDays: -days), time))
    }
  }
}

extension Slot {
  /// The instant `times` spans later: days and months on the wall clock (at `time`, if given), the rest as elapsed time.
  func moved(by span: Span, times: Int = 1, at time: TimeOfDay? = nil, zone: Zone) -> Instant {
    var moved = instant
    if span.months != 0 || span.days != 0 || time != nil {
      let day = local.advanced(by: Span(months: span.months, days: span.days), times: times)
      moved = zone.instant(of: CivilDateTime(day.date, time ?? day.time))
    }
    return moved.advanced(bySeconds: Int64(times * span.seconds))
  }
}
