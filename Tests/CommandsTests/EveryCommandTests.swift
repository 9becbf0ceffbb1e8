import ArgumentParser
import JSONText
import TestSupport
import Testing

@testable import Commands

/// What holds for every command there is: the list comes from the grammar.
@Suite("every command")
struct EveryCommandTests {
  private static let people = """
    "me": "sam", "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana Luz" } },

    """
  private static let rituals = """
    { "id": "coffee-ana", "title": "Kaffee with Ana", "with": ["ana"], "when": "every saturday at 10:00",
      "prompts": "listening", "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "tea", "title": "Tea", "when": "every friday at 16:00" }
    """

  /// A command line of each command; `RITUAL` and `PERSON` stand for whatever names one.
  private static let lines: [String: [[String]]] = [
    "agenda": [[]], "next": [["RITUAL"]], "list": [[]], "calendar": [["RITUAL"], ["december"]],
    "preview": [["RITUAL"]], "turns": [["RITUAL"]], "show": [["RITUAL"], ["PERSON"]],
    "when": [["every day at 9:00", "--with", "PERSON"]], "explain": [["RITUAL"]],
    "done": [["RITUAL"], ["RITUAL", "--by", "PERSON"], ["RITUAL@2026-11-28T10:00"]], "skip": [["RITUAL"]],
    "snooze": [["RITUAL", "1h"]], "move": [["RITUAL", "in 1 day"]], "undo": [["RITUAL"]],
    "people list": [[]], "people add": [["Kai"]], "people edit": [["PERSON", "--zone", "Lima"]],
    "people birthday": [["PERSON", "14 march"]], "people zone": [["PERSON", "Lima"]],
    "people rename": [["PERSON", "Kim"]], "people remove": [["PERSON", "--yes"]],
    "swap": [["RITUAL", "PERSON"], ["RITUAL", "ana", "--for", "PERSON"]],
    "away": [["PERSON", "tomorrow"], ["PERSON"]], "stretched": [["--for", "2 weeks"]],
    "balance": [["RITUAL"], ["PERSON"]], "review": [["RITUAL"]], "checkin": [["RITUAL", "--prompts"]],
    "note": [["PERSON", "the exam"]], "win": [["a walk", "--with", "PERSON"]],
    "init": [["--preset", "monthly-coffee", "--people", "Kai", "--yes"]],
    "add": [["Walk every sunday at 11:00"]],
    "edit": [["RITUAL", "--place", "here"], ["tea", "--with", "PERSON"]], "remove": [["RITUAL", "--yes"]],
    "pause": [["RITUAL"]], "resume": [["RITUAL"]], "remind": [["RITUAL"]], "history show": [["RITUAL"]],
    "history backup": [["/dev/null/none"]], "status": [[]], "doctor": [[]], "config check": [[]],
    "config schema": [[]],
    "config path": [[]], "completions": [["bash"]],
    // An editor and systemd are for tests of their own.
    "config edit": [], "service install": [], "service uninstall": [], "service stage": [],
  ]

  /// The commands of the grammar that do something, by their words.
  private static let grammar: [String: any ParsableCommand.Type] = {
    func leaves(_ command: any ParsableCommand.Type, _ path: [String]) -> [(String, any ParsableCommand.Type)]
    {
      let inner = command.configuration.subcommands
      guard !inner.isEmpty else { return [(path.joined(separator: " "), command)] }
      return inner.flatMap { leaves($0, path + [$0._commandName]) }
    }
    return Dictionary(uniqueKeysWithValues: leaves(Kin.self, []))
  }()

  /// What a command line comes to in a home of its own.
  private func outcome(_ words: (Home) -> [String]) throws -> [String] {
    let home = Home(Self.rituals, more: Self.people)
    try home.adopt("coffee-ana", "tea", at: "2026-11-19T12:00")
    _ = try home.kin("skip", "coffee-ana", "--at", "2026-11-21T11:00")
    let ran = try home.kin(words(home), isAlone: true, now: "2026-11-21T12:00")
    let config = (try? home.text) ?? ""
    return ["\(ran.status)", ran.output, ran.error, config].map {
      $0.replacing(home.folder.path, with: "HOME").replacing("\n", with: " ")
    }
  }

  private func line(
    _ command: String, _ words: [String], ritual: String = "coffee-ana", person: String = "sam"
  )
    -> [String]
  {
    command.split(separator: " ").map(String.init)
      + words.map { $0.replacing("RITUAL", with: ritual).replacing("PERSON", with: person) }
  }

  private func files(_ home: Home, _ command: String) -> [String] {
    takes("--config", command) ? ["--config", home.config, "--state", home.state] : []
  }

  private func takes(_ option: String, _ command: String) -> Bool {
    Self.grammar[command].map { Kin.helpMessage(for: $0).contains(option + " ") } ?? false
  }

  @Test func `has a line here`() {
    #expect(Set(Self.lines.keys) == Set(Self.grammar.keys))
  }

  @Test(arguments: grammar.keys.sorted())
  func `takes a ritual by its title and a unique beginning, whatever the case`(command: String) throws {
    for words in Self.lines[command] ?? [] where words.contains(where: { $0.contains("RITUAL") }) {
      let plain = try outcome { line(command, words) + files($0, command) }
      for name in ["Coffee-ANA", "KAFFEE with ana", "kaff", "COF"] {
        let named = try outcome { line(command, words, ritual: name) + files($0, command) }
        #expect(named == plain, "\(command) \(name)")
      }
    }
  }

  @Test(arguments: grammar.keys.sorted())
  func `takes me, a name and a unique beginning for a person`(command: String) throws {
    for words in Self.lines[command] ?? [] where words.contains(where: { $0.contains("PERSON") }) {
      let plain = try outcome { line(command, words) + files($0, command) }
      for name in ["me", "ME", "SAM", "sa"] {
        let named = try outcome { line(command, words, person: name) + files($0, command) }
        #expect(named == plain, "\(command) \(name)")
      }
    }
  }

  @Test(arguments: grammar.keys.sorted())
  func `takes the shared options before its name`(command: String) throws {
    for words in Self.lines[command] ?? [] {
      func options(_ home: Home) -> [String] {
        files(home, command) + (takes("--at", command) ? ["--at", "2026-11-21T12:30"] : [])
          + (takes("--json", command) && command != "init" ? ["--json"] : [])
      }
      let behind = try outcome { line(command, words) + options($0) }
      let before = try outcome { options($0) + line(command, words) }
      #expect(before == behind, "\(command)")
    }
  }

  @Test(arguments: grammar.keys.sorted())
  func `prints one JSON value with --json, and nothing beside it`(command: String) throws {
    guard takes("--json", command), command != "init" else { return }
    for words in Self.lines[command] ?? [] {
      let ran = try outcome { line(command, words) + files($0, command) + ["--json"] }
      #expect(
        ran[0] == "0" || ran[1].isEmpty || ["remind", "doctor"].contains(command), "\(command): \(ran)")
      guard !ran[1].isEmpty else { continue }
      #expect(throws: Never.self, "\(command)") { try JSONDocument(parsing: ran[1]) }
    }
  }
}
