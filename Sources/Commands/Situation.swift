import ArgumentParser
import CivilTime
import Clock
import Files
import Glibc
import History
import Planning
import Recurrence
import RitualFile
import Rituals

/// Where the files lie: options of every command that reads them.
struct FileOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The config file.", valueName: "file"), completion: .file())
  var config: String?

  @Option(name: .long, help: ArgumentHelp("The folder of the history.", valueName: "folder"), completion: .directory)
  var state: String?

  var configPath: String { config ?? StandardPaths().configuration + "/kinkeeper/config.json" }
  var statePath: String { state ?? StandardPaths().state + "/kinkeeper" }
}

/// The options of a command that reads and shows.
struct ReadingOptions: ParsableArguments {
  @OptionGroup var files: FileOptions

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("Look from this time on instead of now: 2026-12-05T10:00, or with Z or an offset.", valueName: "time"))
  var at: String?
}

/// A command could not do what was asked: what, and what to do. Ends with exit code 1.
struct Failure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The zones of this machine, as the config's reader asks for them.
struct ZonesOnDisk: ZoneDirectory {
  let zones: SystemZones

  func contains(_ identifier: String) -> Bool { zones.contains(identifier) }
  var identifiers: [String] { zones.identifiers }
}

/// What most commands begin with: the config, the zones, the history, and the time.
struct Situation {
  let household: Household
  let kept: [Kept]
  let ledgers: [String: Ledger]
  /// Nil where there is no history yet.
  let store: HistoryStore?
  let now: Instant
  /// The zone that times without one are read and shown in.
  let zone: Zone
  let files: FileOptions

  /// Reads everything; a broken config is told on standard error and ends with exit code 78.
  static func read(_ files: FileOptions, at: String? = nil) throws -> Situation {
    let zones = SystemZones()
    let path = files.configPath
    let bytes = try readConfig(path)
    let reading = RitualFile.read(bytes, file: path, zones: ZonesOnDisk(zones: zones))
    guard let household = reading.household else {
      printMessage(
        DiagnosticRenderer(usesColour: Terminal(STDERR_FILENO).usesColour).render(reading.diagnostics, source: bytes)
          .trimmedEnd)
      throw ExitCode(78)
    }
    let zone = try household.timeZone.map { try zones.zone($0) } ?? zones.systemZone().zone
    let kept = try household.rituals.map { Kept($0, zone: try $0.timeZone.map { try zones.zone($0) } ?? zone) }
    let store = try HistoryStore(reading: files.statePath)
    return Situation(
      household: household, kept: kept, ledgers: try store?.fold().ledgers ?? [:], store: store,
      now: try at.map { try instant($0, zone: zone) } ?? WallClock.now(), zone: zone, files: files)
  }

  /// The bytes of a config, or a failure that says what to do.
  static func readConfig(_ path: String) throws -> [UInt8] {
    do {
      return try readBounded(path: path, limit: configLimit)
    } catch {
      guard access(path, F_OK) == 0 else {
        throw Failure("there is no config at \(path); `kin service install` puts one there, or name one with --config")
      }
      throw Failure("\(error)")
    }
  }

  /// The largest config that is read, in bytes: 1 MiB, or what `KINKEEPER_CONFIG_LIMIT` says.
  static var configLimit: Int {
    environmentValue("KINKEEPER_CONFIG_LIMIT").flatMap { Int($0) } ?? 1 << 20
  }

  /// The ritual of an id; a wrong one gets a "did you mean".
  func ritual(_ id: String) throws -> Kept {
    if let found = kept.first(where: { $0.ritual.id == id }) { return found }
    let near = EditDistance.closest(to: id, among: kept.map(\.ritual.id))
    throw Failure(
      "there is no ritual \"\(id)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? "; `kin` lists those there are"))
  }

  func ledger(_ kept: Kept) -> Ledger { ledgers[kept.ritual.id] ?? Ledger() }

  /// Appends an event over a connection of its own, which is closed at once: its end is what the daemon notices. The
  /// folder is made if there is none yet. Returns the event's number.
  @discardableResult
  func append(_ event: Event) throws -> Int {
    if store == nil { try PrivateFolder.make(files.statePath, home: StandardPaths().home) }
    return try HistoryStore(folder: files.statePath, now: now).append([event])
  }
}

/// Reads an instant, or a wall time in a zone.
func instant(_ text: String, zone: Zone) throws -> Instant {
  if let instant = Instant(text) { return instant }
  if let local = CivilDateTime(text) { return zone.instant(of: local) }
  if let date = CivilDate(text) { return zone.instant(of: CivilDateTime(date, .midnight)) }
  throw ValidationError("\"\(text)\" is no time; write 2026-12-05T10:00, or 2026-12-05T09:00:00Z")
}

extension String {
  /// The same without line feeds at its end.
  var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
