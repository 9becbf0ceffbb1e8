import CivilTime

/// An answer to a reminder, given on the desktop, by a hook or on the command line.
public enum Answer: Equatable, Sendable {
  case done
  /// Passed over, which needs no reason.
  case skip
  /// Remind again then; nil means the ritual's `later`.
  case snooze(Moment?)
  /// It takes place then.
  case move(Moment)

  /// `Later` on the desktop.
  public static let later = Answer.snooze(nil)

  /// The event that settles the occurrence, at a wall time in the ritual's zone; nil for a snooze or a move.
  public func settling(on local: CivilDateTime) -> Event.Fact? {
    switch self {
    case .done: .done(on: local)
    case .skip: .skipped(on: local)
    case .snooze, .move: nil
    }
  }
}
