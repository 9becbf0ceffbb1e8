import CivilTime
import Foundation
import History
import Rituals
import Testing

@testable import Daemon

private func config(_ rituals: String, more: String = "") -> String {
  """
  { "timeZone": "Europe/Berlin", \(more) "people": { "ana": { "name": "Ana" }, "sam": { "name": "Sam" } },
    "rituals": [ \(rituals) ] }
  """
}

private let coffee = """
  { "id": "coffee", "title": "Coffee with Ana", "with": ["ana"], "when": "every saturday at 10:00", "via": ["journal"] }
  """

@Suite("The daemon's loop")
struct LoopTests {
  @Test("an occurrence that falls due is delivered once, with every field, and recorded")
  func due() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    #expect(world.service.told.first == "ready: next: Coffee with Ana, Sat 10:00")
    try world.pass(to: "2026-12-01T08:01")
    #expect(
      try world.pass(to: "2026-12-05T12:00") == 2, "to deliver it, and to move its record into the file")
    let entry = try #require(world.journal.reminders.first)
    #expect(entry["KIN_RITUAL"] == "coffee")
    #expect(entry["KIN_OCCURRENCE"] == "coffee@2026-12-05T10:00")
    #expect(entry["KIN_REMINDER"] == "coffee@2026-12-05T10:00/due")
    #expect(entry["KIN_KIND"] == "due")
    #expect(entry["KIN_DUE"] == "2026-12-05T09:00:00Z")
    #expect(entry["KIN_REASON"] == "it is time: every saturday at 10:00")
    #expect(entry["MESSAGE"] == "Coffee with Ana: Today at 10:00 · With Ana")
    #expect(entry["MESSAGE_ID"] == MessageID.due.rawValue)
    #expect(try world.facts() == ["coffee@2026-12-05T10:00 given due"])
  }

  @Test("a year passes with one wake-up for each reminder, one for its record, and none besides")
  func year() throws {
    let world = try TestWorld(at: "2026-01-01T00:00", config: config(coffee))
    world.start()
    try world.pass(to: "2026-01-01T00:01")
    #expect(try world.pass(to: "2026-12-31T23:00") == 2 * 52)
    #expect(Set(world.journal.delivered).count == 52 && world.journal.delivered.count == 52)
  }

  @Test("a restart delivers nothing twice and forgets nothing")
  func restart() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    world.restart()
    try world.pass(to: "2026-12-05T10:30")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"])
    world.restart()
    try world.pass(to: "2026-12-12T10:30")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due", "coffee@2026-12-12T10:00/due"])
  }

  @Test("three weeks of sleep deliver the latest occurrence once, late, and report the others as lapsed")
  func threeWeeksOfSleep() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    try world.jump(to: "2026-12-20T09:00")
    #expect(world.journal.delivered == ["coffee@2026-12-19T10:00/due"])
    #expect(world.journal.reminders.first?["KIN_REASON"]?.contains("2026-12-19 10:00") == true)
    #expect(
      try world.facts() == [
        "coffee@2026-12-05T10:00 lapsed", "coffee@2026-12-12T10:00 lapsed",
        "coffee@2026-12-19T10:00 given due",
      ])
  }

  @Test("a clock that steps back a day delivers nothing again")
  func stepBack() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    try world.pass(to: "2026-12-05T11:00")
    try world.jump(to: "2026-12-04T11:00")
    try world.pass(to: "2026-12-06T00:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"])
  }

  @Test("a clock that stood in 2098 and is corrected silences nothing")
  func farAhead() throws {
    let world = try TestWorld(at: "2098-12-01T08:00", config: config(coffee))
    world.start()
    try world.pass(to: "2098-12-31T00:00")
    try world.jump(to: "2026-12-01T08:00")
    world.journal.entries = []
    try world.pass(to: "2026-12-12T12:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due", "coffee@2026-12-12T10:00/due"])
  }

  @Test("an edited schedule delivers nothing by itself, even where it moves into the past")
  func edit() throws {
    let world = try TestWorld(at: "2026-12-05T10:30", config: config(coffee))
    world.start()
    world.config.text = config(coffee.replacingOccurrences(of: "10:00", with: "10:15"))
    world.handle(.configChanged)
    world.config.text = config(coffee.replacingOccurrences(of: "saturday at 10:00", with: "friday at 9:00"))
    world.handle(.configChanged)
    #expect(world.journal.delivered.isEmpty)
    try world.pass(to: "2026-12-11T09:00")
    #expect(world.journal.delivered == ["coffee@2026-12-11T09:00/due"])
  }

  @Test("a ritual that was taken out and comes back delivers nothing of the time between")
  func removedAndBack() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    world.config.text = config("")
    world.handle(.configChanged)
    try world.pass(to: "2026-12-20T08:00")
    world.config.text = config(coffee)
    world.handle(.configChanged)
    #expect(world.journal.delivered.isEmpty)
    try world.pass(to: "2026-12-26T12:00")
    #expect(world.journal.delivered == ["coffee@2026-12-26T10:00/due"])
  }

  @Test("a config made wrong keeps the old one, is reported once, and the mended one is taken")
  func brokenConfig() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    world.config.text = "{ \"rituals\": [ { \"id\": \"coffee\", \"when\": \"every saterday\" } ] }"
    world.handle(.configChanged)
    world.handle(.configChanged)
    let told = world.journal.entries.filter { $0["MESSAGE_ID"] == MessageID.configBroken.rawValue }
    #expect(told.count == 1)
    #expect(told.first?["MESSAGE"]?.contains("config.json:1:") == true)
    #expect(world.screen.shown.count == 1, "the desktop is told once")
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"])
    world.config.text = config(coffee.replacingOccurrences(of: "10:00", with: "11:00"))
    world.handle(.configChanged)
    #expect(world.journal.entries.contains { $0["MESSAGE_ID"] == MessageID.configMended.rawValue })
    try world.pass(to: "2026-12-12T11:00")
    #expect(world.journal.delivered.last == "coffee@2026-12-12T11:00/due")
  }

  @Test("what is doubtful in a good config is reported once, until it is mended")
  func doubtfulConfig() throws {
    func doubtful(_ day: String) -> String {
      config(
        #"{ "id": "coffee", "title": "Coffee", "when": "every saturday at 10:00", "except": ["\#(day)"] }"#)
    }
    func told(_ world: TestWorld) -> [String] {
      world.journal.entries.compactMap { $0["MESSAGE"] }.filter { $0.contains("with a warning") }
    }
    let world = try TestWorld(at: "2026-12-01T08:00", config: doubtful("2026-12-25"))
    world.start()
    world.config.text = doubtful("2026-12-25") + "\n"
    world.handle(.configChanged)
    #expect(told(world).count == 1)
    #expect(told(world).first?.hasPrefix("config.json is in use, with a warning\nconfig.json:2:") == true)
    #expect(told(world).first?.contains("did you mean \"2026-12-26\"?") == true)
    world.config.text = doubtful("2026-12-26")
    world.handle(.configChanged)
    world.config.text = doubtful("2026-12-25")
    world.handle(.configChanged)
    #expect(told(world).count == 2, "it was mended in between")
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"], "it is in use all the same")
  }

  @Test("a ritual that its own keys make impossible is an error in the journal, too")
  func impossibleRitual() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    world.config.text = config(
      #"{ "id": "a", "title": "A", "when": "every monday", "starting": "2027-01-05", "until": "2027-01-09" }"#
    )
    world.handle(.configChanged)
    let told = world.journal.entries.first { $0["MESSAGE_ID"] == MessageID.configBroken.rawValue }
    #expect(told?["MESSAGE"]?.contains("let it end on 2027-01-11 or later") == true)
  }

  @Test("a start with a broken config uses the last good one")
  func startBroken() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    world.config.text = "{"
    world.restart()
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"])
  }

  @Test("a deleted config is not an empty one")
  func deletedConfig() throws {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(coffee))
    world.start()
    world.config.text = nil
    world.handle(.configChanged)
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/due"])
  }

  @Test("leads come at their times; of several missed ones only the nearest is delivered")
  func leads() throws {
    let ritual = """
      { "id": "coffee", "title": "Coffee", "when": "every saturday at 10:00", "via": ["journal"],
        "remind": ["2 days before", "2h before", "at start"] }
      """
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(ritual))
    world.start()
    try world.pass(to: "2026-12-03T10:00")
    #expect(world.journal.delivered == ["coffee@2026-12-05T10:00/lead-2d"])
    try world.pass(to: "2026-12-05T10:00")
    #expect(
      world.journal.delivered.suffix(2) == ["coffee@2026-12-05T10:00/lead-2h", "coffee@2026-12-05T10:00/due"])
    try world.jump(to: "2026-12-12T08:30")
    #expect(world.journal.delivered.suffix(1) == ["coffee@2026-12-12T10:00/lead-2h"])
    try world.pass(to: "2026-12-12T10:00")
    #expect(world.journal.delivered.count == 5)
  }

  @Test("a ritual that asks for no reminder at its start begins in silence and is open then")
  func silentStart() throws {
    let ritual = """
      { "id": "walk", "title": "Walk", "when": "every saturday at 10:00", "via": ["journal"], "remind": ["1h before"] }
      """
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(ritual))
    world.start()
    try world.pass(to: "2026-12-05T10:30")
    #expect(try world.facts() == ["walk@2026-12-05T10:00 given lead-1h", "walk@2026-12-05T10:00 began"])
  }

  @Test("a change of zone moves what is to come and repeats nothing")
  func zoneChange() throws {
    let world = try TestWorld(
      at: "2026-12-04T08:00",
      config: """
        { "rituals": [ { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal"] } ] }
        """)
    world.start()
    try world.pass(to: "2026-12-05T10:30")
    world.zones.system = "America/New_York"
    world.handle(.zonesChanged)
    #expect(
      world.timer.armedFor?.description == "2026-12-06T15:00:00Z", "today's was given in Berlin already")
    try world.pass(to: "2026-12-06T17:00")
    #expect(
      world.journal.delivered == [
        "tea@2026-12-04T10:00/due", "tea@2026-12-05T10:00/due", "tea@2026-12-06T10:00/due",
      ])
  }

  @Test("turns go by date, and the reminder says whose it is")
  func turns() throws {
    let ritual = """
      { "id": "soup", "title": "Soup", "when": "every thursday at 19:00", "via": ["journal"],
        "turns": { "roles": ["host"], "order": ["sam", "ana"] } }
      """
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(ritual))
    world.start()
    try world.pass(to: "2026-12-18T00:00")
    #expect(world.journal.reminders.map { $0["KIN_ROLES"] } == ["host=Sam", "host=Ana", "host=Sam"])
    try world.jump(to: "2027-01-01T00:00")
    #expect(world.journal.reminders.last?["KIN_ROLES"] == "host=Sam", "the missed one was Ana's")
  }

  @Test("a private ritual keeps its title, people, roles and place from journal, hooks and status")
  func privateRitual() throws {
    let ritual = """
      { "id": "r1", "title": "Marker", "with": ["ana"], "when": "every saturday at 10:00", "via": ["journal", "desktop"],
        "place": "Marker street", "notes": "Marker note", "private": true,
        "turns": { "roles": ["Marker"], "order": ["ana"] } }
      """
    let world = try TestWorld(at: "2026-12-01T08:00", config: config(ritual))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    let entry = try #require(world.journal.reminders.first)
    #expect(entry["MESSAGE"] == "A ritual of yours: Today at 10:00")
    let said = [
      "\(world.journal.entries)", "\(world.hooks.started)", "\(world.screen.shown)", "\(world.service.told)",
    ].joined()
    #expect(!said.contains("Marker") && !said.contains("Ana"))
  }
}
