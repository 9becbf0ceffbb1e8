import ArgumentParser
import Clock
import Files
import Glibc
import History
import JSONText
import RitualFile
import Rituals

/// A change of the config on its way: the file as it was read, the text as it will be, and the check between them.
///
/// Nothing is written that would make the config bad, and nothing over what another hand has written meanwhile.
struct ConfigChange {
  let files: FileOptions
  let path: String
  /// What the file held when it was read; nil where there is none yet.
  let before: [UInt8]?
  let zones = SystemZones()
  var text: JSONEditing

  /// Begins with the config that is there, which must be good; where there is none, with a text to start from.
  init(_ files: FileOptions, orStartingWith start: String? = nil) throws {
    self.files = files
    path = files.configPath
    if let start, access(path, F_OK) != 0 {
      before = nil
      text = try JSONEditing(Array(start.utf8), limits: RitualFile.limits)
    } else {
      let file = try ConfigFile.read(path, zones: zones)
      _ = try file.household()
      before = file.bytes
      text = try JSONEditing(file.bytes, limits: RitualFile.limits)
    }
  }

  /// A config with nothing in it.
  static let emptyConfig = """
    {
      "$schema": "config.schema.json",
      "people": {},
      "rituals": []
    }

    """

  var isNew: Bool { before == nil }
  var isChanged: Bool { text.bytes != before }

  /// Where a ritual stands in the text.
  func path(ofRitual id: String) -> JSONPath? {
    text[["rituals"]]?.elements.enumerated().first { $0.element["id"]?.string == id }
      .map { ["rituals", .element($0.offset)] }
  }

  /// Gives a ritual's key a value, in the place where the manual lists the key; nil takes it out.
  mutating func set(_ key: String, of ritual: JSONPath, to value: JSON?) throws {
    let path = ritual.member(key)
    if let value {
      try text.set(value, at: path, after: ConfigChange.keys(before: key))
    } else if text[path] != nil {
      try text.remove(at: path)
    }
  }

  /// The keys of a ritual, as the manual lists them.
  static let ritualKeys = RitualFile.sections.first { $0.name == "ritual" }?.keys.map(\.name) ?? []

  /// Those that the manual lists before another.
  static func keys(before key: String) -> [String] { Array(ritualKeys.prefix { $0 != key }) }

  /// The config as it will be. Where the change would make it bad, its mistakes are told and the command ends.
  func checked() throws -> ConfigFile {
    let bytes = text.bytes
    let reading = RitualFile.read(bytes, file: path, zones: ZonesOnDisk(zones: zones))
    let file = ConfigFile(path: path, bytes: bytes, reading: reading)
    guard reading.household != nil else {
      printMessage("kin: nothing was written, since the config would then have a mistake:")
      printMessage(file.diagnostics(for: Terminal(STDERR_FILENO)))
      throw ExitCode(EX_USAGE)
    }
    return file
  }

  /// What there is to know once the change is made.
  func situation() throws -> Situation {
    try Situation(
      checked(), zones: zones, store: HistoryStore(reading: files.statePath), files: files, at: nil)
  }

  /// Writes it. A new config gets its folder, and its schema beside it.
  func save() throws {
    _ = try checked()
    if isNew { try makeSurroundings() }
    do throws(FileFault) {
      try replaceFile(path: path, read: before, with: text.bytes)
    } catch {
      throw Failure("\(error)")
    }
  }

  private func makeSurroundings() throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    try InstalledFile.makeFolder(folder, mode: 0o700)
    let schema = InstalledFile(path: folder + "/config.schema.json")
    if !schema.exists { _ = try schema.put(Array(ConfigSchema.text.utf8), mode: 0o600) }
  }

  /// What changes, line by line.
  func difference(_ terminal: Terminal) -> [String] {
    LineDifference(
      from: String(decoding: before ?? [], as: UTF8.self), to: String(decoding: text.bytes, as: UTF8.self)
    ).lines(terminal)
  }
}
