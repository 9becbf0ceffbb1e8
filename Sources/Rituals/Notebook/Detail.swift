import CivilTime

/// A detail of somebody's life that is worth asking about: `starts the new job in May`.
public struct Detail: Equatable, Sendable {
  /// The number of the line that noted it.
  package var entry: Int
  /// The number that the commands know it by: 1 for the first detail ever noted, and so on.
  package var name: Int
  package var person: String
  package var text: String
  package var since: Instant
  package internal(set) var broughtBackAt: Instant?
  package internal(set) var broughtBackWith: OccurrenceID?
  package internal(set) var doneAt: Instant?

  package var isOpen: Bool { doneAt == nil }
}

/// The open detail of some people that a reminder brings back: the oldest that was never brought back, else the one that
/// was brought back longest ago. All reminders of one occurrence bring back the same one, while it is open.
package func detailToAsk(_ details: [Detail], with people: [String], for occurrence: OccurrenceID?) -> Detail?
{
  let open = details.filter { $0.isOpen && people.contains($0.person) }
  if let occurrence, let same = open.first(where: { $0.broughtBackWith == occurrence }) { return same }
  func order(_ detail: Detail) -> (Int64, Int64, Int) {
    (detail.broughtBackAt?.seconds ?? .min, detail.since.seconds, detail.name)
  }
  return open.min { order($0) < order($1) }
}
