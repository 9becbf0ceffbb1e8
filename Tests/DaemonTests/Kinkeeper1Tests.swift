import CivilTime
import Foundation
import Rituals
import TestSupport
import Testing

@testable import Bus
@testable import Daemon

private let config = """
  { "timeZone": "Europe/Berlin", "people": { "ana": { "name": "Ana" }, "sam": { "name": "Sam" } },
    "defaults": { "via": ["journal"] },
    "rituals": [
      { "id": "coffee", "title": "Coffee with Ana", "with": ["ana"], "when": "every saturday at 10:00",
        "turns": { "order": ["ana", "sam"], "roles": ["host"] } },
      { "id": "talk", "title": "Talk", "with": ["sam"], "when": "every sunday at 14:00", "private": true } ] }
  """

private typealias Request = Kinkeeper1.Request

/// What comes back of a call.
private enum Outcome: Equatable {
  case answer([BusValue])
  /// The last word of the error's name, and its text.
  case refusal(String, String)
  case nothing
}

extension TestWorld {
  fileprivate func call(_ request: Request) -> Outcome {
    let number = bus.answers.count + bus.refusals.count + 1
    handle(.call(number, request))
    if let values = bus.answers[number] { return .answer(values) }
    guard let fault = bus.refusals[number] else { return .nothing }
    return .refusal(String(fault.name.split(separator: ".").last ?? ""), fault.text)
  }

  /// The occurrences that a call gives, by a member of each.
  fileprivate func list(_ request: Request, _ member: String) -> [BusValue] {
    guard case .answer(let values) = call(request), case .list(let elements)? = values.first else {
      return []
    }
    return elements.compactMap { element in element.first { $0.name == member }?.value }
  }

  /// A member of the property Next.
  fileprivate func next(_ member: String) -> BusValue? {
    guard case .properties(let members)? = bus.properties["Next"] else { return nil }
    return members.first { $0.name == member }?.value
  }
}

@Suite("the object on the bus")
struct Kinkeeper1Tests {
  private func world() throws -> TestWorld {
    let world = try TestWorld(at: "2026-12-01T08:00", config: config)
    world.start()
    return world
  }

