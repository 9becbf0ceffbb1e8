import CivilTime
import Rituals

/// The day's budget: beyond it, what is due comes quietly, and leads and nudges wait.
extension Plan {
  /// Holds leads and nudges that the day has no room for, and lowers the urgency of what is due; returns what waits.
  ///
  /// What waits comes with the next day's first reminder, at the latest in its morning. What is critical never waits, and
  /// what the user asked for just now does not count.
  ///
  /// - Parameter free: when a reminder could come first, were it not for the budget.
  mutating func keep(
    within budget: Int, chronicle: Chronicle, circumstances: Circumstances, now: Instant,
    free: (Reminder) -> Instant
  ) -> ([Hold], BudgetWaits) {
    let zone = circumstances.zone
    let today = zone.local(at: now).date
    var room = budget - chronicle.deliveries(on: today, zone: zone)
    var kept: [Reminder] = []
    var optional: [Reminder] = []
    var waited: [Reminder] = []
    var isFirst = false
    // Several that come late come as one, and count as one.
    var takesPartOf: Set<[Channel]> = []
    func take(_ reminder: Reminder) {
      kept.append(reminder)
      guard reminder.id.kind.countsForTheDay else { return }
      isFirst = true
      if reminder.mayBeGathered, reminder.reason.delay != nil {
        guard takesPartOf.insert(reminder.via).inserted else { return }
      }
      room -= 1
    }
    for reminder in deliver {
      if reminder.mayWait {
        let day = zone.local(at: free(reminder)).date
        if chronicle.wasFull(from: day, before: today, budget: budget, zone: zone) {
          waited.append(reminder)
        } else {
          optional.append(reminder)
        }
        continue
      }
      var reminder = reminder
      if room <= 0, reminder.id.kind.countsForTheDay, reminder.urgency != .critical {
        reminder.urgency = .low
      }
      take(reminder)
    }
    var waits: [Hold] = []
    var kinds: BudgetWaits = []
    func wait(_ reminder: Reminder, until morning: Instant) {
      let delay = Delay.budget(perDay: budget, since: reminder.reason.delay?.since ?? now)
      waits.append(Hold(id: reminder.id, delay: delay, until: morning))
    }
    for reminder in optional {
      if room > 0 {
        take(reminder)
      } else {
        kinds.insert(.room)
        wait(reminder, until: circumstances.morning(after: now))
      }
    }
    for reminder in waited {
      let morning = circumstances.morning(after: startOf(today, zone))
      guard isFirst || now >= morning else {
        kinds.insert(.first)
        wait(reminder, until: morning)
        continue
      }
      var reminder = reminder
      reminder.reason.delay = .budget(perDay: budget, since: reminder.reason.delay?.since ?? now)
      take(reminder)
    }
    deliver = kept
    hold += waits
    return (waits, kinds)
  }

  private func startOf(_ day: CivilDate, _ zone: Zone) -> Instant {
    zone.instant(of: CivilDateTime(day, .midnight)).advanced(bySeconds: -1)
  }
}

/// What reminders wait for that a day has no room for.
struct BudgetWaits: OptionSet {
  let rawValue: UInt8
  /// A day with room.
  static let room = BudgetWaits(rawValue: 1)
  /// The first reminder of a day, or its morning.
  static let first = BudgetWaits(rawValue: 2)
}

extension Reminder {
  /// True for what can wait for a day with room for it.
  fileprivate var mayWait: Bool {
    guard urgency != .critical else { return false }
    switch id.kind {
    case .lead, .handoff, .nudge: return true
    case .due, .moved, .snooze, .asked, .digest: return false
    }
  }
}
