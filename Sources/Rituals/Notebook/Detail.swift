import CivilTime

/// A detail of somebody's life that is worth asking about: `starts the new job in May`.
public struct Detail: Hashable, Sendable {
  /// The number of the line that noted it.
  package var entry: Int
  /// The number people call it by: 1 for the first that was ever noted, and so on.
  package var name: Int
  package var person: String
  package var text: String
  package var since: Instant
  /// When it was last brought back; nil where it never was.
  package internal(set) var broughtBackAt: Instant?
  /// With which occurrence it was last brought back.
  package internal(set) var broughtBackWith: OccurrenceID?
  /// When it was marked as done; nil while it is open.
  package internal(set) var doneAt: Instant?

  /// Whether it is still to be asked about.
  package var isOpen: Bool { doneAt == nil }
}

/// The open detail that a reminder brings back: of the people it is with, the oldest that was never brought back, else the
/// one that was brought back longest ago; nil where there is none.
///
/// All reminders of one occurrence bring back the same one, while it is open.
package func detailToAsk(_ details: [Detail], with people: [String], for occurrence: OccurrenceID?) -> Detail?
{
  let open = details.filter { $0.isOpen && people.contains($0.person) }
  if let occurrence, let same = open.first(where: { $0.broughtBackWith == occurrence }) { return same }
  func order(_ detail: Detail) -> (Int64, Int64, Int) {
    (detail.broughtBackAt?.seconds ?? .min, detail.since.seconds, detail.name)
  }
  return open.min { order($0) < order($1) }
}
