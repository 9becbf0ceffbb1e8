import CSQLite
import CivilTime
import Files
import Glibc
import Rituals
import TestSupport
import Testing

@testable import History

private let now = Instant("2026-12-05T09:00:00Z")!
private let tea = ReminderID("tea@2026-12-05T10:00/due")!
private let done = Event(at: now, occurrence: tea.occurrence, fact: .done(on: tea.occurrence.start))
private let adopted = Event(at: now, ritual: "tea", fact: .adopted(schedule: "every day"))

private func mode(_ path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}

private func damage(_ path: String) throws {
  let file = open(path, O_RDWR | O_CLOEXEC)
  try #require(file >= 0)
  defer { close(file) }
  let noise = [UInt8](repeating: 0x5A, count: 8192)
  #expect(pwrite(file, noise, noise.count, 0) == noise.count)
}

private func names(in folder: TemporaryFolder) throws -> [String] {
  try Command(["ls", folder.path]).run().output.split(separator: "\n").map(String.init)
}

private func rows(of sql: String, in database: Database) throws -> [[String]] {
  var rows: [[String]] = []
  try database.run(sql, doing: "try") { row in
    rows.append((0..<3).compactMap { row.text($0) })
  }
  return rows
}

extension HistoryStore {
  fileprivate func events() throws -> [Event] {
    var events: [Event] = []
    try forEachEvent { events.append($0.event) }
    return events
  }
}

@Suite("The history's file", .serialized)
struct FileTests {
  private let folder = TemporaryFolder()
  private var path: String { HistoryStore.path(in: folder.path) }

