import CivilTime
import Rituals

extension HistoryStore {
  /// A reminder that is to be delivered: its name, its message as the daemon wrote it, and the channels.
  public struct Intention: Equatable, Sendable {
    /// The reminder's name, which is in the history once.
    public var id: ReminderID
    /// What it says, in the daemon's own form.
    public var message: String
    /// The channels it goes out by.
    public var channels: [Channel]

    public init(id: ReminderID, message: String, channels: [Channel]) {
      (self.id, self.message, self.channels) = (id, message, channels)
    }
  }

  /// A reminder that was intended and is not known to be delivered.
  public struct Pending: Equatable, Sendable {
    /// What was intended.
    public var intention: Intention
    /// How often it was about to be delivered.
    public var attempts: Int
    /// When it was first about to be delivered.
    public var intended: Instant
  }

  /// The first step: records the intention, one more attempt and `events` before anything leaves the program. Returns the
  /// attempt of each reminder that is to be delivered; those that the history knows as delivered stay as they are and are
  /// not among them.
  public func intend(
    _ intentions: [Intention], events: [Event] = [], at now: Instant
  ) throws(StoreFault) -> [ReminderID: Int] {
    try transaction { () throws(StoreFault) in try insert(intentions, events, at: now) }
  }

  /// The same for what follows from the events up to `number`. Records nothing and returns nil if there are later ones;
  /// otherwise calls `confirmed` first.
  public func intend(
    _ intentions: [Intention], events: [Event], ifLatest number: Int, at now: Instant, _ confirmed: () -> Void
  ) throws(StoreFault) -> [ReminderID: Int]? {
    try transaction { () throws(StoreFault) -> [ReminderID: Int]? in
      guard try isLatest(number) else { return nil }
      confirmed()
      return try insert(intentions, events, at: now)
    }
  }

  private func insert(
    _ intentions: [Intention], _ events: [Event], at now: Instant
  ) throws(StoreFault) -> [ReminderID: Int] {
    var attempts: [ReminderID: Int] = [:]
    for intention in intentions {
      try write(
        """
        INSERT INTO reminders(ritual, occurrence, kind, message, intended, attempts) VALUES (?, ?, ?, ?, ?, 1)
        ON CONFLICT DO UPDATE SET message = excluded.message, attempts = attempts + 1 WHERE state = 'pending'
        RETURNING number, attempts
        """, [intention.id, intention.message, now]
      ) { row throws(StoreFault) in
        attempts[intention.id] = row.integer(1)
        try insertDeliveries(of: intention, reminder: row.integer(0), at: now)
      }
    }
    try insert(events)
    return attempts
  }

