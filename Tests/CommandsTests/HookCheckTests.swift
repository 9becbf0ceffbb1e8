import Foundation
import TestSupport
import Testing

/// `kin config check` and the programs of hooks, on a real disk.
@Suite struct HookCheckTests {
  private func home(_ run: String...) -> Home {
    let hooks = run.enumerated().map { "\"h\($0)\": { \"run\": \($1) }" }.joined(separator: ", ")
    return Home(more: Home.people + "\"hooks\": { \(hooks) },\n")
  }

  private func warnings(_ home: Home) throws -> [String] {
    let json = try home.kin("config", "check", "--json").json
    return json.elements.map { "\($0["message"]?.string ?? ""); \($0["suggestion"]?.string ?? "")" }
  }

  @Test func `a program that isn't there is a warning with line and column, and the config is good`() throws {
    let home = home(#"["no-such-program", "{title}"]"#, #"["sh", "-c", "exit"]"#, #"["/bin/sh"]"#)
    let ran = try home.kin("config", "check")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      ran.lines.first
        == "\(home.config):4:28: warning: there is no program \"no-such-program\"; install it, or write the path of another"
    )
    #expect(ran.lines.last == "\(home.config) is good: 4 rituals")
    #expect(ran.lines.count == 4)
  }

  @Test func `a near name, a missing bit and a missing first line are told apart`() throws {
    let home = home(
      #"["slep"]"#, #"["tools/plain"]"#, #"["tools/bare"]"#, #"["tools/orphan"]"#, #"["tools/good"]"#)
    home.folder.makeFolder("tools")
    home.folder.write("#!/bin/sh\n", to: "tools/plain", mode: 0o600)
    home.folder.write("echo\n", to: "tools/bare", mode: 0o700)
    home.folder.write("#!/no/python -u\n", to: "tools/orphan", mode: 0o700)
    home.folder.write("#!/usr/bin/env sh\n", to: "tools/good", mode: 0o700)
    let tools = home.folder("tools")
    #expect(
      try warnings(home) == [
        "there is no program \"slep\"; sleep", "\(tools)/plain may not be run; run chmod +x on it",
        "\(tools)/bare doesn't say what runs it; begin it with the line #!/bin/sh",
        "\(tools)/orphan is run by /no/python, which isn't there; install that, or change the script's first line",
        "\"tools/good\" is looked for in your home folder; \(tools)/good",
      ])
  }

  @Test func `a script beside the config is found, and its whole path proposed`() throws {
    let home = home(#"["./lamp"]"#)
    home.folder.write("#!/bin/sh\n", to: "lamp", mode: 0o700)
    home.folder.makeFolder("elsewhere")
    let ran = try home.kin("config", "check", environment: ["HOME": home.folder("elsewhere")])
    #expect(
      ran.output.contains("is looked for in your home folder; did you mean \"\(home.folder.path)/lamp\"?"))
  }

  @Test func `what only the shell's PATH has is reported where the daemon's lacks it`() async throws {
    let home = home(#"["lamp"]"#)
    home.folder.makeFolder("bin")
    home.folder.makeFolder("state")
    home.folder.write("#!/bin/sh\n", to: "bin/lamp", mode: 0o700)
    let mine = ["PATH": "/usr/bin:/bin:\(home.folder("bin"))"]
    #expect(
      try home.kin("config", "check", environment: mine).lines.count == 1, "without a daemon one's own counts"
    )
    // A process of the daemon's name, with the environment of one.
    // A link, for a copy can be busy where another test forks while it is written (execve(2), ETXTBSY).
    #expect(symlink("/bin/sleep", home.folder("kinkeeperd")) == 0)
    let daemon = Process()
    daemon.executableURL = URL(fileURLWithPath: home.folder("kinkeeperd"))
    daemon.arguments = ["60"]
    daemon.environment = ["PATH": "/usr/bin:/bin"]
    try daemon.run()
    defer { daemon.terminate() }
    home.folder.write("\(daemon.processIdentifier) 1700000000\n", to: "state/lock")
    let ran = try home.kin("config", "check", environment: mine)
    #expect(
      ran.lines.first?.hasSuffix(
        "warning: the daemon's PATH has no \"lamp\"; did you mean \"\(home.folder("bin"))/lamp\"?") == true,
      "\(ran.output)")
  }
}
