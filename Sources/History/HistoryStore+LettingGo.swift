import CivilTime
import Rituals

/// What need not go out any more, or not as it was: it was answered, delivered in a digest, or taken off the screen.
extension HistoryStore {
  /// Drops what waits for an occurrence that was answered, put off or over after the reminder was delivered to some channel:
  /// it happened while no daemon ran.
  public func dropAnswered() throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = 'failed', reason = 'it was answered before it could be delivered'
      WHERE state = 'waiting' AND channel <> 'journal' AND EXISTS (
        SELECT 1 FROM reminders JOIN events
          ON events.ritual = reminders.ritual AND events.occurrence = reminders.occurrence
        WHERE reminders.number = reminder AND reminders.state = 'given' AND events.at >= reminders.given
          AND events.fact IN ('done', 'skipped', 'snoozed', 'moved', 'lapsed'))
      """, doing: "record in \(path)")
    try statement.run()
  }

  /// Those of some occurrences that were answered, moved or over at an instant or after it.
  public func answered(
    _ occurrences: some Sequence<OccurrenceID>, since: Instant
  ) throws(HistoryFault) -> Set<OccurrenceID> {
    var answered: Set<OccurrenceID> = []
    for occurrence in occurrences {
      let statement = try database.prepare(
        """
        SELECT 1 FROM events WHERE ritual = ? AND occurrence = ? AND at >= ?
          AND fact IN ('done', 'skipped', 'moved', 'lapsed') LIMIT 1
        """, doing: "read the history in \(path)")
      statement.bind(1, occurrence.ritual)
      statement.bind(2, occurrence.start.shortDescription)
      statement.bind(3, since.seconds)
      if try statement.step() { answered.insert(occurrence) }
      statement.reset()
    }
    return answered
  }

  /// Those of some reminders that were delivered, on their own or in a digest.
  public func delivered(among ids: some Sequence<ReminderID>) throws(HistoryFault) -> Set<ReminderID> {
    var delivered: Set<ReminderID> = []
    for id in ids {
      let statement = try database.prepare(
        "SELECT 1 FROM reminders WHERE ritual = ? AND occurrence = ? AND kind = ? AND state = 'given'",
        doing: "read the history in \(path)")
      statement.bind(id)
      if try statement.step() { delivered.insert(id) }
      statement.reset()
    }
    return delivered
  }

  /// Drops a reminder that was intended and no longer matters: it counts as delivered, and no channel waits for it.
  public func drop(_ id: ReminderID, at now: Instant) throws(HistoryFault) {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) in
      let reminder = try database.prepare(
        """
        UPDATE reminders SET state = 'given', given = ?4
        WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3 AND state = 'pending'
        """, doing: "record in \(path)")
      reminder.bind(id)
      reminder.bind(4, now.seconds)
      try reminder.run()
      let deliveries = try database.prepare(
        """
        UPDATE deliveries SET state = 'failed', reason = 'it was answered before it could be delivered'
        WHERE state = 'waiting' AND reminder =
          (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
        """, doing: "record in \(path)")
      deliveries.bind(id)
      try deliveries.run()
    }
  }

  /// Has a channel deliver a reminder once more, under the same name.
  public func waitAgain(_ id: ReminderID, by channel: Channel, at now: Instant) throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = 'waiting', attempts = 0, next = ?5
      WHERE channel = ?4 AND state = 'carried' AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    statement.bind(id)
    statement.bind(4, channel.name)
    statement.bind(5, now.seconds)
    try statement.run()
  }

  /// Keeps another message of a reminder, for the channels that have not delivered it yet.
  public func keep(_ message: String, of id: ReminderID) throws(HistoryFault) {
    let statement = try database.prepare(
      "UPDATE reminders SET message = ?4 WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3",
      doing: "record in \(path)")
    statement.bind(id)
    statement.bind(4, message)
    try statement.run()
  }

  /// A reminder that was delivered as one of several has a name of its own, which is in the history once as well.
  func noteDelivered(_ event: Event, kind: ReminderKind?) throws(HistoryFault) {
    guard let kind, let occurrence = event.occurrence else { return }
    let statement = try database.prepare(
      """
      INSERT INTO reminders(ritual, occurrence, kind, message, intended, attempts, state, given)
      VALUES (?1, ?2, ?3, ?4, ?5, 1, 'given', ?5)
      ON CONFLICT DO UPDATE SET state = 'given', given = excluded.given WHERE state = 'pending'
      """, doing: "record in \(path)")
    let id = ReminderID(occurrence, kind)
    statement.bind(Intention(id: id, message: "", channels: []), at: event.at)
    try statement.run()
    // Where it was about to be delivered on its own, no channel is to show it a second time.
    let deliveries = try database.prepare(
      """
      UPDATE deliveries SET state = 'failed', reason = 'it came in a digest'
      WHERE state = 'waiting' AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    deliveries.bind(id)
    try deliveries.run()
  }
}
