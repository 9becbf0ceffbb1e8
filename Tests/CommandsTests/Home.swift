import CivilTime
import Clock
import Files
import Foundation
import History
import JSONText
import RitualFile
import Rituals
import TestSupport
import Testing
import Wording
import Zones

@testable import Commands

/// A config and a history in a folder of their own, and `kin` run over them.
struct Home {
  let folder = TemporaryFolder()
  /// Whether services go on without a login; nil where nobody knows.
  var lingers: Bool?
  var config: String { folder("config.json") }
  var state: String { folder("state") }

  /// Writes the config: the rituals as JSON, and what else stands beside them.
  init(_ rituals: String = Home.rituals, more: String = Home.people) {
    folder.write(
      "{\n\"timeZone\": \"Europe/Berlin\",\n\(more)\"rituals\": [\n\(rituals)\n]\n}\n", to: "config.json")
  }

  static let people = """
    "me": "sam", "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana" }, "jo": { "name": "Jo" } },

    """

  /// A ritual by the calendar with a turn, one by the week, one in another zone, one that counts from its last time.
  static let rituals = """
    { "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every first saturday at 10:00",
      "remind": ["2 days before", "at start"], "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "check-in", "title": "Weekly check-in", "with": ["ana", "jo"], "when": "every sunday at 18:00" },
    { "id": "call-lima", "title": "Call Lima", "when": "every monday at 09:30", "timeZone": "America/Lima" },
    { "id": "call-dad", "title": "Call Dad", "when": "10 days to 3 weeks after last time, saturday or sunday, at 11:00" }
    """

  /// Runs `kin` within the test, as a pipe sees it, in the zone of Berlin.
  func kin(_ arguments: String..., environment: [String: String] = [:]) throws -> Command.Outcome {
    try kin(arguments, environment: environment)
  }

  /// The same with the arguments as a list. With `isAlone` the command looks for the config itself; `now` is a wall time
  /// of Berlin. `whenLooking` is called with each variable of
  /// its environment that it looks at.
  func kin(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    terminal: Terminal = Terminal(), errorTerminal: Terminal = Terminal(), isInteractive: Bool = false,
    isAlone: Bool = false, now: String? = nil, whenLooking: @escaping (String) -> Void = { _ in }
  ) throws -> Command.Outcome {
    let environment = usual.merging(environment) { $1 }
    let answers = Pipe()
    answers.fileHandleForWriting.write(Data(input.utf8))
    try answers.fileHandleForWriting.close()
    var (output, error) = ("", "")
    var context = Context()
    if let now = try now.map(at) { context.now = { now } }
    context.zones = SystemZones(folder: nil, setting: environment["TZ"])
    context.environment = {
      whenLooking($0)
      return environment[$0]
    }
    (context.terminal, context.errorTerminal) = (terminal, errorTerminal)
    context.isInteractive = isInteractive
    context.lingers = { lingers }
    context.input = answers.fileHandleForReading.fileDescriptor
    (context.write, context.writeError) = ({ output += $0 }, { error += $0 })
    let status = Kin.run(arguments + (isAlone ? [] : files(for: arguments)), in: context)
    return Command.Outcome(status: status, output: output, error: error)
  }

  private var usual: [String: String] {
    [
      "HOME": folder.path, "TZ": "Europe/Berlin", "TERM": "xterm", "PATH": "/usr/bin:/bin",
      "XDG_CONFIG_HOME": folder("none"), "XDG_STATE_HOME": folder("none"),
    ]
  }

  /// Starts `kin` as a program, for what only that shows.
  func program(_ arguments: String..., environment: [String: String] = [:]) throws -> Command.Outcome {
    try Command(
      [Project.programs + "/kin"] + arguments + files(for: arguments),
      environment: usual.merging(environment) { $1 }
    ).run()
  }

  /// Starts `kin` in a terminal of 80 columns, where `typed` is typed; gives what the screen shows, line by line.
  func typing(_ typed: String, _ arguments: [String], environment: [String: String] = [:]) throws -> [String]
  {
    let words = ([Project.programs + "/kin"] + arguments + files(for: arguments)).map { "'\($0)'" }
    let ran = try Command(
      ["script", "-qec", "stty cols 80; \(words.joined(separator: " "))", "/dev/null"],
      environment: usual.merging(["NO_COLOR": "1"]) { $1 }.merging(environment) { $1 }, input: typed
    ).run()
    return ran.output.split(whereSeparator: \.isNewline).map(String.init)
  }

  /// The config as it is now.
  var text: String { get throws { try TextFile.read(config) } }

  /// Where the files lie, for the commands that ask.
  private func files(for arguments: [String]) -> [String] {
    switch arguments.first {
    case "when", "--version", "--help", "help", "service", "completions": []
    case "config" where arguments.count < 2 || arguments[1] == "schema": []
    default: arguments.contains("--help") ? [] : ["--config", config, "--state", state]
    }
  }

  /// Appends events as the daemon does.
  func remember(_ events: Event...) throws {
    folder.makeFolder("state")
    try HistoryStore(folder: state, now: at("2026-11-01T12:00")).append(events)
  }

  /// Rituals come under care on a wall time of Berlin, with the schedules that the config has.
  func adopt(_ rituals: String..., at time: String) throws {
    let bytes = try readBounded(path: config, limit: 1 << 20)
    let household = try #require(RitualFile.read(bytes, file: config, zones: nil).household)
    for id in rituals {
      let ritual = try #require(household.rituals.first { $0.id == id })
      let schedule = RitualFile.fingerprint(of: ritual).text
      try remember(Event(at: at(time), ritual: id, fact: .adopted(schedule: schedule)))
    }
  }
}

/// An instant by the wall clock of Berlin.
func at(_ local: String) throws -> Instant {
  systemZone("Europe/Berlin").instant(of: try #require(CivilDateTime(local)))
}

/// A fact about an occurrence, at a wall time of Berlin.
func event(_ occurrence: String, _ time: String, _ fact: Event.Fact) throws -> Event {
  Event(at: try at(time), occurrence: try #require(OccurrenceID(occurrence)), fact: fact)
}

/// The answer that it took place, given at a wall time.
func done(_ local: String) throws -> Event.Fact { .done(on: try #require(CivilDateTime(local))) }

extension Command.Outcome {
  /// Standard output as JSON.
  var json: JSONValue { get throws { try JSONDocument(parsing: output).root } }

  /// Standard output, line by line, without the spaces around each.
  var lines: [String] { output.split(separator: "\n").map { $0.trimmed } }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
