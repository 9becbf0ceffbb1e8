import CivilTime
import Rituals

/// Why a reminder comes, and why not earlier: data; `Reason+Prose.swift` turns it into sentences.
public struct Reason: Hashable, Sendable {
  /// What it comes for.
  public var cause: Cause
  /// What it waited for; nil where it comes in time.
  public var delay: Delay?

  public init(_ cause: Cause, delay: Delay? = nil) {
    self.cause = cause
    self.delay = delay
  }
}

/// What a reminder comes for.
public enum Cause: Hashable, Sendable {
  /// The occurrence starts, by the ritual's `when` as the config has it; `isStretched` where a cadence comes later, since
  /// the user felt stretched.
  case starts(when: String, isStretched: Bool)
  /// The occurrence starts at the time it was moved to, away from its own.
  case moved(from: CivilDateTime)
  /// Ahead of the start, by the ritual's `remind`.
  case ahead(ReminderTime)
  /// Somebody takes over, by `handoff`; `me` is the user's id.
  case handoff(Handoff, me: String?)
  /// Put off until now by an answer.
  case snoozed(until: Instant)
  /// There was no answer yet, and `nudge` says to ask again.
  case nudge(Nudge, number: Int)
  /// The user asked for it.
  case asked
}

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
