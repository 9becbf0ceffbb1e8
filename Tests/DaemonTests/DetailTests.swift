import CivilTime
import Foundation
import History
import Rituals
import Testing
import Wording

@testable import Daemon

/// Coffee with Ana on Saturdays, supper with two on Sundays, a private talk with Jo on Mondays.
private let config = """
  { "me": "sam", "timeZone": "Europe/Berlin",
    "people": {
      "sam": { "name": "Sam" },
      "ana": { "name": "Ana", "boundaries": ["no calls after nine", "no <advice>"], "appreciates": ["voice messages"] },
      "jo": { "name": "Jo", "appreciates": ["long walks"] } },
    "hooks": { "phone": { "run": ["ntfy", "{body}"] } },
    "defaults": { "via": ["journal", "desktop", "phone", "notify-send"] },
    "rituals": [
      { "id": "coffee", "title": "Coffee", "with": ["ana"], "when": "every saturday at 10:00",
        "remind": ["2h before", "at start"], "nudge": { "every": "1h", "times": 1 } },
      { "id": "supper", "title": "Supper", "with": ["sam", "ana", "jo"], "when": "every sunday at 19:00" },
      { "id": "talk", "title": "Talk", "with": ["jo"], "when": "every monday at 18:00", "private": true },
      { "id": "pages", "title": "Pages", "with": ["sam"], "when": "every tuesday at 9:00" } ] }
  """

/// A daemon that has begun on a Friday, with something in the notebook.
private func world(_ facts: [NotebookEntry.Fact]) throws -> TestWorld {
  let world = try TestWorld(at: "2026-12-04T08:00", config: config)
  if !facts.isEmpty { try NotebookStore(folder: world.folder.path).append(facts, at: world.now) }
  world.start()
  return world
}

extension TestWorld {
  /// The lines that a reminder's notification had on the desktop beyond what other channels had.
  fileprivate func asides(of reminder: String) throws -> [String]? {
    let id = try #require(ReminderID(reminder))
    let other = hooks.started.last { $0.key == DeliveryKey(id, .hook("phone")) }?.environment["KIN_BODY"]
    guard let shown = screen.shown.last(where: { $0.key == DeliveryKey(id, .desktop) })?.body, let other
    else {
      return nil
    }
    #expect(shown.hasPrefix(other))
    let hook = hooks.started.last { $0.key == DeliveryKey(id, .hook("notify-send")) }
    #expect(hook?.arguments.last == DisplayText.escapedMarkup(other), "a hook gets nothing from the notebook")
    return shown.dropFirst(other.count).split(separator: "\n").map(String.init)
  }

  /// The desktop shows it.
  fileprivate func show(_ reminder: String) {
    handle(.notification(DeliveryKey(ReminderID(reminder), .desktop), .shown))
  }

  /// With which occurrences details were brought back, by the words of each.
  fileprivate func broughtBack() throws -> [String: String] {
    let details = try NotebookStore(folder: folder.path).read([.details]).details
    return Dictionary(
      details.compactMap { one in one.broughtBackWith.map { (one.text, $0.description) } },
      uniquingKeysWith: { first, _ in first })
  }
}

@Suite("details and what is good to know, on the desktop")
struct DetailTests {
  private let job = NotebookEntry.Fact.detail(person: "ana", text: "starts the <new> job in May")
  private let sister = NotebookEntry.Fact.detail(person: "ana", text: "her sister visits")
  private let race = NotebookEntry.Fact.detail(person: "jo", text: "the marathon")
  private let own = NotebookEntry.Fact.detail(person: "sam", text: "nobody asks me")

  @Test func `the next reminder with somebody brings one detail back, the same until it is over`() throws {
    let world = try world([job, sister])
    try world.pass(to: "2026-12-05T09:00")
    let ask = "Ask about: starts the <new> job in May"
    #expect(try world.asides(of: "coffee@2026-12-05T10:00/lead-2h")?.first == ask)
    #expect(try world.broughtBack() == [:], "it is not on the screen yet")
    world.show("coffee@2026-12-05T10:00/lead-2h")
    #expect(try world.broughtBack() == ["starts the <new> job in May": "coffee@2026-12-05T10:00"])
    try world.pass(to: "2026-12-05T11:30")
    for kind in ["due", "nudge-1"] {
      #expect(try world.asides(of: "coffee@2026-12-05T10:00/\(kind)")?.first == ask)
      world.show("coffee@2026-12-05T10:00/\(kind)")
    }
    try world.pass(to: "2026-12-06T19:00")
    #expect(try world.asides(of: "supper@2026-12-06T19:00/due") == ["Ask Ana about: her sister visits"])
  }

