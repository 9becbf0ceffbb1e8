import CivilTime

/// Why a reminder comes, and why not earlier. `Reason+Prose.swift` turns it into sentences.
public struct Reason: Equatable, Sendable {
  /// What it comes for.
  public var cause: Cause
  /// Why it was held; nil where it comes in time.
  public var delay: Delay?

  public init(_ cause: Cause, delay: Delay? = nil) { (self.cause, self.delay) = (cause, delay) }
}

/// What a reminder comes for.
public enum Cause: Equatable, Sendable {
  /// The occurrence starts, by `when` in the config; `isStretched`: later, since the user felt stretched.
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

/// Why a reminder is or was held.
public enum Delay: Equatable, Sendable {
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

/// Why an occurrence passed without an answer, or without a reminder of its own.
public enum LapseReason: Equatable, Sendable {
  /// A later occurrence of the same ritual was due before a reminder could be delivered.
  case laterOneDue
  /// The next occurrence is due and this one has no answer.
  case nextOneDue
  /// It was missed, and the ritual's `missed` delivers nothing older than this; nil where it delivers nothing at all.
  case tooLate(Span?)
  /// It was open for as long as its ritual allows.
  case openLongEnough(Span)
  /// A sentence that an earlier version recorded.
  case recorded(String)
}

/// Why a reminder of an occurrence was superseded.
public enum SupersedeReason: Equatable, Sendable {
  /// Another one of the same occurrence is nearer to its start.
  case nearerOne
  /// The occurrence starts before this one could be delivered.
  case startsFirst
  /// Another reminder of the same ritual is delivered at the same moment.
  case otherOneDelivered
  /// A sentence that an earlier version recorded.
  case recorded(String)
}
