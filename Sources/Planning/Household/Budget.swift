import CivilTime
import Rituals

/// What a day bears: over its number, what is due comes quietly, and what may wait does.
extension Plan {
  /// Holds leads and nudges that the day has no room for, and lowers the urgency of what is due; returns what waits.
  ///
  /// What waits comes with the next day's first reminder, at the latest in its morning. What is critical passes, and what
  /// the user asked for just now does not count.
  mutating func keep(
    within budget: Int, chronicle: Chronicle, circumstances: Circumstances, now: Instant
  ) -> [Hold] {
    let zone = circumstances.zone
    let today = zone.local(at: now).date
    var room = budget - chronicle.given(on: today, zone: zone)
    var kept: [Reminder] = []
    var optional: [Reminder] = []
    // Several that come late come as one, and count as one.
    var takesPartOf: Set<[String]> = []
    func take(_ reminder: Reminder) {
      guard reminder.id.kind.countsForTheDay else { return }
      if reminder.mayBeGathered, reminder.reason.delay != nil {
        guard takesPartOf.insert(reminder.via).inserted else { return }
      }
      room -= 1
    }
    for reminder in give {
      if reminder.mayWait {
        optional.append(reminder)
        continue
      }
      var reminder = reminder
      let hasRoom = room > 0
      take(reminder)
      if !hasRoom, reminder.id.kind.countsForTheDay, reminder.urgency != .critical { reminder.urgency = .low }
      kept.append(reminder)
    }
    let isFirst = kept.contains { $0.id.kind.countsForTheDay }
    var waits: [Hold] = []
    for reminder in optional {
      let wanted = reminder.reason.delay?.since ?? now
      let day = zone.local(at: wanted).date
      let waited = day < today && chronicle.given(on: day, zone: zone) >= budget
      let morning = circumstances.morning(after: waited ? startOf(today, zone) : now)
      if waited, isFirst || now >= morning {
        var reminder = reminder
        reminder.reason.delay = .budget(perDay: budget, since: wanted)
        kept.append(reminder)
        take(reminder)
      } else if !waited, room > 0 {
        kept.append(reminder)
        take(reminder)
      } else {
        waits.append(
          Hold(reminder.id, .budget(perDay: budget, since: wanted), until: morning))
      }
    }
    give = kept
    hold += waits
    return waits
  }

  private func startOf(_ day: CivilDate, _ zone: Zone) -> Instant {
    zone.instant(of: CivilDateTime(day, .midnight)).advanced(bySeconds: -1)
  }
}

extension Reminder {
  /// True for what asks for nothing at once: it waits for a day with room for it.
  fileprivate var mayWait: Bool {
    guard urgency != .critical else { return false }
    switch id.kind {
    case .lead, .nudge: return true
    case .due, .moved, .snooze, .asked, .digest: return false
    }
  }
}
