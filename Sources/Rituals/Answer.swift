import CivilTime
import Recurrence

/// What somebody says to a reminder, on the desktop, by a hook or on the command line.
public enum Answer: Hashable, Sendable {
  case done
  /// Passed over: needs no reason, and is neutral.
  case skip
  case snooze(Span)

  /// How long `Later` on the desktop puts a reminder off.
  public static let later = Answer.snooze(Span(seconds: 3600))

  /// Reads a line of a hook's output: `done`, `skip`, `snooze 1h`; nil for a line that answers nothing.
  public init?(line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    switch words.first?.lowercased() {
    case "done" where words.count == 1: self = .done
    case "skip" where words.count == 1: self = .skip
    case "later" where words.count == 1: self = .later
    case "snooze":
      guard let span = try? Span(parsing: words.dropFirst().joined(separator: " ")), span.isAhead
      else { return nil }
      self = .snooze(span)
    default: return nil
    }
  }

  /// The fact that the answer makes of an occurrence, by the wall clock of the ritual's zone.
  public func event(for occurrence: OccurrenceID, at now: Instant, zone: Zone) -> Event {
    let local = zone.local(at: now)
    switch self {
    case .done: return Event(at: now, occurrence: occurrence, fact: .done(on: local))
    case .skip: return Event(at: now, occurrence: occurrence, fact: .skipped(on: local))
    case .snooze(let span):
      var until = now.advanced(bySeconds: Int64(span.seconds))
      if span.months != 0 || span.days != 0 {
        until = zone.instant(of: local.advanced(by: span))
      }
      return Event(at: now, occurrence: occurrence, fact: .snoozed(until: until))
    }
  }
}

extension Span {
  /// True for a span of more than nothing.
  public var isAhead: Bool { months > 0 || days > 0 || seconds > 0 }
}
