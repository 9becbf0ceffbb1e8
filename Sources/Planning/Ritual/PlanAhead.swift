import CivilTime
import Recurrence
import Rituals

/// A reminder ahead of an occurrence: one of the ritual's own, or one that says who takes over.
struct Lead {
  var time: ReminderTime
  var handoff: Handoff?

  /// The leads of an occurrence that was moved have names of their own.
  func kind(of occasion: Occasion) -> ReminderKind {
    let name = occasion.moved == 0 ? time.name : "\(time.name)-moved\(occasion.moved)"
    return handoff == nil ? .lead(name) : .handoff(name)
  }
}

/// What is ahead: the leads of what comes next, and the next instant.
extension RitualContext {
  /// How many occurrences ahead leads are looked for.
  private static let horizon = 64

  /// Delivers, holds or supersedes the leads that are due, and finds the next instant, over as many occurrences as leads
  /// reach.
  ///
  /// - Parameters:
  ///   - begun: the latest occurrence whose time has come in this very plan.
  ///   - first: the first occurrence that is not settled.
  func planAhead(begun: Occasion?, first: Slot?, into plan: inout Plan) {
    for occasion in moved where occasion.slot.instant > now {
      plan.comes(occurrence(occasion.start), at: occasion.slot.instant)
      planLeads(of: occasion, into: &plan)
    }
    let reach = ritual.reach
    let from = schedule.isCadence ? begun?.slot.local ?? last : nil
    var cursor = max(floor, now)
    if let begun { cursor = max(cursor, begun.slot.instant) }
    var known = begun == nil ? first : nil
    for _ in 0..<RitualContext.horizon {
      guard let slot = known ?? next(after: cursor, last: from) else { return }
      known = nil
      plan.comes(occurrence(slot.local), at: slot.instant)
      guard reach > 0 else { return }
      planLeads(of: Occasion(slot), into: &plan)
      // No lead of a later occurrence comes before what is known by now.
      guard slot.instant.seconds - reach <= (plan.wakeAt ?? now).seconds, !schedule.isCadence
      else { return }
      cursor = slot.instant
    }
  }

  /// The reminders ahead of an occurrence that its ritual asks for. A handoff is one of them where it concerns the user, or
  /// where the config names no user.
  func leads(of occasion: Occasion) -> [Lead] {
    guard ritual.reach > 0 else { return [] }
    var leads = ritual.remind.filter { $0 != .atStart }.map { Lead(time: $0) }
    if let times = ritual.turns?.handoff, !times.isEmpty, !ritual.isPrivate,
      let handoff = kept.handoff(
        at: kept.slot(at: occasion.start), taking: occasion.slot, ledger: ledger,
        people: circumstances.people, now: now),
      circumstances.me.map(handoff.concerns) ?? true
    {
      leads += times.filter { $0 != .atStart }.map { Lead(time: $0, handoff: handoff) }
    }
    return leads
  }

  /// The leads of an occurrence that were neither delivered nor superseded, and when they are due. Those that were due
  /// before anybody knew of it are left out.
  func pendingLeads(of occasion: Occasion) -> [(instant: Instant, lead: Lead)] {
    let leads = leads(of: occasion)
    guard !leads.isEmpty else { return [] }
    let known = ledger[occasion.start].leads
    let since = knownSince(occasion)
    return leads.compactMap { lead in
      let instant = lead.time.instant(for: occasion.slot, zone: schedule.zone)
      // Names are made where there is something to compare them with.
      guard instant < occasion.slot.instant, instant > since,
        known.isEmpty || known[lead.kind(of: occasion)] == nil
      else { return nil }
      return (instant, lead)
    }
  }

  private func planLeads(of occasion: Occasion, into plan: inout Plan) {
    let since = ledger.adoptedAt ?? now
    var due: [(instant: Instant, lead: Lead)] = []
    for (instant, lead) in pendingLeads(of: occasion) {
      let (free, heldBy) = release(instant, isAhead: true)
      guard free > now else {
        if free > since { due.append((instant, lead)) }
        continue
      }
      // One that would come after the start makes room for it there.
      guard free < occasion.slot.instant else { continue }
      plan.wake(at: free)
      if instant <= now, free > since, let heldBy {
        let delay = Delay.quiet(person: heldBy.person, since: instant)
        plan.hold.append(Hold(id: id(lead.kind(of: occasion), of: occasion), delay: delay, until: free))
      }
    }
    // At one moment the handoff says more.
    due.sort { ($0.instant, $0.lead.handoff == nil ? 0 : 1) < ($1.instant, $1.lead.handoff == nil ? 0 : 1) }
    guard let (instant, lead) = due.popLast() else { return }
    for (_, lead) in due { supersede(lead.kind(of: occasion), of: occasion, .nearerOne, in: &plan) }
    let cause = lead.handoff.map { Cause.handoff($0, me: circumstances.me) } ?? .ahead(lead.time)
    // After a long absence one reminder of a ritual is enough.
    remind(
      lead.kind(of: occasion), of: occasion, since: instant, cause, isAhead: true,
      yields: plan.deliversUnasked && delay(since: instant, isAhead: true) != nil,
      before: occasion.slot.instant, into: &plan)
  }
}
