import CivilTime
import Glibc
import JSONText
import RitualFile
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("kin init")
struct InitTests {
  private let home = Home()

  /// `kin init` where there is no config yet.
  private func fresh(_ arguments: [String] = [], typed: String) throws -> Command.Outcome {
    unlink(home.config)
    return try home.kin(["init"] + arguments, input: typed)
  }

  @Test(arguments: Preset.all.map(\.name))
  func `a preset is a good ritual, alone and with others`(name: String) throws {
    let preset = try #require(Preset.named(name))
    for (me, people) in [(nil, []), ("sam", []), ("sam", ["ana"]), ("sam", ["ana", "jo"])]
      as [(String?, [String])]
    {
      let ritual = try preset.json(
        id: preset.id, me: me, with: people, names: "Ana", when: preset.rule(),
        now: Instant(seconds: 0), zone: .utc)
      let config: JSON = [
        "people": ["sam": ["name": "Sam"], "ana": ["name": "Ana"], "jo": ["name": "Jo"]], "rituals": [ritual],
      ]
      let reading = RitualFile.read(config.utf8(.pretty), file: name, zones: nil)
      #expect(reading.diagnostics.map(\.message) == [], "\(ritual.text())")
      let read = try #require(reading.household?.rituals.first)
      #expect(!read.title.contains("{") && (read.turns == nil) == (preset.role == nil || people.isEmpty))
      #expect(read.notes != nil || read.prompts != nil)
    }
  }

  @Test func `a conversation makes a config`() throws {
    let ran = try fresh(typed: "Sam\nAna and Jo\n7, monthly-coffee\n\nsunday\n\nAna\n\n17:00\ny\n")
    #expect((ran.status, ran.error) == (0, ""))
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["me"]?.string == "sam")
    #expect(root["people"]?.members.map(\.name) == ["sam", "ana", "jo"])
    #expect(
      root["rituals"]?.elements.map { $0["when"]?.string } == [
        "10 days to 3 weeks after last time, sunday, at 11:00", "every first saturday at 17:00",
      ])
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["call-ana", "coffee-ana"])
    #expect(ran.lines.last?.hasPrefix("Written to \(home.config).") == true)
    #expect(try home.kin("config", "check").status == 0)
  }

  @Test func `a day that counts from a start gets one`() throws {
    unlink(home.config)
    let typed = "Sam\nAna\nweekly-check-in\n\nother tuesday\n\ny\n"
    let ran = try home.kin(["init"], input: typed, now: "2026-11-28T12:00")
    #expect((ran.status, ran.error) == (0, ""))
    let ritual = try JSONDocument(parsing: home.text).root["rituals"]?[0]
    #expect(ritual?["when"]?.string == "every other tuesday at 18:00")
    #expect(ritual?["starting"]?.string == "2026-12-01")
  }

  @Test func `a wrong answer is reported and asked again`() throws {
    let ran = try fresh(typed: "\n\nten, 1\n1\n\nsaterday\nsaturday\n7\n19\n\n")
    #expect(ran.output.contains("There is no \"ten\" on the list; please say it again."))
    #expect(ran.output.contains("Unknown weekday \"saterday\"; did you mean \"saturday\"?"))
    #expect(ran.output.contains("\"7\" does not say which hour"))
    let ritual = try JSONDocument(parsing: home.text).root["rituals"]?[0]
    #expect(ritual?["title"]?.string == "Coffee with a friend" && ritual?["with"] == nil)
    #expect(ritual?["when"]?.string == "every first saturday at 19:00")
  }

  @Test func `an end in the middle offers what was said so far`() throws {
    unlink(home.config)
    let kept = try home.typing("Sam\nAna\n1,2\n\n\n\n\u{04}y\n", ["init"])
    #expect(kept.contains("That is fine.") && kept.contains { $0.hasPrefix("Write this to ") }, "\(kept)")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["coffee-ana", "check-in-ana"])
    unlink(home.config)
    let left = try home.typing("Sam\nAna\n\u{04}n\n", ["init"])
    #expect(left.last?.hasSuffix("Nothing was written.") == true && access(home.config, F_OK) != 0, "\(left)")
    let nothing = try fresh(typed: "")
    #expect((nothing.status, nothing.error) == (0, "") && access(home.config, F_OK) != 0)
    #expect(nothing.lines.last == "Nothing was written.")
  }

  @Test func `a config that is there is added to`() throws {
    let before = try home.text
    #expect(try home.kin(["init"], input: "n\n").lines.last == "Nothing was written.")
    #expect(try home.text == before)
    let ran = try home.kin(["init", "--preset", "quiet-walk", "--people", "Ana", "--yes"])
    #expect((ran.status, ran.error) == (0, ""))
    let after = try home.text
    #expect(after.hasPrefix(before.prefix(while: { $0 != "]" })))
    let rituals = try JSONDocument(parsing: after).root["rituals"]
    #expect(rituals?.count == 5 && rituals?[4]?["id"]?.string == "quiet-walk-ana")
    #expect(rituals?[4]?["with"]?.elements.map(\.string) == ["ana"])
  }

  @Test func `the presets can be listed, and a wrong name is reported`() throws {
    let list = try home.kin("init", "--list").lines
    #expect(list.count == 8 && list.first?.hasPrefix("1  monthly-coffee ") == true)
    #expect(
      try home.kin("init", "--list", "--json").json.elements.map { $0["name"]?.string }
        == Preset.all.map(\.name))
    let wrong = try home.kin("init", "--preset", "monthly-cofee", "--yes")
    #expect(wrong.status == 64 && wrong.error.contains("did you mean \"monthly-coffee\"?"))
    #expect(try home.kin("init", "--yes").status == 64)
  }

  @Test func `every line of the conversation fits a terminal of 80 columns`() throws {
    unlink(home.config)
    let screen = try home.kin(
      ["init"], input: "Sam\nAna, Jo\n1,2,3,4,5,6,7,8\n" + String(repeating: "\n", count: 25),
      terminal: Terminal(width: 80)
    ).output.split(separator: "\n")
    #expect(screen.count > 80)
    for line in screen
    where !line.contains(home.config) {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
