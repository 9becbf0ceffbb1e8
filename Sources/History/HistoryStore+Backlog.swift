import CivilTime
import Rituals

extension HistoryStore {
  /// What happened while nothing could be recorded.
  public struct Backlog: Equatable, Sendable {
    /// Facts, in their order.
    public var events: [Event] = []
    /// Reminders that were delivered.
    public var delivered: [Intention] = []
    /// How deliveries stand: the latest of each.
    public var deliveries: [Delivery] = []

    public init() {}

    /// True where nothing waits to be recorded.
    public var isEmpty: Bool { events.isEmpty && delivered.isEmpty && deliveries.isEmpty }

    /// Takes in how a delivery stands, in place of how it stood before.
    public mutating func note(_ delivery: Delivery) {
      deliveries.removeAll { $0.id == delivery.id && $0.channel == delivery.channel }
      deliveries.append(delivery)
    }
  }

  /// Records a backlog, all of it or nothing, and nothing twice: a commit that was answered with an error may stand in
  /// the file all the same, so events that are found behind `number` are not appended again.
  ///
  /// - Parameter number: the last event that was known to be recorded when the backlog began.
  public func catchUp(_ backlog: Backlog, after number: Int, at now: Instant) throws(StoreFault) {
    try transaction { () throws(StoreFault) in
      var events = backlog.events
      try forEachEvent(after: number) { entry in
        if let place = events.firstIndex(of: entry.event) { events.remove(at: place) }
      }
      for intention in backlog.delivered { try insertDelivered(intention, at: now) }
      for delivery in backlog.deliveries { try update(delivery) }
      try insert(events)
    }
  }
}
