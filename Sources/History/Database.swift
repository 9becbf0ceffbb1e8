import CSQLite
import CivilTime
import Rituals

/// One connection to a SQLite file, and the statements prepared on it.
final class Database {
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens a file; `:memory:` for one that lives as long as the connection.
  convenience init(path: String, readOnly: Bool) throws(HistoryFault) {
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    try self.init(name: path, path: path, flags: access)
  }

  /// Opens a file that nobody writes to, without locks and without the files beside it that SQLite would have to make
  /// (sqlite.org/uri.html, `immutable`). What is in its log is not seen.
  convenience init(immutable path: String) throws(HistoryFault) {
    var name = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    try self.init(name: name + "?immutable=1", path: path, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
  }

  private init(name: String, path: String, flags: Int32) throws(HistoryFault) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw .sqlite(doing: "open \(path)", code: code, message: message)
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 2000)
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs statements that return nothing.
  func execute(_ sql: String, doing: String) throws(HistoryFault) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(doing, code) }
  }

  /// Runs a statement with values for its places, in their order, and calls `take` with each row.
  func run(
    _ sql: String, _ values: [(any Bindable)?] = [], doing: String,
    _ take: (Statement) throws(HistoryFault) -> Void = { _ in }
  ) throws(HistoryFault) {
    let statement = try prepare(sql, doing: doing)
    // Also where `take` throws: an open statement would hold its lock.
    defer { statement.reset() }
    statement.bind(values)
    while try statement.step() { try take(statement) }
  }

  /// What `read` makes of a statement's first row; nil where it has none.
  func first<Value>(
    _ sql: String, _ values: [(any Bindable)?] = [], doing: String, _ read: (Statement) -> Value
  ) throws(HistoryFault) -> Value? {
    let statement = try prepare(sql, doing: doing)
    defer { statement.reset() }
    statement.bind(values)
    return try statement.step() ? read(statement) : nil
  }

  /// A statement ready to be bound; prepared once for each text.
  func prepare(_ sql: String, doing: String) throws(HistoryFault) -> Statement {
    if let known = statements[sql] {
      known.reset()
      return known
    }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw fault(doing, code) }
    let statement = Statement(prepared, of: handle, doing: doing)
    statements[sql] = statement
    return statement
  }

  /// Runs `body` as one transaction: all of it or nothing. The lock to write is taken at once, so that no reader turned
  /// writer can be refused in the middle.
  func transaction<Result>(
    doing: String, _ body: () throws(HistoryFault) -> Result
  ) throws(HistoryFault) -> Result {
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

  private func fault(_ doing: String, _ code: Int32) -> HistoryFault {
    .sqlite(doing: doing, code: code, message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// A prepared statement: bind, then step through its rows.
final class Statement {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private let doing: String

  init(_ handle: OpaquePointer, of database: OpaquePointer, doing: String) {
    self.handle = handle
    self.database = database
    self.doing = doing
  }

  deinit { sqlite3_finalize(handle) }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  func bind(_ values: [(any Bindable)?]) {
    var place: Int32 = 1
    for value in values {
      // A place that nothing is bound to is NULL.
      if let value { value.bind(to: self, &place) } else { place += 1 }
    }
  }

  fileprivate func bind(_ text: String, _ place: inout Int32) {
    // SQLITE_TRANSIENT, a macro that casts -1 to a function: SQLite takes a copy.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), transient)
    place += 1
  }

  fileprivate func bind(_ number: Int64, _ place: inout Int32) {
    sqlite3_bind_int64(handle, place, number)
    place += 1
  }

  /// Moves to the next row; false at the end.
  func step() throws(HistoryFault) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      let message = String(cString: sqlite3_errmsg(database))
      sqlite3_reset(handle)
      throw .sqlite(doing: doing, code: code, message: message)
    }
  }

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func instant(_ column: Int32) -> Instant { Instant(seconds: sqlite3_column_int64(handle, column)) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The reminder whose name stands in the first three columns.
  var reminder: ReminderID? {
    guard let ritual = text(0), let start = text(1).flatMap({ CivilDateTime($0) }),
      let kind = text(2).flatMap({ ReminderKind($0) })
    else { return nil }
    return ReminderID(OccurrenceID(ritual: ritual, start: start), kind)
  }
}

/// A value for one or more places of a statement.
protocol Bindable {
  /// Binds it to the places from `place` on, and moves `place` behind them.
  func bind(to statement: Statement, _ place: inout Int32)
}

extension String: Bindable {
  func bind(to statement: Statement, _ place: inout Int32) { statement.bind(self, &place) }
}

extension Int: Bindable {
  func bind(to statement: Statement, _ place: inout Int32) { statement.bind(Int64(self), &place) }
}

extension Instant: Bindable {
  func bind(to statement: Statement, _ place: inout Int32) { statement.bind(seconds, &place) }
}

extension OccurrenceID: Bindable {
  func bind(to statement: Statement, _ place: inout Int32) {
    statement.bind(ritual, &place)
    statement.bind(start.shortDescription, &place)
  }
}

extension ReminderID: Bindable {
  func bind(to statement: Statement, _ place: inout Int32) {
    occurrence.bind(to: statement, &place)
    statement.bind(kind.description, &place)
  }
}
