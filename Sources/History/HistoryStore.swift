import CivilTime
import Files
import Glibc
import Planning
import Rituals

/// The history: one SQLite file of events that are appended and never changed, and beside them the reminders on their
/// way out.
public final class HistoryStore {
  /// An event with its place in the history.
  public struct Entry: Equatable, Sendable {
    /// Its place: a later event has a higher number.
    public var number: Int
    /// What happened.
    public var event: Event

    public init(number: Int, event: Event) { (self.number, self.event) = (number, event) }
  }

  /// What had to be repaired, for a report to the user.
  public enum Repair: Equatable, Sendable {
    /// The file was damaged and now lies at `path`; the history goes on from the backup, or from nothing.
    case setAside(path: String, restoredBackup: Bool)
    /// The file was gone, or empty, and the backup took its place.
    case restored
  }

  /// The SQLite file.
  public var path: String { database.file.path }
  /// Why its file system keeps no record locks, as an errno, so that a lock file stands in; nil if it does.
  public var weakness: Int32? { database.weakness }
  /// What had to be repaired when it was opened.
  public let repair: Repair?
  /// The number of the latest event that this connection has read, even of a kind that this version doesn't know.
  public internal(set) var latestRead = 0
  let database: Database
  private let file: stat?

  /// Opens the history of a state folder, making it if there is none.
  ///
  /// A damaged file is set aside under its name and the time, never deleted, and the last good backup takes its place; so
  /// it does where the file is gone. What was delivered since that backup is unknown then, and is not delivered again.
  public convenience init(folder: String, now: Instant) throws(StoreFault) {
    let path = HistoryStore.path(in: folder)
    let wasGone = HistoryStore.isGone(path) && HistoryStore.restoreBackup(of: path, now: now)
    do {
      try self.init(.history(path), isChecked: true, repair: wasGone ? .restored : nil)
    } catch  where error.isDamage {
      let aside = try HistoryStore.setAside(path, now: now)
      let restored = HistoryStore.restoreBackup(of: path, now: now)
      try self.init(
        .history(path), isChecked: true, repair: .setAside(path: aside, restoredBackup: restored))
    }
  }

  /// The history of a folder for reading alone; nil where there is none yet.
  public convenience init?(reading folder: String) throws(StoreFault) {
    let path = HistoryStore.path(in: folder)
    guard fileStatus(path) != nil else { return nil }
    try self.init(.history(path))
  }

  /// Where the history of a state folder lies.
  public static func path(in folder: String) -> String { folder + "/history.sqlite" }

  /// What the history of a folder says, where nothing can be written beside it, as on a full disk; nil where there is none,
  /// or where part of it still lies in its log: that can be read only by who can write.
  public static func foldInPlace(folder: String) -> Chronicle? {
    let path = path(in: folder)
    guard fileStatus(path) != nil, isGone(path + "-wal") else { return nil }
    do throws(StoreFault) {
      let database = try Database(immutable: .history(path))
      try database.check()
      guard try database.version() == Schema.history.count else { return nil }
      return try HistoryStore(database).fold()
    } catch { return nil }
  }

  convenience init(_ file: StoreFile, isChecked: Bool = false, repair: Repair? = nil) throws(StoreFault) {
    try self.init(Database(file, isChecked: isChecked), repair: repair)
  }

  init(_ database: Database, repair: Repair? = nil) {
    (self.database, self.repair) = (database, repair)
    file = fileStatus(database.file.path)
  }

  /// False once the file has been deleted or replaced while it was open: then open it again.
  public var isInPlace: Bool {
    fileStatus(path).map { file?.isSameFile(as: $0) } == true
  }

  /// A number that changes whenever another connection has written.
  public func revision() throws(StoreFault) -> Int {
    Int(try database.pragma("data_version", doing: "look at \(path)")) ?? 0
  }

  // MARK: Events

  /// Calls `body` with each event after a number, in order.
  public func forEachEvent(after number: Int = 0, _ body: (Entry) -> Void) throws(StoreFault) {
    try read(
      """
      SELECT number, at, ritual, occurrence, fact, kind, detail, reason FROM events
      WHERE number > ? ORDER BY number
      """, [number]
    ) { row in
      latestRead = max(latestRead, row.integer(0))
      let start = row.text(3).flatMap { CivilDateTime($0) }
      let fact = FactRow(
        word: row.text(4) ?? "", kind: row.text(5).flatMap { ReminderKind($0) },
        detail: row.text(6), reason: row.text(7)
      ).fact(start: start, at: row.instant(1))
      // A fact that a later version wrote is left to that version.
      guard let fact else { return }
      let event = Event(at: row.instant(1), ritual: row.text(2) ?? "", start: start, fact: fact)
      body(Entry(number: row.integer(0), event: event))
    }
  }

  /// Appends events in one transaction; returns the number of the last.
  @discardableResult public func append(_ events: [Event]) throws(StoreFault) -> Int {
    try transaction { () throws(StoreFault) -> Int in try insert(events) }
  }

  /// Appends events that follow from those up to `number`. Records nothing and returns nil if there are later ones.
  public func append(_ events: [Event], ifLatest number: Int) throws(StoreFault) -> Int? {
    try transaction { () throws(StoreFault) -> Int? in
      try isLatest(number) ? try insert(events) : nil
    }
  }

  /// Whether no event has a higher number.
  func isLatest(_ number: Int) throws(StoreFault) -> Bool {
    var isLatest = true
    try read("SELECT 1 FROM events WHERE number > ? LIMIT 1", [number]) { _ in isLatest = false }
    return isLatest
  }

  /// Appends events within a transaction that is open.
  @discardableResult func insert(_ events: [Event]) throws(StoreFault) -> Int {
    var last = database.lastRow
    for event in events {
      let row = FactRow(event.fact)
      try write(
        "INSERT INTO events(at, ritual, occurrence, fact, kind, detail, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          event.at, event.ritual, event.start?.shortDescription, row.word, row.kind?.description, row.detail,
          row.reason,
        ])
      last = database.lastRow
      if case .gathered(let kind, _) = event.fact { try noteDelivered(event, kind: kind) }
    }
    return last
  }

  /// Lets go of every ritual, so that nothing due before `now` is delivered.
  func releaseAll(at now: Instant) throws(StoreFault) {
    try append(try fold().underCare.map { Event(at: now, ritual: $0, fact: .released) })
  }

  // MARK: Statements

  func read(_ sql: String, _ values: [(any Bindable)?] = [], _ take: (Row) throws(StoreFault) -> Void)
    throws(StoreFault)
  { try database.run(sql, values, doing: "read the history in \(path)", take) }

  func write(
    _ sql: String, _ values: [(any Bindable)?], _ take: (Row) throws(StoreFault) -> Void = { _ in }
  ) throws(StoreFault) {
    try database.run(sql, values, doing: "record in \(path)", take)
  }

  /// Records all of what `body` writes, or nothing.
  func transaction<Result>(_ body: () throws(StoreFault) -> Result) throws(StoreFault) -> Result {
    try database.transaction(doing: "record in \(path)", body)
  }
}
