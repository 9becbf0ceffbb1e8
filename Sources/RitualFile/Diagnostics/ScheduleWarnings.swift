import CivilTime
import JSONText
import Rituals
import Wording

extension RitualFile {
  /// Warnings about a good config: exceptions on days on which nothing comes, extra days that come anyway or never, and
  /// reminders, nudges and durations that don't fit between two times. Each is at its value.
  ///
  /// - Parameters:
  ///   - bytes: the file that the household was read from; `file` is its name.
  ///   - now: what lies behind does no harm.
  ///   - zone: the user's zone.
  ///   - zoneNamed: the zone of a name that the config uses.
  ///   - rituals: the ids of those that are looked at; nil means all.
  public static func scheduleWarnings(
    of household: Household, in bytes: [UInt8], file: String, after now: Instant, zone: Zone,
    zoneNamed: (String) -> Zone?, rituals chosen: Set<String>? = nil
  ) -> [Diagnostic] {
    var found: [(ritual: Int, ScheduleOutlook.Found)] = []
    for (index, ritual) in household.rituals.enumerated() where chosen?.contains(ritual.id) ?? true {
      let zone = ritual.timeZone.flatMap(zoneNamed) ?? zone
      found += ScheduleOutlook(ritual, zone: zone, now: now)?.doubts.map { (index, $0) } ?? []
    }
    guard !found.isEmpty, let document = try? JSONDocument(parsing: bytes, limits: limits),
      let rituals = document.root["rituals"].map({ Array($0.elements) })
    else { return [] }
    return diagnostics(
      found.compactMap { index, found in
        guard index < rituals.count else { return nil }
        // Only what is written in the ritual itself: a default may suit the other rituals.
        return rituals[index].value(at: found.path).map { (.doubtful(found.doubt), $0.shownRange) }
      }, file: file, bytes: bytes)
  }
}

extension JSONValue {
  /// The value at a path; nil where there is none.
  fileprivate func value(at path: [ScheduleDoubt.Step]) -> JSONValue? {
    path.reduce(self) { value, step in
      switch step {
      case .key(let key): value?[key.rawValue]
      case .name(let name): value?[name]
      case .position(let position): value?[position]
      }
    }
  }
}

extension ScheduleDoubt {
  /// What is doubtful, what was probably meant, and what to do where that isn't known.
  var parts: (message: String, meant: String?, advice: String?) {
    switch self {
    case .exceptMeetsNothing(let point, let nearest):
      ("it doesn't come on \(point), so there is nothing to except", nearest.map { "\($0)" }, "remove it")
    case .alsoComesAnyway(let point): ("it comes on \(point) anyway", nil, "remove it")
    case .alsoIsTaken(let point, .season(let season)):
      (
        "it doesn't come on \(point), outside its season", nil,
        "the season is from \(season.from.words) to \(season.to.words); change it, or remove the day"
      )
    case .alsoIsTaken(let point, .until(let until)):
      ("it doesn't come on \(point), since it ends on \(until)", nil, "let it end later, or remove the day")
    case .alsoIsTaken(let point, .except):
      ("it doesn't come on \(point), which is in \"except\" too", nil, "remove it from one of the two")
    case .reminderTooEarly(let time, isCadence: false):
      ("a reminder \(time) comes before the previous time", nil, "let it come later")
    case .reminderTooEarly(let time, isCadence: true):
      ("a reminder \(time) would be before the last time, so it never comes", nil, "let it come later")
    case .nudgeTooLate(let every):
      ("the next time is due within \(every.words), so it never asks again", nil, "ask again sooner")
    case .durationTooLong(let span):
      ("the next time begins within \(span.words)", nil, "let it be shorter, or come less often")
    }
  }
}
