import CSQLite
import CivilTime
import Rituals
import TestSupport
import Testing

@testable import History

@Suite("the notebook's file")
struct NotebookStoreTests {
  private let noon = Instant(seconds: 1_800_000_000)

  private var facts: [NotebookEntry.Fact] {
    let occurrence = OccurrenceID(ritual: "coffee", start: CivilDateTime(localSeconds: 1_800_003_600))
    return [
      .detail(person: "ana", text: "“May”, 'quoted' \\ 茶\u{0}"), .broughtBack(detail: 1, occurrence),
      .detailDone(1),
      .win(with: ["ana", "jo"], text: "laughed"), .win(with: [], text: ""),
      .checkin(ritual: "coffee", start: occurrence.start, deck: "ours", first: "ana"),
      .asked(checkin: 6, prompt: "How\nare you?", words: "How are you?", answer: "a\n\nb"),
      .asked(checkin: 6, prompt: "p", words: "w", answer: nil), .felt(checkin: 6, [.supported, .draining]),
      .checkin(ritual: "alone", start: nil, deck: "ours", first: nil),
    ]
  }

  @Test func `what was written is read again, word by word`() throws {
    let folder = TemporaryFolder()
    #expect(try NotebookStore(reading: folder.path) == nil)
    #expect(try NotebookStore(folder: folder.path).append(facts, at: noon) == facts.count)
    let read = try #require(try NotebookStore(reading: folder.path)).read([.details, .wins, .checkins])
    var wanted = Notebook()
    for (place, fact) in facts.enumerated() {
      wanted.apply(NotebookEntry(number: place + 1, at: noon, fact: fact))
    }
    #expect(read == wanted)
  }

  @Test func `whoever asks how check-ins felt gets no answer to read`() throws {
    let folder = TemporaryFolder()
    let store = try NotebookStore(folder: folder.path)
    try store.append(facts, at: noon)
    let read = try store.read([.feelings])
    #expect(read.checkins.map(\.felt) == [[.supported, .draining], []])
    #expect(read.checkins.allSatisfy { $0.asked.isEmpty })
    #expect(read.details.isEmpty && read.wins.isEmpty)
    #expect(try store.read([.details]).checkins.isEmpty)
  }

  @Test func `its files are for their owner alone, whatever the umask`() throws {
    let folder = TemporaryFolder()
    let store = try NotebookStore(folder: folder.path)
    try store.append(facts, at: noon)
    // Open, the log lies beside it.
    let modes = try Command(["sh", "-c", "stat -c '%a %n' \(folder.path)/notebook.sqlite*"]).run().output
    #expect(modes.split(separator: "\n").count == 3)
    #expect(modes.split(separator: "\n").allSatisfy { $0.hasPrefix("600 ") }, "\(modes)")
    #expect(try store.read([.wins]).wins.count == 2)
  }

  @Test func `the words of a detail and a win may be mended or erased, and nothing else of them`() throws {
    let folder = TemporaryFolder()
    let store = try NotebookStore(folder: folder.path)
    try store.append(facts, at: noon)
    try store.rewrite(4, as: .win(with: ["jo"], text: "smiled"))
    try store.rewrite(1, as: .erasedDetail)
    let read = try store.read([.details, .wins])
    #expect(read.details.isEmpty && read.wins.map(\.text) == ["smiled", ""])
    #expect(read.wins.map(\.name) == [1, 2] && read.wins[0].at == noon)
    #expect(throws: StoreFault.self) { try store.rewrite(6, as: .erasedWin) }
    #expect(throws: StoreFault.self) { try store.rewrite(5, as: .erasedDetail) }
  }

  @Test func `no other line is ever changed, and none is removed`() throws {
    let folder = TemporaryFolder()
    try NotebookStore(folder: folder.path).append(facts, at: noon)
    for sql in [
      "UPDATE lines SET content = '{}'", "UPDATE lines SET at = 1", "DELETE FROM lines",
      "UPDATE lines SET content = '{}' WHERE fact = 'asked'", "UPDATE lines SET at = 1 WHERE fact = 'win'",
      "REPLACE INTO lines(number, at, fact, content) VALUES (1, 1, 'win', '{}')",
    ] {
      var handle: OpaquePointer?
      #expect(sqlite3_open(NotebookStore.path(in: folder.path), &handle) == SQLITE_OK)
      #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_CONSTRAINT, "\(sql)")
      sqlite3_close(handle)
    }
    #expect(try NotebookStore(folder: folder.path).read([.wins]).wins.count == 2)
  }

  @Test func `a line that cannot be read hides no other`() throws {
    let folder = TemporaryFolder()
    try NotebookStore(folder: folder.path).append(facts, at: noon)
    var handle: OpaquePointer?
    #expect(sqlite3_open(NotebookStore.path(in: folder.path), &handle) == SQLITE_OK)
    for content in ["", "[]", "{\"text\": 1}", "{\"text\"", "{\"with\": {}, \"text\": \"good\"}"] {
      var sql = "INSERT INTO lines(at, fact, content) VALUES (1, 'win', '\(content)')"
      #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
      sql = "INSERT INTO lines(at, fact, content) VALUES (1, 'of a later version', '\(content)')"
      #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }
    sqlite3_close(handle)
    let wins = try NotebookStore(folder: folder.path).read([.wins]).wins
    #expect(wins.map(\.text) == ["laughed", "", "good"])
  }

  @Test func `a damaged file and one of a later version say what to do`() throws {
    let folder = TemporaryFolder()
    folder.write(String(repeating: "no database ", count: 400), to: "notebook.sqlite")
    let damaged = try #require(throws: StoreFault.self) { try NotebookStore(folder: folder.path) }
    #expect(damaged.description.contains("is damaged; `sqlite3 "))
    #expect(!damaged.description.contains("kinkeeperd"))

    let later = TemporaryFolder()
    _ = try NotebookStore(folder: later.path)
    var handle: OpaquePointer?
    #expect(sqlite3_open(NotebookStore.path(in: later.path), &handle) == SQLITE_OK)
    sqlite3_exec(handle, "PRAGMA user_version = 7", nil, nil, nil)
    sqlite3_close(handle)
    let newer = try #require(throws: StoreFault.self) { try NotebookStore(folder: later.path) }
    #expect(newer.description.contains("written by a later Kinkeeper"))
  }
}
