import CivilTime
import Files
import Glibc
import JSONText
import RitualFile
import Rituals
import Zones

/// The config as it lies on disk, and what its reader made of it.
struct ConfigFile {
  let path: String
  let bytes: [UInt8]
  let reading: RitualFile.Reading
  var context: Context

  /// Reads a config. Errors in it are no failure here, a file that cannot be read is.
  static func read(_ path: String, in context: Context) throws -> ConfigFile {
    let bytes: [UInt8]
    do {
      bytes = try readBounded(path: path, limit: sizeLimit(context.environment))
    } catch {
      guard !isMissing(path) else {
        throw Failure(
          "there is no config at \(path); `kin service install` puts one there, `kin init` makes one of your own, "
            + "or name one with --config")
      }
      throw Failure("\(error)")
    }
    return ConfigFile(path: path, bytes: bytes, in: context)
  }

  /// The config for a command that doesn't change it: where it has errors or can't be read, the last good one, with a
  /// warning.
  static func usable(at places: Places, in context: Context) throws -> ConfigFile {
    places.mendInterruptedWrite(in: context)
    let found = Result { try read(places.config, in: context) }
    let wrong: String
    switch found {
    case .success(let config) where config.reading.household != nil: return config
    case .success(let config): wrong = "\(config.path) has \(config.errors)"
    case .failure(let failure): wrong = "\(failure)"
    }
    guard let lastGood = lastGood(at: places, in: context) else { return try found.get() }
    if isMissing(places.config) {
      let way = lastGood.wayBack(to: places.config).map { "; \($0)" } ?? ""
      context.warn("there is no config at \(places.config), so the last good one is used\(way)")
    } else {
      context.warn("\(wrong), so the last good one is used; see kin config check")
    }
    return lastGood
  }

  /// The command that makes this last good config the config again; nil where a copy wouldn't do.
  private func wayBack(to config: String) -> String? {
    let isFree = faccessat(AT_FDCWD, config, F_OK, AT_SYMLINK_NOFOLLOW) != 0
    guard isFree, access(folderPath(of: absolutePath(config)), W_OK) == 0 else { return nil }
    return "cp \(path.quotedForShell) \(config.quotedForShell) brings it back"
  }

  /// Why a command must not begin a new config in place of a missing one: the new one would replace the last good version,
  /// which is kept. Nil where none is kept.
  static func missing(at places: Places, in context: Context) -> Failure? {
    guard isMissing(places.config), let kept = lastGood(at: places, in: context) else { return nil }
    let way = kept.wayBack(to: places.config).map { "; \($0)," } ?? ";"
    return Failure(
      "there is no config at \(places.config), but the last good one is kept in \(kept.path)\(way) "
        + "kin init begins a new one")
  }

  /// True where a path leads to nothing; false where nobody can know.
  static func isMissing(_ path: String) -> Bool {
    access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }

  /// What was kept for when the config is wrong or missing; nil where there is none.
  static func lastGood(at places: Places, in context: Context) -> ConfigFile? {
    guard let path = places.lastGood, let config = try? read(path, in: context),
      config.reading.household != nil
    else { return nil }
    return config
  }

  /// Keeps a good config beside the history, as the daemon does, for the day on which it has errors; where there is no
  /// such folder yet, or others could have written the config, nothing is kept. Best effort.
  func keepAsLastGood(at places: Places) {
    guard path == places.config, reading.household != nil, let lastGood = places.lastGood,
      access(places.state, W_OK) == 0,
      (try? readBounded(path: lastGood, limit: ConfigFile.sizeLimit(context.environment))) != bytes,
      distrust == nil
    else { return }
    try? writeAtomically(path: lastGood, bytes: bytes)
  }

  var errorCount: Int { reading.diagnostics.count { $0.severity == .error } }

  /// `an error`, `2 errors`.
  var errors: String { errorCount == 1 ? "an error" : "\(errorCount) errors" }

  init(path: String, bytes: [UInt8], in context: Context) {
    self.path = path
    self.bytes = bytes
    self.context = context
    reading = RitualFile.read(bytes, file: path, zones: ZonesOnDisk(zones: context.zones))
  }

