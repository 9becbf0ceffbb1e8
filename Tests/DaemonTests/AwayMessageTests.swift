import CivilTime
import JSONText
import Rituals
import Testing

@testable import Daemon

/// A household on 4 December 2026, a Friday.
private func config(_ rituals: String) -> String {
  """
  { "me": "sam", "timeZone": "Europe/Berlin",
    "people": { "sam": { "name": "Sam" }, "jo": { "name": "Jo" }, "kim": { "name": "Kim" },
                "ana": { "name": "Ana", "away": [{ "from": "2026-12-04", "to": "2026-12-09" }] } },
    "hooks": { "phone": { "run": ["ntfy", "{away}", "{body}"] } },
    "defaults": { "via": ["journal", "phone"] }, "rituals": [ \(rituals) ] }
  """
}

@Suite struct AwayMessageTests {
  private let coffee = """
    { "id": "coffee", "title": "Coffee", "with": ["ana", "jo"], "when": "every saturday at 10:00" }
    """

  private func world(_ rituals: String, from start: String = "2026-12-04T08:00") throws -> TestWorld {
    let world = try TestWorld(at: start, config: config(rituals))
    world.start()
    return world
  }

  private func away(_ world: TestWorld, _ person: String, _ from: String, _ to: String) throws {
    let days = try (#require(CivilDate(from)), #require(CivilDate(to)))
    try world.kin([
      Event(at: world.now, person: person, fact: .away(person: person, from: days.0, to: days.1))
    ])
  }

  @Test func `who is away is named in the body, the journal and what hooks get`() throws {
    let world = try world(coffee)
    try world.pass(to: "2026-12-05T12:00")
    let entry = try #require(world.journal.reminders.first)
    #expect(
      entry["MESSAGE"] == "Coffee: Today at 10:00 · With Ana and Jo · Ana is away until Wednesday, 9 December"
    )
    #expect(entry["KIN_AWAY"] == "Ana")
    let run = try #require(world.hooks.started.first)
    #expect(
      run.arguments == [
        "ntfy", "Ana", "Today at 10:00\nWith Ana and Jo\nAna is away until Wednesday, 9 December",
      ])
    #expect(run.environment["KIN_AWAY"] == "Ana")
    let input = try JSONDocument(parsing: run.standardInput).root
    #expect(input["away"]?.elements.map(\.string) == ["Ana"])
    // It is the same message after a restart.
    #expect(Message(json: run.standardInput)?.away == ["Ana"])
  }

  @Test func `those who come back together stand together, and a last day is today`() throws {
    let world = try world(coffee)
    try away(world, "jo", "2026-12-05", "2026-12-09")
    try world.pass(to: "2026-12-05T12:00")
    #expect(
      world.journal.reminders.first?["MESSAGE"]?.hasSuffix("Ana and Jo are away until Wednesday, 9 December")
        == true)
    try away(world, "ana", "2026-12-12", "2026-12-12")
    try world.pass(to: "2026-12-12T12:00")
    #expect(
      world.journal.reminders.last?["MESSAGE"]?.hasSuffix("With Ana and Jo · Ana is away today") == true)
    try world.pass(to: "2026-12-19T12:00")
    #expect(world.journal.reminders.last?["MESSAGE"]?.hasSuffix("With Ana and Jo") == true)
    #expect(world.journal.reminders.last?["KIN_AWAY"] == "")
  }

  @Test func `who is passed over is named, and who would not have been on is not`() throws {
    let turns = """
      { "id": "bins", "title": "Bins", "when": "every day at 18:00", "starting": "2026-12-04",
        "turns": { "roles": ["bins"], "order": ["ana", "jo", "kim"] } }
      """
    let world = try world(turns)
    try world.pass(to: "2026-12-04T20:00")
    let first = try #require(world.journal.reminders.first)
    #expect(first["MESSAGE"] == "Bins: Today at 18:00 · Bins: Jo · Ana is away until Wednesday, 9 December")
    #expect((first["KIN_AWAY"], first["KIN_ROLES"]) == ("Ana", "bins=Jo"))
    try world.pass(to: "2026-12-05T20:00")
    #expect(world.journal.reminders.last?["MESSAGE"] == "Bins: Today at 18:00 · Bins: Kim")
  }

  @Test func `the user is you in the body`() throws {
    let turns = """
      { "id": "bins", "title": "Bins", "when": "every day at 18:00", "starting": "2026-12-04",
        "turns": { "roles": ["bins"], "order": ["sam", "jo"] } }
      """
    let world = try world(turns)
    try away(world, "sam", "2026-12-04", "2026-12-05")
    try world.pass(to: "2026-12-04T20:00")
    #expect(
      world.journal.reminders.first?["MESSAGE"]
        == "Bins: Today at 18:00 · Bins: Jo · You are away until tomorrow")
    #expect(world.journal.reminders.first?["KIN_AWAY"] == "Sam")
  }

  @Test func `a private ritual names nobody`() throws {
    let world = try world(
      coffee.replacing(
        "\"when\"", with: "\"private\": true, \"remind\": [\"1 day before\", \"at start\"], \"when\""))
    try world.pass(to: "2026-12-05T12:00")
    #expect(!world.journal.reminders.isEmpty)
    for entry in world.journal.reminders {
      for (field, value) in entry { #expect(!value.contains("Ana"), "\(field)") }
    }
    for run in world.hooks.started {
      #expect(!run.arguments.joined().contains("Ana") && !run.standardInput.contains("Ana"))
      #expect(!run.environment.values.contains { $0.contains("Ana") })
    }
  }

  @Test func `in a digest each line names who is away for it`() throws {
    let world = try world(
      coffee + ", " + coffee.replacing("\"coffee\"", with: "\"tea\"").replacing("Coffee", with: "Tea"))
    try world.jump(to: "2026-12-05T15:00")
    let digest = try #require(world.journal.reminders.last)
    #expect(digest["KIN_KIND"] == "digest")
    #expect(
      digest["MESSAGE"]?.contains(
        "Coffee: today at 10:00 · Ana is away until Wednesday, 9 December · Tea: today")
        == true, "\(digest)")
  }
}