  @Test("nobody else can read it, its log or its copy, whatever the umask")
  func modes() throws {
    let before = umask(0)
    defer { umask(before) }
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.append([done])
    try store.backUp(now: now)
    for suffix in ["", "-wal", "-shm", ".backup"] { #expect(mode(path + suffix) == 0o600, "\(suffix)") }
  }

  @Test("a file that others could read is made private")
  func lax() throws {
    do { _ = try HistoryStore(folder: folder.path, now: now) }
    chmod(path, 0o644)
    let store = try HistoryStore(folder: folder.path, now: now)
    #expect(mode(path) == 0o600)
    withExtendedLifetime(store) {}
  }

  @Test("a link in its place is refused")
  func link() throws {
    let other = folder.write("", to: "other")
    symlink(other, path)
    #expect(throws: StoreFault.self) { try HistoryStore(folder: folder.path, now: now) }
    #expect(try TextFile.read(other).isEmpty)
  }

  @Test("a history of a later version is left alone")
  func newer() throws {
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      try store.append([done])
      try store.database.execute("PRAGMA user_version = 1000", doing: "try")
    }
    let known = Schema.history.count
    #expect(throws: StoreFault.newer(.history(path), version: 1000, known: known)) {
      try HistoryStore(folder: folder.path, now: now)
    }
    #expect(StoreFault.newer(.history(path), version: 1000, known: known).mayPass == false)
    #expect(try names(in: folder).allSatisfy { !$0.contains("damaged") })
  }

  @Test("an older version is upgraded step by step, and keeps what is in it")
  func migrations() throws {
    let first = Schema.history + ["CREATE TABLE second(word TEXT); INSERT INTO second VALUES ('two')"]
    let all = first + ["ALTER TABLE second ADD COLUMN more TEXT DEFAULT 'three'"]
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      try store.append([done])
    }
    let database = try Database(.history(path))
    try database.migrate(first)
    try database.migrate(all)
    try database.migrate(all)
    #expect(
      try rows(of: "SELECT word, more, (SELECT count(*) FROM events) FROM second", in: database) == [
        ["two", "three", "1"]
      ])
    #expect(throws: StoreFault.newer(.history(path), version: all.count, known: Schema.history.count)) {
      try database.migrate(Schema.history)
    }
  }

  @Test("a history of the first version is read with the sentences it has")
  func firstVersion() throws {
    do {
      let database = try Database(.history(path), flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
      try database.migrate([Schema.history[0]])
      try database.execute(
        """
        INSERT INTO events(at, ritual, occurrence, fact, detail)
        VALUES (7, 'tea', '2026-12-05T10:00', 'lapsed', 'the next one is due')
        """, doing: "write as the first version did")
    }
    let store = try HistoryStore(folder: folder.path, now: now)
    var facts: [Event.Fact] = []
    try store.forEachEvent { facts.append($0.event.fact) }
    #expect(facts == [.lapsed(.recorded("the next one is due"))])
  }

  @Test("a step that fails leaves the version before, whole")
  func failedMigration() throws {
    let database = try Database(.history(path))
    #expect(throws: StoreFault.self) {
      try database.migrate(Schema.history + ["CREATE TABLE half(word TEXT); CREATE nonsense"])
    }
    #expect(try database.version() == Schema.history.count)
    #expect(
      try rows(of: "SELECT count(*) FROM sqlite_master WHERE name = 'half'", in: database) == [["0"]])
  }

  @Test("a damaged file is set aside, its copy takes its place, and nothing of before is delivered again")
  func damaged() throws {
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      try store.append([adopted, done])
      try store.backUp(now: now)
      try store.append([done])
    }
    try damage(path)
    let later = now.advanced(bySeconds: 60)
    let store = try HistoryStore(folder: folder.path, now: later)
    let aside = "\(path).damaged-20261205T090100Z"
    #expect(store.repair == .setAside(path: aside, restoredBackup: true))
    #expect(mode(aside) != nil)
    #expect(try store.events() == [adopted, done, Event(at: later, ritual: "tea", fact: .released)])
    #expect(
      try store.fold().ledgers["tea"]?.adoptedAt == nil, "care begins anew: nothing due before is given")
    #expect(mode(path) == 0o600)
  }

  @Test("without a copy, a damaged file is replaced by an empty one; a damaged copy counts as none")
  func damagedTwice() throws {
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      try store.append([adopted])
      try store.backUp(now: now)
    }
    try damage(path)
    try damage(path + ".backup")
    let store = try HistoryStore(folder: folder.path, now: now)
    #expect(store.repair == .setAside(path: "\(path).damaged-20261205T090000Z", restoredBackup: false))
    #expect(try store.events().isEmpty)
  }

  @Test("a log that outlived its damaged file is never played into the next one")
  func staleLog() throws {
    var store: HistoryStore? = try HistoryStore(folder: folder.path, now: now)
    try store?.backUp(now: now)
    try store?.append([done])
    // As a crash leaves it: the log is full, and the file is not whole.
    #expect(try Command(["cp", path + "-wal", folder("log")]).run().status == 0)
    store = nil
    rename(folder("log"), path + "-wal")
    unlink(path)
    let next = try HistoryStore(folder: folder.path, now: now)
    #expect(next.repair == .restored)
    #expect(try next.events().isEmpty, "the copy was made before the event")
  }

  @Test("text that is no database is set aside too, and two of the same second do not overwrite each other")
  func noDatabase() throws {
    for _ in 0..<2 {
      folder.write(String(repeating: "no database ", count: 1000), to: "history.sqlite")
      _ = try HistoryStore(folder: folder.path, now: now)
    }
    #expect(
      try names(in: folder).count { $0.contains("damaged") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        == 2)
  }

  @Test(
    "a file that is gone, or empty, comes back from its copy with every ritual let go",
    arguments: [true, false])
  func gone(isDeleted: Bool) throws {
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      try store.append([adopted, done])
      try store.backUp(now: now)
    }
    if isDeleted { unlink(path) } else { truncate(path, 0) }
    let store = try HistoryStore(folder: folder.path, now: now)
    #expect(store.repair == .restored)
    #expect(try store.events().count == 3)
    #expect(try store.fold().ledgers["tea"]?.adoptedAt == nil)
    #expect(try names(in: folder).allSatisfy { !$0.contains("restored") })
  }

  @Test("a history is read in place, whatever its folder is called")
  func readInPlace() throws {
    let odd = folder("50%41 é?immutable=0#")
    folder.makeFolder("50%41 é?immutable=0#")
    do { try HistoryStore(folder: odd, now: now).append([done]) }
    #expect(HistoryStore.foldInPlace(folder: odd)?.last == 1)
  }

  @Test("a file deleted or replaced while it is open is noticed")
  func inPlace() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    #expect(store.isInPlace)
    #expect(try Command(["cp", path, path + ".other"]).run().status == 0)
    rename(path + ".other", path)
    #expect(!store.isInPlace)
    unlink(path)
    #expect(!store.isInPlace)
  }

  @Test("a locked file is waited for, then reported as something that may pass")
  func locked() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let other = try Database(.history(path))
    try other.execute("BEGIN IMMEDIATE", doing: "lock")
    do {
      try store.append([done])
      Issue.record("the lock did not hold")
    } catch {
      #expect(error.mayPass && !error.isDamage && !error.asksToReopen)
      #expect(error.description.contains("locked"))
    }
    try other.execute("ROLLBACK", doing: "unlock")
    try store.append([done])
    #expect(try store.events() == [done])
  }

  @Test("another's writing changes the revision, one's own does not")
  func revision() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let before = try store.revision()
    try store.append([done])
    #expect(try store.revision() == before)
    let other = try HistoryStore(folder: folder.path, now: now)
    try other.append([done])
    #expect(try store.revision() != before)
  }

  @Test("a copy is kept at most once a day, is whole, and leaves nothing half behind")
  func backups() throws {
    let present = Instant(seconds: Int64(time(nil)))
    let store = try HistoryStore(folder: folder.path, now: present)
    try store.append([adopted])
    try store.backUp(now: present)
    let first = fileStatus(path + ".backup")?.st_ino
    try store.append([done])
    try store.backUp(now: present.advanced(bySeconds: 3600))
    #expect(fileStatus(path + ".backup")?.st_ino == first)
    // A folder in the copy's way: the copy before stays, and nothing half is left.
    folder.makeFolder("history.sqlite.backup.new")
    #expect(throws: StoreFault.self) { try store.backUp(now: present.advanced(bySeconds: 90_000)) }
    #expect(fileStatus(path + ".backup")?.st_ino == first)
    rmdir(path + ".backup.new")
    try store.backUp(now: present.advanced(bySeconds: 90_000))
    #expect(fileStatus(path + ".backup")?.st_ino != first)
    let copy = try Database(.history(path + ".backup"), flags: SQLITE_OPEN_READONLY)
    try copy.check()
    #expect(try rows(of: "SELECT count(*) FROM events", in: copy) == [["2"]])
    #expect(try names(in: folder).allSatisfy { !$0.contains(".new") })
  }

  @Test("two that make the file at the same time both find it ready")
  func atOnce() async throws {
    let path = folder.path
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { try HistoryStore(folder: path, now: now).append([done]) }
      }
      for try await number in group { #expect((1...8).contains(number)) }
    }
    #expect(try HistoryStore(folder: path, now: now).events().count == 8)
  }

  @Test(
    "what SQLite answers is told as what it means",
    arguments: [
      (SQLITE_FULL, true, false), (SQLITE_READONLY, true, false), (SQLITE_CANTOPEN, true, true),
      (SQLITE_IOERR | 4 << 8, true, true), (SQLITE_CORRUPT, false, true), (SQLITE_NOTADB, false, true),
      (SQLITE_CONSTRAINT, false, false),
    ])
  func faults(code: Int32, mayPass: Bool, asksToReopen: Bool) {
    let fault = StoreFault.sqlite(.history(""), doing: "try", code: code, message: "")
    #expect(fault.mayPass == mayPass && fault.asksToReopen == asksToReopen)
  }
}
