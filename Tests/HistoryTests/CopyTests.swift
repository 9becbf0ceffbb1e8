import CivilTime
import Glibc
import Rituals
import TestSupport
import Testing

@testable import History

@Suite struct CopyTests {
  private let folder = TemporaryFolder()
  private let now = Instant(seconds: 1_796_000_000)

  private func store() throws -> HistoryStore { try HistoryStore(folder: folder.path, now: now) }

  private func append(_ count: Int, to store: HistoryStore) throws {
    try store.append((0..<count).map { Event(at: now, ritual: "tea-\($0)", fact: .released) })
  }

  /// How many events a file has without the files beside it.
  private func events(in path: String) throws -> Int {
    let alone = TemporaryFolder()
    let copied = try Command(["cp", path, alone("history.sqlite")]).run()
    #expect(copied.status == 0, "\(copied.error)")
    var count = 0
    try HistoryStore(reading: alone.path)?.forEachEvent { _ in count += 1 }
    return count
  }

  @Test func `a copy of the file alone lacks what is in the log, until the history rests`() throws {
    let store = try store()
    try append(3, to: store)
    #expect(store.hasLog)
    #expect(try events(in: store.path) == 0, "if SQLite does this by itself one day, resting can go")
    #expect(try store.rest())
    #expect(!store.hasLog)
    #expect(try events(in: store.path) == 3)
    try append(2, to: store)
    #expect(try store.rest() && events(in: store.path) == 5)
  }

  @Test(.timeLimit(.minutes(1)))
  func `it waits for no reader, and what it could not do it does later`() throws {
    let store = try store()
    try append(1, to: store)
    let reader = try self.store()
    try reader.forEachEvent { _ in
      // In the middle of reading.
      do {
        try self.append(1, to: store)
        let start = ContinuousClock.now
        #expect(try store.rest() == false)
        #expect(ContinuousClock.now - start < .seconds(1))
      } catch { Issue.record(error) }
    }
    #expect(try store.rest())
    #expect(try events(in: store.path) == 2)
  }

  @Test func `a backup is whole by itself, private, and takes nobody's place unless it is to`() throws {
    let store = try store()
    try append(3, to: store)
    let file = folder("it's a copy.sqlite")
    try store.copy(to: file, replacing: false)
    #expect(try events(in: file) == 3)
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    try append(1, to: store)
    #expect(throws: StoreFault.exists(path: file)) { try store.copy(to: file, replacing: false) }
    #expect(try events(in: file) == 3)
    try store.copy(to: file, replacing: true)
    #expect(try events(in: file) == 4)
    #expect(throws: StoreFault.self) { try store.copy(to: folder("none/copy"), replacing: true) }
    let left = try Command(["ls", folder.path]).run().output
    #expect(!left.contains(".new"), "\(left)")
  }
}
