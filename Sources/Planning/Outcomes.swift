import CivilTime
import Rituals

/// An occurrence that passes without a reminder: neutral, and reported.
public struct Lapse: Equatable, Sendable {
  /// What passes.
  public var occurrence: OccurrenceID
  /// Why it passes.
  public var reason: LapseReason
}

/// A reminder that passes since another one takes its place.
public struct Supersession: Equatable, Sendable {
  /// What passes.
  public var id: ReminderID
  /// Why it passes.
  public var reason: SupersedeReason
}

/// A reminder whose time has come and that waits.
public struct Hold: Equatable, Sendable {
  /// What waits.
  public var id: ReminderID
  /// What it waits for.
  public var delay: Delay
  /// When it is delivered at the latest.
  public var until: Instant
  /// True where the history is to know: the occurrence has come, and a change of the config must not lose it.
  public var isNews = false
}
