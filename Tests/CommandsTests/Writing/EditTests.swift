import Glibc
import JSONText
import TestSupport
import Testing
import Wording

@Suite("kin edit, pause and resume")
struct EditTests {
  /// A config as somebody writes it by hand, with tabs, CR LF and no line feed at the end.
  private let home = Home()
  private static let byHand = [
    "{", "\t\"people\": { \"ana\": {\"name\": \"Ana\"}, \"jo\": {\"name\": \"Jo\"} },", "\t\"rituals\": [",
    "\t\t{",
    "\t\t\t\"id\":    \"tea\",", "\t\t\t\"title\": \"Tea\",", "",
    "\t\t\t\"when\":  \"every friday at 16:00\",", "\t\t\t\"notes\": \"caf\\u00e9\"", "\t\t},",
    "\t\t{ \"id\": \"walk\", \"title\": \"Walk\", \"when\": \"every sunday at 9:00\", \"place\": \"canal\" }",
    "\t]",
    "}",
  ].joined(separator: "\r\n")

  init() { home.folder.write(EditTests.byHand, to: "config.json") }

  private func changed(_ old: String, _ new: String) throws -> Bool {
    try home.text == EditTests.byHand.replacing(old, with: new)
  }

  @Test func `a rule alone changes the rule, in its place`() throws {
    let ran = try home.kin("edit", "tea", "every second saturday at 11:00")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.lines.prefix(2) == ["Tea  tea", "every second saturday at 11:00"])
    #expect(try changed("every friday at 16:00", "every second saturday at 11:00"))
  }

  @Test func `options set keys where the manual lists them, and change nothing else`() throws {
    let ran = try home.kin(
      "edit", "tea", "--remind", "2 days before, at start", "--except", "2026-12-25", "--with", "Jo, ana",
      "--nudge", "every 1 day, 2 times", "--notes", "cake")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      try changed(
        "\"Tea\",\r\n\r\n\t\t\t\"when\":  \"every friday at 16:00\",\r\n\t\t\t\"notes\": \"caf\\u00e9\"",
        "\"Tea\",\r\n\t\t\t\"with\": [\"jo\", \"ana\"],\r\n\r\n\t\t\t\"when\":  \"every friday at 16:00\",\r\n"
          + "\t\t\t\"except\": [\"2026-12-25\"],\r\n\t\t\t\"remind\": [\"2 days before\", \"at start\"],\r\n"
          + "\t\t\t\"nudge\": { \"every\": \"1 day\", \"times\": 2 },\r\n\t\t\t\"notes\": \"cake\""))
    #expect(try home.kin("edit", "tea", "--except", "2026-12-26").status == 0)
    #expect(try home.text.contains("[\"2026-12-25\", \"2026-12-26\"]"))
  }

  @Test func `days may be said as people say them, and a day is left out once`() throws {
    #expect(try home.kin("edit", "walk", "--until", "24 december 2099", "--except", "2098-01-05").status == 0)
    #expect(try home.kin("edit", "walk", "--except", "5 january 2098", "--except", "tomorrow").status == 0)
    let walk = try JSONDocument(parsing: home.text).root["rituals"]?[1]
    #expect(walk?["until"]?.string == "2099-12-24")
    #expect(walk?["except"]?.count == 2 && walk?["except"]?[0]?.string == "2098-01-05")
    let passed = try home.kin("edit", "walk", "--until", "2 hours")
    #expect(passed.status == 64 && passed.error.contains("isn't a day to come"))
  }

  @Test func `a key is deleted with its comma`() throws {
    #expect(try home.kin("edit", "walk", "--unset", "place").status == 0)
    #expect(try changed(", \"place\": \"canal\"", ""))
    #expect(
      try home.kin("edit", "walk", "--unset", "place").output == "Nothing was changed: it says so already.\n")
    #expect(try home.kin("edit", "walk", "--unset", "plce").error.contains("did you mean \"place\"?"))
    #expect(try home.kin("edit", "walk", "--unset", "when").status == 64)
  }

  @Test func `a rule that counts from a first date gets one`() throws {
    #expect(try home.kin("edit", "walk", "--when", "every 2 weeks on sunday at 9:00").status == 0)
    let walk = try JSONDocument(parsing: home.text).root["rituals"]?[1]
    #expect(walk?["starting"]?.string?.count == 10)
    #expect(try home.kin("edit", "walk", "--when", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU").status == 0)
    let again = try JSONDocument(parsing: home.text).root["rituals"]?[1]
    #expect(
      again?["starting"] == nil
        && again?["when"]?["start"]?.string == walk?["starting"]?.string.map { $0 + "T09:00" })
  }

  @Test(arguments: [
    (["tea", "--when", "every saterday"], "did you mean \"saturday\"?", 64),
    (["tea", "--urgency", "hight"], "expected \"low\", \"normal\" or \"critical\"", 64),
    (["tea", "--until", "someday"], "unknown word \"someday\"", 64),
    (["tee", "--title", "x"], "did you mean \"tea\"?", 1),
    (["tea", "--with", "jim"], "there is no person \"jim\"", 1),
    (["tea", "--nudge", "1 day, often"], "isn't a nudge", 64),
    (["tea"], "say what to change", 64), (["tea", "daily", "--when", "daily"], "one of them", 64),
  ])
  func `what would make the config bad is never written`(arguments: [String], words: String, status: Int32)
    throws
  {
    let ran = try home.kin(["edit"] + arguments)
    #expect((ran.status, ran.output) == (status, ""))
    #expect(ran.error.contains(words), "\(ran.error)")
    #expect(try home.text == EditTests.byHand)
  }

  @Test func `a dry run shows the lines that would change`() throws {
    let ran = try home.kin("edit", "walk", "--place", "woods", "--dry-run")
    #expect(ran.output.filter { $0 == "\n" }.count == 4, "\(ran.output)")
    #expect(ran.lines.contains { $0.hasPrefix("- ") && $0.contains("canal") })
    #expect(ran.lines.contains { $0.hasPrefix("+ ") && $0.contains("woods") })
    #expect(try home.text == EditTests.byHand)
  }

  @Test func `what rests and is taken up again leaves the file as it was`() throws {
    let rests = try home.kin("pause", "tea", "walk")
    #expect(
      rests.output == """
        Tea rests now. `kin resume tea` takes it up again.
        Walk rests now. `kin resume walk` takes it up again.
        Nothing else is to come.

        """)
    #expect(try home.text.contains("\"canal\", \"paused\": true }"))
    #expect(try home.kin("next").output == "")
    #expect(try home.kin("pause", "tea").output == "Tea rests already.\n")
    let again = try home.kin("resume", "tea", "walk")
    #expect(again.lines.count == 2 && again.lines[0].hasPrefix("Tea goes on: next "))
    #expect(try home.text == EditTests.byHand)
    #expect(try home.kin("pause", "tee", "walk").error.contains("did you mean \"tea\"?"))
    #expect(try home.text == EditTests.byHand)
  }

  @Test func `a link stays, and what it points to keeps its mode`() throws {
    home.folder.makeFolder("dotfiles")
    #expect(rename(home.config, home.folder("dotfiles/kin.json")) == 0)
    #expect(chmod(home.folder("dotfiles/kin.json"), 0o640) == 0)
    #expect(symlink("dotfiles/kin.json", home.config) == 0)
    #expect(try home.kin("pause", "walk").status == 0)
    var status = stat()
    #expect(lstat(home.config, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(home.config, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try home.text.contains("\"paused\": true"))
  }
}
