import CivilTime
import Clock
import Files
import Glibc
import Rituals
import Wording
import Zones

/// The world around a command: the clock, the zones, the environment, and the streams.
///
/// A command reads and writes nothing of the process but through this, so that a test can run it within its own.
package struct Context {
  package var now: () -> Instant = WallClock.now
  package var zones = SystemZones()
  /// A variable of the environment, nil if it isn't set.
  package var environment: (String) -> String? = environmentValue
  /// How standard output shows text.
  package var terminal = Terminal(STDOUT_FILENO, environmentValue)
  /// How standard error shows text.
  package var errorTerminal = Terminal(STDERR_FILENO, environmentValue)
  /// Whether somebody types the answers and reads the questions.
  package var isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  /// Where answers are read from.
  package var input = STDIN_FILENO
  /// Whether the user's services go on without a login; nil where nobody knows.
  package var lingers: () -> Bool? = { Lingering.isOn() }
  /// Writes to standard output.
  package var write: (String) -> Void = { text in
    // If the reader of a pipe goes away, SIGPIPE ends the program quietly.
    guard let fault = Context.write(text, to: STDOUT_FILENO) else { return }
    _ = Context.write("kin: cannot write to standard output: \(fault)\n", to: STDERR_FILENO)
    exit(EXIT_FAILURE)
  }
  /// Takes what may stay until the program ends; to free it piece by piece before would only take time.
  package var keep: (Any) -> Void = { _ in }
  /// Writes to standard error.
  package var writeError: (String) -> Void = { _ = Context.write($0, to: STDERR_FILENO) }

  /// The context of this process.
  package init() {}

  /// Writes everything; what the system said if it can't.
  private static func write(_ text: String, to descriptor: Int32) -> String? {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(cString: strerror(errno)) }
      left = left.dropFirst(count)
    }
    return nil
  }

  /// Where the user's files are.
  var paths: StandardPaths { StandardPaths(variable: environment) }

  /// Questions and answers; what has been read ahead of them stays with one conversation.
  func conversation() -> Conversation { Conversation(self) }

  /// Prints a line, for a command that goes on afterwards: the others return a report.
  func print(_ line: String = "") { print([line]) }

  /// Prints lines, those that are wider than the terminal in several.
  func print(_ lines: [String]) {
    if !lines.isEmpty { write(lines.map(terminal.folded).joined(separator: "\n") + "\n") }
  }

  /// Prints what a command returned.
  func print(_ report: Report) {
    if let data = report.data {
      data(write)
      write("\n")
    } else {
      print(report.lines)
    }
    for message in report.messages { warn(message) }
  }

  /// Writes a message to standard error.
  func warn(_ message: String) { writeError(errorTerminal.folded("kin: \(message)") + "\n") }

  /// The machine's zone. If it can't be read, warns, and takes UTC.
  func zoneOfMachine() -> Zone {
    let (zone, fault) = zones.systemZone()
    if let fault { warn("times are in UTC, since the machine's zone cannot be read: \(fault)") }
    return zone
  }

  /// Reads an instant, a wall time in a zone, or a moment to come.
  func instant(_ text: String, zone: Zone) throws -> Instant {
    if let instant = Instant(text) { return instant }
    if let local = CivilDateTime(text) { return zone.instant(of: local) }
    if let date = CivilDate(text) { return zone.instant(of: CivilDateTime(date, .midnight)) }
    let now = now()
    if let moment = try? Moment(parsing: text, today: zone.local(at: now).date),
      let instant = moment.instant(from: now, zone: zone)
    {
      return instant
    }
    throw WrongUsage(
      "\"\(DisplayText.line(text))\" isn't a time; write 2026-12-05T10:00, 2026-12-05T09:00:00Z, or \"saturday 10:00\""
    )
  }

  /// Reads words of the command line; if they aren't understood, shows a caret under the first wrong one. `forms` says
  /// what to write where nothing is near.
  func reading<Value>(
    _ text: String, forms: String = "", _ read: (String) throws(TextFault) -> Value
  ) throws -> Value {
    do throws(TextFault) {
      return try read(text)
    } catch { throw WrongUsage(error, forms: forms, in: text, errorTerminal) }
  }

  /// A day as the config says it, `2026-12-24` or `2026-12-24T18:00`, of one as people say it: `saturday`,
  /// `24 december`. If it isn't understood, shows a caret under the word.
  func dayText(_ words: String, from now: Instant, zone: Zone) throws -> String {
    if CivilDate(words) != nil || CivilDateTime(words) != nil { return words }
    let moment = try reading(words) { text throws(TextFault) in
      try Moment(parsing: text, today: zone.local(at: now).date)
    }
    // To the end of the day, so that today is one too.
    let end = TimeOfDay(secondOfDay: 86_399)
    guard case .on(_, let time) = moment, let instant = moment.instant(from: now, zone: zone, usual: end)
    else {
      throw WrongUsage(
        "\"\(DisplayText.line(words))\" isn't a day to come; write 2026-12-24, saturday or 24 december")
    }
    let date = zone.local(at: instant).date
    return time.map { CivilDateTime(date, $0).shortDescription } ?? date.description
  }
}
