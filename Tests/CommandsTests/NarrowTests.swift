import TestSupport
import Testing
import Wording

@testable import Commands

/// Long ids and titles, wide and combined characters, several people in several roles, two of one name.
@Suite("narrow terminals")
struct NarrowTests {
  private static let rituals = """
    { "id": "soup-night-with-everybody-from-the-old-flat", "title": "Soup night with everybody from the old flat",
      "with": ["ana", "ana-b", "li", "noor"], "when": "every 2 weeks on thursday at 19:00", "starting": "2026-01-08",
      "turns": { "roles": ["host", "cook", "dishwasher"], "order": ["sam", "ana", "bart", "ana-b"] },
      "place": "the yellow kitchen", "notes": "Bring bowls. And spoons, since there were none.",
      "remind": ["1 day before", "at start"], "prompts": "give-and-take" },
    { "id": "tea", "title": "茶話會:每個星期天下午一起喝茶聊天看風景", "with": ["li"], "when": "every sunday at 16:00" },
    { "id": "zalgo", "title": "Z͑ͫa̴l͓g̃o̲ कि क्ष café 👨‍👩‍👧", "with": ["noor"], "when": "every monday at 9:30",
      "turns": { "roles": ["caller"], "order": ["sam", "noor"] } },
    { "id": "call-dad", "title": "Call Dad", "when": "10 days to 3 weeks after last time, at 11:00" }
    """
  private static let people = """
    "me": "sam", "people": { "sam": { "name": "Sam" },
      "ana": { "name": "Ana", "timeZone": "America/Lima", "birthday": "12-05" },
      "ana-b": { "name": "Ana", "away": [{ "from": "2026-11-20", "to": "2026-12-03" }] },
      "bart": { "name": "Bartholomäus von und zu Habsburg-Lothringen", "boundaries": ["no calls after nine, please"] },
      "li": { "name": "李小龍と山田太郎さん" }, "noor": { "name": "Noor" } },

    """

  @Test(arguments: [24, 40, 80, 120])
  func `nothing spills`(width: Int) throws {
    let home = Home(NarrowTests.rituals, more: NarrowTests.people)
    _ = try home.kin(
      "note", "bart", "how the move to the house by the river went, and whether the piano fits")
    _ = try home.kin(
      "win", "--with", "bart", "he laughed again, for the first time since the summer, and sang")
    _ = try home.kin("done", "zalgo@2026-11-23T09:30", "--at", "2026-11-23T10:00")
    for command in [
      ["agenda"], ["next", "--count", "8"], ["list"], ["turns"], ["turns", "soup"],
      ["preview", "--days", "14"],
      ["calendar", "2026-12"], ["show", "soup"], ["show", "bart"], ["explain", "soup"], ["explain", "zalgo"],
      ["history"], ["status"], ["balance"], ["stretched"], ["stretched", "--for", "2 weeks"], ["away"],
      ["note"],
      ["win"], ["config", "check"], ["show", "nobody-of-that-name"], ["done", "soup"],
      ["checkin", "--decks"],
      ["checkin", "soup", "--prompts"], ["when", "every 2 weeks on monday and thursday at 18:30"],
      ["init", "--list"],
    ] {
      let takesTime = !["history", "win", "config", "when", "init"].contains(command[0])
      let ran = try home.kin(
        command + (takesTime ? ["--at", "2026-11-28T12:00"] : []),
        terminal: Terminal(usesColour: command[0] == "agenda", width: width),
        errorTerminal: Terminal(width: width))
      for line in (ran.output + ran.error).split(separator: "\n") {
        let plain = line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(DisplayText.width(of: String(plain)) <= width, "\(command): \(line)")
      }
    }
  }

  @Test(arguments: [40, 80])
  func `whose turn it is, with whom, and notes are whole`(width: Int) throws {
    let home = Home(NarrowTests.rituals, more: NarrowTests.people)
    _ = try home.kin("note", "bart", "how the move to the house by the river went")
    func shown(_ arguments: String...) throws -> String {
      try home.kin(arguments + ["--at", "2026-11-28T12:00"], terminal: Terminal(width: width)).output
        .filter { !$0.isWhitespace }
    }
    func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    let who = "host: Ana (ana) · cook: Bartholomäus von und zu Habsburg-Lothringen · dishwasher: Ana (ana-b)"
    for command in ["agenda", "next", "calendar"] {
      let output = try command == "calendar" ? shown(command, "2026-12") : shown(command)
      #expect(output.contains(bare(who)), "\(command)")
      #expect(output.contains(bare("with Ana (ana), Ana (ana-b), 李小龍と山田太郎さん and Noor")), "\(command)")
    }
    #expect(try shown("note").contains(bare("how the move to the house by the river went")))
    #expect(try shown("show", "soup").contains(bare("Bring bowls. And spoons, since there were none.")))
    #expect(try shown("turns", "soup").contains(bare(who.replacing(" ·", with: ","))))
  }

  @Test func `COLUMNS says how wide lines may be, in a pipe too, and what is for a program is never broken`()
    throws
  {
    let home = Home(NarrowTests.rituals, more: NarrowTests.people)
    let narrow = ["COLUMNS": "40"]
    let lines = try home.program("next", environment: narrow).output.split(separator: "\n")
    #expect(lines.count > 8 && lines.allSatisfy { DisplayText.width(of: String($0)) <= 40 })
    #expect(try home.program("next", environment: ["COLUMNS": "0"]).output.split(separator: "\n").count == 5)
    for command in [
      ["next", "--json"], ["config", "path"], ["config", "schema"], ["completions", "bash"],
    ] {
      let whole = try Command(
        [Project.programs + "/kin"]
          + (["config", "completions"].contains(command[0]) ? [] : ["--config", home.config])
          + command, environment: ["HOME": home.folder.path, "TZ": "Europe/Berlin"]
      ).run()
      let ran = try Command(
        [Project.programs + "/kin"]
          + (["config", "completions"].contains(command[0]) ? [] : ["--config", home.config])
          + command, environment: ["HOME": home.folder.path, "TZ": "Europe/Berlin", "COLUMNS": "40"]
      ).run()
      #expect(ran.status == 0 && ran.output == whole.output, "\(command)")
    }
  }

  @Test func `a wrong option is said within the width`() throws {
    let ran = try Home().kin(["next", "--blorp"], errorTerminal: Terminal(width: 40))
    #expect(ran.status == 64)
    for line in ran.error.split(separator: "\n") {
      #expect(DisplayText.width(of: String(line)) <= 40, "\(line)")
    }
  }
}
