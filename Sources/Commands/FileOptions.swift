import ArgumentParser
import CivilTime
import Clock
import Files
import Rituals
import Zones

/// Where the files lie: options of every command that reads them.
struct FileOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The config file.", valueName: "file"), completion: .file())
  var config: String?

  @Option(
    name: .long, help: ArgumentHelp("The folder of the history.", valueName: "folder"), completion: .directory
  )
  var state: String?

  var configPath: String { config ?? StandardPaths().configuration + "/kinkeeper/config.json" }
  var statePath: String { state ?? StandardPaths().state + "/kinkeeper" }

  /// The daemon that keeps the state folder; nil where none runs.
  var daemon: FolderLock.Holder? { FolderLock.keeper(of: statePath, program: "kinkeeperd") }
}

/// The options of a command that reads and shows.
struct ReadingOptions: ParsableArguments {
  @OptionGroup var files: FileOptions

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Look from this time on instead of now: 2026-12-05T10:00, or with Z or an offset.", valueName: "time"))
  var at: String?
}

/// A command could not do what was asked: what, and what to do. Ends with exit code 1.
struct Failure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

/// A word on the command line that says nothing here: what, and what to write. Ends with exit code 64.
struct WrongUsage: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

extension SystemZones {
  /// The zone of this machine; where it cannot be read that is told, and UTC stands for it.
  func zoneOfMachine() -> Zone {
    let (zone, fault) = systemZone()
    if let fault { printMessage("kin: times are in UTC, since the machine's zone cannot be read: \(fault)") }
    return zone
  }
}

/// Reads an instant, a wall time in a zone, or a moment to come.
func instant(_ text: String, zone: Zone) throws -> Instant {
  if let instant = Instant(text) { return instant }
  if let local = CivilDateTime(text) { return zone.instant(of: local) }
  if let date = CivilDate(text) { return zone.instant(of: CivilDateTime(date, .midnight)) }
  if let moment = try? Moment(parsing: text), let instant = moment.instant(from: WallClock.now(), zone: zone)
  {
    return instant
  }
  throw WrongUsage(
    "\"\(DisplayText.line(text))\" is no time; write 2026-12-05T10:00, 2026-12-05T09:00:00Z, or \"saturday 10:00\""
  )
}
