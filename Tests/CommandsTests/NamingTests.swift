import TestSupport
import Testing

@Suite("naming rituals and people")
struct NamingTests {
  private static let people = """
    "me": "sam", "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana" }, "aunt": { "name": "Aunt Mary" },
      "jo": { "name": "Jo" }, "jo-2": { "name": "Jo" } },

    """
  private static let rituals = """
    { "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every first saturday at 10:00",
      "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "walk", "title": "A quiet walk", "when": "every sunday at 11:00" },
    { "id": "walk-jo", "title": "Walk with Jo", "when": "every monday at 11:00", "with": ["jo"] },
    { "id": "tea", "title": "Tea", "when": "every friday at 16:00", "prompts": "listening" }
    """
  private let home = Home(NamingTests.rituals, more: NamingTests.people)

  /// Every command that takes a ritual and writes nothing.
  private static let reading: [[String]] = [
    ["next", "RITUAL"], ["explain", "RITUAL"], ["show", "RITUAL"], ["turns", "RITUAL"],
    ["preview", "RITUAL"],
    ["calendar", "december", "RITUAL"], ["balance", "RITUAL"],
  ]

  @Test(arguments: ["coffee-ana", "Coffee-ANA", "coffee with ana", "Coffee  with Ana", "cof", "coffee w"])
  func `an id, a title or a unique beginning names a ritual, in any case`(name: String) throws {
    for command in NamingTests.reading {
      func run(_ name: String) throws -> Command.Outcome {
        try home.kin(command.map { $0 == "RITUAL" ? name : $0 } + ["--at", "2026-11-21T12:00"])
      }
      let (named, plain) = (try run(name), try run("coffee-ana"))
      #expect(named.status == 0, "\(command): \(named.error)")
      #expect((named.output, named.error) == (plain.output, plain.error), "\(command)")
    }
  }

  @Test(arguments: ["done", "skip", "snooze", "undo", "pause", "resume", "edit", "remove", "history"])
  func `so it does for every command that answers or writes`(command: String) throws {
    if ["undo", "history"].contains(command) {
      _ = try home.kin("skip", "coffee-ana", "--at", "2026-12-05T09:30")
    }
    let more = ["edit": ["--place", "here"], "remove": ["--yes", "--dry-run"]][command] ?? []
    let time = ["done", "skip", "snooze", "undo"].contains(command) ? ["--at", "2027-01-02T10:30"] : []
    let ran = try home.kin([command, "COFFEE with"] + more + time)
    #expect(ran.status == 0, "\(ran.error)")
    #expect((ran.output + ran.error).contains("Coffee with Ana"))
  }

  @Test func `a time of a ritual may be named by its title, too`() throws {
    let ran = try home.kin("skip", "Coffee with Ana@2026-12-05T10:00", "--at", "2026-12-01T10:00", "--json")
    #expect(try ran.json["occurrence"]?.string == "coffee-ana@2026-12-05T10:00")
    #expect(try home.kin("undo", "coffee@2026-12-05T10:00", "--at", "2026-12-01T10:00").status == 0)
  }

