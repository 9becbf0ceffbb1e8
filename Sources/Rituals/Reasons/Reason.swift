import CivilTime

/// Why a reminder comes, and why not earlier. `Reason+Prose.swift` turns it into sentences.
public struct Reason: Hashable, Sendable {
  /// What it comes for.
  public var cause: Cause
  /// Why it was held; nil where it comes in time.
  public var delay: Delay?

  public init(_ cause: Cause, delay: Delay? = nil) {
    self.cause = cause
    self.delay = delay
  }
}

/// What a reminder comes for.
public enum Cause: Hashable, Sendable {
  /// The occurrence starts, by the ritual's `when` in the config; `isStretched` where a cadence comes later since the user
  /// felt stretched.
  case starts(when: String, isStretched: Bool)
  /// The occurrence starts at the time it was moved to, away from its own.
  case moved(from: CivilDateTime)
  /// Ahead of the start, by the ritual's `remind`.
  case ahead(ReminderTime)
  /// Somebody takes over, by `handoff`; `me` is the user's id.
  case handoff(Handoff, me: String?)
  /// Snoozed until now by an answer.
  case snoozed(until: Instant)
  /// There was no answer yet, and `nudge` says to ask again.
  case nudge(Nudge, number: Int)
  /// The user asked for it.
  case asked
}
