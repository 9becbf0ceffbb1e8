import CivilTime
import Planning
import Recurrence
import Rituals
import Wording

extension Situation {
  /// The ritual of an id; suggests one near it otherwise.
  func ritual(_ id: String) throws -> ScheduledRitual {
    if let found = kept.first(where: { $0.ritual.id == id }) { return found }
    throw Failure.noRitual(id, among: kept.map(\.ritual.id))
  }

  /// The same of one that stands among the config's rituals, so that it can be changed there.
  func writtenRitual(_ id: String) throws -> ScheduledRitual {
    let found = try ritual(id)
    guard let person = found.ritual.birthdayOf else { return found }
    throw Failure(
      "\(DisplayText.line(found.ritual.title)) comes from the \"birthday\" of \"\(person)\" in \(places.config); "
        + "\"birthdays\" says when it is reminded of, and a ritual of your own named \"\(id)\" takes its place"
    )
  }

  /// The occurrence that is named whole, as in `coffee-ana@2026-12-05T10:00`. A time that the ritual never comes at is
  /// a slip of the pen, unless the history knows it.
  func occurrence(_ id: OccurrenceID) throws -> Upcoming {
    let kept = try ritual(id.ritual)
    let ledger = ledger(kept)
    let slot = kept.slot(at: id.start)
    let found = occurrence(of: kept, id.start)
    if ledger[id.start].isCurrent || ledger[id.start].isMovedAhead { return found }
    if ledger.answeredAhead.contains(id.start) || kept.schedule.isCadence { return found }
    let next = kept.schedule.next(after: slot.instant.advanced(bySeconds: -1))
    if next?.local == id.start { return found }
    if let settled = ledger.settledThrough, id.start <= settled, ledger.known(id.start) != nil {
      return found
    }
    let near = next.map { "; the next one after it is \(OccurrenceID(ritual: id.ritual, start: $0.local))" }
    throw Failure("\(id.ritual) does not come at \(id.start.shortDescription)" + (near ?? ""))
  }

  /// The open occurrence of a ritual, else its next.
  func openOrNext(_ kept: ScheduledRitual) throws -> Upcoming {
    if let open = ledger(kept).open { return occurrence(of: kept, open) }
    if let next = coming([kept]).first { return next }
    throw Failure(
      kept.ritual.isPaused
        ? "\(kept.ritual.id) is paused (\"paused\" in the config), and none of it is open"
        : "nothing of \(kept.ritual.id) is open or to come")
  }

  /// The one that is named whole, else the ritual's open one, else its next.
  func namedOrNearest(_ text: String) throws -> Upcoming {
    if let id = OccurrenceID(text) { return try occurrence(id) }
    return try openOrNext(ritual(text))
  }
}
