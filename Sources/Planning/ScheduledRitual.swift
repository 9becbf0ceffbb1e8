import CivilTime
import Recurrence
import Rituals

/// A ritual under care: what the config says of it, and its compiled schedule.
public final class ScheduledRitual: Sendable {
  /// What the config says.
  public let ritual: Ritual
  /// When it comes, compiled for its zone.
  public let schedule: Schedule
  /// What stands for `fingerprint`, the same on every machine.
  let mark: UInt64

  /// Compiles a ritual for the zone it lives in.
  public init(_ ritual: Ritual, zone: Zone) {
    self.ritual = ritual
    schedule = Schedule(ritual, zone: zone)
    mark = ScheduledRitual.mark(of: ScheduledRitual.fingerprint(of: ritual))
  }

  /// All that decides when reminders come, as text: where it changes, care begins anew, so that an edit gives nothing
  /// by itself.
  public var fingerprint: String { ScheduledRitual.fingerprint(of: ritual) }

  /// 64 bits in place of a text (FNV-1a): so many rituals remember which schedule they were taken up with.
  static func mark(of text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func fingerprint(of ritual: Ritual) -> String {
    var parts = [ritual.whenText]
    if let zone = ritual.timeZone { parts.append("zone \(zone)") }
    if let starting = ritual.starting { parts.append("starting \(starting)") }
    if let until = ritual.until { parts.append("until \(until)") }
    if !ritual.except.isEmpty {
      parts.append("except " + ritual.except.map(\.description).joined(separator: ", "))
    }
    if !ritual.also.isEmpty { parts.append("also " + ritual.also.map(\.description).joined(separator: ", ")) }
    if let season = ritual.season { parts.append("season \(season)") }
    if ritual.remind != [.atStart] {
      parts.append("remind " + ritual.remind.map { "\($0)" }.joined(separator: ", "))
    }
    if let nudge = ritual.nudge { parts.append("nudge \(nudge.times) times every \(nudge.every)") }
    if ritual.isPaused { parts.append("paused") }
    // One part is the common case, and then the text is shared with the ritual's own.
    return parts.count == 1 ? parts[0] : parts.joined(separator: "; ")
  }
}

extension ScheduledRitual {
  /// The slot of a wall time in the ritual's zone.
  public func slot(at start: CivilDateTime) -> Slot {
    Slot(local: start, instant: schedule.zone.instant(of: start))
  }
}
