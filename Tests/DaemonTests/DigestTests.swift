import CivilTime
import Foundation
@testable import History
import JSONText
import Rituals
import Testing
import Wording

@testable import Daemon

private func config(_ rituals: [String]) -> String {
  """
  { "timeZone": "Europe/Berlin", "people": { "ana": { "name": "Ana" } }, "hooks": { "own": { "run": ["own"] } },
    "rituals": [ \(rituals.joined(separator: ",\n")) ] }
  """
}

private func daily(_ id: String, at time: String = "10:00", via: String = #""journal", "desktop", "own""#)
  -> String
{
  #"{ "id": "\#(id)", "title": "\#(id.capitalized)", "when": "every day at \#(time)", "via": [\#(via)] }"#
}

private let three = config([daily("tea"), daily("walk", at: "11:00"), daily("note", at: "12:00")])
/// Named by the moment in universal time.
private let digest = ReminderID("digest@2026-12-05T12:00/digest-1")
private let desktop = DeliveryKey(digest, .desktop)
private let own = DeliveryKey(digest, .hook("own"))

/// Asleep over all of three rituals.
private func slept(_ text: String = three) throws -> TestWorld {
  let world = try TestWorld(at: "2026-12-05T08:00", config: text)
  world.start()
  try world.jump(to: "2026-12-05T13:00")
  return world
}

@Suite("Digests")
struct DigestTests {
  @Test("a sleep over three rituals delivers one message, with all of them on every channel")
  func everyChannel() throws {
    let world = try slept()
    #expect(world.journal.delivered == [try #require(digest).description])
    let entry = try #require(world.journal.reminders.first)
    #expect(
      entry["MESSAGE"]
        == "3 things, no hurry: Tea: today at 10:00 · Walk: today at 11:00 · Note: today at 12:00")
    #expect(entry["MESSAGE_ID"] == MessageID.digest.rawValue)
    #expect(
      entry["KIN_MEMBERS"]
        == "tea@2026-12-05T10:00/due walk@2026-12-05T11:00/due note@2026-12-05T12:00/due")
    #expect(entry["KIN_RITUAL"] == "tea", "journalctl KIN_RITUAL=tea finds it")

    #expect(world.hooks.started.map(\.key) == [own] && world.screen.shown.map(\.key) == [desktop])
    #expect(world.screen.shown.first?.buttons == [.init("later", "Later")])
    let run = try #require(world.hooks.started.first { $0.key == own })
    #expect(run.environment["KIN_KIND"] == "digest")
    #expect(run.environment["KIN_DUE"] == "2026-12-05T13:00:00", "the user's own clock")
    #expect(run.environment["KIN_MEMBERS"] == entry["KIN_MEMBERS"])
    let members = try #require(try JSONDocument(parsing: run.standardInput).root["members"]?.elements)
    #expect(members.map { $0["title"]?.string } == ["Tea", "Walk", "Note"])
    #expect(members.allSatisfy { $0["reason"]?.string?.contains("nothing could be delivered then") == true })
  }

  @Test("a member is in the history under its own name, and is not delivered again after a restart")
  func membersOfTheirOwn() throws {
    let world = try slept()
    let facts = try world.facts()
    #expect(facts.filter { $0.contains("gathered due") }.count == 3 && facts.count == 4, "\(facts)")
    let store = try HistoryStore(folder: world.folder.path, now: world.now)
    let ids = ["tea@2026-12-05T10:00/due", "note@2026-12-05T12:00/due"].compactMap { ReminderID($0) }
    #expect(try store.delivered(among: ids) == Set(ids))
    world.restart()
    try world.pass(to: "2026-12-06T09:59")
    #expect(world.journal.delivered.count == 1)
    try world.pass(to: "2026-12-06T12:00")
    #expect(world.journal.delivered.count == 4)
  }

  @Test("Later puts all of it off, each under its own name, and over a restart it comes back as one")
  func later() throws {
    let world = try slept()
    world.handle(.notification(desktop, .shown))
    world.handle(.notification(desktop, .pressed("later")))
    world.handle(.notification(desktop, .closed))
    #expect(try world.facts().filter { $0.hasSuffix("snoozed") }.count == 3)
    world.restart()
    try world.pass(to: "2026-12-05T14:00")
    #expect(
      Set(world.journal.delivered.dropFirst()) == [
        "tea@2026-12-05T10:00/snooze-1", "walk@2026-12-05T11:00/snooze-1", "note@2026-12-05T12:00/snooze-1",
      ])
  }

  @Test("one word cannot answer several: nothing is recorded, and that is reported")
  func doneOfSeveral() throws {
    let world = try slept()
    let before = try world.facts()
    world.handle(.hookLine(own, "done"))
    #expect(try world.facts() == before)
    #expect(world.journal.entries.last?["MESSAGE"]?.contains("can only be put off") == true)
  }

  @Test("while it waits for a channel it loses what is answered; on the screen it stays until all of it is")
  func shrinks() throws {
    let world = try slept()
    world.handle(.notification(desktop, .shown))
    world.handle(.hookEnded(own, noNetwork))
    try world.kin("walk@2026-12-05T11:00", .done)
    #expect(world.screen.takenOff.isEmpty)
    try world.pass(to: "2026-12-05T13:01")
    let again = try #require(world.hooks.started.last { $0.key == own })
    #expect(again.environment["KIN_MEMBERS"] == "tea@2026-12-05T10:00/due note@2026-12-05T12:00/due")
    #expect(again.environment["KIN_TITLE"] == "2 things, no hurry")
    world.handle(.hookEnded(own, noNetwork))

    // What is answered while no daemon runs counts as well.
    do {
      let id = try #require(OccurrenceID("note@2026-12-05T12:00"))
      let kin = try HistoryStore(folder: world.folder.path, now: world.now)
      try kin.append([Event(at: world.now, occurrence: id, fact: .skipped(on: Zone.utc.local(at: world.now)))]
      )
    }
    world.restart()
    try world.pass(to: "2026-12-05T13:05")
    let third = try #require(world.hooks.started.last { $0.key == own })
    #expect(third.environment["KIN_MEMBERS"] == "tea@2026-12-05T10:00/due")
    #expect(third.environment["KIN_TITLE"] == "Tea")
    try world.kin("tea@2026-12-05T10:00", .done)
    #expect(world.loop.outbox.undelivered.isEmpty && world.hooks.withdrawn == [own])
    world.handle(.hookEnded(own, DeliveryFailure(.cancelled)))
    #expect(world.loop.outbox.open(own).isEmpty)
  }

  @Test("a later reminder of one of its rituals takes the place of that part alone")
  func superseded() throws {
    let world = try slept()
    world.handle(.hookEnded(own, noNetwork))
    world.handle(.hookEnded(own, noNetwork))
    try world.pass(to: "2026-12-06T10:00")
    #expect(
      world.loop.outbox.open(own).map(\.description) == [
        "walk@2026-12-05T11:00/due", "note@2026-12-05T12:00/due",
      ])
    try world.pass(to: "2026-12-06T12:00")
    #expect(!world.loop.outbox.undelivered.keys.contains(own), "all of it has lapsed")
  }

  @Test("a private ritual shows nothing but that it is one of yours")
  func privateOnes() throws {
    let secret = ["r1", "r2"].map {
      #"""
      { "id": "\#($0)", "title": "Marker", "with": ["ana"], "when": "every day at 10:00", "place": "Marker street",
        "via": ["journal", "desktop", "own"], "private": true, "turns": { "roles": ["marker"], "order": ["ana"] } }
      """#
    }
    let world = try slept(config(secret))
    let entry = try #require(world.journal.reminders.first)
    #expect(
      entry["MESSAGE"]
        == "2 things, no hurry: A ritual of yours: today at 10:00 · A ritual of yours: today at 10:00")
    let said = "\(world.journal.entries)\(world.hooks.started)\(world.screen.shown)\(world.service.told)"
    #expect(!said.contains("arker") && !said.contains("Ana"))
  }

  @Test("a month off with forty rituals delivers one message, and each is as it should be after it")
  func monthOff() throws {
    let rituals = (0..<40).map {
      daily("r\($0)", at: "1\($0 / 10):0\($0 % 10)", via: #""journal", "desktop""#)
    }
    let world = try TestWorld(at: "2026-12-05T08:00", config: config(rituals))
    world.start()
    try world.jump(to: "2027-01-05T20:00")
    #expect(world.journal.delivered == ["digest@2027-01-05T19:00/digest-1"])
    #expect(world.screen.shown.count == 1)
    let body = try #require(world.screen.shown.first?.body)
    #expect(body.split(separator: "\n").count == 13 && body.hasSuffix("and 28 more; kin shows them all"))
    for index in 0..<40 {
      let ledger = world.loop.planner.chronicle["r\(index)"]
      #expect(ledger.open?.shortDescription == "2027-01-05T1\(index / 10):0\(index % 10)")
    }
    let facts = try world.facts()
    #expect(facts.filter { $0.hasSuffix("lapsed") }.count == 40 * 31, "each that passed is in the history")
    let told = world.journal.entries.filter { $0["MESSAGE_ID"] == MessageID.lapsed.rawValue }
    #expect(told.count == 40, "and told in one line for each ritual")
    world.restart()
    try world.pass(to: "2027-01-06T09:59")
    #expect(world.journal.delivered.count == 1)
    try world.pass(to: "2027-01-06T23:00")
    #expect(world.journal.delivered.count == 41, "and then life goes on")
  }
}

@Suite("Digests and a history that fails")
struct DigestFaultTests {
  @Test("the program died between intending and giving: the digest comes again, nothing of it singly")
  func diedInBetween() throws {
    // At the first entry of a reminder the process is gone: what it has written is all there is.
    let world = try TestWorld(at: "2026-12-05T08:00", config: three)
    world.start()
    var copied = false
    let copy = world.folder.appending(path: "copy")
    world.journal.onSend = { entry in
      guard entry["KIN_KIND"] == "digest", !copied else { return }
      copied = true
      try? FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
      for name in ["history.sqlite", "history.sqlite-wal"] {
        try? FileManager.default.copyItem(
          at: world.folder.appending(path: name), to: copy.appending(path: name))
      }
    }
    try world.jump(to: "2026-12-05T13:00")
    #expect(copied)

    let second = try TestWorld(at: "2026-12-05T13:00", config: three)
    for name in ["history.sqlite", "history.sqlite-wal"] {
      try FileManager.default.copyItem(
        at: copy.appending(path: name), to: second.folder.appending(path: name))
    }
    // Meanwhile one of its rituals was answered.
    do {
      let id = try #require(OccurrenceID("walk@2026-12-05T11:00"))
      let kin = try HistoryStore(folder: second.folder.path, now: second.now)
      try kin.append([Event(at: second.now, occurrence: id, fact: .done(on: Zone.utc.local(at: second.now)))])
    }
    second.now = second.now.advanced(bySeconds: 5)
    second.start()
    try second.pass(to: "2026-12-05T14:00")
    #expect(second.journal.delivered == [try #require(digest).description])
    let entry = try #require(second.journal.reminders.first)
    #expect(entry["KIN_ATTEMPT"] == "2")
    #expect(entry["KIN_MEMBERS"] == "tea@2026-12-05T10:00/due note@2026-12-05T12:00/due")
    #expect(second.loop.planner.chronicle["walk"].open == nil, "what was answered is not opened again")
    #expect(second.loop.planner.chronicle["tea"].open != nil)
  }

  @Test("a history out of reach: the digest is delivered once, and recorded with all its members later")
  func backlog() throws {
    let world = try TestWorld(at: "2026-12-05T08:00", config: three)
    world.start()
    func execute(_ sql: String) throws {
      try Database(.history(HistoryStore.path(in: world.folder.path))).execute(sql, doing: "try")
    }
    try execute("CREATE TRIGGER block BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'blocked'); END")
    try world.jump(to: "2026-12-05T13:00")
    try world.pass(to: "2026-12-05T13:10")
    #expect(world.journal.delivered == [try #require(digest).description])
    #expect(!world.loop.history.backlog.isEmpty)
    try execute("DROP TRIGGER block")
    try world.pass(to: "2026-12-05T13:30")
    #expect(world.loop.history.backlog.isEmpty)
    let facts = try world.facts()
    #expect(facts.filter { $0.contains("gathered") }.count == 3 && facts.count == 4, "\(facts)")
    world.restart()
    try world.pass(to: "2026-12-05T14:00")
    #expect(world.journal.delivered.count == 1)
    #expect(Set(world.hooks.started.map(\.key)).count == 1 && Set(world.screen.shown.map(\.key)).count == 1)
  }

  @Test("a reminder that was intended and then answered is dropped")
  func answeredBeforeGiven() throws {
    let world = try TestWorld(at: "2026-12-05T08:00", config: config([daily("tea", via: #""journal""#)]))
    world.start()
    try world.pass(to: "2026-12-05T09:59")
    world.handle(.stop)
    let id = try #require(ReminderID("tea@2026-12-05T10:00/due"))
    do {
      let store = try HistoryStore(folder: world.folder.path, now: world.now)
      let later = world.now.advanced(bySeconds: 60)
      _ = try store.intend(
        [.init(id: id, message: try message(id).json.text(), channels: [.journal])], events: [], at: later)
      try store.append([
        Event(at: later, occurrence: id.occurrence, fact: .done(on: Zone.utc.local(at: later)))
      ])
    }
    try world.pass(to: "2026-12-05T10:30")
    world.restart()
    try world.pass(to: "2026-12-05T12:00")
    #expect(world.journal.delivered.isEmpty)
    #expect(world.loop.planner.chronicle["tea"].open == nil)
    #expect(world.journal.entries.contains { $0["MESSAGE"]?.contains("is not delivered again") == true })
  }

  private func message(_ id: ReminderID) throws -> Message {
    try #require(
      Message(
        json:
          #"{ "reminder": "\#(id)", "due": "2026-12-05T10:00", "utc": "2026-12-05T09:00:00Z", "title": "Tea" }"#
      ))
  }
}
