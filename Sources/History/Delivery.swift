import CivilTime
import Rituals

/// One channel's part of a reminder, as the history has it.
public struct Delivery: Equatable, Sendable {
  /// How far it has come.
  public enum State: String, Hashable, Sendable {
    case waiting
    case delivered = "carried"
    case failed
  }

  /// The reminder.
  public var id: ReminderID
  /// The channel that delivers it.
  public var channel: Channel
  /// How far it has come.
  public var state: State
  /// The tries so far, and the next one.
  public var tries: Tries

  /// When it is tried next; nil if it is over or waits for a server.
  public var nextTry: Instant? { state == .waiting && !tries.waitsForServer ? tries.next : nil }

  public init(id: ReminderID, channel: Channel, state: State, tries: Tries) {
    (self.id, self.channel, self.state, self.tries) = (id, channel, state, tries)
  }
}

/// How often a channel has tried to deliver a reminder, and when it tries next.
public struct Tries: Equatable, Sendable {
  /// The number of tries so far.
  public var count: Int
  /// When the next one is.
  public var next: Instant
  /// When the reminder was first to go out: after some time no more is tried.
  public var since: Instant
  /// Why the latest try failed.
  public var failure: DeliveryFailure?

  /// Whether no try is of use until a server comes, whenever the next one would be.
  public var waitsForServer: Bool { failure?.cause.waitsForServer ?? false }

  public init(count: Int = 0, next: Instant, since: Instant, failure: DeliveryFailure? = nil) {
    (self.count, self.next, self.since, self.failure) = (count, next, since, failure)
  }
}