  @Test func `it tells what comes next, what is open, and the version, and says when that changes`() throws {
    let world = try world()
    #expect(world.next("occurrence") == .text("coffee@2026-12-05T10:00"))
    #expect(world.next("roles") == .properties([.init("host", .text("ana"))]))
    #expect(world.bus.properties["OpenCount"] == .number(0))
    #expect(world.bus.properties["Problems"] == .texts([]))
    #expect(world.bus.properties["Version"] == .text(kinkeeperVersion))
    try world.pass(to: "2026-12-05T09:59")
    world.bus.signals = []
    world.handle(.timer)
    #expect(world.bus.signals.isEmpty, "nothing has changed")
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.bus.properties["OpenCount"] == .number(1))
    #expect(world.next("occurrence") == .text("talk@2026-12-06T14:00"))
    #expect(Set(world.bus.signals.map(\.name)) == ["Reminder", "Changed"])
    world.bus.signals = []
    try world.kin("coffee@2026-12-05T10:00", .done)
    #expect(world.bus.signals.map(\.name) == ["Changed"])
    #expect(world.bus.properties["OpenCount"] == .number(0))
  }

  @Test func `a reminder is a signal with what a hook gets, and an attempt again is one again`() throws {
    let world = try world()
    try world.pass(to: "2026-12-05T10:00")
    let signal = try #require(world.bus.signals.first { $0.name == "Reminder" })
    guard case .properties(let members)? = signal.values.first else {
      Issue.record("no dictionary")
      return
    }
    let facts = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
    #expect(facts["title"] == .text("Coffee with Ana") && facts["with"] == .texts(["Ana"]))
    #expect(facts["reminder"] == .text("coffee@2026-12-05T10:00/due") && facts["kind"] == .text("due"))
    #expect(facts["members"] == .list([]), "of no digest")
  }

  @Test func `upcoming and open list occurrences, and a private one keeps its title and people`() throws {
    let world = try world()
    #expect(
      world.list(.upcoming(3), "occurrence") == [
        .text("coffee@2026-12-05T10:00"), .text("talk@2026-12-06T14:00"), .text("coffee@2026-12-12T10:00"),
      ])
    #expect(world.list(.upcoming(2), "title") == [.text("Coffee with Ana"), .text("A ritual of yours")])
    #expect(world.list(.upcoming(2), "with") == [.texts(["ana"]), .texts([])])
    #expect(world.call(.upcoming(0)) == .answer([.list([])]))
    #expect(
      world.call(.upcoming(1001)) == .refusal("LimitsExceeded", "Upcoming gives 1000 at most, not 1001"))
    #expect(world.call(.open) == .answer([.list([])]))
    try world.pass(to: "2026-12-06T14:00")
    #expect(world.list(.open, "title") == [.text("Coffee with Ana"), .text("A ritual of yours")])
    #expect(world.list(.open, "roles").first == .properties([.init("host", .text("ana"))]))
  }

  @Test func `an answer counts as that of kin does, whose turn it was included, and undo takes it back`()
    throws
  {
    let world = try world()
    #expect(world.call(.answer(occurrence: "coffee@2026-12-05T10:00", "done")) == .answer([]))
    #expect(world.next("occurrence") == .text("talk@2026-12-06T14:00"), "known when the next plan is made")
    #expect(try world.facts() == ["coffee@2026-12-05T10:00 done"])
    let ledger = world.loop.planner.chronicle["coffee"]
    #expect(
      ledger[try #require(CivilDateTime("2026-12-05T10:00"))].carriedTurn?.holders.first?.person == "ana")
    #expect(world.call(.answer(occurrence: "coffee@2026-12-05T10:00", "undo")) == .answer([]))
    #expect(
      world.call(.answer(occurrence: "coffee@2026-12-05T10:00", "undo"))
        == .refusal("NothingToAnswer", "coffee@2026-12-05T10:00 has no answer to undo"))
    #expect(world.call(.answer(occurrence: "coffee@2026-12-05T10:00", "move friday 18:00")) == .answer([]))
    #expect(world.next("due") == .text("2026-12-04T18:00:00"))
  }

  @Test func `a call that comes before the timer sees what has come by then, and puts that off`() throws {
    let world = try world()
    world.now = TestSupport.systemZone("Europe/Berlin").instant(
      of: try #require(CivilDateTime("2026-12-05T10:30")))
    #expect(world.list(.open, "occurrence") == [.text("coffee@2026-12-05T10:00")])
    world.now = TestSupport.systemZone("Europe/Berlin").instant(
      of: try #require(CivilDateTime("2026-12-06T14:01")))
    #expect(world.call(.answer(occurrence: "talk@2026-12-06T14:00", "snooze 1h")) == .answer([]))
    #expect(
      try world.facts() == [
        "coffee@2026-12-05T10:00 given due", "talk@2026-12-06T14:00 given due",
        "talk@2026-12-06T14:00 snoozed",
      ])
  }

  @Test func `an answer closes the notification`() throws {
    let world = try TestWorld(
      at: "2026-12-01T08:00", config: config.replacing(#"["journal"]"#, with: #"["desktop"]"#))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    let key = try #require(world.screen.shown.first?.key)
    world.handle(.notification(key, .shown))
    #expect(world.call(.answer(occurrence: "coffee@2026-12-05T10:00", "done")) == .answer([]))
    #expect(world.screen.takenOff == [key])
  }

  @Test(arguments: [
    (
      "nobody@2026-12-05T10:00", "done", "NoSuchRitual",
      "there is no ritual \"nobody\"; kin list shows those there are"
    ),
    (
      "coffee@2026-12-06T10:00", "done", "NoSuchOccurrence",
      "coffee does not come at 2026-12-06T10:00; the next one after it is coffee@2026-12-12T10:00"
    ),
    (
      "coffee", "done", "NoSuchOccurrence",
      "\"coffee\" is no occurrence; they are named as in coffee-ana@2026-12-05T10:00"
    ),
    (
      "coffee@2026-12-05T10:00", "maybe", "AnswerNotUnderstood",
      "\"maybe\" is no answer; there is done, skip, later, snooze 1h, move sunday 11:00 and undo"
    ),
    (
      "coffee@2026-12-05T10:00", "snooze 1 nov 2026", "TimeNotPossible",
      "coffee@2026-12-05T10:00 was put off to a moment that has passed; nothing was recorded"
    ),
    (
      "coffee@2026-12-12T10:00", "move 3 dec 10:00", "TimeNotPossible",
      "coffee@2026-12-12T10:00 cannot take place before coffee@2026-12-05T10:00 has come; nothing was recorded"
    ),
  ])
  func `what comes to nothing has a name and says why, and nothing is recorded`(
    occurrence: String, answer: String, name: String, text: String
  ) throws {
    let world = try world()
    #expect(world.call(.answer(occurrence: occurrence, answer)) == .refusal(name, text))
    #expect(try world.facts() == [])
  }

  @Test func `an explanation is asked of kin, but not of a private ritual`() throws {
    let world = try world()
    #expect(world.call(.explain("coffee")) == .nothing)
    #expect(world.call(.explain("coffee@2026-12-05T10:00")) == .nothing)
    #expect(world.explanations.started == ["coffee", "coffee@2026-12-05T10:00"])
    #expect(
      world.call(.explain("talk"))
        == .refusal("Private", "that ritual is private, so only kin says more of it: kin explain talk"))
    guard case .refusal("NoSuchRitual", _) = world.call(.explain("--help")) else {
      Issue.record("an option is no ritual")
      return
    }
    #expect(world.explanations.started.count == 2)
  }

  @Test func `an explanation answers its call when it comes, or says why there is none`() throws {
    let world = try world()
    world.handle(.call(1, .explain("coffee")))
    world.handle(.call(2, .explain("coffee")))
    world.handle(.explained(2, [], DeliveryFailure(.exited(1), lastWords: "kin: no config")))
    world.handle(.explained(1, ["Coffee with Ana", "  It comes."], nil))
    #expect(world.bus.answers[1] == [.text("Coffee with Ana\n  It comes.")])
    #expect(world.bus.refusals[2]?.name == "org.kinkeeper.Kinkeeper1.Error.NotExplained")
    #expect(world.bus.refusals[2]?.text == "kin: no config")
    world.explanations.hasRoom = false
    world.handle(.call(3, .explain("coffee")))
    #expect(world.bus.refusals[3]?.name == "org.freedesktop.DBus.Error.LimitsExceeded")
  }

  @Test func `a reminder can be asked for, of the open occurrence or the next`() throws {
    let world = try world()
    #expect(world.call(.remind("coffee")) == .answer([]))
    #expect(world.journal.reminders.last?["KIN_OCCURRENCE"] == "coffee@2026-12-05T10:00")
    #expect(world.journal.reminders.last?["KIN_KIND"] == "asked")
    #expect(world.call(.remind("coffee@2026-12-12T10:00")) == .answer([]))
    #expect(world.journal.reminders.last?["KIN_OCCURRENCE"] == "coffee@2026-12-12T10:00")
    #expect(
      world.call(.remind("tea"))
        == .refusal("NoSuchRitual", "there is no ritual \"tea\"; kin list shows those there are"))
  }

  @Test func `a reload takes the config, or says what is wrong with it`() throws {
    let world = try world()
    world.config.text = config.replacing("saturday", with: "friday")
    #expect(world.call(.reload) == .answer([]))
    #expect(world.next("occurrence") == .text("coffee@2026-12-04T10:00"))
    #expect(world.service.told.contains("reloading"))
    #expect(world.service.told.last?.hasPrefix("ready: next: Coffee with Ana, Fri 10:00") == true)
    world.config.text = "{"
    let why = "config.json has a mistake; the last good one stays in use"
    #expect(world.call(.reload) == .refusal("BadConfig", why))
    #expect(world.bus.properties["Problems"] == .texts([why]))
    #expect(world.next("occurrence") == .text("coffee@2026-12-04T10:00"))
  }

  @Test func `a channel that fails is a problem until it delivers`() throws {
    let hooks = #""hooks": { "phone": { "run": ["ntfy"] } }, "defaults": { "via": ["phone"] },"#
    let world = try TestWorld(
      at: "2026-12-05T09:59", config: config.replacing(#""defaults": { "via": ["journal"] },"#, with: hooks))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    let phone = DeliveryKey(ReminderID("coffee@2026-12-05T10:00/due"), .hook("phone"))
    world.handle(.hookEnded(phone, noNetwork))
    #expect(world.bus.properties["Problems"] == .texts(["phone: ended with code 1: no network"]))
    try world.pass(to: "2026-12-05T10:01")
    world.handle(.hookEnded(phone, nil))
    #expect(world.bus.properties["Problems"] == .texts([]))
  }

  @Test func `what the interface declares is what calls are read as, and nothing else`() {
    let interface = Kinkeeper1.interface
    #expect(interface.methods.count == 6)
    for method in interface.methods {
      let sample: [BusValue] = method.takes.map { $0.type == "u" ? .number(1) : .text("x") }
      #expect(Request(method.name, sample) != nil, "\(method.name)")
      #expect(Request(method.name, sample + [.text("x")]) == nil)
    }
    #expect(Request("Quit", []) == nil)
  }

  @Test func `properties and signals that are told are those that are declared`() throws {
    let world = try world()
    try world.pass(to: "2026-12-05T10:00")
    #expect(Set(world.bus.properties.keys) == Set(Kinkeeper1.interface.properties.map(\.name)))
    for property in Kinkeeper1.interface.properties {
      #expect(world.bus.properties[property.name]?.signature == property.type)
    }
    #expect(Set(world.bus.signals.map(\.name)) == Set(Kinkeeper1.interface.signals.map(\.name)))
    for signal in world.bus.signals {
      let declared = try #require(Kinkeeper1.interface.signals.first { $0.name == signal.name })
      #expect(signal.values.map(\.signature) == declared.carries.map(\.type))
    }
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    replacingOccurrences(of: old, with: new)
  }
}
