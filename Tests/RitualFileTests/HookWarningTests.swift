import JSONText
import RitualFile
import Testing

/// A hook's `run` as the config has it, and the warnings about it.
private struct HookCase: Sendable, CustomTestStringConvertible {
  var run: String
  var warnings: [String]
  var testDescription: String { run }

  init(_ run: String, _ warnings: String...) { (self.run, self.warnings) = (run, warnings) }
}

private let noShell = "no shell runs here to"

private let cases: [HookCase] = [
  HookCase(#"["notify-send", "{title}"]"#),
  HookCase(#"["/usr/bin/notify-send", "--", "a & b; costs $5 > 3, {title}'s ~"]"#),
  HookCase(#"["sh", "-c", "notify-send \"$KIN_TITLE\" $HOME ~/x && beep > /dev/null"]"#),
  HookCase(#"["sh", "-c", "notify-send \"$1\"", "sh", "{title}"]"#),
  HookCase(#"["bash", "-lc", "echo $HOME"]"#),
  HookCase(#"["env", "LANG=C", "sh", "-c", "echo $HOME"]"#),
  HookCase(#"["ssh", "nas", "echo", "$HOME", "&&", "beep"]"#),
  HookCase(#"["find", "/tmp", "-exec", "echo", "{}", ";"]"#),
  HookCase(#"["awk", "{print $1}"]"#),
  HookCase(
    #"["notify-sned", "hi"]"#, #"2:2: there is no program "notify-sned"; did you mean "notify-send"?"#),
  HookCase(#"["ntfy"]"#, #"2:2: there is no program "ntfy"; install it, or write the path of another"#),
  HookCase(
    #"["/opt/My App/x"]"#,
    #"2:2: there is no program "/opt/My App/x"; install it, or write the path of another"#),
  HookCase(#"["/data/plain"]"#, "2:2: /data/plain may not be run; run chmod +x on it"),
  HookCase(#"["/data/bare"]"#, "2:2: /data/bare doesn't say what runs it; begin it with the line #!/bin/sh"),
  HookCase(
    #"["mine"]"#, #"2:2: the daemon's PATH has no "mine"; did you mean "/home/sam/.local/bin/mine"?"#),
  HookCase(
    #"["./beside.sh"]"#,
    #"2:2: "./beside.sh" is looked for in your home folder; did you mean "/etc/x/beside.sh"?"#),
  HookCase(
    #"["bin/lamp"]"#,
    #"2:2: "bin/lamp" is looked for in your home folder; did you mean "/home/sam/bin/lamp"?"#),
  HookCase(#"["bin/none"]"#, #"2:2: "bin/none" is looked for in your home folder; write the whole path"#),
  HookCase(#"["~/bin/lamp"]"#, "2:2: \(noShell) replace ~; did you mean \"/home/sam/bin/lamp\"?"),
  HookCase(#"["$HOME/bin/lamp"]"#, "2:2: \(noShell) replace $HOME; did you mean \"/home/sam/bin/lamp\"?"),
  HookCase(
    #"["~/bin/none"]"#,
    "2:2: \(noShell) replace ~, and there is no program \"/home/sam/bin/none\"; write the path of the program"
  ),
  HookCase(
    #"["echo", "~/log", "--to=~/log", "${HOME}/log"]"#,
    "2:10: \(noShell) replace ~; did you mean \"/home/sam/log\"?",
    "2:19: \(noShell) replace ~; did you mean \"--to=/home/sam/log\"?",
    "2:33: \(noShell) replace $HOME; did you mean \"/home/sam/log\"?"),
  HookCase(
    #"["echo", "now: $KIN_TITLE"]"#, "2:10: \(noShell) replace $KIN_TITLE; did you mean \"now: {title}\"?"),
  HookCase(
    #"["echo", "$DISPLAY", "{title}"]"#,
    "2:10: \(noShell) replace $DISPLAY; write its value, or run a shell: "
      + #""run": ["sh", "-c", "echo \"$DISPLAY\" \"$KIN_TITLE\""]"#),
  HookCase(
    #"["notify-send hi && beep"]"#,
    #"2:2: this is one argument, not a line for a shell; write "run": ["sh", "-c", "notify-send hi && beep"]"#
  ),
  HookCase(
    #"["notify-send -u low", "{title}"]"#,
    "2:2: this is one argument, not a line for a shell; "
      + #"write "run": ["notify-send", "-u", "low", "{title}"]"#),
  HookCase(
    #"["notify-send 'Time for {title}' it\\'s"]"#,
    "2:2: this is one argument, not a line for a shell; "
      + #"write "run": ["notify-send", "Time for {title}", "it's"]"#),
  HookCase(
    #"["echo {title} '{body}' \"{place}\" | beep"]"#,
    "2:2: this is one argument, not a line for a shell; "
      + #"write "run": ["sh", "-c", "echo \"$KIN_TITLE\" ''\"$KIN_BODY\"'' \"$KIN_PLACE\" | beep"]"#),
  HookCase(
    #"["echo 'it"]"#,
    "2:2: this is one argument, not a line for a shell; write each word as a text of its own"),
  HookCase(
    #"["none at all"]"#,
    "2:2: this is one argument, not a line for a shell; write each word as a text of its own"),
  HookCase(
    #"["echo", "{title}", "&&", "beep", ">", "/dev/null"]"#,
    "2:21: \(noShell) understand \"&&\"; run one: "
      + #""run": ["sh", "-c", "echo \"$KIN_TITLE\" && beep > /dev/null"]"#),
  HookCase(
    #"["echo", "hi", "2>/dev/null"]"#,
    "2:16: \(noShell) understand \"2>/dev/null\"; run one: "
      + #""run": ["sh", "-c", "echo hi 2>/dev/null"]"#),
  HookCase(
    #"["sh", "-c", "echo {title} \"{place}\""]"#,
    #"2:20: a shell would run what {title} brings along; write \"$KIN_TITLE\" in its place"#,
    "2:30: a shell would run what {place} brings along; write $KIN_PLACE in its place"),
]

extension Diagnostic {
  /// What is wrong and what to do, without the place.
  fileprivate var words: String {
    switch remedy {
    case .replacement(let text): "\(message); did you mean \"\(text)\"?"
    case .advice(let text): "\(message); \(text)"
    case nil: message
    }
  }
}

@Suite struct HookWarningTests {
  private static let before = "{\"rituals\": [], \"hooks\": {\"h\": {\"run\":\n"

  private func warnings(_ run: String) throws -> [Diagnostic] {
    let bytes = Array((HookWarningTests.before + run + "}}}").utf8)
    let household = try #require(RitualFile.read(bytes, file: "c", zones: nil).household, "\(run)")
    return RitualFile.hookWarnings(of: household, in: bytes, file: "c", home: "/home/sam") { name in
      switch name {
      case "notify-send", "/usr/bin/notify-send", "echo", "beep", "sh", "bash", "env", "ssh", "find", "awk",
        "/home/sam/bin/lamp", "/etc/x/beside.sh", "/home/sam/.local/bin/mine":
        .found
      case "/data/plain": .notExecutable(path: name)
      case "/data/bare": .noInterpreter(path: name, named: nil)
      case "bin/lamp": .elsewhere(path: "/home/sam/bin/lamp")
      case "mine": .elsewhere(path: "/home/sam/.local/bin/mine")
      case "./beside.sh": .elsewhere(path: "/etc/x/beside.sh")
      case "notify-sned": .missing(near: "notify-send")
      default: .missing(near: nil)
      }
    }
  }

  @Test(arguments: cases)
  fileprivate func `what a hook can't do is a warning at its place`(hook: HookCase) throws {
    let found = try warnings(hook.run)
    #expect(found.map { "\($0.line):\($0.column): \($0.words)" } == hook.warnings)
  }

  /// A replacement, or a whole list: written as they are printed, they leave nothing to warn about.
  @Test(arguments: cases)
  fileprivate func `following the advice mends it`(hook: HookCase) throws {
    var run = hook.run
    for _ in 0..<5 {
      guard let first = try warnings(run).first else { break }
      let start = first.range.lowerBound - HookWarningTests.before.utf8.count
      func replaced(by text: some StringProtocol) -> String {
        var bytes = Array(run.utf8)
        bytes.replaceSubrange(start..<start + first.range.count, with: Array(text.utf8))
        return String(decoding: bytes, as: UTF8.self)
      }
      switch first.remedy {
      case .replacement(let text): run = replaced(by: JSON.string(text).text())
      case .advice(let text) where text.hasSuffix(" in its place"):
        run = replaced(by: text.dropFirst(6).dropLast(13))
      case .advice(let text):
        // Advice without a text to write can't be followed blindly.
        guard let list = text.firstRange(of: "\"run\": ")?.upperBound else { return }
        run = String(text[list...])
      case nil: Issue.record("no way out of \(first)")
      }
    }
    #expect(try warnings(run).isEmpty, "\(run)")
  }
}
