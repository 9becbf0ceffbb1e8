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
    public var channels: [String]

    /// A reminder before anything of it has left the program.
    public init(id: ReminderID, message: String, channels: [String]) {
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
    public var channels: [String]
    /// When it was first about to be given.
    public var intended: Instant
  }

  /// One channel's part of a reminder.
  public struct Delivery: Hashable, Sendable {
    /// How far the channel has come with it.
    public enum State: String, Hashable, Sendable { case waiting, carried, failed }

    /// The reminder's name.
    public var id: ReminderID
    /// The channel's name, as `via` has it.
    public var channel: String
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

    /// A channel's part as it stands.
    public init(
      id: ReminderID, channel: String, message: String, state: State, attempts: Int, next: Instant,
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
      delivery.bind(2, channel)
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
      let channels = (statement.text(5) ?? "").split(separator: "\n").map(String.init)
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

  /// Lets go of what waits for an occurrence that was answered, put off or over after the reminder was given: it happened
  /// while nobody was there to notice.
  public func dropAnswered() throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = 'failed', reason = 'it was answered before it could be carried'
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

  /// Those of some reminders that were given, on their own or in a digest.
  public func given(among ids: some Sequence<ReminderID>) throws(HistoryFault) -> Set<ReminderID> {
    var given: Set<ReminderID> = []
    for id in ids {
      let statement = try database.prepare(
        "SELECT 1 FROM reminders WHERE ritual = ? AND occurrence = ? AND kind = ? AND state = 'given'",
        doing: "read the history in \(path)")
      statement.bind(id)
      if try statement.step() { given.insert(id) }
      statement.reset()
    }
    return given
  }

  /// Lets go of a reminder that was intended and no longer matters: it counts as given, and no channel waits for it.
  public func letGo(_ id: ReminderID, at now: Instant) throws(HistoryFault) {
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
        UPDATE deliveries SET state = 'failed', reason = 'it was answered before it could be given'
        WHERE state = 'waiting' AND reminder =
          (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
        """, doing: "record in \(path)")
      deliveries.bind(id)
      try deliveries.run()
    }
  }

  /// A channel has carried a reminder and is to carry it once more, under the same name.
  public func waitAgain(_ id: ReminderID, by channel: String, at now: Instant) throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = 'waiting', attempts = 0, next = ?5
      WHERE channel = ?4 AND state = 'carried' AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    statement.bind(id)
    statement.bind(4, channel)
    statement.bind(5, now.seconds)
    try statement.run()
  }

  /// Keeps another message of a reminder, for the channels that have not carried it yet.
  public func keep(_ message: String, of id: ReminderID) throws(HistoryFault) {
    let statement = try database.prepare(
      "UPDATE reminders SET message = ?4 WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3",
      doing: "record in \(path)")
    statement.bind(id)
    statement.bind(4, message)
    try statement.run()
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

  /// A reminder that was given as one of several has a name of its own, which is in the history once as well.
  func noteGiven(_ event: Event, kind: ReminderKind?) throws(HistoryFault) {
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
    // Where it was about to be given on its own, no channel is to show it a second time.
    let deliveries = try database.prepare(
      """
      UPDATE deliveries SET state = 'failed', reason = 'it was given in a digest'
      WHERE state = 'waiting' AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    deliveries.bind(id)
    try deliveries.run()
  }

  func update(_ delivery: Delivery) throws(HistoryFault) {
    let statement = try database.prepare(
      """
      UPDATE deliveries SET state = ?5, attempts = ?6, next = ?7, reason = ?8
      WHERE channel = ?4 AND reminder =
        (SELECT number FROM reminders WHERE ritual = ?1 AND occurrence = ?2 AND kind = ?3)
      """, doing: "record in \(path)")
    statement.bind(delivery.id)
    statement.bind(4, delivery.channel)
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
          id: id, channel: statement.text(3) ?? "", message: statement.text(4) ?? "",
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
