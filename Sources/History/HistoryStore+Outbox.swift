import CivilTime
import Rituals

extension HistoryStore {
  /// A reminder that is to be delivered: its name, its message as the daemon wrote it, and the channels.
  public struct Intention: Hashable, Sendable {
    /// The reminder's name, which is in the history once.
    public var id: ReminderID
    /// What it says, in the daemon's own form.
    public var message: String
    /// The channels it goes out by.
    public var channels: [Channel]

    public init(id: ReminderID, message: String, channels: [Channel]) {
      self.id = id
      self.message = message
      self.channels = channels
    }
  }

  /// A reminder that was intended and is not known to be delivered.
  public struct Pending: Hashable, Sendable {
    /// The reminder's name.
    public var id: ReminderID
    /// What it says, in the daemon's own form.
    public var message: String
    /// How often it was about to be delivered.
    public var attempts: Int
    /// The channels it goes out by.
    public var channels: [Channel]
    /// When it was first about to be delivered.
    public var intended: Instant
  }

  /// The first step: records the intention, its first attempt and `events` before anything leaves the program. Returns the
  /// attempt of each reminder that is to be delivered; those that the history knows as delivered stay as they are and are
  /// not among them.
  public func intend(
    _ intentions: [Intention], events: [Event], at now: Instant
  ) throws(HistoryFault) -> [ReminderID: Int] {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) -> [ReminderID: Int] in
      var attempts: [ReminderID: Int] = [:]
      for intention in intentions {
        let statement = try database.prepare(
          """
          INSERT INTO reminders(ritual, occurrence, kind, message, intended, attempts) VALUES (?, ?, ?, ?, ?, 1)
          ON CONFLICT DO UPDATE SET message = excluded.message, attempts = attempts + 1 WHERE state = 'pending'
          RETURNING number, attempts
          """, doing: "record in \(path)")
        statement.bind(intention, at: now)
        while try statement.step() {
          attempts[intention.id] = Int(statement.integer(1))
          try insertDeliveries(of: intention, reminder: statement.integer(0), at: now)
        }
      }
      try insert(events)
      return attempts
    }
  }

  func insertDeliveries(of intention: Intention, reminder: Int64, at now: Instant) throws(HistoryFault) {
    for channel in intention.channels {
      let delivery = try database.prepare(
        "INSERT INTO deliveries(reminder, channel, next) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        doing: "record in \(path)")
      delivery.bind(1, reminder)
      delivery.bind(2, channel.name)
      delivery.bind(3, now.seconds)
      try delivery.run()
    }
  }

  /// Records one more attempt of reminders that were intended before, before anything leaves the program. Returns the
  /// numbers of the attempts.
  public func attempt(_ ids: some Collection<ReminderID>) throws(HistoryFault) -> [ReminderID: Int] {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) -> [ReminderID: Int] in
      var attempts: [ReminderID: Int] = [:]
      for id in ids {
        let statement = try database.prepare(
          """
          UPDATE reminders SET attempts = attempts + 1 WHERE ritual = ? AND occurrence = ? AND kind = ?
          RETURNING attempts
          """, doing: "record in \(path)")
        statement.bind(id)
        while try statement.step() { attempts[id] = Int(statement.integer(0)) }
      }
      return attempts
    }
  }

  /// The last step: records that reminders are with their channels; `deliveries` says how the journal took its part.
  public func delivered(
    _ ids: some Collection<ReminderID>, deliveries: [Delivery] = [], events: [Event], at now: Instant
  ) throws(HistoryFault) {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) in
      for id in ids {
        let statement = try database.prepare(
          "UPDATE reminders SET state = 'given', given = ?4 WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3",
          doing: "record in \(path)")
        statement.bind(id)
        statement.bind(4, now.seconds)
        try statement.run()
      }
      for delivery in deliveries { try update(delivery) }
      try insert(events)
    }
  }

  /// The reminders that were intended and not delivered: the program died in between, or the disk was full.
  public func pending() throws(HistoryFault) -> [Pending] {
    let statement = try database.prepare(
      """
      SELECT ritual, occurrence, kind, message, attempts,
        (SELECT group_concat(channel, char(10)) FROM deliveries WHERE reminder = reminders.number), intended
      FROM reminders WHERE state = 'pending' ORDER BY number
      """, doing: "read the history in \(path)")
    var pending: [Pending] = []
    while try statement.step() {
      guard let id = statement.reminder(0) else { continue }
      let channels = (statement.text(5) ?? "").split(separator: "\n").map { Channel(String($0)) }
      pending.append(
        Pending(
          id: id, message: statement.text(3) ?? "", attempts: Int(statement.integer(4)), channels: channels,
          intended: Instant(seconds: statement.integer(6))))
    }
    return pending
  }

  /// The deliveries that wait for a channel, the earliest first, with their messages.
  public func waiting() throws(HistoryFault) -> [(delivery: Delivery, message: String)] {
    try deliveries(
      try database.prepare(
        """
        SELECT ritual, occurrence, kind, channel, message, deliveries.state, deliveries.attempts, next, reason, given
        FROM deliveries JOIN reminders ON reminders.number = reminder
        WHERE deliveries.state = 'waiting' AND reminders.state = 'given' ORDER BY next, deliveries.number
        """, doing: "read the history in \(path)"))
  }

  /// The deliveries that failed, or wait for another try, the latest first: what `kin status` shows.
  public func troubled(limit: Int = 20) throws(HistoryFault) -> [Delivery] {
    let statement = try database.prepare(
      """
      SELECT ritual, occurrence, kind, channel, message, deliveries.state, deliveries.attempts, next, reason, given
      FROM deliveries JOIN reminders ON reminders.number = reminder
      WHERE deliveries.state <> 'carried' AND reason IS NOT NULL ORDER BY deliveries.number DESC LIMIT ?
      """, doing: "read the history in \(path)")
    statement.bind(1, Int64(limit))
    return try deliveries(statement).map(\.delivery)
  }

  /// Records how a delivery stands, and `events` with it.
  public func record(_ delivery: Delivery, events: [Event]) throws(HistoryFault) {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) in
      try update(delivery)
      try insert(events)
    }
  }

  func update(_ delivery: Delivery) throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = ?5, attempts = ?6, next = ?7, reason = ?8
      WHERE channel = ?4 AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    statement.bind(delivery.id)
    statement.bind(4, delivery.channel.name)
    statement.bind(5, delivery.state.rawValue)
    statement.bind(6, Int64(delivery.tries.count))
    statement.bind(7, delivery.tries.next.seconds)
    statement.bind(8, delivery.tries.reason)
    try statement.run()
  }

  private func deliveries(
    _ statement: Statement
  ) throws(HistoryFault) -> [(delivery: Delivery, message: String)] {
    var found: [(delivery: Delivery, message: String)] = []
    while try statement.step() {
      guard let id = statement.reminder(0) else { continue }
      let next = Instant(seconds: statement.integer(7))
      let tries = Tries(
        count: Int(statement.integer(6)), next: next,
        since: statement.isNull(9) ? next : Instant(seconds: statement.integer(9)),
        reason: statement.text(8))
      let state = statement.text(5).flatMap { Delivery.State(rawValue: $0) } ?? .waiting
      let channel = Channel(statement.text(3) ?? "")
      found.append(
        (Delivery(id: id, channel: channel, state: state, tries: tries), statement.text(4) ?? ""))
    }
    return found
  }
}

extension Statement {
  /// Binds a reminder's name, its message and the time to the first five places.
  func bind(_ intention: HistoryStore.Intention, at now: Instant) {
    bind(intention.id)
    bind(4, intention.message)
    bind(5, now.seconds)
  }

  /// Binds a reminder's name to the first three places.
  func bind(_ id: ReminderID) {
    bind(1, id.occurrence.ritual)
    bind(2, id.occurrence.start.shortDescription)
    bind(3, id.kind.description)
  }

  /// The reminder whose name stands in three columns.
  func reminder(_ column: Int32) -> ReminderID? {
    guard let ritual = text(column), let start = text(column + 1).flatMap({ CivilDateTime($0) }),
      let kind = text(column + 2).flatMap({ ReminderKind($0) })
    else { return nil }
    return ReminderID(OccurrenceID(ritual: ritual, start: start), kind)
  }
}
