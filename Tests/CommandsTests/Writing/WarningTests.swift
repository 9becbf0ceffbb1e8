import Glibc
import JSONText
import TestSupport
import Testing

@Suite("warnings before the config is written")
struct WarningTests {
  private let home = Home(
    """
    { "id": "tea", "title": "Tea", "with": ["ana"], "when": "every friday at 16:00" },
    { "id": "walk", "title": "Walk", "when": "every sunday at 9:00", "except": ["2026-12-26"] }
    """,
    more: """
      "people": { "ana": { "name": "Ana", "quietHours": [{ "from": "21:00", "to": "09:00" }] } },

      """)

  private func kin(_ arguments: String..., input: String = "", isInteractive: Bool = false) throws
    -> Command.Outcome
  {
    try home.kin(arguments, input: input, isInteractive: isInteractive, now: "2026-11-28T12:00")
  }

  @Test func `edit warns of what it makes doubtful or disturbing, and of nothing else`() throws {
    let excepted = try kin("edit", "tea", "--except", "2026-12-24")
    #expect(excepted.status == 0)
    #expect(
      excepted.error.contains(": warning: it doesn't come on 2026-12-24, so there is nothing to except; "))
    #expect(excepted.error.contains("did you mean \"2026-12-25\"?"))
    #expect(!excepted.error.contains("2026-12-26"), "that is another ritual's")
    #expect(try home.text.contains("2026-12-24"), "in a pipe a warning stops nothing")
    let late = try kin("edit", "tea", "every friday at 22:00")
    #expect(late.error.contains("22:00: always within the quiet hours of Ana"))
    #expect(try kin("edit", "tea", "every friday at 17:00", "--unset", "except").error == "")
  }

  @Test func `a dry run shows the warnings too`() throws {
    let before = try home.text
    #expect(try kin("edit", "tea", "every friday at 22:00", "--dry-run").error.contains("quiet hours of Ana"))
    #expect(try home.text == before)
  }

  @Test func `on a terminal edit asks before it writes what it warns of`() throws {
    let before = try home.text
    let left = try kin("edit", "tea", "every friday at 22:00", input: "n\n", isInteractive: true)
    #expect(left.output.contains("Write it all the same?") && left.output.hasSuffix("Nothing was written.\n"))
    #expect(try home.text == before)
    _ = try kin("edit", "tea", "every friday at 22:00", input: "y\n", isInteractive: true)
    #expect(try home.text.contains("every friday at 22:00"))
    let plain = try kin("edit", "tea", "every friday at 17:00", isInteractive: true)
    #expect(!plain.output.contains("Write it"), "there is nothing to ask about")
  }

  @Test func `add warns before it asks, and in JSON`() throws {
    let sentence = "Call with Ana every friday at 22:00"
    let left = try kin("add", sentence, input: "n\n", isInteractive: true)
    #expect(left.error.contains("22:00: always within the quiet hours of Ana"))
    #expect(left.output.contains("Add it?") && left.output.hasSuffix("Nothing was written.\n"))
    let json = try kin("add", sentence, "--json", "--dry-run").json
    #expect(json["warnings"]?.count == 1 && json["warnings"]?[0]?["severity"]?.string == "warning")
  }

  @Test func `review shows the warnings and the guessed start before it asks`() throws {
    let before = try home.text
    let typed = "rhythm\nevery 3 weeks on saturday at 22:00\nn\n"
    let ran = try kin("review", "tea", input: typed, isInteractive: true)
    #expect(ran.output.contains("It counts from 2026-11-28, its first date."), "\(ran.output)")
    #expect(ran.error.contains("22:00: always within the quiet hours of Ana"))
    #expect(try home.text == before)
    _ = try kin("review", "tea", input: "rhythm\nevery second saturday\ny\n", isInteractive: true)
    #expect(try home.text.contains("every second saturday at 16:00"), "the time of the day stays")
  }

  @Test func `review asks again for a rule that would never come`() throws {
    let typed = "rhythm\nonce on 2020-01-01\nevery monday\ny\n"
    let ran = try kin("review", "tea", input: typed, isInteractive: true)
    #expect(ran.error.contains("\"once on 2020-01-01\" would never come: all of it lies behind"))
    #expect(try home.text.contains("\"every monday at 16:00\""))
  }

  @Test func `so does a new zone of somebody, and not another name`() throws {
    #expect(try kin("people", "rename", "ana", "Anna").error == "")
    let moved = try kin("people", "zone", "ana", "Asia/Shanghai")
    #expect(moved.error.contains("always within the quiet hours of Anna"), "\(moved)")
  }

  @Test func `config edit shows what config check would`() throws {
    let editor = home.folder("editor")
    func edited(_ change: String) throws -> Command.Outcome {
      home.folder.write("#!/bin/sh\nsed -i \(change) \"$1\"\n", to: "editor")
      #expect(chmod(editor, 0o755) == 0)
      return try home.kin(["config", "edit"], environment: ["EDITOR": editor], now: "2026-11-28T12:00")
    }
    let good = try edited("s/sunday/saturday/")
    #expect(good.error == "" && good.output.hasPrefix("Saved: "), "\(good)")
    let doubtful = try edited("s/saturday/monday/")
    #expect(doubtful.error.contains("did you mean \"2026-12-28\"?") && doubtful.output.hasPrefix("Saved: "))
  }
}
