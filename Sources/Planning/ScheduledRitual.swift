import CivilTime
import Recurrence
import Rituals

/// A ritual under care: what the config says of it, and its compiled schedule.
public final class ScheduledRitual: Sendable {
  /// What the config says.
  public let ritual: Ritual
  /// One for all rituals that come at the same times.
  private let timing: Boxed<Timing>

  private struct Timing {
    let schedule: Schedule
    let fingerprint: Fingerprint
  }

  /// Compiles a ritual for the zone it lives in.
  public init(_ ritual: Ritual, zone: Zone, fingerprint: Fingerprint) {
    self.ritual = ritual
    timing = Boxed(Timing(schedule: Schedule(ritual, zone: zone), fingerprint: fingerprint))
  }

  /// A ritual in the same zone that comes at the same times as another one.
  public init(_ ritual: Ritual, like other: ScheduledRitual) {
    self.ritual = ritual
    timing = other.timing
  }

  // Read in place: a schedule has many parts to be copied.

  /// When it comes, compiled for its zone.
  public var schedule: Schedule { _read { yield timing.value.schedule } }

  /// What decides when reminders come; see `RitualFile.fingerprint(of:)`.
  public var fingerprint: Fingerprint { _read { yield timing.value.fingerprint } }
}

extension ScheduledRitual {
  /// The slot of a wall time in the ritual's zone.
  public func slot(at start: CivilDateTime) -> Slot {
    Slot(local: start, instant: schedule.zone.instant(of: start))
  }
}
