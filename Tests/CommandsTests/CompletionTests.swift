import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite("completions")
struct CompletionTests {
  @Test func `a ritual is completed from the config that the line names`() throws {
    let home = Home()
    let line = "---completion done -- positional@0 2 3 kin done cof --config"
    let said = try Command(
      [Project.programs + "/kin"] + line.split(separator: " ").map(String.init) + [home.config],
      environment: ["HOME": home.folder.path, "PATH": "/usr/bin:/bin", "SAP_SHELL": "bash"]
    ).run()
    #expect(said.status == 0, "\(said.error)")
    #expect(Set(said.output.split(separator: "\n")) == ["coffee-ana", "check-in", "call-lima", "call-dad"])
  }

  /// What bash completes the last word of a line to, with the config at hand as `config.json`.
  private func completed(_ line: String, with source: String = "kin completions bash") throws -> Set<String> {
    let home = Home()
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let script = """
      cd \(home.folder.path)
      PATH=\(Project.programs):$PATH
      source <(\(source))
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
      COMP_CWORD=\(words.count - 1)
      COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}
      COMP_TYPE=9
      COMP_KEY=9
      _kin kin '\(words[words.count - 1])' '\(words[words.count - 2])'
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let said = try Command(["bash", "--norc", "-c", script], environment: ["COLUMNS": "40"]).run()
    #expect(said.error == "")
    return Set(said.output.split(separator: "\n").map { $0.last == " " ? String($0.dropLast()) : String($0) })
  }

  @Test(arguments: [
    ("kin done --config config.json coff", ["coffee-ana"]),
    ("kin --config config.json done coff", ["coffee-ana"]),
    ("kin --config config.json hist", ["history"]), ("kin --sta", ["--state"]),
    ("kin calendar --config config.json dec", ["december"]),
    ("kin calendar --config config.json ne", ["next"]),
    ("kin calendar --config config.json call-d", ["call-dad"]),
    ("kin when --zone Europe/Berl", ["Europe/Berlin"]),
    ("kin when --config config.json --with a", ["ana"]), ("kin away --config config.json j", ["jo"]),
    ("kin note --config config.json a", ["ana"]), ("kin show --config config.json jo", ["jo"]),
    ("kin swap --config config.json coffee-ana j", ["jo"]), ("kin balance --config config.json an", ["ana"]),
    ("kin edit --config config.json coffee-ana --unset pla", ["place"]),
    ("kin edit --config config.json coffee-ana --unset ti", ["timeZone"]),
    ("kin edit --config config.json coffee-ana --with j", ["jo"]), ("kin completions z", ["zsh"]),
    ("kin people zone --config config.json ana Europe/Berl", ["Europe/Berlin"]),
    ("kin people edit --config config.json ana --zone Europe/Berl", ["Europe/Berlin"]),
    ("kin people edit --config config.json ana --unset birth", ["birthday"]),
    ("kin people birthday --config config.json ana mar", ["march"]),
    ("kin people birthday --config config.json ana 14 mar", ["march"]),
    ("kin away --config config.json ana un", ["until"]),
    ("kin away --config config.json ana until fri", ["friday"]),
    ("kin snooze --config config.json coffee-ana toni", ["tonight"]),
    ("kin move --config config.json coffee-ana sund", ["sunday"]),
    ("kin pause --config config.json coffee-ana call-d", ["call-dad"]),
    ("kin done --config config.json coffee-ana --by j", ["jo"]),
    ("kin remove --config config.json cof", ["coffee-ana"]),
    ("kin history show --config config.json cof", ["coffee-ana"]), ("kin config ch", ["check"]),
    ("kin --json --config config.json people rena", ["rename"]),
    ("kin done --config config.json coffee-ana --role ho", ["host"]), ("kin stretched --u", ["--until"]),
  ])
  func `bash completes what a word can become`(line: String, words: [String]) throws {
    #expect(try completed(line) == Set(words))
  }

  @Test func `the argument parser's own way to the script still works`() throws {
    #expect(
      try completed("kin done --config config.json coff", with: "kin --generate-completion-script bash")
        == ["coffee-ana"])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `kin completions prints what the installation puts in place, which the shell can read`(name: String)
    throws
  {
    let printed = try Home().kin("completions", name)
    #expect(printed.status == 0 && printed.error == "")
    let text = String(printed.output.dropLast())
    #expect(Completions.scripts.contains { $0.text == text })
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name) else { return }
    let checked = try Command([name, "-n"], input: printed.output).run()
    #expect(checked.status == 0 && checked.error == "")
  }

  @Test func `another shell is refused with those there are`() throws {
    let refused = try Home().kin("completions", "tcsh")
    #expect(refused.status == 64 && refused.error.contains("bash, zsh and fish"))
  }

  @Test func `a config that cannot be read completes nothing, and says nothing`() throws {
    let home = Home("nothing of this is JSON")
    for config in [home.config, "/nowhere"] {
      let said = try Command(
        [Project.programs + "/kin"]
          + "---completion done -- positional@0 2 0 kin done --config".split(separator: " ").map(String.init)
          + [config], environment: ["HOME": home.folder.path, "SAP_SHELL": "bash"]
      ).run()
      #expect(said.output.split(separator: "\n") == [], "\(said.error)")
    }
  }
}
