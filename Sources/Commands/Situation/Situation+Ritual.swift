import CivilTime
import Facts
import Planning
import Recurrence
import Rituals
import Wording

extension Situation {
  /// The occurrence that is named whole, as in `coffee-ana@2026-12-05T10:00`. A time that the ritual never comes at is
  /// a slip of the pen, unless the history knows it.
  func occurrence(_ id: OccurrenceID) throws -> Upcoming {
    let kept = try ritual(id.ritual)
    do throws(NoSuchOccurrence) { try kept.check(id, ledger(kept)) } catch { throw Failure(error.sentence) }
    return occurrence(of: kept, id.start)
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
    let (kept, id) = try named(text)
    return try id.map { try occurrence($0) } ?? openOrNext(kept)
  }

  /// The same, where a daemon that ran all the time decides what is open.
  mutating func attendedOrNext(_ text: String) throws -> Upcoming {
    let kept = try named(text).ritual
    _ = attend(to: kept) { _ in false }
    return try namedOrNearest(text)
  }
}
