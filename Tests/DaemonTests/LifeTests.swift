import CivilTime
import Foundation
import History
import Recurrence
import Rituals
import Testing

@testable import Daemon

/// A ritual on Mondays, with further keys of its own.
private func call(_ more: String, household: String = "") -> String {
  """
  { "timeZone": "Europe/Berlin", \(household) "people": { "ana": { "name": "Ana" } },
    "hooks": { "own": { "run": ["own"] } },
    "rituals": [ { "id": "call", "title": "Call Dad", "when": "every monday at 18:00", \(more) } ] }
  """
}

private let desktop = DeliveryKey(ReminderID("call@2026-12-07T18:00/due"), .desktop)
private let own = DeliveryKey(ReminderID("call@2026-12-07T18:00/due"), .hook("own"))

@Suite("Asking again")
struct NudgeTests {
  private let nudging =
    #""via": ["journal", "desktop"], "nudge": { "every": "1 day", "times": 3 }"#

  @Test("it is asked again over days, gentler each time and quietly, and then no more")
  func nudges() throws {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(nudging))
    world.start()
    try world.pass(to: "2026-12-13T08:00")
    #expect(
      world.journal.delivered == [
        "call@2026-12-07T18:00/due", "call@2026-12-07T18:00/nudge-1", "call@2026-12-07T18:00/nudge-2",
        "call@2026-12-07T18:00/nudge-3",
      ])
    let entries = world.journal.reminders
    #expect(entries.map { $0["PRIORITY"] } == ["5", "5", "6", "6"])
    #expect(Set(entries.dropFirst().map { $0["MESSAGE_ID"] }) == [MessageID.nudge.rawValue])
    #expect(
      entries[1]["MESSAGE"] == "Call Dad: Planned for yesterday at 18:00. Still up for it?")
    #expect(entries[3]["MESSAGE"]?.contains("I won't ask again") == true)
    #expect(entries[3]["KIN_REASON"] == "it is still open, and this is the last time it is asked about")
    #expect(Set(entries.map { $0["MESSAGE"] }).count == 4, "no two say the same")
  }

  @Test("a nudge takes the place of the reminder before it on the screen, an answer takes both away")
  func replaces() throws {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(nudging))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    world.handle(.notification(desktop, .shown))
    try world.pass(to: "2026-12-08T18:00")
    #expect(world.screen.takenOff == [desktop])
    let nudge = DeliveryKey(ReminderID("call@2026-12-07T18:00/nudge-1"), .desktop)
    #expect(world.screen.shown.last?.key == nudge)
    world.handle(.notification(desktop, .closed))
    world.handle(.notification(nudge, .shown))
    try world.kin("call@2026-12-07T18:00", .done)
    #expect(world.screen.takenOff == [desktop, nudge])
  }

  @Test(
    "what stood on the screen when the program ended stands there again, unless it was answered meanwhile")
  func shownAgain() throws {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(nudging))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    world.handle(.notification(desktop, .shown))
    world.handle(.stop)
    #expect(world.screen.takenOff == [desktop])
    world.restart()
    #expect(world.screen.shown.map(\.key) == [desktop, desktop])
    #expect(world.journal.delivered.count == 1)
    world.handle(.notification(desktop, .shown))
    world.handle(.stop)
    do {
      let id = try #require(OccurrenceID("call@2026-12-07T18:00"))
      let kin = try HistoryStore(folder: world.folder.path, now: world.now)
      try kin.append([Event(at: world.now, occurrence: id, fact: .done(on: Zone.utc.local(at: world.now)))])
    }
    world.restart()
    #expect(world.screen.shown.count == 2)
  }

  @Test("no nudge comes after an answer, and all of them again after it was undone")
  func answeredAndTakenBack() throws {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(nudging))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    world.handle(.notification(desktop, .shown))
    world.handle(.notification(desktop, .pressed("done")))
    world.handle(.notification(desktop, .closed))
    try world.pass(to: "2026-12-10T12:00")
    #expect(world.journal.delivered.count == 1)
    let id = try #require(OccurrenceID("call@2026-12-07T18:00"))
    try world.kin([Event(at: world.now, occurrence: id, fact: .undone)])
    try world.pass(to: "2026-12-13T18:00")
    #expect(
      world.journal.delivered.dropFirst() == [
        "call@2026-12-07T18:00/nudge-1", "call@2026-12-07T18:00/nudge-2", "call@2026-12-07T18:00/nudge-3",
      ])
  }

  @Test("a reminder of the next occurrence leaves the one that is still open on the screen")
  func leadBesideOpen() throws {
    let world = try TestWorld(
      at: "2026-12-07T08:00", config: call(#""via": ["desktop"], "remind": ["2 days before", "at start"]"#))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    world.handle(.notification(desktop, .shown))
    try world.pass(to: "2026-12-12T18:00")
    #expect(world.screen.shown.last?.key.id?.description == "call@2026-12-14T18:00/lead-2d")
    #expect(world.screen.takenOff.isEmpty)
    try world.pass(to: "2026-12-14T18:00")
    #expect(world.screen.takenOff.contains(desktop), "with the next one due it has lapsed")
  }

  @Test("two reminders of one ritual at the same moment both come")
  func sameMoment() throws {
    let world = try TestWorld(
      at: "2026-12-07T08:00", config: call(#""via": ["desktop"], "remind": ["1 week before", "at start"]"#))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    #expect(
      Set(world.screen.shown.compactMap(\.key.id?.description)) == [
        "call@2026-12-07T18:00/due", "call@2026-12-14T18:00/lead-7d",
      ])
  }
}

@Suite("Answers of hooks")
struct AnswerTests {
  private func world() throws -> TestWorld {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(#""via": ["journal", "own"]"#))
    world.start()
    try world.pass(to: "2026-12-07T18:00")
    return world
  }

  @Test(
    "a moment in words puts off or moves, by the ritual's clock",
    arguments: [
      ("snooze 2h", "2026-12-07T20:00", "snooze-1"), ("snooze tonight", "2026-12-07T20:00", "snooze-1"),
      ("snooze tomorrow 9:00", "2026-12-08T09:00", "snooze-1"),
      ("move saturday", "2026-12-12T18:00", "moved-1"),
      ("move tomorrow at 10:00", "2026-12-08T10:00", "moved-1"),
    ])
  func moments(line: String, instant: String, kind: String) throws {
    let world = try world()
    world.handle(.hookLine(own, line))
    world.handle(.hookEnded(own, nil))
    world.restart()
    #expect(try world.pass(to: instant) == 1)
    #expect(world.journal.delivered.last == "call@2026-12-07T18:00/\(kind)")
    let entry = world.journal.reminders.last
    #expect(entry?["KIN_KIND"] == (kind == "moved-1" ? "due" : "snooze"))
  }

  @Test("what is put off too far comes before the next occurrence does, and that is reported")
  func clipped() throws {
    let world = try world()
    world.handle(.hookLine(own, "snooze 3 weeks"))
    world.handle(.hookEnded(own, nil))
    try world.pass(to: "2026-12-14T17:59")
    #expect(world.journal.delivered.last == "call@2026-12-07T18:00/snooze-1")
    #expect(world.journal.entries.contains { $0["MESSAGE"]?.contains("only so far") == true })
  }

  @Test("a line that was meant as an answer and cannot be read is reported, others are not")
  func unread() throws {
    let world = try world()
    let before = world.journal.entries.count
    world.handle(.hookLine(own, "published to rituals"))
    #expect(world.journal.entries.count == before)
    world.handle(.hookLine(own, "snooze tonigt"))
    #expect(world.journal.entries.last?["MESSAGE"]?.contains("snooze tonigt") == true)
    #expect(try world.facts() == ["call@2026-12-07T18:00 given due"])
  }
}

@Suite("Quiet hours in the daemon")
struct QuietTests {
  private let quiet = #""quietHours": [{ "from": "17:00", "to": "08:00" }],"#

  @Test("what falls into them is reported as held, kept over an edit and a restart, and comes when they end")
  func held() throws {
    let text = call(#""via": ["journal"]"#, household: quiet)
    let world = try TestWorld(at: "2026-12-07T12:00", config: text)
    world.start()
    try world.pass(to: "2026-12-07T18:30")
    #expect(try world.facts() == ["call@2026-12-07T18:00 held due"])
    let told = world.journal.entries.filter { $0["MESSAGE_ID"] == MessageID.held.rawValue }
    #expect(
      told.map { $0["MESSAGE"] } == [
        "call@2026-12-07T18:00/due waits until tomorrow at 08:00: your quiet hours"
      ])
    world.config.text = text.replacingOccurrences(of: "18:00", with: "17:30")
    world.handle(.configChanged)
    world.restart()
    try world.pass(to: "2026-12-08T08:00")
    #expect(world.journal.delivered == ["call@2026-12-07T18:00/due"])
    #expect(world.journal.reminders.first?["KIN_REASON"]?.contains("your quiet hours") == true)
  }

  @Test(
    "somebody's quiet hours hold what would have you turn to them, and are named but for a private ritual")
  func others() throws {
    func world(_ more: String) throws -> TestWorld {
      let text = """
        { "timeZone": "Europe/Berlin",
          "people": { "ana": { "name": "Ana", "quietHours": [{ "from": "17:00", "to": "19:00" }] } },
          "rituals": [ { "id": "call", "title": "Call Ana", "with": ["ana"], "when": "every monday at 18:00",
            \(more) "via": ["journal"] } ] }
        """
      let world = try TestWorld(at: "2026-12-07T12:00", config: text)
      world.start()
      try world.pass(to: "2026-12-07T19:00")
      #expect(world.journal.delivered == ["call@2026-12-07T18:00/due"])
      return world
    }
    let open = try world("").journal.entries
    #expect(open.count { $0["KIN_REASON"]?.contains("Ana's quiet hours") == true } == 2, "waiting, and given")
    let secret = try world(#""private": true,"#).journal.entries
    #expect(!"\(secret)".contains("Ana") && !"\(secret)".contains("ana"))
    #expect(secret.count { $0["KIN_REASON"]?.contains("somebody's quiet hours") == true } == 2)
  }

  @Test("a night's reminders come in the morning as one, and an answer in between takes its own out")
  func morning() throws {
    let rituals = ["tea", "walk", "note"].map {
      #"{ "id": "\#($0)", "title": "\#($0.capitalized)", "when": "every day at 19:00", "via": ["journal", "desktop"] }"#
    }.joined(separator: ", ")
    let world = try TestWorld(
      at: "2026-12-07T12:00",
      config: #"{ "timeZone": "Europe/Berlin", \#(quiet) "people": {}, "rituals": [ \#(rituals) ] }"#)
    world.start()
    try world.pass(to: "2026-12-07T22:00")
    try world.kin("walk@2026-12-07T19:00", .done)
    try world.pass(to: "2026-12-08T08:00")
    #expect(world.journal.delivered == ["digest@2026-12-08T07:00/digest-1"])
    let entry = try #require(world.journal.reminders.first)
    #expect(entry["MESSAGE"]?.hasPrefix("2 things, no hurry: ") == true)
    #expect(entry["KIN_REASON"] == "they waited, so together: your quiet hours")
    #expect(world.screen.shown.count == 1)
  }
}

@Suite("A day's budget in the daemon")
struct BudgetTests {
  @Test("what has no room waits and is reported, what is due comes quietly, and the next day brings the rest")
  func budget() throws {
    let rituals = #"""
      { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal"] },
      { "id": "walk", "title": "Walk", "when": "every day at 11:00", "via": ["journal"] },
      { "id": "trip", "title": "Trip", "when": "once on 2026-12-20 at 10:00", "via": ["journal"],
        "remind": ["13 days before at 12:00"] }
      """#
    let world = try TestWorld(
      at: "2026-12-07T08:00",
      config:
        #"{ "timeZone": "Europe/Berlin", "budget": { "perDay": 1 }, "people": {}, "rituals": [ \#(rituals) ] }"#
    )
    world.start()
    try world.pass(to: "2026-12-07T20:00")
    #expect(world.journal.delivered == ["tea@2026-12-07T10:00/due", "walk@2026-12-07T11:00/due"])
    #expect(world.journal.reminders.map { $0["PRIORITY"] } == ["5", "6"])
    let held = world.journal.entries.filter { $0["MESSAGE_ID"] == MessageID.held.rawValue }
    #expect(held.count == 1 && held[0]["KIN_REASON"] == "enough for one day", "\(held)")
    try world.pass(to: "2026-12-08T09:30")
    #expect(
      world.journal.delivered.contains("trip@2026-12-20T10:00/lead-13d-1200"), "\(world.journal.delivered)")
  }
}

@Suite("Missed occurrences in the daemon")
struct MissedTests {
  @Test(
    "the ritual says which of them are given",
    arguments: [
      (#""missed": "latest""#, ["call@2026-12-21T18:00/due"]),
      (#""missed": { "policy": "latest", "within": "2 days" }"#, ["call@2026-12-21T18:00/due"]),
      (#""missed": { "policy": "latest", "within": "2h" }"#, []),
      (#""missed": "none""#, []),
      (#""missed": "all""#, ["digest@2026-12-22T11:00/digest-1"]),
    ])
  func policies(policy: String, given: [String]) throws {
    let world = try TestWorld(at: "2026-12-07T08:00", config: call(#""via": ["journal"], \#(policy)"#))
    world.start()
    try world.jump(to: "2026-12-22T12:00")
    #expect(world.journal.delivered == given)
    let kept = try world.facts().filter { !$0.hasSuffix("given digest-1") }
    #expect(kept.count == 3, "each occurrence has one fact: \(kept)")
    try world.pass(to: "2026-12-28T18:00")
    #expect(world.journal.delivered.dropFirst(given.count) == ["call@2026-12-28T18:00/due"])
  }
}
