import CivilTime
import Rituals

/// Something that passes without a reminder: neutral, and told.
public struct Lapse: Hashable, Sendable {
  /// What passes.
  public var occurrence: OccurrenceID
  /// Why it passes.
  public var reason: LapseReason

  public init(_ occurrence: OccurrenceID, _ reason: LapseReason) {
    self.occurrence = occurrence
    self.reason = reason
  }
}

/// A reminder that passes since another one takes its place.
public struct Supersession: Hashable, Sendable {
  /// What passes.
  public var id: ReminderID
  /// Why it passes.
  public var reason: SupersedeReason

  public init(_ id: ReminderID, _ reason: SupersedeReason) {
    self.id = id
    self.reason = reason
  }
}

/// A reminder whose time has come and that waits.
public struct Hold: Hashable, Sendable {
  /// What waits.
  public var id: ReminderID
  /// What it waits for.
  public var delay: Delay
  /// When it is given at the latest.
  public var until: Instant
  /// True where the history is to know: the occurrence has come, and a change of the config must not lose it.
  public var isNews: Bool

  public init(_ id: ReminderID, _ delay: Delay, until: Instant, isNews: Bool = false) {
    self.id = id
    self.delay = delay
    self.until = until
    self.isNews = isNews
  }
}