  /// The zone of rituals that don't name one.
  func zone() throws -> Zone {
    try household().timeZone.map { try context.zones.zone($0) } ?? context.zoneOfMachine()
  }

  /// Why the daemon would not read it, though its text is good: others could have commands run through its hooks.
  var distrust: String? {
    do {
      _ = try readBounded(path: path, limit: ConfigFile.sizeLimit(context.environment), trust: .ownerOnly)
      return nil
    } catch { return "the daemon \(error)" }
  }

  /// What it says. If it has errors, they are thrown.
  func household() throws -> Household {
    guard let household = reading.household else { throw BadConfig(diagnostics: diagnostics) }
    return household
  }

  /// All diagnostics for standard error, in the style of compilers.
  var diagnostics: String { text(of: reading.diagnostics, for: context.errorTerminal) }

  func text(of diagnostics: [Diagnostic], for terminal: Terminal) -> String {
    let renderer = DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width ?? 100)
    return terminal.folded(renderer.render(diagnostics, source: bytes).trimmedEnd)
  }

  /// Everything that `kin config check` reports, in the order of the file: the errors; or in a good config the doubtful
  /// schedules, the times that meet a person's night or quiet hours within a year, and the hooks that can't start here.
  ///
  /// - Parameter chosen: looks only at the rituals with these ids; nil means at everything.
  func findings(of places: Places, rituals chosen: Set<String>? = nil) throws -> [Diagnostic] {
    guard let household = reading.household else { return reading.diagnostics }
    func zoneNamed(_ name: String) -> Zone? { try? context.zones.zone(name) }
    let zone = try zone()
    let found =
      RitualFile.scheduleWarnings(
        of: household, in: bytes, file: path, after: context.now(), zone: zone, zoneNamed: zoneNamed,
        rituals: chosen)
      + RitualFile.quietWarnings(
        of: household, in: bytes, file: path, after: context.now(), zone: zone, zoneNamed: zoneNamed,
        rituals: chosen)
      + (chosen == nil ? hookWarnings(of: places) : [])
    return (reading.diagnostics + found).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The lines, counted from 1, on which a ritual's keys stand, by the key's name.
  func lines(ofRitual id: String) -> [String: Int] {
    guard let root = try? JSONDocument(parsing: bytes, limits: RitualFile.limits).root,
      let ritual = root["rituals"]?.elements.first(where: { $0["id"]?.string == id })
    else { return [:] }
    var finder = JSONPlaceFinder(bytes)
    var lines: [String: Int] = [:]
    for member in ritual.members { lines[member.name] = finder.place(of: member.key.range.lowerBound).line }
    return lines
  }

  /// The same of a birthday that nobody wrote as a ritual: what says when it comes, and when it is reminded of.
  func lines(ofBirthday person: String) -> [String: Int] {
    let parts = [
      "when": ["people", person, "birthday"], "remind": ["birthdays", "remind"], "via": ["birthdays", "via"],
    ]
    return parts.compactMapValues { line(of: $0) }
  }

  /// The line, counted from 1, of a part of the config, by the names of the objects' members and the
  /// numbers of lists' elements that lead to it; nil if there is none.
  func line(of path: [String]) -> Int? {
    guard var value = try? JSONDocument(parsing: bytes, limits: RitualFile.limits).root else { return nil }
    var offset: Int?
    for step in path {
      if let member = value.members.first(where: { $0.name == step }) {
        offset = member.key.range.lowerBound
        value = member.value
      } else if let element = Int(step).flatMap({ value[$0] }) {
        value = element
        offset = element.range.lowerBound
      } else {
        return nil
      }
    }
    return offset.map { JSONPlace(offset: $0, in: bytes).line }
  }

  /// The largest config that is read, in bytes: 1 MiB, or what `KINKEEPER_CONFIG_LIMIT` says.
  static func sizeLimit(_ environment: (String) -> String?) -> Int {
    environment("KINKEEPER_CONFIG_LIMIT").flatMap { Int($0) } ?? 1 << 20
  }
}

/// The zones of this machine, as the config's reader asks for them.
struct ZonesOnDisk: ZoneDirectory {
  let zones: SystemZones

  func contains(_ identifier: String) -> Bool { zones.contains(identifier) }
  var identifiers: [String] { zones.identifiers }
}
