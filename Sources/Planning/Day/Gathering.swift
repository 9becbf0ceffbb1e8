import CivilTime
import Rituals

/// Digests: after a long sleep, a night or a full day one message instead of many.
extension Plan {
  /// How many reminders of one moment that are in time are still delivered each on its own.
  static let inTimeAtMost = 4

  /// Makes digests of the reminders that waited, where several go the same way, and of a flood of those in time.
  mutating func gather(chronicle: Chronicle, now: Instant) {
    guard deliver.count > 1 else { return }
    // Named by the moment in universal time, which comes twice only if the clock is set back.
    let moment = OccurrenceID(ritual: Digest.ritual, start: Zone.utc.local(at: now))
    let before = chronicle.digests(of: moment.start)
    var groups: [[Channel]: [Reminder]] = [:]
    for reminder in deliver where reminder.mayBeGathered {
      groups[reminder.via, default: []].append(reminder)
    }
    var gathered: Set<ReminderID> = []
    for (via, all) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let late = all.filter { $0.reason.delay != nil }
      let members = all.count - late.count > Plan.inTimeAtMost ? all : late
      guard members.count > 1 else { continue }
      digests.append(
        Digest(
          id: ReminderID(moment, .digest(before + digests.count + 1)), members: members,
          urgency: members.contains { $0.urgency == .normal } ? .normal : .low, via: via))
      gathered.formUnion(members.map(\.id))
    }
    deliver.removeAll { gathered.contains($0.id) }
  }
}

extension Reminder {
  /// False for what must stand out: what is critical, and what the user asked for just now.
  var mayBeGathered: Bool { urgency != .critical && id.kind.countsForTheDay }
}
