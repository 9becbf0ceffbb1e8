import Files
import Glibc
import JSONText
import RitualFile
import Rituals

/// A change that leaves the config good: only such a change is written, and only over the file that was read.
struct CheckedChange {
  let change: ConfigChange
  let after: ConfigFile

  func situation() throws -> Situation { try Situation(after, places: change.places) }

  /// What `kin config check` warns of in the rituals that change, and what it didn't warn of before; in the words of
  /// diagnostics, none where there is nothing.
  func warnings() throws -> [Diagnostic] {
    let changed = changedRituals
    let chosen = changesRitualsAlone ? Set(changed.keys) : nil
    let old = Set(try change.before.findings(of: change.places, rituals: chosen).map(\.text))
    return try after.findings(of: change.places, rituals: chosen).filter { finding in
      changed.values.contains { $0.contains(finding.range.lowerBound) } || !old.contains(finding.text)
    }
  }

  /// Prints the warnings on standard error. False if somebody who can be asked then doesn't want it.
  func isWanted(_ conversation: Conversation?) throws -> Bool {
    guard try printWarnings() else { return true }
    return conversation.map { $0.confirm("Write it all the same?") == true } ?? true
  }

  /// Prints the warnings on standard error. False if there are none.
  @discardableResult func printWarnings() throws -> Bool {
    let warnings = try warnings()
    guard !warnings.isEmpty else { return false }
    change.context.writeError(after.text(of: warnings, for: change.context.errorTerminal) + "\n")
    return true
  }

  /// True where nothing changed that rituals depend on, so that there is nothing new to warn of in those that stay.
  private var changesRitualsAlone: Bool {
    guard var old = change.before.reading.household, var new = after.reading.household else { return false }
    (old.rituals, new.rituals) = ([], [])
    // The rituals that stay can't name a person who is new.
    new.people = new.people.filter { old.people[$0.key] != nil }
    return old == new
  }

  /// The bytes of the rituals that are new or were changed, by their ids.
  private var changedRituals: [String: Range<Int>] {
    let before = change.before.reading.household?.rituals ?? []
    let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let document = try? JSONDocument(parsing: after.bytes, limits: RitualFile.limits)
    let places = document?.root["rituals"]?.elements.map(\.range) ?? []
    let changed = zip(after.reading.household?.rituals ?? [], places).filter { known[$0.0.id] != $0.0 }
    return Dictionary(changed.map { ($0.0.id, $0.1) }) { first, _ in first }
  }

  /// Writes it. A new config gets its folder, and its schema beside it.
  func save() throws {
    if change.isNew { try makeSurroundings() }
    try replaceFile(
      path: after.path, read: change.isNew ? nil : change.before.bytes, with: after.bytes,
      inPlace: change.places.inPlace(change.context))
  }

  private func makeSurroundings() throws {
    guard let slash = after.path.lastIndex(of: "/"), slash != after.path.startIndex else { return }
    let folder = String(after.path[..<slash])
    try InstalledFile.makeFolder(folder, mode: 0o700)
    let schema = InstalledFile(path: folder + "/config.schema.json")
    // Only editors miss it; where nothing can be written, the config says why.
    if !schema.exists { _ = try? schema.put(Array(ConfigSchema.text.utf8), mode: 0o600) }
  }
}
