import CivilTime
import Recurrence
import Rituals

/// What is ahead: the leads of what comes next, and the next instant.
extension RitualContext {
  /// How many occurrences ahead leads are looked for.
  private static let horizon = 64

  /// Gives, holds or folds the leads that are due and finds the next instant, over as many occurrences as leads reach.
  ///
  /// - Parameters:
  ///   - begun: the latest occurrence whose time has come in this very plan.
  ///   - first: the first occurrence that is not settled.
  func planAhead(begun: Occasion?, first: Slot?, into plan: inout Plan) {
    let leads = ritual.remind.filter { $0 != .atStart }
    for occasion in moved where occasion.slot.instant > now {
      plan.comes(occurrence(occasion.start), at: occasion.slot.instant)
      if !leads.isEmpty { planLeads(leads, of: occasion, into: &plan) }
    }
    let reach = leads.map(\.reach).max() ?? 0
    let from = schedule.isCadence ? begun?.slot.local ?? last : nil
    var cursor = max(floor, now)
    if let begun { cursor = max(cursor, begun.slot.instant) }
    var known = begun == nil ? first : nil
    for _ in 0..<RitualContext.horizon {
      guard let slot = known ?? next(after: cursor, last: from) else { return }
      known = nil
      plan.comes(occurrence(slot.local), at: slot.instant)
      if !leads.isEmpty { planLeads(leads, of: Occasion(slot), into: &plan) }
      // No lead of a later occurrence comes before what is known by now.
      guard reach > 0, slot.instant.seconds - reach <= (plan.wakeAt ?? now).seconds, !schedule.isCadence
      else { return }
      cursor = slot.instant
    }
  }

  private func planLeads(_ leads: [ReminderTime], of occasion: Occasion, into plan: inout Plan) {
    let given = ledger.leads[occasion.start] ?? []
    let known = knownSince(occasion)
    let since = ledger.adoptedAt ?? now
    var due: [(instant: Instant, time: ReminderTime)] = []
    for time in leads {
      let instant = time.instant(for: occasion.slot, zone: schedule.zone)
      // Names are made where there is something to compare them with.
      guard instant < occasion.slot.instant, instant > known,
        given.isEmpty || !given.contains(occasion.lead(time))
      else { continue }
      let (free, heldBy) = release(instant, isAhead: true)
      guard free > now else {
        if free > since { due.append((instant, time)) }
        continue
      }
      // One that would come after the start makes room for it there.
      guard free < occasion.slot.instant else { continue }
      plan.wake(at: free)
      if instant <= now, free > since, let heldBy {
        let delay = Delay.quiet(person: heldBy.person, since: instant)
        plan.hold.append(Hold(id(occasion.lead(time), of: occasion), delay, until: free))
      }
    }
    due.sort { $0.instant < $1.instant }
    guard let nearest = due.popLast() else { return }
    plan.fold += due.map { Fold(id(occasion.lead($0.time), of: occasion), .nearerOne) }
    let kind = occasion.lead(nearest.time)
    let delay = delay(since: nearest.instant, isAhead: true)
    if let hold = hold(kind, of: occasion, since: nearest.instant, isAhead: true) {
      guard hold.until < occasion.slot.instant else {
        plan.fold.append(Fold(id(kind, of: occasion), .startsFirst))
        return
      }
      plan.hold.append(hold)
      plan.wake(at: hold.until)
    } else if delay != nil, plan.givesUnasked {
      // After a long absence one reminder of a ritual is enough.
      plan.fold.append(Fold(id(kind, of: occasion), .otherOneGiven))
    } else {
      plan.give.append(reminder(kind, of: occasion, .ahead(nearest.time), delay: delay))
    }
  }
}
