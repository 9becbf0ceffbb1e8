import JSONText
import Rituals

/// The config file: from its bytes to a household, or to everything that is wrong with it.
public enum RitualFile {
  /// What came of reading a config.
  public struct Reading: Sendable {
    /// What the file says; nil exactly where a diagnostic is an error.
    public let household: Household?
    /// All there is to tell, in the order of the file.
    public let diagnostics: [Diagnostic]
  }

  /// The bounds a config is read with: 64 levels, and a size that only keeps places in 32 bits; how large a file
  /// may be is the business of whoever opens it.
  public static let limits = JSONLimits(depth: 64, bytes: Int(UInt32.max))

  /// How many diagnostics are told at most; a last one then says how many more there are.
  public static let mostDiagnostics = 1000

  /// Reads a config and tells all that is wrong with it in one go.
  ///
  /// `file` is how diagnostics name the file. `zones` are the time zones there are; without them any name passes.
  public static func read(_ bytes: [UInt8], file: String, zones: (any ZoneDirectory)?) -> Reading {
    let document: JSONDocument
    do throws(JSONFault) {
      document = try JSONDocument(parsing: bytes, limits: limits, duplicateKeys: .listed)
    } catch {
      return readBroken(bytes, file: file, zones: zones)
    }
    let (read, decoding) = decode(document, zones: zones)
    let isGood = decoding.told.allSatisfy { $0.mistake.severity != .error }
    let diagnostics = Teller(file: file, bytes: bytes).diagnostics(decoding.told)
    return Reading(household: isGood ? read : nil, diagnostics: diagnostics)
  }

  private static func decode(
    _ document: JSONDocument, zones: (any ZoneDirectory)?
  ) -> (Household, Decoding) {
    var decoding = Decoding(document.root, zones: zones)
    var household = Household()
    if document.root.kind == .object {
      householdSection.read(document.root, &decoding, into: &household)
    } else {
      decoding.tellWrongKind(document.root, wanted: "an object with \"rituals\"")
    }
    for duplicate in document.duplicateKeys { decoding.tell(.syntax(duplicate), at: duplicate.range) }
    return (household, decoding)
  }

  /// Tells all that is wrong with a file that is not JSON: every slip that can be passed over, and the mistakes of what
  /// it was meant to say. There is no household, however plain that is: nobody should live by a guess.
  private static func readBroken(
    _ bytes: [UInt8], file: String, zones: (any ZoneDirectory)?
  ) -> Reading {
    let recovery = JSONRecovery(bytes, limits: limits)
    var told = recovery.faults.map { (mistake: Mistake.syntax($0), range: $0.range) }
    if let document = recovery.document {
      let root = document.root
      // Whoever is named where the names are lost may well be there.
      let isLost = { (name: String) in
        root[name].map { recovery.isUnreadable(at: $0.range.lowerBound) } ?? false
      }
      let (people, hooks, decks) = (isLost("people"), isLost("hooks"), isLost("decks"))
      told += decode(document, zones: zones).1.told.filter { mistake, range in
        switch mistake {
        case .unknownPerson where people, .unknownChannel where hooks, .unknownDeck where decks: false
        default: !recovery.isUnreadable(at: range.lowerBound)
        }
      }
    }
    return Reading(household: nil, diagnostics: Teller(file: file, bytes: bytes).diagnostics(told))
  }

  /// Every kind of object in the config, the file itself first: what the man page is made of.
  public static var sections: [ConfigSection] {
    [
      householdSection.facts, personSection.facts, hookSection.facts, deckSection.facts,
      birthdaysSection.facts,
      ritualSection.facts, ruleSection.facts,
      turnsSection.facts, nudgeSection.facts, seasonSection.facts, missedSection.facts,
      quietHoursSection.facts, absenceSection.facts, budgetSection.facts,
    ]
  }
}

/// Turns mistakes into diagnostics: sorted, with places found in one walk through the file.
struct Teller {
  let file: String
  let bytes: [UInt8]

  func diagnostics(_ told: [(mistake: Mistake, range: Range<Int>)]) -> [Diagnostic] {
    guard !told.isEmpty else { return [] }
    var sorted = told.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
    let most = RitualFile.mostDiagnostics
    if sorted.count > most, let last = sorted.last {
      let rest = sorted.count - most
      // What stays must tell that the config is bad, if it is.
      let error = sorted.first { $0.mistake.severity == .error }
      sorted.removeSubrange(most...)
      sorted.append((.more(rest), last.range))
      if let error, !sorted.contains(where: { $0.mistake.severity == .error }) { sorted[0] = error }
    }
    var finder = JSONPlaceFinder(bytes)
    // What stands already elsewhere is told in the same order, more or less.
    var earlier = JSONPlaceFinder(bytes)
    return sorted.map { mistake, range in
      let place = finder.place(of: range.lowerBound)
      return Diagnostic(
        file: file, line: place.line, column: place.column, length: length(of: range), range: range,
        severity: mistake.severity, message: mistake.message { earlier.place(of: $0) },
        remedy: mistake.remedy)
    }
  }

  /// The scalars of a range up to the end of its line.
  private func length(of range: Range<Int>) -> Int {
    var count = 0
    for byte in bytes[range.clamped(to: bytes.indices)] {
      if byte == 0x0A { break }
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    return max(1, count)
  }
}