  @Test func `a whole id wins over a beginning, and several beginnings are listed`() throws {
    #expect(try home.kin("show", "walk", "--json").json["ritual"]?["id"]?.string == "walk")
    for command in ["done", "pause", "explain", "remove"] {
      let ran = try home.kin(command, "wal")
      #expect((ran.status, ran.output) == (64, ""))
      #expect(
        ran.error
          == "kin: \"wal\" may be A quiet walk (walk) or Walk with Jo (walk-jo); name one by its id\n")
    }
    #expect(
      try home.kin("next", "zzz").error
        == "kin: there is no ritual \"zzz\"; `kin list` shows those there are\n")
    #expect(try home.kin("next", "").status == 1)
  }

  @Test(arguments: ["me", "ME", "sam", "Sam", "sa"])
  func `me is the user wherever a person is named`(name: String) throws {
    let now = ["--at", "2026-11-21T12:00"]
    #expect(try home.kin(["away", name, "tomorrow"] + now).output.hasPrefix("Sam is away tomorrow."))
    #expect(
      try home.kin(["note", name, "a", "day", "off"] + now).output.hasPrefix("Noted for Sam: a day off."))
    #expect(try home.kin(["win", "a walk", "--with", name] + now).status == 0)
    #expect(try home.kin(["win", "--json"] + now).json[0]?["with"]?[0]?.string == "sam")
    #expect(try home.kin(["show", name, "--json"] + now).json["person"]?["id"]?.string == "sam")
    #expect(try home.kin(["edit", "tea", "--with", "\(name), ana"]).status == 0)
    #expect(try home.text.contains("\"with\": [\"sam\", \"ana\"]"))
    #expect(try home.kin(["swap", "coffee-ana", "ana"] + now).status == 0)
    #expect(try home.kin(["swap", "coffee-ana", name, "--for", "an"] + now).output.contains("Sam is host"))
    #expect(
      try home.kin("when", "every day at 9:00", "--with", name, "--config", home.config).status == 0)
  }

  @Test func `where the config has no me, it says how to change that, and that works`() throws {
    let home = Home(NamingTests.rituals, more: NamingTests.people.replacing("\"me\": \"sam\", ", with: ""))
    for command in [["away", "me", "tomorrow"], ["show", "me"], ["stretched", "--for", "2 weeks"]] {
      let ran = try home.kin(command)
      #expect((ran.status, ran.output) == (1, ""))
      #expect(ran.error == "kin: the config doesn't say who you are; kin people edit PERSON --me does\n")
    }
    #expect(try home.kin("people", "edit", "Sam", "--me").status == 0)
    #expect(try home.kin("away", "me", "tomorrow").output.hasPrefix("Sam is away tomorrow."))
  }

  @Test func `of two people of one name the id is shown wherever they are`() throws {
    let home = Home(
      """
      { "id": "tea", "title": "Tea", "with": ["jo", "jo-b"], "when": "every sunday at 16:00",
        "turns": { "roles": ["host"], "order": ["jo", "jo-b"] } }
      """,
      more: """
        "me": "sam", "people": { "sam": { "name": "Sam" }, "jo": { "name": "Jo", "birthday": "11-30" },
          "jo-b": { "name": "JO", "away": [{ "from": "2026-12-20", "to": "2026-12-21" }] } },

        """)
    func said(_ arguments: String...) throws -> String {
      let ran = try home.kin(arguments + ["--at", "2026-11-28T12:00"])
      return ran.output + ran.error
    }
    #expect(try said("next", "tea").contains("with Jo (jo) and JO (jo-b) · host: Jo (jo)"))
    #expect(try said("turns", "tea").contains("Jo (jo) is first in the order"))
    #expect(try said("show", "tea").contains("Jo (jo) and JO (jo-b)"))
    #expect(try said("explain", "tea").contains("Jo (jo)"))
    #expect(try said("preview", "--days", "2").contains("host: Jo (jo)"))
    #expect(try said("calendar", "2026-11").contains("Jo (jo)'s birthday"))
    #expect(try said("away").contains("JO (jo-b) is away"))
    #expect(try said("note", "jo-b", "the exam").contains("Noted for JO (jo-b)"))
    #expect(try said("note").contains("JO (jo-b)"))
    for command in [
      ["away", "Jo", "tomorrow"], ["note", "JO", "x"], ["swap", "tea", "jO"], ["show", "Jo"],
    ] {
      let refused = try home.kin(command)
      #expect(
        refused.status == 64 && refused.error.contains("Jo (jo) or JO (jo-b); name one by its id"),
        "\(command)")
    }
  }

  @Test func `people of one name are told apart by their ids`() throws {
    let ran = try home.kin("note", "Jo", "the marathon")
    #expect((ran.status, ran.error) == (64, "kin: \"Jo\" may be Jo (jo) or Jo (jo-2); name one by its id\n"))
    #expect(try home.kin("note", "jo-2", "the marathon").output.hasPrefix("Noted for Jo (jo-2): "))
    #expect(
      try home.kin("show", "a").error
        == "kin: \"a\" may be A quiet walk (walk), Ana (ana) or Aunt Mary (aunt); name one by its id\n")
    #expect(try home.kin("show", "aunt m", "--json").json["person"]?["id"]?.string == "aunt")
  }
}
