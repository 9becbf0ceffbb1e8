import CivilTime

/// Why a reminder is or was held.
public enum Delay: Hashable, Sendable {
  /// Nothing was running to deliver it when its time came.
  case away(since: Instant)
  /// Quiet hours: the id of the person whose hours they are, nil for the user's own.
  case quiet(person: String?, since: Instant)
  /// The day has had its number of reminders.
  case budget(perDay: Int, since: Instant)
  /// A sentence that an earlier version recorded.
  case recorded(String, since: Instant)

  /// When it would have been delivered.
  public var since: Instant {
    switch self {
    case .away(let since), .quiet(_, let since), .budget(_, let since), .recorded(_, let since): since
    }
  }
}
