import CivilTime
import Recurrence
import Rituals

/// A part of a ritual that has no effect, or hardly the one that was meant.
enum ScheduleDoubt: Hashable, Sendable {
  /// An entry of `except` on which it doesn't come; `nearest` is the time of it that was probably meant.
  case exceptMeetsNothing(LocalPoint, nearest: LocalPoint?)
  /// An entry of `also` at a time at which it comes anyway.
  case alsoComesAnyway(LocalPoint)
  /// An entry of `also` that another key takes away.
  case alsoIsTaken(LocalPoint, by: Taker)
  /// A reminder that comes before the time before; of a cadence, never.
  case reminderTooEarly(ReminderTime, isCadence: Bool)
  /// It asks again only after the next time is due, so never.
  case nudgeTooLate(Span)
  /// It takes longer than the time to the next.
  case durationTooLong(Span)

  /// What takes a day away.
  enum Taker: Hashable, Sendable {
    case season(Season)
    case until(LocalPoint)
    case except
  }

  /// Where in a ritual it is written: the names of keys, or positions in a list.
  enum Step: Hashable, Sendable {
    case key(RitualKey)
    case name(String)
    case position(Int)
  }
}
