import CivilTime
import Planning
import Rituals

/// The history: one SQLite file of events that are appended and never changed, and beside them the reminders on their
/// way out.
///
/// WAL with full synchronous: what a commit acknowledged is there after a power cut (measured: with NORMAL it is not).
public final class HistoryStore {
  /// An event with its place in the history.
  public struct Entry: Hashable, Sendable {
    /// Its place: a later event has a higher number.
    public var number: Int
    /// What happened.
    public var event: Event
  }

  /// What opening found out that somebody should be told.
  public enum Repair: Hashable, Sendable {
    /// The file was damaged and now lies at `path`; the history goes on from the backup, or from nothing.
    case setAside(path: String, restoredBackup: Bool)
    /// The file was gone, or empty, and the backup took its place.
    case restored
  }

  /// The SQLite file; `:memory:` for one without.
  public let path: String
  /// What had to be repaired when it was opened.
  public let repair: Repair?
  let database: Database
  private let identity: FileIdentity?

  /// Opens the history of a state folder, making it if there is none.
  ///
  /// A damaged file is set aside under its name and the time, never deleted, and the last good backup takes its place; so
  /// it does where the file is gone. What was delivered since that backup is unknown then, and is not delivered again.
  public convenience init(folder: String, now: Instant) throws(HistoryFault) {
    let path = HistoryStore.path(in: folder)
    let wasGone = HistoryStore.isGone(path) && HistoryStore.restoreBackup(of: path, now: now)
    do {
      try self.init(path: path, checked: true, repair: wasGone ? .restored : nil)
    } catch  where error.isDamage {
      let aside = try HistoryStore.setAside(path, now: now)
      let restored = HistoryStore.restoreBackup(of: path, now: now)
      try self.init(path: path, checked: true, repair: .setAside(path: aside, restoredBackup: restored))
    }
  }

  /// A history in memory, for the time of a test.
  public convenience init() throws(HistoryFault) {
    try self.init(path: ":memory:", checked: false, repair: nil)
  }

  /// The history of a folder for reading alone; nil where there is none yet.
  public convenience init?(reading folder: String) throws(HistoryFault) {
    let path = HistoryStore.path(in: folder)
    guard FileIdentity(of: path) != nil else { return nil }
    try self.init(path: path, checked: false, repair: nil)
  }

  /// Where the history of a state folder lies.
  public static func path(in folder: String) -> String { folder + "/history.sqlite" }

  /// What the history of a folder says, where nothing can be written beside it, as on a full disk; nil where there is none,
  /// or where part of it still lies in its log: that can be read only by who can write.
  public static func foldInPlace(folder: String) -> Chronicle? {
    let path = path(in: folder)
    guard FileIdentity(of: path) != nil, isGone(path + "-wal"), let database = try? Database(immutable: path)
    else { return nil }
    do throws(HistoryFault) {
      try check(database, path)
      guard try Schema.version(of: database, path) == Schema.migrations.count else { return nil }
      return try HistoryStore(reading: database, path: path).fold()
    } catch {
      return nil
    }
  }

  private init(reading database: Database, path: String) {
    self.path = path
    self.database = database
    repair = nil
    identity = FileIdentity(of: path)
  }

  init(path: String, checked: Bool, repair: Repair?) throws(HistoryFault) {
    if path != ":memory:" { try HistoryStore.makePrivate(path) }
    self.path = path
    self.repair = repair
    database = try Database(path: path, readOnly: false)
    try database.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA cache_size = -512; PRAGMA journal_size_limit = 1048576;
      """, doing: "open \(path)")
    if checked { try HistoryStore.check(database, path) }
    try Schema.migrate(database, path: path)
    identity = FileIdentity(of: path)
  }

  /// False once the file has been deleted or replaced while it was open: then it is to be opened anew.
  public var isInPlace: Bool { path == ":memory:" || FileIdentity(of: path) == identity }

  /// A number that changes whenever another connection has written.
  public func revision() throws(HistoryFault) -> Int {
    let statement = try database.prepare("PRAGMA data_version", doing: "look at \(path)")
    let revision = try statement.step() ? Int(statement.integer(0)) : 0
    statement.reset()
    return revision
  }

  // MARK: Events

  /// The events behind a number, in their order, each handed to `body`.
  public func forEachEvent(
    after number: Int = 0, _ body: (Entry) -> Void
  ) throws(HistoryFault) {
    let statement = try database.prepare(
      """
      SELECT number, at, ritual, occurrence, fact, kind, detail, reason FROM events
      WHERE number > ? ORDER BY number
      """,
      doing: "read the history in \(path)")
    statement.bind(1, Int64(number))
    while try statement.step() {
      let start = statement.text(3).flatMap { CivilDateTime($0) }
      let row = FactRow(
        word: statement.text(4) ?? "", kind: statement.text(5).flatMap { ReminderKind($0) },
        detail: statement.text(6), reason: statement.text(7))
      let at = Instant(seconds: statement.integer(1))
      // A fact that a later version wrote is left to that version.
      guard let fact = row.fact(start: start, at: at) else { continue }
      body(
        Entry(
          number: Int(statement.integer(0)),
          event: Event(
            at: at, ritual: statement.text(2) ?? "", start: start,
            fact: fact)))
    }
  }

  /// Appends events in one transaction; returns the number of the last.
  @discardableResult
  public func append(_ events: [Event]) throws(HistoryFault) -> Int {
    try database.transaction(doing: "record in \(path)") { () throws(HistoryFault) -> Int in
      try insert(events)
    }
  }

  /// Appends events within a transaction that is open.
  @discardableResult
  func insert(_ events: [Event]) throws(HistoryFault) -> Int {
    let statement = try database.prepare(
      "INSERT INTO events(at, ritual, occurrence, fact, kind, detail, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
      doing: "record in \(path)")
    var last = database.lastRow
    for event in events {
      let row = FactRow(event.fact)
      statement.reset()
      statement.bind(1, event.at.seconds)
      statement.bind(2, event.ritual)
      statement.bind(3, event.start?.shortDescription)
      statement.bind(4, row.word)
      statement.bind(5, row.kind?.description)
      statement.bind(6, row.detail)
      statement.bind(7, row.reason)
      try statement.run()
      last = database.lastRow
      if case .gathered = event.fact { try noteDelivered(event, kind: row.kind) }
    }
    return last
  }

  /// What the history says, all of it.
  public func fold() throws(HistoryFault) -> Chronicle {
    var chronicle = Chronicle()
    try forEachEvent { chronicle.apply($0.event, number: $0.number) }
    return chronicle
  }

  /// Lets go of every ritual, so that nothing due before `now` is delivered.
  func releaseAll(at now: Instant) throws(HistoryFault) {
    try append(try fold().underCare.map { Event(at: now, ritual: $0, fact: .released) })
  }
}
