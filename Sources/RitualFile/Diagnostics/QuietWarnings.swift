import CivilTime
import JSONText
import Rituals
import Wording

extension RitualFile {
  /// Warnings about a good config: rituals that fall into the night or the quiet hours of a person who takes part, and
  /// rituals whose reminders always wait for the end of the user's own. Each is at the ritual's `when` and has a remedy.
  ///
  /// - Parameters:
  ///   - bytes: the file that the household was read from; `file` is its name.
  ///   - now: the year that is looked at begins here.
  ///   - zone: the user's zone.
  ///   - zoneNamed: the zone of a name that the config uses.
  ///   - rituals: the ids of those that are looked at; nil means all.
  public static func quietWarnings(
    of household: Household, in bytes: [UInt8], file: String, after now: Instant, zone: Zone,
    zoneNamed: @escaping (String) -> Zone?, rituals chosen: Set<String>? = nil
  ) -> [Diagnostic] {
    let outlook = QuietOutlook(household: household, now: now, zone: zone, zoneNamed: zoneNamed)
    var found: [(ritual: Int, fault: ConfigFault)] = []
    for (index, ritual) in household.rituals.enumerated() where chosen?.contains(ritual.id) ?? true {
      let clock = ritual.timeZone == zone.identifier ? nil : ritual.timeZone
      let isTwo = ritual.company.count { $0 != household.me } == 1
      for conflict in outlook.conflicts(of: ritual) {
        let name = household.people.shownName(conflict.person)
        found.append((index, .disturbs(conflict, name: name, clock: clock, isTwo: isTwo)))
      }
      let waits = outlook.waits(of: ritual)
      if let end = waits.min() { found.append((index, .alwaysWaits(until: waits.count == 1 ? end : nil))) }
    }
    guard !found.isEmpty, let document = try? JSONDocument(parsing: bytes, limits: limits),
      let rituals = document.root["rituals"].map({ Array($0.elements) })
    else { return [] }
    return diagnostics(
      found.compactMap { index, fault in
        index < rituals.count ? rituals[index]["when"].map { (fault, $0.shownRange) } : nil
      }, file: file, bytes: bytes)
  }
}

extension QuietConflict {
  /// `10:00 for you, 03:00 for Ana: always within Ana's quiet hours`.
  func words(name: String) -> String {
    let name = DisplayText.line(name)
    var clocks = times.own.time.description
    if times.own != times.theirs {
      let day = times.own.date == times.theirs.date ? "" : times.theirs.date.weekday.shortName + " "
      clocks += " for you, \(day)\(times.theirs.time) for \(name)"
    }
    let hours = isOwnHours ? "within the quiet hours of \(name)" : "at night for \(name)"
    return "\(clocks): \(extent.words) \(hours)"
  }
}

extension QuietConflict.Extent {
  fileprivate var words: String {
    switch self {
    case .always: "always"
    case .between(let first, let last) where first == last: "on \(first.words)"
    case .between(let first, let last): "from \(first.words) to \(last.words)"
    case .sometimes: "at some of its times"
    }
  }
}
