import CivilTime
import Recurrence
import Rituals

/// A ritual under care: what the config says of it, and its compiled schedule.
public final class ScheduledRitual: Sendable {
  /// What the config says.
  public let ritual: Ritual
  /// When it comes, compiled for its zone.
  public let schedule: Schedule
  /// What decides when reminders come; see `RitualFile.fingerprint(of:)`.
  public let fingerprint: Fingerprint

  /// Compiles a ritual for the zone it lives in.
  public init(_ ritual: Ritual, zone: Zone, fingerprint: Fingerprint) {
    self.ritual = ritual
    self.fingerprint = fingerprint
    schedule = Schedule(ritual, zone: zone)
  }

  /// A ritual in the same zone that comes at the same times as another one.
  public init(_ ritual: Ritual, like other: ScheduledRitual) {
    self.ritual = ritual
    (fingerprint, schedule) = (other.fingerprint, other.schedule)
  }
}

extension ScheduledRitual {
  /// The slot of a wall time in the ritual's zone.
  public func slot(at start: CivilDateTime) -> Slot {
    Slot(local: start, instant: schedule.zone.instant(of: start))
  }
}
