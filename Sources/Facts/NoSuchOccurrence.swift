import Planning
import Rituals

/// A time at which a ritual has no occurrence: a typing error, most likely.
public struct NoSuchOccurrence: Error, Equatable {
  /// The name that was given.
  public var occurrence: OccurrenceID
  /// The first occurrence after it; nil if there is none.
  public var next: OccurrenceID?

  /// What is wrong, and what may have been meant.
  public var sentence: String {
    "\(occurrence.ritual) does not come at \(occurrence.start.shortDescription)"
      + (next.map { "; the next one after it is \($0)" } ?? "")
  }
}

extension ScheduledRitual {
  /// Checks that the ritual has an occurrence of that name, now or in its history.
  public func check(_ occurrence: OccurrenceID, _ ledger: Ledger) throws(NoSuchOccurrence) {
    guard !comes(at: occurrence.start, ledger) else { return }
    throw NoSuchOccurrence(
      occurrence: occurrence,
      next: nearest(to: occurrence.start).map { OccurrenceID(ritual: ritual.id, start: $0.local) })
  }
}
