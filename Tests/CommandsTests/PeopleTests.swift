import JSONText
import RitualFile
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("kin people")
struct PeopleTests {
  private let home = Home(
    """
    { "id": "coffee-ana", "title": "Coffee with Ana, or Anastasia", "with": ["ana"], "when": "every first saturday",
      "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "walk", "title": "A walk", "with": ["jo"], "when": "every sunday at 11:00" }
    """,
    more: """
      "me": "sam", "people": {
        "sam": { "name": "Sam" },
        "ana": { "name": "Ana", "timeZone": "America/Lima", "birthday": "1990-03-14", "boundaries": ["no calls"],
          "away": [{ "from": "2026-11-20", "to": "2026-11-30" }] },
        "jo": { "name": "Jo" }, "kim": { "name": "Kim" } },

      """)
  private let now = ["--at", "2026-11-21T12:00"]

  /// Somebody as the config has them.
  private func person(_ id: String) throws -> JSONValue? {
    let root = try JSONDocument(parsing: home.text).root
    return root["people"]?[id]
  }

  @Test func `lists everybody with what is worth knowing`() throws {
    #expect(
      try home.kin(["people"] + now).lines == [
        "Ana  06:00 in America/Lima · birthday Sun 14 Mar · away until Mon 30 Nov  ana",
        "Jo                                                                        jo",
        "Kim                                                                       kim",
        "Sam  you                                                                  sam",
      ])
    let json = try home.kin(["people", "--json"] + now).json
    #expect(json.elements.map { $0["person"]?.string } == ["ana", "jo", "kim", "sam"])
    #expect(json[0]?["birthday"]?.string == "2027-03-14" && json[0]?["zone"]?.string == "America/Lima")
    #expect(json[0]?["rituals"]?.elements.map(\.string) == ["coffee-ana"])
    #expect(json[3]?["me"]?.boolean == true)
    #expect(try Home("", more: "").kin("people").error.contains("kin people add NAME"))
    #expect(
      try !home.kin(["people", "--json"] + now).output.contains("1990"), "an age can be told from a year")
  }

  @Test(arguments: [40, 80])
  func `the list fits the terminal`(columns: Int) throws {
    let ran = try home.kin(["people"] + now, terminal: Terminal(width: columns))
    for line in ran.output.split(separator: "\n").map(String.init) {
      #expect(DisplayText.width(of: line) <= columns, "\(line)")
    }
  }

  // MARK: Adding

  @Test func `adds somebody, and every other byte stays`() throws {
    let before = try home.text
    let ran = try home.kin(
      "people", "add", "Aunt", "Mary", "--birthday", "March 14th, 1950", "--zone", "los angeles", "--quiet",
      "22-8",
      "--appreciates", "a letter", "--boundary", "no surprises")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output == "Added Aunt Mary to \(home.config) as aunt-mary.\n")
    let added = try #require(try person("aunt-mary"))
    #expect(added["birthday"]?.string == "1950-03-14")
    #expect(added["timeZone"]?.string == "America/Los_Angeles")
    #expect(
      added["quietHours"]?[0]?["from"]?.string == "22:00" && added["quietHours"]?[0]?["to"]?.string == "08:00"
    )
    #expect(
      added["appreciates"]?[0]?.string == "a letter" && added["boundaries"]?[0]?.string == "no surprises")
    let text = try home.text
    for line in before.split(separator: "\n") where !line.contains("\"kim\"") {
      #expect(text.contains(line), "\(line)")
    }
    #expect(try home.kin("config", "check").status == 0)
  }

  @Test func `adds to no config at all, and says who you are`() throws {
    let home = Home("", more: "")
    #expect(try Command(["rm", home.config]).run().status == 0)
    #expect(try home.kin("people", "add", "Sam", "--me").output.hasSuffix("as sam: that is you.\n"))
    #expect(try JSONDocument(parsing: home.text).root["me"]?.string == "sam")
    #expect(try home.kin("show", "me").status == 0)
  }

  @Test(
    arguments: [
      (
        ["Ana"], 1, "Ana (ana) is there already; kin people edit ana changes what is known, --id adds another"
      ),
      (["ANA"], 1, "is there already"), (["Max", "--id", "jo"], 1, "there is a person \"jo\" already"),
      (["Max", "--id", "a b"], 64, "isn't an id"), (["me"], 64, "\"me\" isn't a name"),
      (["nobody"], 64, "isn't a name"), ([" "], 64, "a name can't be empty"),
      (["Max", "--birthday", "31 april"], 64, "there is no 31 april"),
      (["Max", "--birthday", "3 may 2090"], 64, "2090-05-03 is still to come"),
      (["Max", "--birthday", "soon"], 64, "unknown word \"soon\"; write 14 march or 1990-03-14"),
      (["Max", "--zone", "Berln"], 64, "did you mean \"Berlin\"?"),
      (["Max", "--zone", "zzzz"], 64, "write one like Europe/Berlin"),
      (["Max", "--quiet", "10 to 8"], 64, "\"10\" does not say which hour"),
      (["Max", "--quiet", "22:00 to 22:00"], 64, "two different times"),
    ] as [([String], Int32, String)])
  func `what can't be is refused, and nothing is written`(words: [String], status: Int32, message: String)
    throws
  {
    let before = try home.text
    let ran = try home.kin(["people", "add"] + words)
    #expect((ran.status, ran.output) == (status, ""))
    #expect(ran.error.contains(message), "\(ran.error)")
    #expect(try home.text == before)
  }

  @Test func `two people of one name are told apart by ids that are asked for`() throws {
    #expect(try home.kin("people", "add", "Ana", "--id", "ana-b").status == 0)
    #expect(try home.kin("show", "Ana").error.contains("Ana (ana) or Ana (ana-b)"))
  }

  // MARK: Changing

  @Test func `birthday, zone and edit change just that`() throws {
    #expect(
      try home.kin("people", "birthday", "jo", "29", "february").output.hasPrefix(
        "Jo's birthday is 29 February"))
    #expect(try person("jo")?["birthday"]?.string == "02-29")
    #expect(
      try home.kin("people", "zone", "JO", "Europe/Paris").output.hasSuffix("for Jo now, in Europe/Paris.\n"))
    #expect(try person("jo")?["timeZone"]?.string == "Europe/Paris")
    let ran = try home.kin("people", "edit", "ana", "--boundary", "no surprises", "--unset", "birthday")
    #expect(ran.lines.first == "Ana  ana" && ran.output.contains("no calls; no surprises"))
    let ana = try #require(try person("ana"))
    #expect(ana["birthday"] == nil && ana["boundaries"]?.count == 2 && ana["away"]?.count == 1)
    #expect(try home.text.contains("\"away\": [{ \"from\": \"2026-11-20\", \"to\": \"2026-11-30\" }]"))
    let same = try home.kin("people", "zone", "ana", "America/Lima")
    #expect(same.output == "Nothing was changed: it says so already.\n")
  }

  @Test func `edit says what it can change, and shows without writing`() throws {
    let before = try home.text
    #expect(try home.kin("people", "edit", "ana").status == 64)
    #expect(
      try home.kin("people", "edit", "ana", "--unset", "bounds").error.contains(
        "a person has no key \"bounds\""))
    #expect(try home.kin("people", "edit", "ana", "--unset", "name").error.contains("kin people rename"))
    #expect(try home.kin("people", "edit", "jo", "--me", "--dry-run").output.contains("+"))
    #expect(try home.text == before)
  }

  @Test func `an absence that kin away noted is not copied into the config`() throws {
    _ = try home.kin("away", "jo", "tomorrow")
    #expect(try home.kin("people", "birthday", "jo", "3 may").status == 0)
    #expect(try person("jo")?["away"] == nil)
  }

  @Test func `a new name leaves everything that refers to the person right`() throws {
    _ = try home.kin("note", "ana", "the new job")
    _ = try home.kin("away", "ana", "tomorrow")
    let ran = try home.kin("people", "rename", "ana", "Anna", "Maria")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(try person("ana")?["name"]?.string == "Anna Maria")
    #expect(try home.kin("config", "check").status == 0)
    #expect(
      try home.kin("turns", "coffee", "--json").json.elements.contains {
        $0["roles"]?["host"]?.string == "ana"
      })
    #expect(try home.kin("note", "anna").output.contains("the new job"))
    #expect(try home.kin("away").output.contains("Anna Maria is away"))
    // The way that it names for titles works, and changes only whole words.
    let way = try #require(ran.lines.last)
    #expect(way == "kin edit coffee-ana --title 'Coffee with Anna Maria, or Anastasia'")
    let parts = way.split(separator: "'").map(String.init)
    #expect(
      try home.kin(parts[0].split(separator: " ").dropFirst().map(String.init) + [parts[1]]).status == 0)
    #expect(try home.text.contains("\"title\": \"Coffee with Anna Maria, or Anastasia\""))
  }

  @Test func `a name that another has is said`() throws {
    let ran = try home.kin("people", "rename", "kim", "Jo")
    #expect(
      ran.lines == ["Kim is Jo now; the id stays kim.", "There is another Jo (jo): name them by their ids."])
  }

  // MARK: Removing

  @Test func `who is still named is not removed, and what names them is said`() throws {
    let before = try home.text
    for (id, message) in [
      ("ana", "Coffee with Ana, or Anastasia (coffee-ana: with, turns)"), ("jo", "A walk (walk: with)"),
      ("me", "in \"me\" and Coffee"),
    ] {
      let ran = try home.kin("people", "remove", id, "--yes")
      #expect((ran.status, ran.output) == (1, "") && ran.error.contains(message), "\(ran.error)")
    }
    #expect(try home.text == before)
  }

  @Test func `who is named no more is removed, and no event of theirs stands in the way`() throws {
    _ = try home.kin("away", "kim", "tomorrow")
    #expect(try home.kin("people", "remove", "kim").status == 64)
    #expect(
      try home.kin(["people", "remove", "kim"], input: "n\n", isInteractive: true).output.contains(
        "Nothing was changed."))
    #expect(try person("kim") != nil)
    #expect(try home.kin(["people", "remove", "kim"], input: "y\n", isInteractive: true).status == 0)
    #expect(try person("kim") == nil)
    for command in [[], ["away"], ["history"], ["people"], ["status"]] {
      #expect(try home.kin(command).status == 0)
    }
    #expect(try !home.kin("undo").error.contains("kin away kim"))
  }
}
