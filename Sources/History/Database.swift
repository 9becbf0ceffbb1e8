import CSQLite
import Glibc

/// One connection to a SQLite file, and the statements prepared on it.
final class Database {
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens a file; `:memory:` for one that lives as long as the connection.
  convenience init(path: String, readOnly: Bool) throws(HistoryFault) {
    if !readOnly, path != ":memory:" {
      // SQLite would make the file readable by everybody. An existing one is left alone: closing any descriptor of it
      // would drop the locks that this process holds on it (fcntl(2)).
      let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if made >= 0 { close(made) }
    }
    try self.init(
      name: path, path: path,
      flags: readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
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

  /// A statement ready to be bound; prepared once for each text.
  func prepare(_ sql: StaticString, doing: String) throws(HistoryFault) -> Statement {
    let text = sql.description
    if let known = statements[text] {
      known.reset()
      return known
    }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw fault(doing, code) }
    let statement = Statement(prepared, of: handle, doing: doing)
    statements[text] = statement
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

  /// The rows changed by the latest statement.
  var changes: Int { Int(sqlite3_changes(handle)) }

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

  func bind(_ index: Int32, _ text: String?) {
    guard let text else {
      sqlite3_bind_null(handle, index)
      return
    }
    // SQLITE_TRANSIENT, a macro that casts -1 to a function: SQLite takes a copy.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(handle, index, text, Int32(text.utf8.count), transient)
  }

  func bind(_ index: Int32, _ number: Int64?) {
    if let number { sqlite3_bind_int64(handle, index, number) } else { sqlite3_bind_null(handle, index) }
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

  /// Runs a statement that returns no rows.
  func run() throws(HistoryFault) { while try step() {} }

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
}
