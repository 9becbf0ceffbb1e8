import CivilTime
import History
import Rituals
import Testing

@testable import Daemon

private let tea = """
  { "timeZone": "Europe/Berlin",
    "people": { "ana": { "name": "Ana" }, "sam": { "name": "Sam" }, "jo": { "name": "Jo" } },
    "rituals": [ { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal"],
      "turns": { "roles": ["host"], "order": ["sam", "ana", "jo"] } } ] }
  """

@Suite struct TurnLoopTests {
  /// Writes as `kin` does, while the daemon runs.
  private func kin(_ world: TestWorld, _ event: Event) throws {
    try HistoryStore(folder: world.folder.path, now: world.now).append([event])
    world.handle(.historyChanged)
  }

  private func hosts(_ world: TestWorld) -> [String?] { world.journal.reminders.map { $0["KIN_ROLES"] } }

  @Test func `turns go round, over a restart as well`() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: tea)
    world.start()
    try world.pass(to: "2026-12-02T12:00")
    world.restart()
    try world.pass(to: "2026-12-04T12:00")
    #expect(hosts(world) == ["host=Sam", "host=Ana", "host=Jo", "host=Sam"])
  }

  @Test func `an absence and a swap that kin recorded meanwhile count at the next reminder`() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: tea)
    world.start()
    try world.pass(to: "2026-12-01T12:00")
    let days = try (#require(CivilDate("2026-12-02")), #require(CivilDate("2026-12-02")))
    try kin(
      world, Event(at: world.now, person: "ana", fact: .away(person: "ana", from: days.0, to: days.1)))
    let third = try #require(OccurrenceID("tea@2026-12-03T10:00"))
    try kin(
      world,
      Event(at: world.now, occurrence: third, fact: .swapped(RoleSwap(role: "host", from: "sam", to: "ana"))))
    try world.pass(to: "2026-12-04T12:00")
    #expect(hosts(world) == ["host=Sam", "host=Jo", "host=Ana", "host=Ana"])
  }

  /// GoAlert: after downtime every missed handoff is walked through.
  @Test func `a month of sleep moves turns on by as many days`() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: tea)
    world.start()
    try world.pass(to: "2026-12-01T12:00")
    try world.jump(to: "2026-12-30T12:00")
    // 29 days on from Sam: two more than nine rounds.
    #expect(hosts(world) == ["host=Sam", "host=Jo"])
  }
}
