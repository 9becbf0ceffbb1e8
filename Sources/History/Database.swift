import CSQLite
import CivilTime
import Files
import Rituals

/// One connection to a SQLite file, and the statements prepared on it.
final class Database {
  /// How long it waits for another program's lock, in milliseconds.
  static let patience: Int32 = 2000

  let file: StoreFile
  /// Why the file system keeps no record locks, as an errno: then a lock file beside the database stands in. Nil if it
  /// does.
  let weakness: Int32?
  private let handle: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a file for reading and writing, for its owner alone and at the present version.
  ///
  /// WAL with full synchronous: what a commit acknowledged is there after a power cut (measured: with NORMAL it is not).
  convenience init(_ file: StoreFile, isChecked: Bool = false) throws(StoreFault) {
    let path = file.path
    try Database.makePrivate(path)
    try self.init(file, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    // A log is shared through memory, which a file system without locks doesn't have either. A database that has one gives
    // it up, for which it must be alone for a moment.
    let journal =
      weakness == nil
      ? "PRAGMA journal_mode = WAL"
      : "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; PRAGMA locking_mode = NORMAL"
    try execute(
      """
      \(journal); PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA cache_size = -512; PRAGMA journal_size_limit = 1048576;
      """, doing: "open \(path)")
    if isChecked { try check() }
    try migrate(file.migrations)
  }

  /// Opens a file that nobody writes to, without locks and without the files beside it that SQLite would have to make
  /// (sqlite.org/uri.html, `immutable`). What is in its log is not seen.
  convenience init(immutable file: StoreFile) throws(StoreFault) {
    let escapes: [Unicode.Scalar: String] = ["%": "%25", "?": "%3f", "#": "%23"]
    let name = file.path.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
    try self.init(file, name: "file:\(name)?immutable=1", flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
  }

  /// Opens a file as it is. Its name is its path, or a URI.
  init(_ file: StoreFile, name: String? = nil, flags: Int32) throws(StoreFault) {
    _ = Database.allocatesSingly
    var (opened, code) = Database.connect(name ?? file.path, flags, system: nil)
    var weakness: Int32?
    // SQLite can't tell a missing lock from one that another program holds, or from a bad disk.
    if code == SQLITE_OK, flags & SQLITE_OPEN_URI == 0, !Database.canLock(opened),
      let why = recordLockWeakness(of: folderPath(of: file.path))
    {
      weakness = why
      sqlite3_close_v2(opened)
      Database.removeStaleLock(of: file.path)
      (opened, code) = Database.connect(name ?? file.path, flags, system: "unix-dotfile")
    }
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw .sqlite(file, doing: "open \(file.path)", code: code, message: message)
    }
    self.weakness = weakness
    self.file = file
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Database.patience)
  }

  /// Pages are allocated as they are read: SQLite's usual twenty at once are 88 kB, and a small history has fewer.
  private static let allocatesSingly = sqlite_allocate_pages_singly() == SQLITE_OK

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs statements that return nothing.
  func execute(_ sql: String, doing: String) throws(StoreFault) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(doing, code) }
  }

  /// Runs a statement with values for its places, in their order, and calls `take` with each row.
  func run(
    _ sql: String, _ values: [(any Bindable)?] = [], doing: @autoclosure () -> String,
    _ take: (Row) throws(StoreFault) -> Void = { _ in }
  ) throws(StoreFault) {
    let statement = try prepare(sql, doing: doing())
    defer {
      // Also where `take` throws: an open statement would hold its lock.
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    bind(values, to: statement)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try take(Row(statement: statement))
      case SQLITE_DONE: return
      case let code: throw fault(doing(), code)
      }
    }
  }

  /// Prepares a statement, once for each text.
  private func prepare(_ sql: String, doing: @autoclosure () -> String) throws(StoreFault) -> OpaquePointer {
    if let known = statements[sql] { return known }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw fault(doing(), code) }
    statements[sql] = prepared
    return prepared
  }

  private func bind(_ values: [(any Bindable)?], to statement: OpaquePointer) {
    // SQLITE_TRANSIENT, a macro that casts -1 to a function: SQLite takes a copy.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var place: Int32 = 0
    func bind(_ column: Column) {
      place += 1
      switch column {
      case .text(let text): sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), transient)
      case .integer(let number): sqlite3_bind_int64(statement, place, number)
      case .null: sqlite3_bind_null(statement, place)
      }
    }
    for value in values { if let value { value.forEachColumn(bind) } else { bind(.null) } }
  }

  /// What a pragma says; empty where it says nothing.
  func pragma(_ name: String, doing: String) throws(StoreFault) -> String {
    var answer = ""
    try run("PRAGMA \(name)", doing: doing) { answer = $0.text(0) ?? "" }
    return answer
  }

  /// Runs `body` as one transaction: all of it or nothing. The lock to write is taken at once, so that no reader turned
  /// writer can be refused in the middle.
  func transaction<Result>(
    doing: String, _ body: () throws(StoreFault) -> Result
  ) throws(StoreFault) -> Result {
    try execute("BEGIN IMMEDIATE", doing: doing)
    do {
      let result = try body()
      try execute("COMMIT", doing: doing)
      return result
    } catch {
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// The row number of the latest insert.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  private func fault(_ doing: String, _ code: Int32) -> StoreFault {
    .sqlite(file, doing: doing, code: code, message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// The row that a statement has come to.
struct Row {
  fileprivate let statement: OpaquePointer

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  func instant(_ column: Int32) -> Instant { Instant(seconds: sqlite3_column_int64(statement, column)) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  /// The reminder whose name stands in the first three columns.
  var reminder: ReminderID? {
    guard let ritual = text(0), let start = text(1).flatMap({ CivilDateTime($0) }),
      let kind = text(2).flatMap({ ReminderKind($0) })
    else { return nil }
    return ReminderID(OccurrenceID(ritual: ritual, start: start), kind)
  }
}

/// A value for one or more columns.
protocol Bindable { func forEachColumn(_ body: (Column) -> Void) }

enum Column { case text(String), integer(Int64), null }

extension String: Bindable { func forEachColumn(_ body: (Column) -> Void) { body(.text(self)) } }

extension Int: Bindable { func forEachColumn(_ body: (Column) -> Void) { body(.integer(Int64(self))) } }

extension Instant: Bindable { func forEachColumn(_ body: (Column) -> Void) { body(.integer(seconds)) } }

extension OccurrenceID: Bindable {
  func forEachColumn(_ body: (Column) -> Void) {
    body(.text(ritual))
    body(.text(start.shortDescription))
  }
}

extension ReminderID: Bindable {
  func forEachColumn(_ body: (Column) -> Void) {
    occurrence.forEachColumn(body)
    body(.text(kind.description))
  }
}