  @Test func `what could not be shown was not brought back`() throws {
    let world = try world([job])
    try world.pass(to: "2026-12-05T08:00")
    let key = DeliveryKey(ReminderID("coffee@2026-12-05T10:00/lead-2h"), .desktop)
    world.handle(.notification(key, .failed(.timedOut)))
    world.handle(.hookLine(DeliveryKey(ReminderID("coffee@2026-12-05T10:00/lead-2h"), .hook("phone")), "7"))
    #expect(try world.broughtBack() == [:])
    try world.pass(to: "2026-12-05T08:01")
    #expect(world.screen.shown.filter { $0.key == key }.count == 2)
    world.show("coffee@2026-12-05T10:00/lead-2h")
    #expect(try world.broughtBack().count == 1)
    world.handle(.notification(key, .closed))
    #expect(world.loop.outbox.undelivered[key] == nil)
  }

  @Test func `of a private ritual the desktop says nothing, and nobody is asked about themselves`() throws {
    let world = try world([race, own])
    try world.pass(to: "2026-12-08T10:00")
    #expect(try world.asides(of: "supper@2026-12-06T19:00/due") == ["Ask Jo about: the marathon"])
    #expect(try world.asides(of: "talk@2026-12-07T18:00/due") == [])
    #expect(try world.asides(of: "pages@2026-12-08T09:00/due") == [])
  }

  @Test func `a digest asks for one of its people, by name`() throws {
    let world = try world([race])
    try world.jump(to: "2026-12-07T12:00")
    let digest = try #require(world.screen.shown.last)
    #expect(digest.body.hasSuffix("\nAsk Jo about: the marathon"))
    world.handle(.notification(digest.key, .shown))
    #expect(try world.broughtBack() == ["the marathon": "supper@2026-12-06T19:00"])
  }

  @Test func `without a notebook, or with a damaged one, the reminder comes all the same`() throws {
    for text in [nil, String(repeating: "no database ", count: 400)] {
      let world = try world([])
      if let text { try Data(text.utf8).write(to: world.folder.appending(path: "notebook.sqlite")) }
      try world.pass(to: "2026-12-06T20:00")
      #expect(try world.asides(of: "supper@2026-12-06T19:00/due") == [])
      #expect(try world.asides(of: "coffee@2026-12-05T10:00/due")?.count == 1)
      let told = world.journal.entries.filter {
        $0["MESSAGE"]?.contains("without what to ask about") == true
      }
      #expect(told.count == (text == nil ? 0 : 1), "told once")
      #expect(FileManager.default.fileExists(atPath: world.folder.path + "/notebook.sqlite") == (text != nil))
    }
  }

  @Test func `words without end are cut, so that the notification can be shown`() throws {
    let world = try world([.detail(person: "jo", text: String(repeating: "walk ", count: 100_000))])
    try world.pass(to: "2026-12-06T19:00")
    let line = try #require(try world.asides(of: "supper@2026-12-06T19:00/due")?.first)
    #expect(line.hasPrefix("Ask Jo about: walk walk") && line.hasSuffix("…") && line.count < 300)
  }

  @Test func `what is good to know of the one it is with comes in turn, ahead and at the start`() throws {
    let world = try world([])
    try world.pass(to: "2026-12-12T11:30")
    let first = ["Ana: no calls after nine · likes voice messages"]
    let second = ["Ana: no <advice> · likes voice messages"]
    let told = try ["2026-12-05", "2026-12-12"].map { day in
      let ahead = try #require(try world.asides(of: "coffee@\(day)T10:00/lead-2h"))
      #expect(try world.asides(of: "coffee@\(day)T10:00/due") == ahead)
      return ahead
    }
    #expect(Set(told) == [first, second])
    #expect(try world.asides(of: "coffee@2026-12-05T10:00/nudge-1") == [], "not again and again")
    #expect(try world.asides(of: "supper@2026-12-06T19:00/due") == [], "and not of several at once")
  }
}
