import CivilTime
import Rituals

/// What need not go out any more, or not as it was: it was answered, delivered in a digest, or taken off the screen.
extension HistoryStore {
  /// Drops what waits for an occurrence that was answered, put off or over after the reminder was delivered to some channel:
  /// it happened while no daemon ran.
  public func dropAnswered() throws(StoreFault) {
    try write(
      """
      UPDATE deliveries SET state = 'failed', reason = ?
      WHERE state = 'waiting' AND channel <> 'journal' AND EXISTS (
        SELECT 1 FROM reminders JOIN events
          ON events.ritual = reminders.ritual AND events.occurrence = reminders.occurrence
        WHERE reminders.number = reminder AND reminders.state = 'given' AND events.at >= reminders.given
          AND events.fact IN ('done', 'skipped', 'snoozed', 'moved', 'lapsed'))
      """, [DeliveryFailure(.answered).json.text()])
  }

  /// Those of some occurrences that were answered, moved or over at an instant or after it.
  public func answered(
    _ occurrences: some Sequence<OccurrenceID>, since: Instant
  ) throws(StoreFault) -> Set<OccurrenceID> {
    var answered: Set<OccurrenceID> = []
    for occurrence in occurrences {
      try read(
        """
        SELECT 1 FROM events WHERE ritual = ? AND occurrence = ? AND at >= ?
          AND fact IN ('done', 'skipped', 'moved', 'lapsed') LIMIT 1
        """, [occurrence, since]
      ) { _ in answered.insert(occurrence) }
    }
    return answered
  }

  /// Those of some reminders that were delivered, on their own or in a digest.
  public func delivered(among ids: some Sequence<ReminderID>) throws(StoreFault) -> Set<ReminderID> {
    var delivered: Set<ReminderID> = []
    for id in ids {
      try read("SELECT 1 FROM reminders WHERE \(HistoryStore.named) AND state = 'given'", [id]) { _ in
        delivered.insert(id)
      }
    }
    return delivered
  }

  /// Drops a reminder that was intended and no longer matters: it counts as delivered, and no channel waits for it.
  public func drop(_ id: ReminderID, at now: Instant) throws(StoreFault) {
    try transaction { () throws(StoreFault) in
      try markDelivered(id, at: now)
      try dropDeliveries(of: id, because: .answered)
    }
  }

  private func dropDeliveries(of id: ReminderID, because cause: DeliveryFailure.Cause) throws(StoreFault) {
    try write(
      """
      UPDATE deliveries SET state = 'failed', reason = ?4
      WHERE state = 'waiting' AND reminder = \(HistoryStore.numberOfNamed)
      """, [id, DeliveryFailure(cause).json.text()])
  }

  /// Has a channel deliver a reminder once more, under the same name.
  public func waitAgain(_ id: ReminderID, by channel: Channel, at now: Instant) throws(StoreFault) {
    try write(
      """
      UPDATE deliveries SET state = 'waiting', attempts = 0, next = ?5
      WHERE channel = ?4 AND state = 'carried' AND reminder = \(HistoryStore.numberOfNamed)
      """, [id, channel.name, now])
  }

  /// Keeps another message of a reminder, for the channels that have not delivered it yet.
  public func keep(_ message: String, of id: ReminderID) throws(StoreFault) {
    try write("UPDATE reminders SET message = ?4 WHERE \(HistoryStore.named)", [id, message])
  }

  /// A reminder that was delivered as one of several has a name of its own, which is in the history once as well.
  func noteDelivered(_ event: Event, kind: ReminderKind) throws(StoreFault) {
    guard let occurrence = event.occurrence else { return }
    let id = ReminderID(occurrence, kind)
    try insertDelivered(Intention(id: id, message: "", channels: []), at: event.at)
    // Where it was about to be delivered on its own, no channel is to show it a second time.
    try dropDeliveries(of: id, because: .inDigest)
  }
}