  private func insertDeliveries(of intention: Intention, reminder: Int, at now: Instant) throws(StoreFault) {
    for channel in intention.channels {
      try write(
        "INSERT INTO deliveries(reminder, channel, next) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [reminder, channel.name, now])
    }
  }

  /// Records within an open transaction that a reminder was delivered, whether it was intended before or not.
  func insertDelivered(_ intention: Intention, at now: Instant) throws(StoreFault) {
    try write(
      """
      INSERT INTO reminders(ritual, occurrence, kind, message, intended, attempts, state, given)
      VALUES (?1, ?2, ?3, ?4, ?5, 1, 'given', ?5)
      ON CONFLICT DO UPDATE SET state = 'given', given = excluded.given WHERE state = 'pending'
      RETURNING number
      """, [intention.id, intention.message, now]
    ) { row throws(StoreFault) in try insertDeliveries(of: intention, reminder: row.integer(0), at: now) }
  }

  /// The last step: records that reminders are with their channels, how deliveries stand, and `events` with that.
  public func record(
    delivered ids: [ReminderID] = [], deliveries: [Delivery] = [], events: [Event], at now: Instant
  ) throws(StoreFault) {
    try transaction { () throws(StoreFault) in
      for id in ids { try markDelivered(id, at: now) }
      for delivery in deliveries { try update(delivery) }
      try insert(events)
    }
  }

  /// What was delivered before keeps its time.
  func markDelivered(_ id: ReminderID, at now: Instant) throws(StoreFault) {
    try write(
      "UPDATE reminders SET state = 'given', given = ?4 WHERE \(HistoryStore.named) AND state = 'pending'",
      [id, now])
  }

  /// The reminders that were intended and not delivered: the program died in between, or the disk was full.
  public func pending() throws(StoreFault) -> [Pending] {
    var pending: [Pending] = []
    try read(
      """
      SELECT ritual, occurrence, kind, message, attempts,
        (SELECT group_concat(channel, char(10)) FROM deliveries WHERE reminder = reminders.number), intended
      FROM reminders WHERE state = 'pending' ORDER BY number
      """
    ) { row in
      guard let id = row.reminder else { return }
      let channels = (row.text(5) ?? "").split(separator: "\n").map { Channel(String($0)) }
      let intention = Intention(id: id, message: row.text(3) ?? "", channels: channels)
      pending.append(Pending(intention: intention, attempts: row.integer(4), intended: row.instant(6)))
    }
    return pending
  }

  /// The deliveries that wait for a channel, the earliest first, with their messages.
  public func waiting() throws(StoreFault) -> [(delivery: Delivery, message: String)] {
    try deliveries(
      "deliveries.state = 'waiting' AND reminders.state = 'given' ORDER BY next, deliveries.number")
  }

  /// The deliveries that failed, or wait for another try, the latest first: what `kin status` shows.
  public func troubled() throws(StoreFault) -> [Delivery] {
    try deliveries(
      "deliveries.state <> 'carried' AND reason IS NOT NULL ORDER BY deliveries.number DESC LIMIT 20"
    ).map(\.delivery)
  }

  /// The deliveries of one reminder, in the order of its channels.
  public func deliveries(of id: ReminderID) throws(StoreFault) -> [Delivery] {
    try deliveries("\(HistoryStore.named) ORDER BY deliveries.number", [id]).map(\.delivery)
  }

  /// The reminders that are on their way and that no channel has delivered, and whether one still tries.
  public func undelivered() throws(StoreFault) -> [ReminderID: Bool] {
    var undelivered: [ReminderID: Bool] = [:]
    try read(
      """
      SELECT ritual, occurrence, kind,
        EXISTS (SELECT 1 FROM deliveries WHERE reminder = reminders.number AND state = 'waiting')
      FROM reminders
      WHERE EXISTS (SELECT 1 FROM deliveries WHERE reminder = reminders.number)
        AND NOT EXISTS (SELECT 1 FROM deliveries WHERE reminder = reminders.number AND state = 'carried')
        -- One that waits again was on the screen before.
        AND NOT EXISTS (
          SELECT 1 FROM events WHERE events.ritual = reminders.ritual AND fact = 'carried'
            AND events.occurrence = reminders.occurrence AND events.kind = reminders.kind)
      """
    ) { row in if let id = row.reminder { undelivered[id] = row.integer(3) > 0 } }
    return undelivered
  }

  private func deliveries(
    _ condition: String, _ values: [(any Bindable)?] = []
  ) throws(StoreFault) -> [(delivery: Delivery, message: String)] {
    var found: [(delivery: Delivery, message: String)] = []
    try read(
      """
      SELECT ritual, occurrence, kind, channel, message, deliveries.state, deliveries.attempts, next, reason, given
      FROM deliveries JOIN reminders ON reminders.number = reminder WHERE \(condition)
      """, values
    ) { row in
      guard let id = row.reminder else { return }
      let tries = Tries(
        count: row.integer(6), next: row.instant(7), since: row.instant(row.isNull(9) ? 7 : 9),
        failure: row.text(8).map { DeliveryFailure(row: $0) })
      let state = row.text(5).flatMap { Delivery.State(rawValue: $0) } ?? .waiting
      let channel = Channel(row.text(3) ?? "")
      found.append((Delivery(id: id, channel: channel, state: state, tries: tries), row.text(4) ?? ""))
    }
    return found
  }

  func update(_ delivery: Delivery) throws(StoreFault) {
    let tries = delivery.tries
    try write(
      """
      UPDATE deliveries SET state = ?5, attempts = ?6, next = ?7, reason = ?8
      WHERE channel = ?4 AND reminder = \(HistoryStore.numberOfNamed)
      """,
      [
        delivery.id, delivery.channel.name, delivery.state.rawValue, tries.count, tries.next,
        tries.failure?.json.text(),
      ])
  }

  /// The condition that picks the reminder whose name is bound to the first three places.
  static let named = "ritual = ?1 AND occurrence = ?2 AND kind = ?3"
  /// The number of that reminder.
  static let numberOfNamed = "(SELECT number FROM reminders WHERE \(named))"
}
