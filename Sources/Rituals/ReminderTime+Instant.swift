import CivilTime
import Recurrence

extension ReminderTime {
  /// When the reminder comes for an occurrence: days and months are counted on the wall clock, hours and less as
  /// elapsed time.
  public func instant(for slot: Slot, zone: Zone) -> Instant {
    switch self {
    case .atStart:
      return slot.instant
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
