import CivilTime
import Recurrence

/// What somebody says to a reminder, on the desktop, by a hook or on the command line.
public enum Answer: Hashable, Sendable {
  case done
  /// Passed over: needs no reason, and is neutral.
  case skip
  /// To be reminded again then.
  case snooze(Moment)
  /// It takes place then.
  case move(Moment)

  /// `Later` on the desktop puts a reminder off by an hour.
  public static let later = Answer.snooze(.later(Span(seconds: 3600)))

  /// Reads a line of a hook's output: `done`, `skip`, `snooze tonight`, `move saturday`; nil for a line that answers
  /// nothing.
  public init?(line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    switch words.first?.lowercased() {
    case "done" where words.count == 1: self = .done
    case "skip" where words.count == 1: self = .skip
    case "later" where words.count == 1: self = .later
    case "snooze":
      guard let moment = try? Moment(parsing: words.dropFirst().joined(separator: " ")) else { return nil }
      self = .snooze(moment)
    case "move":
      guard let moment = try? Moment(parsing: words.dropFirst().joined(separator: " ")) else { return nil }
      self = .move(moment)
    default: return nil
    }
  }

  /// The fact that the answer makes of an occurrence, by the wall clock of the ritual's zone; nil where its moment has
  /// passed or lies beyond the calendar.
  ///
  /// A day without a time is at 09:00 for a snooze, at the occurrence's own time for a move. `start` is where the
  /// occurrence takes place by now, if it was moved before.
  public func event(
    for occurrence: OccurrenceID, at now: Instant, zone: Zone, start: CivilDateTime? = nil
  ) -> Event? {
    let local = zone.local(at: now)
    switch self {
    case .done: return Event(at: now, occurrence: occurrence, fact: .done(on: local))
    case .skip: return Event(at: now, occurrence: occurrence, fact: .skipped(on: local))
    case .snooze(let moment):
      return moment.instant(from: now, zone: zone).map {
        Event(at: now, occurrence: occurrence, fact: .snoozed(until: $0))
      }
    case .move(let moment):
      let start = start ?? occurrence.start
      return moment.instant(from: now, zone: zone, usual: start.time, moving: start).map {
        Event(at: now, occurrence: occurrence, fact: .moved(to: zone.local(at: $0).upToTheMinute))
      }
    }
  }
}

extension CivilDateTime {
  /// This time, or the next full minute.
  fileprivate var upToTheMinute: CivilDateTime {
    time.second == 0 ? self : CivilDateTime(localSeconds: localSeconds + 60 - Int64(time.second))
  }
}
