import JSONText
import Rituals
import Wording

/// The config file: from its bytes to a household, or to everything that is wrong with it.
public enum RitualFile {
  /// The result of reading a config.
  public struct Reading: Sendable {
    /// What the file says; nil exactly if a diagnostic is an error.
    public let household: Household?
    /// In the order of the file.
    public let diagnostics: [Diagnostic]
  }

  /// At most 64 levels, and places that fit in 32 bits; whoever opens a file decides how large it may be.
  public static let limits = JSONLimits(depth: 64, bytes: Int(UInt32.max))

  /// The name of the last config without errors, which the daemon keeps in its state folder.
  public static let lastGoodName = "config.last-good.json"

  /// The most diagnostics to report; a last one then says how many more there are.
  public static let mostDiagnostics = 1000

  /// Reads a config and reports everything that is wrong with it.
  ///
  /// - Parameters:
  ///   - file: the name of the file in diagnostics.
  ///   - zones: the time zones there are; without them any name passes.
  public static func read(_ bytes: [UInt8], file: String, zones: (any ZoneDirectory)?) -> Reading {
    let document: JSONDocument
    do throws(JSONFault) {
      document = try JSONDocument(parsing: bytes, limits: limits)
    } catch { return readBroken(bytes, file: file, zones: zones) }
    let (read, decoding) = decode(document, zones: zones)
    let isGood = decoding.reported.allSatisfy { $0.fault.severity != .error }
    let diagnostics = diagnostics(decoding.reported, file: file, bytes: bytes)
    return Reading(household: isGood ? read : nil, diagnostics: diagnostics)
  }

  private static func decode(_ document: JSONDocument, zones: (any ZoneDirectory)?) -> (Household, Decoding) {
    var decoding = Decoding(document.root, zones: zones)
    var household = Household()
    household.birthdays = decoding.birthdays
    if document.root.kind == .object {
      _ = householdSection.read(document.root, &decoding, into: &household)
    } else {
      household = decoding.refuse(document.root, wanted: "an object with \"rituals\"") ?? household
    }
    for duplicate in document.duplicateKeys { decoding.report(.syntax(duplicate), at: duplicate.range) }
    return (household, decoding)
  }

  /// Reports everything that is wrong with a file that isn't JSON: each slip that can be skipped, and what is wrong with
  /// the rest. There is no household, however clear the meaning: nobody should live by a guess.
  private static func readBroken(_ bytes: [UInt8], file: String, zones: (any ZoneDirectory)?) -> Reading {
    let recovery = JSONRecovery(bytes, limits: limits)
    var faults = RitualFile.faults(recovery.faults)
    if let document = recovery.document {
      // Whoever is named may exist where the names are lost.
      let named: [ConfigFault.Name: String] = [.person: "people", .channel: "hooks", .deck: "decks"]
      let lost = named.filter {
        document.root[$0.value].map { recovery.isUnreadable(at: $0.range.lowerBound) } ?? false
      }
      faults += decode(document, zones: zones).1.reported.filter { fault, range in
        if case .unknown(let kind, _, _) = fault, lost[kind] != nil { return false }
        return !recovery.isUnreadable(at: range.lowerBound)
      }
    }
    return Reading(household: nil, diagnostics: diagnostics(faults, file: file, bytes: bytes))
  }

  /// Every kind of object in the config, the file itself first: the contents of the man page.
  public static var sections: [ConfigSection] {
    [
      householdSection.facts, personSection.facts, hookSection.facts, deckSection.facts,
      birthdaysSection.facts, ritualSection.facts, ruleSection.facts, turnsSection.facts, nudgeSection.facts,
      seasonSection.facts, missedSection.facts, quietHoursSection.facts, absenceSection.facts,
      budgetSection.facts,
    ]
  }
}
