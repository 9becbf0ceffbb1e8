import JSONText
import Rituals
import TestSupport
import Testing

@Suite("a line for a status bar")
struct StatusLineTests {
  private let quiet = #"{ "id": "tea", "title": "Tea & <talk>", "when": "every day at 10:00" }"#
  private let hidden =
    #"{ "id": "tea", "title": "Tea", "with": ["ana"], "when": "every day at 10:00", "private": true }"#

  private func line(_ home: Home, _ format: String, at: String) throws -> String {
    let ran = try home.kin("status", "--format", format, "--at", at)
    #expect(ran.status == 0, "\(ran.error)")
    return String(ran.output.dropLast())
  }

  private func json(_ home: Home, _ format: String, at: String) throws -> JSONValue {
    try JSONDocument(parsing: line(home, format, at: at)).root
  }

  @Test func `what comes next, by its time today and by its day later on`() throws {
    let home = Home(quiet)
    #expect(try line(home, "plain", at: "2026-12-01T08:00") == "Tea & <talk>, 10:00 · needs a look")
    #expect(try line(home, "plain", at: "2026-12-01T10:30") == "Tea & <talk>, Wed 10:00 · needs a look")
    #expect(try line(Home("", more: ""), "plain", at: "2026-12-01T08:00") == "nothing to come · needs a look")
  }

  @Test func `what is open comes first, the first of several by name`() throws {
    let home = Home(
      """
      { "id": "tea", "title": "Tea", "when": "every day at 10:00" },
      { "id": "walk", "title": "Walk", "when": "every day at 11:00" }
      """)
    try home.adopt("tea", "walk", at: "2026-12-01T12:00")
    let found = try json(home, "json", at: "2026-12-02T11:30")
    #expect(found["open"]?.elements.map { $0["ritual"]?.string } == ["tea", "walk"])
    #expect(found["text"]?.string == "Tea and 1 more")
    #expect(found["next"]?["occurrence"]?.string == "tea@2026-12-03T10:00")
    #expect(try json(home, "i3status", at: "2026-12-02T10:30")["text"]?.string == "Tea")
  }

  @Test func `waybar gets text and tooltip as markup, and a class`() throws {
    let found = try json(Home(quiet), "waybar", at: "2026-12-01T08:00")
    #expect(found["text"]?.string == "Tea &amp; &lt;talk&gt;, 10:00")
    #expect(found["class"]?.string == "problem" && found["alt"]?.string == "problem")
    #expect(
      found["tooltip"]?.string
        == """
        The daemon is not running; kin doctor says what to do
        Next: Tea &amp; &lt;talk&gt;, today at 10:00
        """)
  }

  @Test func `i3status-rust gets plain text, a short one and a state`() throws {
    let found = try json(Home(quiet), "i3status", at: "2026-12-01T08:00")
    #expect(found["text"]?.string == "Tea & <talk>, 10:00" && found["short_text"]?.string == "Tea & <talk>")
    #expect(found["state"]?.string == "Warning")
  }

  @Test func `a private ritual keeps its title and people in every format`() throws {
    for format in ["plain", "waybar", "i3status", "json"] {
      let text = try line(Home(hidden), format, at: "2026-12-01T08:00")
      #expect(
        text.contains("A ritual of yours") && !text.contains("Tea") && !text.contains("\"ana\""), "\(text)")
    }
  }

  @Test func `each is one line, whatever a title holds`() throws {
    let home = Home(#"{ "id": "tea", "title": "Tea\nand\u0007 more", "when": "every day at 10:00" }"#)
    for format in ["plain", "waybar", "i3status", "json"] {
      #expect(try !line(home, format, at: "2026-12-01T08:00").contains("\n"))
    }
  }

  @Test func `without a config it says so, and goes on`() throws {
    let home = Home()
    let ran = try home.kin(
      ["status", "--format", "waybar", "--config", "/nowhere/config.json", "--state", home.state],
      isAlone: true)
    let found = try JSONDocument(parsing: ran.output).root
    #expect(found["text"]?.string == "no rituals" && found["class"]?.string == "problem")
    #expect(found["tooltip"]?.string?.contains("/nowhere/config.json") == true)
  }

  @Test func `options that contradict each other are refused`() throws {
    let home = Home()
    #expect(try home.kin("status", "--follow", "--at", "2026-12-01T08:00").status == 64)
    #expect(try home.kin("status", "--format", "plain", "--json").status == 64)
    #expect(try home.kin("status", "--format", "polybar").status == 64)
  }
}
