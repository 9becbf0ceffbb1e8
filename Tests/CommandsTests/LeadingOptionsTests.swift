import Testing

@testable import Commands

@Suite("options before the command")
struct LeadingOptionsTests {
  private func moved(_ words: String) -> String {
    let commands = ["next": [], "config": ["check", "path"]]
    return LeadingOptions.behindCommand(words.split(separator: " ").map(String.init)) { rest in
      guard let first = rest.first, let inner = commands[first] else { return 0 }
      return rest.dropFirst().first.map(inner.contains) == true ? 2 : 1
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("--config X next", "next --config X"),
    ("--config=X --json next --count 2", "next --config=X --json --count 2"),
    ("--state S --at 2026-12-01 next coffee", "next --state S --at 2026-12-01 coffee"),
    ("--config X config check", "config check --config X"), ("--config next next", "next --config next"),
    ("--help next", "next --help"), ("-h config check", "config check -h"), ("--json help next", "help next"),
    // Wrong names come first, so that they are reported as such.
    ("--config X nxt", "nxt --config X"),
    // Nothing to move.
    ("next --config X", "next --config X"), ("--config X", "--config X"), ("--json", "--json"), ("", ""),
    ("--version", "--version"), ("--count 3 next", "--count 3 next"), ("--config", "--config"),
    ("--config X --count 3 next", "--config X --count 3 next"),
  ])
  func `those that commands share go behind its name`(words: String, expected: String) {
    #expect(moved(words) == expected)
  }

  @Test func `they are the options that the agenda takes`() {
    let help = Kin.helpMessage(for: Agenda.self)
    let named = Set(help.matches(of: #/--?[a-z]+/#).map { String($0.output) })
    #expect(named == LeadingOptions.withValue.union(LeadingOptions.flags).union(["--version"]))
  }

  @Test func `each command answers as if they stood behind it`() throws {
    let home = Home()
    let files = ["--config", home.config, "--state", home.state, "--at", "2026-11-21T12:00"]
    for command in [
      ["next"], ["agenda"], ["list"], ["turns", "coffee-ana"], ["calendar", "2026-12"], ["show", "ana"],
      ["away"],
      ["preview", "--days", "3"], ["explain", "check-in"], ["status"], ["note"], ["stretched"], ["balance"],
    ] {
      let before = try home.kin(files + command, isAlone: true)
      let behind = try home.kin(command + files, isAlone: true)
      #expect(
        before.status == 0 && (before.output, before.error) == (behind.output, behind.error), "\(command)")
    }
    #expect(try home.kin(Array(files.prefix(2)) + ["config", "check"], isAlone: true).status == 0)
    let wrong = try home.kin(files + ["nxt"], isAlone: true)
    #expect(wrong.status == 64 && wrong.error.contains("did you mean \"kin next\"?"))
    #expect(try home.kin(["--help", "next"], isAlone: true).output.contains("--count"))
  }
}