/// Where roles change hands, the day is the same in all parts of a message.
@Suite struct HandoffMessageTests {
  @Test func `the reason and the body of a handoff name the same day, and who takes the first time`() throws {
    let world = try TestWorld(
      at: "2026-12-04T08:00",
      config: config(
        """
        { "id": "cook", "title": "Cook", "when": "every day at 18:00", "starting": "2026-11-30",
          "turns": { "roles": ["cook"], "order": ["sam", "kim", "jo"], "every": "1 week",
                     "handoff": "the evening before at 19:00" } }
        """))
    world.start()
    let monday = try #require(OccurrenceID("cook@2026-12-07T18:00"))
    try world.kin([
      Event(
        at: world.now, occurrence: monday, fact: .swapped(RoleSwap(role: "cook", from: "kim", to: "jo")))
    ])
    try world.pass(to: "2026-12-08T20:00")
    let handoffs = world.journal.reminders.filter { $0["KIN_KIND"] == "handoff" }
    let sentence = "Jo takes it tomorrow, then Kim is cook, after you"
    #expect(handoffs.map { $0["MESSAGE"] } == ["Cook: Tomorrow at 18:00 · \(sentence)"])
    #expect(handoffs.first?["KIN_REASON"]?.hasPrefix("ahead of time, as you asked: \(sentence);") == true)
    #expect(handoffs.first?["KIN_ROLES"] == "cook=Jo")
    let run = try #require(world.hooks.started.first { $0.key.id?.kind.word == "handoff" })
    #expect(run.environment["KIN_REASON"]?.contains(sentence) == true)
    #expect(run.environment["KIN_BODY"]?.contains(sentence) == true)
  }

  @Test func `what kin says that somebody else did, the daemon takes in the same, over a restart as well`()
    throws
  {
    let world = try TestWorld(
      at: "2026-12-04T08:00",
      config: config(
        """
        { "id": "bins", "title": "Bins", "when": "every day at 18:00", "starting": "2026-12-04",
          "turns": { "roles": ["bins"], "order": ["sam", "kim", "jo"], "advance": "when done", "atMost": 2 } }
        """))
    world.start()
    try world.pass(to: "2026-12-04T18:30")
    let first = try #require(OccurrenceID("bins@2026-12-04T18:00"))
    let swap = RoleSwap(role: "bins", from: "sam", to: "jo")
    let local = try #require(CivilDateTime("2026-12-04T18:30"))
    try world.kin([Event(at: world.now, occurrence: first, fact: .done(on: local, by: swap))])
    func states() -> (TurnState, Turn?) {
      let ledger = world.loop.planner.chronicle["bins"]
      return (ledger.turns, ledger.turns.announced(at: first.start))
    }
    let before = states()
    #expect(before.1?.holder(of: "bins")?.person == "jo")
    world.restart()
    #expect(states().0 == before.0 && states().1 == before.1)
    try world.pass(to: "2026-12-05T20:00")
    #expect(world.journal.reminders.last?["KIN_ROLES"] == "bins=Kim")
  }
}
