import JSONText
import TestSupport
import Testing

@Suite("what was done as JSON")
struct ReceiptTests {
  private let home = Home()

  /// What every one of these objects begins with, in this order.
  private static let shape = [
    "action", "changed", "message", "rituals", "occurrence", "people", "events", "path",
  ]

  /// Commands that change something, with what they call themselves; each is run over the ones before it.
  private static let commands: [(action: String, arguments: [String], isChanged: Bool)] = [
    ("done", ["done", "coffee-ana@2026-12-05T10:00"], true), ("undo", ["undo", "coffee-ana"], true),
    ("skip", ["skip", "check-in"], true), ("snooze", ["snooze", "coffee-ana", "2h"], true),
    ("move", ["move", "call-lima", "tuesday"], true), ("swap", ["swap", "coffee-ana", "ana"], true),
    ("swap", ["swap", "coffee-ana", "--undo"], true), ("away", ["away", "ana", "tomorrow"], true),
    ("away", ["away", "ana", "--back"], true), ("stretched", ["stretched", "--for", "2 weeks"], true),
    ("stretched", ["stretched", "--over"], true), ("pause", ["pause", "check-in", "call-dad"], true),
    ("pause", ["pause", "check-in"], false), ("resume", ["resume", "call-dad"], true),
    ("edit", ["edit", "check-in", "--place", "the park"], true),
    ("edit", ["edit", "check-in", "--place", "the park"], false),
    ("add", ["add", "Tea with Kim every friday at 16:00"], true),
    ("remove", ["remove", "tea-kim", "--yes"], true), ("remove", ["remove", "call-dad", "--dry-run"], false),
    ("note", ["note", "ana", "the new job"], true), ("note", ["note", "--change", "1", "the old job"], true),
    ("note", ["note", "--done", "1"], true), ("note", ["note", "--delete", "1", "--yes"], true),
    ("win", ["win", "we laughed", "--with", "ana"], true),
    ("win", ["win", "--change", "1", "we cried"], true),
    ("win", ["win", "--delete", "1", "--yes"], true), ("people add", ["people", "add", "Max"], true),
    ("people edit", ["people", "edit", "max", "--zone", "Europe/Paris"], true),
    ("people birthday", ["people", "birthday", "max", "3 may"], true),
    ("people zone", ["people", "zone", "max", "Lima"], true),
    ("people rename", ["people", "rename", "max", "Maxi"], true),
    ("people remove", ["people", "remove", "max", "--yes"], true),
  ]

  @Test func `is one shape for every command, and nothing else is on standard output`() throws {
    for (action, arguments, isChanged) in ReceiptTests.commands {
      let isAnswer = !["pause", "resume", "edit", "add", "remove", "people"].contains(arguments[0])
      let ran = try home.kin(arguments + ["--json"] + (isAnswer ? ["--at", "2026-12-05T09:00"] : []))
      #expect(ran.status == 0, "\(arguments): \(ran.error)")
      let json = try ran.json
      #expect(json.members.prefix(8).map(\.name) == ReceiptTests.shape, "\(arguments)")
      #expect(json["action"]?.string == action)
      #expect(json["changed"]?.boolean == isChanged, "\(arguments)")
      #expect(
        json["message"]?.string?.isEmpty == false && json["message"]?.string?.contains("\u{1B}") == false)
    }
  }

  @Test func `an answer has its events as the history has them`() throws {
    let ran = try home.kin("skip", "coffee-ana", "--json", "--at", "2026-12-05T09:30")
    let json = try ran.json
    #expect(json["rituals"]?.elements.map(\.string) == ["coffee-ana"])
    #expect(json["occurrence"]?.string == "coffee-ana@2026-12-05T10:00")
    #expect(
      json["message"]?.string
        == "Coffee with Ana, today at 10:00, ahead of its time: skipped, and that is fine.")
    let history = try home.kin("history", "--json", "--count", "0").json
    #expect(json["events"].map { JSON($0) } == JSON(history))
    #expect(json["events"]?.elements.map { $0["fact"]?.string } == ["turn", "skipped"])
  }

  @Test func `what is written has its object in the config, and its path`() throws {
    let added = try home.kin("add", "Tea with Kim every friday at 16:00", "--json").json
    #expect(added["people"]?.elements.map(\.string) == ["kim"] && added["path"]?.string == home.config)
    #expect(added["config"]?["when"]?.string == "every friday at 16:00")
    let edited = try home.kin("edit", "tea-kim", "--place", "home", "--json").json
    #expect(edited["config"]?["place"]?.string == "home" && edited["occurrences"]?.count == 3)
    let removed = try home.kin("remove", "tea-kim", "--yes", "--json").json
    #expect(removed["config"].map { JSON($0) } == edited["config"].map { JSON($0) })
  }

  @Test func `nobody is asked, though a terminal is there`() throws {
    let yearly = Home(
      #"{ "id": "trip", "title": "Trip", "when": "every 14 march", "starting": "2027-01-01" }"#)
    let far = try yearly.kin(["done", "trip", "--json", "--at", "2026-03-20T12:00"], isInteractive: true)
    #expect((far.status, far.output) == (1, "") && far.error.contains("name it: kin done trip@2027-03-14"))
    let removed = try home.kin(["remove", "call-dad", "--json"], isInteractive: true)
    #expect((removed.status, removed.output) == (64, "") && removed.error.contains("--yes"))
    let add = try home.kin(["add", "--json"], input: "Tea\nevery friday at 16:00\ny\n", isInteractive: true)
    #expect((add.status, add.output) == (64, ""))
  }
}
