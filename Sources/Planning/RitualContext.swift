import CivilTime
import Recurrence
import Rituals

/// One ritual at one instant: the questions that planning asks of it.
struct RitualContext {
  /// From how many seconds on a reminder is told as late.
  static let lateAfter: Int64 = 60
  /// How many occurrences ahead leads are looked for, and how many missed ones are told one by one.
  static let horizon = 64
  static let toldOneByOne = 366

  let kept: Kept
  let ledger: Ledger
  let people: [String: Person]
  let now: Instant

  var ritual: Ritual { kept.ritual }
  var schedule: Schedule { kept.schedule }

  /// All up to this instant is settled. It is read from the wall time under the zone's present rules, so that a change
  /// of zone neither repeats nor drops an occurrence.
  var floor: Instant {
    let adopted = ledger.adoptedAt ?? now
    guard let settled = ledger.settledThrough else { return adopted }
    return max(adopted, schedule.zone.instant(of: settled))
  }

  /// What a cadence counts from: the last answer, or the last one due where nobody answered.
  var last: CivilDateTime? {
    guard schedule.isCadence else { return nil }
    guard let answered = ledger.lastTime else { return ledger.settledThrough }
    return max(answered, ledger.settledThrough ?? answered)
  }

  /// What the last time was counted from itself, where nobody answered it; nil where it is an answer.
  private func anchor(of last: CivilDateTime?) -> CivilDateTime? {
    guard schedule.isCadence, let last, ledger.lastTime != last else { return nil }
    return ledger.lastTime ?? last
  }

  /// The next occurrence after an instant that is neither settled nor answered.
  func next(after instant: Instant, last: CivilDateTime?) -> Slot? {
    var after = instant
    let anchor = anchor(of: last)
    while let slot = schedule.next(after: after, last: last, anchor: anchor) {
      if !isSettled(slot) { return slot }
      after = slot.instant
    }
    return nil
  }

  /// The latest occurrence that has fallen due and is not settled.
  func latestDue(after floor: Instant) -> Slot? {
    guard let first = next(after: floor, last: last), first.instant <= now else { return nil }
    let latest = schedule.latest(through: now, after: floor, last: last, anchor: anchor(of: last))
    guard let latest, !isSettled(latest) else { return first }
    return latest
  }

  private func isSettled(_ slot: Slot) -> Bool {
    if let settled = ledger.settledThrough, slot.local <= settled { return true }
    return ledger.answered.contains(slot.local)
  }

  /// Tells the occurrences before the latest one as lapsed; the latest of them where they are very many.
  func lapse(between floor: Instant, and latest: Slot, into plan: inout Plan) {
    guard !schedule.isCadence else { return }
    var missed: [CivilDateTime] = []
    var cursor = floor
    while let slot = next(after: cursor, last: nil), slot.instant < latest.instant {
      missed.append(slot.local)
      cursor = slot.instant
      if missed.count >= 2 * RitualContext.toldOneByOne { missed.removeFirst(RitualContext.toldOneByOne) }
    }
    for start in missed.suffix(RitualContext.toldOneByOne) {
      plan.lapse.append(Lapse(occurrence(start), .laterOneDue))
    }
  }

  /// Gives or folds the leads that are due and finds the next instant, over as many occurrences as leads reach.
  func planAhead(after instant: Instant, into plan: inout Plan) {
    let leads = ritual.remind.filter { $0 != .atStart }
    let reach = leads.map(\.reach).max() ?? 0
    let last = plan.give.last { $0.id.occurrence.ritual == ritual.id && $0.id.kind == .due }
    let from = schedule.isCadence ? last?.due.local ?? self.last : nil
    var cursor = instant
    for _ in 0..<RitualContext.horizon {
      guard let slot = next(after: cursor, last: from) else { return }
      plan.comes(occurrence(slot.local), at: slot.instant)
      if !leads.isEmpty { planLeads(leads, of: slot, into: &plan) }
      // Leads of later occurrences come after the leads of this one, and those are known by now.
      guard slot.instant.seconds - reach <= now.seconds, !schedule.isCadence else { return }
      cursor = slot.instant
    }
  }

  private func planLeads(_ leads: [ReminderTime], of slot: Slot, into plan: inout Plan) {
    let given = ledger.leads[slot.local] ?? []
    var due: [(instant: Instant, time: ReminderTime)] = []
    for time in leads {
      let instant = time.instant(for: slot, zone: schedule.zone)
      guard instant < slot.instant, !given.contains(.lead(time.name)) else { continue }
      if instant > now {
        plan.wake(at: instant)
      } else if instant > (ledger.adoptedAt ?? now) {
        due.append((instant, time))
      }
    }
    due.sort { $0.instant < $1.instant }
    guard let nearest = due.popLast() else { return }
    let id = occurrence(slot.local)
    plan.fold += due.map { ReminderID(id, .lead($0.time.name)) }
    plan.give.append(reminder(.lead(nearest.time.name), slot, .ahead(nearest.time)))
  }

  func occurrence(_ start: CivilDateTime) -> OccurrenceID { OccurrenceID(ritual: ritual.id, start: start) }

  /// The occurrence that `kin remind` means: the one named, else the open one, else the next.
  func slot(asked start: CivilDateTime?) -> Slot? {
    if let start = start ?? ledger.open {
      return Slot(local: start, instant: schedule.zone.instant(of: start))
    }
    return next(after: max(floor, now), last: last)
      ?? Slot(local: schedule.zone.local(at: now), instant: now)
  }

  func reminder(_ kind: ReminderKind, _ slot: Slot, _ reason: Reason) -> Reminder {
    let turn = kept.turn(at: slot, ledger: ledger, people: people, now: now)
    var reminder = Reminder(
      id: ReminderID(occurrence(slot.local), kind), due: slot, zone: schedule.zone.identifier,
      title: ritual.shownTitle, with: [], turn: turn, roles: [], place: nil, urgency: ritual.urgency,
      via: ritual.via, reason: reason)
    // Who, where and what of a private ritual is for `kin` alone.
    guard !ritual.isPrivate else { return reminder }
    reminder.with = ritual.with.map { people[$0]?.name ?? $0 }
    reminder.roles = (turn?.holders ?? []).map { holder in
      RoleHolder(role: holder.role, person: holder.person.map { people[$0]?.name ?? $0 })
    }
    reminder.place = ritual.place
    return reminder
  }
}

extension ReminderTime {
  /// At most how many seconds before the start it comes.
  var reach: Int64 {
    switch self {
    case .atStart: 0
    case .before(let span):
      Int64(span.months) * 31 * 86_400 + Int64(span.days + 1) * 86_400 + Int64(span.seconds)
    case .daysBefore(let days, _): Int64(days + 2) * 86_400
    }
  }
}
