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

  /// The fact of an answer that settles an occurrence, by the wall clock of the ritual; nil for one that puts it off.
  public func settling(on local: CivilDateTime) -> Event.Fact? {
    switch self {
    case .done: .done(on: local)
    case .skip: .skipped(on: local)
    case .snooze, .move: nil
    }
  }
}
