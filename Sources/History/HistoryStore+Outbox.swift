import CivilTime
import Rituals

extension HistoryStore {
  /// A reminder that is to be given: its name, its message as the daemon wrote it, and the channels behind the journal.
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

  /// A reminder that was intended and is not known to be given.
  public struct Pending: Hashable, Sendable {
    /// The reminder's name.
    public var id: ReminderID
    /// What it says, in the daemon's own form.
    public var message: String
    /// How often it was about to be given.
    public var attempts: Int
    /// The channels it goes out by.
    public var channels: [Channel]
    /// When it was first about to be given.
    public var intended: Instant
  }

  /// One channel's part of a reminder.
  public struct Delivery: Hashable, Sendable {
    /// How far the channel has come with it.
    public enum State: String, Hashable, Sendable {
      case waiting
      case delivered = "carried"
      case failed
    }

    /// The reminder's name.
    public var id: ReminderID
    /// The channel that delivers it.
    public var channel: Channel
    /// What the reminder says, in the daemon's own form.
    public var message: String
    /// Waiting, carried or failed.
    public var state: State
    /// How often the channel has tried.
    public var attempts: Int
    /// When it is tried next.
    public var next: Instant
    /// When the reminder was given: from then on the channel tries.
    public var since: Instant
    /// Why it failed the last time.
    public var reason: String?

    public init(
      id: ReminderID, channel: Channel, message: String, state: State, attempts: Int, next: Instant,
      since: Instant, reason: String?
    ) {
      self.id = id
      self.channel = channel
      self.message = message
      self.state = state
      self.attempts = attempts
      self.next = next
      self.since = since
      self.reason = reason
    }
  }

  /// First step of giving: the intention and its first attempt stand before anything leaves the program, and `events`
  /// with them. Returns the attempt of each reminder that is to be given; those that the history knows as given are
  /// left as they are and are not among them.
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

  /// One more attempt of reminders that were intended before, counted before anything is handed over; returns the
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

  /// Last step: the reminders were handed over; `events` tell it, and `deliveries` how the journal took its part.
  public func given(
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

  /// The reminders that were intended and not given: the program died in between, or the disk was full.
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

  /// The parts of given reminders that wait for a channel, the earliest first.
  public func waiting() throws(HistoryFault) -> [Delivery] {
    try deliveries(
      try database.prepare(
        """
        SELECT ritual, occurrence, kind, channel, message, deliveries.state, deliveries.attempts, next, reason, given
        FROM deliveries JOIN reminders ON reminders.number = reminder
        WHERE deliveries.state = 'waiting' AND reminders.state = 'given' ORDER BY next, deliveries.number
        """, doing: "read the history in \(path)"))
  }

  /// The parts that failed, or wait for another try, the latest first: what `kin status` shows.
  public func troubled(limit: Int = 20) throws(HistoryFault) -> [Delivery] {
    let statement = try database.prepare(
      """
      SELECT ritual, occurrence, kind, channel, message, deliveries.state, deliveries.attempts, next, reason, given
      FROM deliveries JOIN reminders ON reminders.number = reminder
      WHERE deliveries.state <> 'carried' AND reason IS NOT NULL ORDER BY deliveries.number DESC LIMIT ?
      """, doing: "read the history in \(path)")
    statement.bind(1, Int64(limit))
    return try deliveries(statement)
  }

  /// Notes how a channel did with its part; `events` tell it, where it is final.
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
    statement.bind(6, Int64(delivery.attempts))
    statement.bind(7, delivery.next.seconds)
    statement.bind(8, delivery.reason)
    try statement.run()
  }

  private func deliveries(_ statement: Statement) throws(HistoryFault) -> [Delivery] {
    var found: [Delivery] = []
    while try statement.step() {
      guard let id = statement.reminder(0) else { continue }
      found.append(
        Delivery(
          id: id, channel: Channel(statement.text(3) ?? ""), message: statement.text(4) ?? "",
          state: statement.text(5).flatMap { Delivery.State(rawValue: $0) } ?? .waiting,
          attempts: Int(statement.integer(6)), next: Instant(seconds: statement.integer(7)),
          since: Instant(seconds: statement.isNull(9) ? statement.integer(7) : statement.integer(9)),
          reason: statement.text(8)))
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
