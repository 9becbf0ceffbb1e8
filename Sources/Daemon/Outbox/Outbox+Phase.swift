import CivilTime
import History
import Rituals

extension Outbox {
  /// A message that no channel has taken yet, and the tries so far.
  struct Outgoing: Equatable {
    var message: Message
    var tries: Tries
  }

  enum Phase {
    /// The next try is to come.
    case waiting(Outgoing)
    /// Its command runs; `detail` is what its notification brings back.
    case running(Outgoing, detail: BroughtBack?)
    /// Delivered; its command runs on for an answer about the reminders that are still open.
    case answering(open: [ReminderID], order: Int)
    /// Delivered; its command ends by itself.
    case ending(open: [ReminderID])
    /// Its command was asked to end.
    case leaving(open: [ReminderID])
  }
}

extension Outbox.Phase {
  /// What waits for its next try.
  var waiting: Outbox.Outgoing? { if case .waiting(let outgoing) = self { outgoing } else { nil } }

  /// What is not delivered yet.
  var outgoing: Outbox.Outgoing? {
    switch self {
    case .waiting(let outgoing), .running(let outgoing, _): outgoing
    case .answering, .ending, .leaving: nil
    }
  }

  /// Whether it was started and has not ended.
  var isUnderWay: Bool { waiting == nil }

  var open: [ReminderID] {
    switch self {
    case .waiting(let outgoing), .running(let outgoing, _): outgoing.message.open
    case .answering(let open, _), .ending(let open), .leaving(let open): open
    }
  }

  /// The same with fewer reminders of a digest; a message that says nothing any more stays as it is.
  func keeping(_ open: [ReminderID]) -> Self {
    switch self {
    case .waiting(let outgoing): .waiting(outgoing.keeping(open))
    case .running(let outgoing, let detail): .running(outgoing.keeping(open), detail: detail)
    case .answering(_, let order): .answering(open: open, order: order)
    case .ending: .ending(open: open)
    case .leaving: .leaving(open: open)
    }
  }
}

extension Outbox.Outgoing {
  func keeping(_ open: [ReminderID]) -> Self {
    guard !open.isEmpty else { return self }
    var shorter = self
    shorter.message = message.keeping { open.contains($0.id) }
    return shorter
  }

  /// The order in which deliveries start.
  func order(_ key: DeliveryKey) -> (Instant, CivilDateTime, String, Channel) {
    (tries.next, message.id.occurrence.start, message.id.occurrence.ritual, key.channel)
  }
}

extension Message {
  /// The reminders that it is about: itself, or the members of a digest.
  var open: [ReminderID] { isDigest ? members.map(\.id) : [id] }
}
