import CivilTime
import History
import Rituals
import TestSupport
import Testing

@testable import Daemon

/// What was recorded lies in the file itself a minute later at most, and nothing wakes the daemon for it otherwise.
@Suite struct RestTests {
  private let config = """
    { "timeZone": "Europe/Berlin", "rituals": [
      { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal"] } ] }
    """

  /// How many events the file has without its log.
  private func eventsInFile(_ world: TestWorld) throws -> Int {
    let alone = TemporaryFolder()
    let copied = try Command(["cp", HistoryStore.path(in: world.folder.path), alone("history.sqlite")]).run()
    #expect(copied.status == 0, "\(copied.error)")
    var count = 0
    try HistoryStore(reading: alone.path)?.forEachEvent { _ in count += 1 }
    return count
  }

  private func events(_ world: TestWorld) throws -> Int {
    var count = 0
    try world.loop.history.store?.forEachEvent { _ in count += 1 }
    return count
  }

  @Test func `a minute after what was recorded a copy of the file has all of it`() throws {
    let world = try TestWorld(at: "2026-12-05T09:00", config: config)
    world.start()
    #expect(try events(world) > 0)
    try world.pass(to: "2026-12-05T09:01")
    #expect(try eventsInFile(world) == events(world))
    try world.pass(to: "2026-12-05T10:01")
    #expect(world.journal.delivered == ["tea@2026-12-05T10:00/due"])
    #expect(try eventsInFile(world) == events(world))
    try world.kin("tea@2026-12-05T10:00", .done)
    try world.pass(to: "2026-12-05T10:02")
    #expect(try eventsInFile(world) == events(world))
  }

  @Test func `while nothing happens only the next reminder is waited for`() throws {
    let world = try TestWorld(at: "2026-12-05T09:00", config: config)
    world.start()
    try world.pass(to: "2026-12-05T09:01")
    #expect(world.timer.armedFor?.description == "2026-12-05T09:00:00Z")
    #expect(try world.pass(to: "2026-12-05T09:59") == 0)
    // One wake-up for the reminder, and one for its record.
    #expect(try world.pass(to: "2026-12-06T09:59") == 2)
  }

  @Test func `a daemon that is awake anyway in time needs no second wake-up`() throws {
    let world = try TestWorld(at: "2026-12-05T09:59:20", config: config)
    world.start()
    // At ten, forty seconds later, what the start recorded goes along.
    #expect(try world.pass(to: "2026-12-05T10:02") == 1)
    #expect(try eventsInFile(world) == events(world))
  }

  @Test func `a clock that is set back doesn't put it off`() throws {
    let world = try TestWorld(at: "2026-12-05T09:00", config: config)
    world.start()
    try world.jump(to: "2026-12-05T08:00")
    try world.pass(to: "2026-12-05T08:01")
    #expect(try eventsInFile(world) == events(world))
  }
}
