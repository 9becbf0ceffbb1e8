import CivilTime
import Files
import Glibc
import JSONText
import RitualFile
import Rituals

/// A change of the config: the file as it was read, and the text as it will be.
struct ConfigChange {
  private(set) var context: Context
  let places: Places
  /// The config before the change; if there is no file yet, the text to start from.
  private(set) var before: ConfigFile
  let isNew: Bool
  var text: JSONEditing
  /// Everybody in the config, and whom the change adds.
  var people: [String: Person]

  /// Whether a command may begin a config where there is none.
  enum Beginning {
    case never, ifNoneIsKept
    /// Also where the last good one is kept.
    case always
  }

  /// Starts with the config that is there, which must be good; if there is none and it may begin one, with an empty one.
  init(_ files: FileOptions, in context: Context, begins: Beginning = .never) throws {
    self.context = context
    places = context.places(files)
    places.mendInterruptedWrite(in: context)
    if begins != .always, let failure = ConfigFile.missing(at: places, in: context) { throw failure }
    isNew = begins != .never && ConfigFile.isMissing(places.config)
    before =
      isNew
      ? ConfigFile(path: places.config, bytes: Array(ConfigChange.emptyConfig.utf8), in: context)
      : try ConfigFile.read(places.config, in: context)
    people = try before.household().people
    text = try JSONEditing(before.bytes, limits: RitualFile.limits)
  }

  /// Starts with a good config that was read.
  init(_ config: ConfigFile, at places: Places) throws {
    (context, self.places, before, isNew) = (config.context, places, config, false)
    people = try config.household().people
    text = try JSONEditing(config.bytes, limits: RitualFile.limits)
  }

  private static let emptyConfig = """
    {
      "$schema": "config.schema.json",
      "people": {},
      "rituals": []
    }

    """

  /// Fails where the config can't be written, before anybody is asked for what would be lost then.
  func checkWritable() throws { try Files.checkWritable(path) }

  /// Has an instant stand for now.
  mutating func setClock(to instant: Instant) {
    context.now = { instant }
    before.context = context
  }

  var path: String { before.path }
  var isChanged: Bool { isNew || text.bytes != before.bytes }

  func path(ofRitual id: String) -> JSONPath? {
    text[["rituals"]]?.elements.enumerated().first { $0.element[RitualKey.id.rawValue]?.string == id }
      .map { ["rituals", .element($0.offset)] }
  }

  /// Gives a ritual's key a value, in the manual's order of keys; nil deletes the key.
  mutating func set(_ key: RitualKey, of ritual: JSONPath, to value: JSON?) throws {
    let path = ritual.member(key.rawValue)
    if let value {
      try text.set(value, at: path, after: key.before)
    } else if text[path] != nil {
      try text.remove(at: path)
    }
  }

  /// The config as it will be. If the change would make it bad, reports why and ends the command.
  func checked() throws -> CheckedChange {
    let after = ConfigFile(path: path, bytes: text.bytes, in: context)
    guard after.reading.household != nil else {
      throw WrongUsage(
        "nothing was written, since the config would then have an error:\n\(after.diagnostics)")
    }
    return CheckedChange(change: self, after: after)
  }

  /// The situation before the change.
  func situation() throws -> Situation { try Situation(before, places: places) }

  var difference: [String] {
    let old = isNew ? "" : String(decoding: before.bytes, as: UTF8.self)
    return lineDifference(from: old, to: String(decoding: text.bytes, as: UTF8.self), context.terminal)
  }
}
