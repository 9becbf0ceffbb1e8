import CivilTime
import Glibc
import Planning
import Rituals
import TestSupport
import Testing

@testable import History

private let now = Instant("2026-12-05T09:00:00Z")!

@Suite("What the history says, all of it")
struct FoldTests {
  private let folder = TemporaryFolder()

  /// A ritual under care, reminded and answered each day of a February; 57 events.
  private func answered(_ ritual: String) -> [Event] {
    [Event(at: now, ritual: ritual, fact: .adopted(schedule: "every day"))]
      + (1...28).flatMap { day -> [Event] in
        let start = CivilDateTime("2026-02-\(day < 10 ? "0" : "")\(day)T10:00")!
        let id = OccurrenceID(ritual: ritual, start: start)
        return [
          Event(at: now, occurrence: id, fact: .reminded(.due, attempt: 1)),
          Event(at: now, occurrence: id, fact: .done(on: start)),
        ]
      }
  }

  private func store(rituals: Int) throws -> HistoryStore {
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.append((0..<rituals).flatMap { answered("r\($0)") })
    #expect(try store.rest())
    return store
  }

  @Test("it is what the events say, in the order they came")
  func fold() throws {
    let chronicle = try store(rituals: 50).fold()
    #expect(chronicle.ledgers.count == 50 && chronicle.last == 50 * 57)
    for ledger in chronicle.ledgers.values {
      #expect(ledger.settledThrough?.shortDescription == "2026-02-28T10:00")
      #expect(ledger.open == nil && ledger.adoptedAt == now)
    }
  }

  @Test("read beside other work it is the same, with what was recorded meanwhile", arguments: [2, 300])
  func duringWork(rituals: Int) throws {
    let store = try store(rituals: rituals)
    #expect((store.size >= HistoryStore.worthAThread) == (rituals == 300), "\(store.size) bytes")
    let other = try HistoryStore(folder: folder.path, now: now)
    let chronicle = try store.fold {
      do { try other.append(answered("late")) } catch { Issue.record(error) }
    }
    #expect(chronicle.last == (rituals + 1) * 57 && store.latestRead == chronicle.last)
    #expect(chronicle.ledgers == (try other.fold().ledgers))
    #expect(
      try store.append([Event(at: now, ritual: "late", fact: .released)], ifLatest: chronicle.last) != nil)
  }

  @Test("where the second connection can't read, the first one does")
  func unreadable() throws {
    let store = try store(rituals: 300)
    let path = store.path
    try #require(rename(path, path + ".away") == 0)
    folder.write(String(repeating: "no database", count: 100_000), to: "history.sqlite")
    #expect(store.size >= HistoryStore.worthAThread)
    let chronicle = try store.fold {}
    #expect(chronicle.ledgers.count == 300 && chronicle.last == 300 * 57)
  }
}
