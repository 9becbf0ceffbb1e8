import CivilTime
import Recurrence
import Rituals

/// Plans one ritual. What it decides, in this order: care begun anew · what the user asked for · the latest
/// occurrence that has fallen due · a snooze that has run out · leads of what comes next · the next instant.
func planRitual(
  _ kept: Kept, ledger: Ledger, people: [String: Person], now: Instant, into plan: inout Plan
) {
  let ritual = kept.ritual
  let schedule = kept.schedule
  var ledger = ledger

  if adoptsAnew(kept, ledger, now: now) {
    let fingerprint = kept.fingerprint
    plan.adopt.append(.init(ritual: ritual.id, schedule: fingerprint))
    ledger.apply(Event(at: now, ritual: ritual.id, fact: .adopted(schedule: fingerprint)), number: 0)
  }
  let context = RitualContext(kept: kept, ledger: ledger, people: people, now: now)

  for (number, start) in ledger.asked.sorted(by: { $0.key < $1.key }) {
    if let slot = context.slot(asked: start) {
      plan.give.append(context.reminder(.asked(number), slot, .asked))
    }
  }
  guard !ritual.isPaused else { return }

  var floor = context.floor
  var gaveDue = false
  if let latest = context.latestDue(after: floor) {
    context.lapse(between: floor, and: latest, into: &plan)
    if let open = ledger.open, open < latest.local {
      plan.lapse.append(Lapse(context.occurrence(open), .nextOneDue))
    }
    let isLate = now.seconds - latest.instant.seconds >= RitualContext.lateAfter
    if ritual.remind.contains(.atStart) || (isLate && ledger.leads[latest.local] == nil) {
      let reason: Reason =
        isLate ? .late(when: ritual.whenText, since: latest.instant) : .starts(when: ritual.whenText)
      plan.give.append(context.reminder(.due, latest, reason))
    } else {
      plan.begin.append(context.occurrence(latest.local))
    }
    gaveDue = true
    floor = latest.instant
  }

  if !gaveDue, let snooze = ledger.snooze, let until = snooze.until {
    if until <= now {
      let slot = Slot(local: snooze.start, instant: schedule.zone.instant(of: snooze.start))
      plan.give.append(context.reminder(.snooze(snooze.count), slot, .snoozed(until: until)))
    } else {
      plan.wake(at: until)
    }
  }

  context.planAhead(after: max(floor, now), into: &plan)
}

/// True where the ritual is new, its schedule has changed, or the clock stood far ahead when it was last looked at.
private func adoptsAnew(_ kept: Kept, _ ledger: Ledger, now: Instant) -> Bool {
  guard let adoptedAt = ledger.adoptedAt, adoptedAt <= now else { return true }
  if let settled = ledger.settledThrough, settled.localSeconds > now.seconds + Ledger.aheadOfClock {
    return true
  }
  return ledger.schedule != kept.fingerprint
}
