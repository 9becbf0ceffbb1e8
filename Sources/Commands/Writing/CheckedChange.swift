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
    let chosen = concerned
    let old = Set(try change.before.findings(of: change.places, rituals: chosen).map(\.text))
    let changed = changedRituals
    return try after.findings(of: change.places, rituals: chosen).filter { finding in
      changed.contains { $0.contains(finding.range.lowerBound) } || !old.contains(finding.text)
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

  /// The ids of the rituals of which there may be anything new to warn: those that are new or were changed; nil where
  /// something else changed that others depend on.
  private var concerned: Set<String>? {
    guard var old = change.before.reading.household, var new = after.reading.household else { return nil }
    let known = Dictionary(old.rituals.map { ($0.id, $0) }) { first, _ in first }
    let changed = new.rituals.filter { known[$0.id] != $0 }.map(\.id)
    (old.rituals, new.rituals) = ([], [])
    // Nobody depends on somebody who is new.
    new.people = new.people.filter { old.people[$0.key] != nil }
    return old == new ? Set(changed) : nil
  }

  /// The bytes of the rituals that are new or were changed.
  private var changedRituals: [Range<Int>] {
    let before = change.before.reading.household?.rituals ?? []
    let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let document = try? JSONDocument(parsing: after.bytes, limits: RitualFile.limits)
    return zip(after.reading.household?.rituals ?? [], document?.root["rituals"]?.elements.map(\.range) ?? [])
      .filter { known[$0.0.id] != $0.0 }.map(\.1)
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
