import CivilTime
import Recurrence
import Rituals

/// Plans one ritual, as if it were alone; `Planner` adds the budget and digests. What it decides, in this order: adoption ·
/// what the user asked for · what is due · a snooze that has run out · leads of what comes next · a nudge · the next
/// instant.
///
/// - Parameter plan: takes what is to be done; asks for nothing yet.
func planRitual(
  _ kept: ScheduledRitual, ledger: consuming Ledger, circumstances: Circumstances, now: Instant,
  into plan: inout Plan
) {
  let isNew = ledger.adoptedAt == nil
  if adoptsAnew(kept, ledger, now: now) {
    plan.adopt.append(.init(ritual: kept.ritual.id, schedule: kept.fingerprint.text))
    ledger.adopt(kept.fingerprint.mark, at: now)
  }
  let context = RitualContext(kept: kept, ledger: ledger, circumstances: circumstances, now: now)
  if !context.ledger.asked.isEmpty {
    for (number, start) in context.ledger.asked.sorted(by: { $0.key < $1.key }) {
      plan.deliver.append(context.reminder(.asked(number), of: context.occasion(asked: start), .asked))
    }
  }
  guard !kept.ritual.isPaused else { return }

  let first = context.next(after: context.floor, last: context.last)
  let begun = context.planDue(first: first, isNew: isNew, into: &plan)
  if begun == nil { context.planSnooze(into: &plan) }
  context.planAhead(begun: begun, first: first, into: &plan)
  if begun == nil, !context.planEnd(into: &plan) { context.planNudge(into: &plan) }
}

/// True where the ritual is new, its schedule has changed, or the clock stood far ahead when it was last looked at.
func adoptsAnew(_ kept: ScheduledRitual, _ ledger: Ledger, now: Instant) -> Bool {
  guard let adoptedAt = ledger.adoptedAt, adoptedAt <= now else { return true }
  if let settled = ledger.settledThrough, settled.localSeconds > now.seconds + Ledger.aheadOfClock {
    return true
  }
  return ledger.schedule != kept.fingerprint.mark
}

extension RitualContext {
  // MARK: What is due

  /// Delivers, holds, begins or lapses the occurrences whose time has come; returns the latest of them.
  ///
  /// - Parameters:
  ///   - first: the first occurrence that is not settled.
  ///   - isNew: whether no daemon has looked after the ritual before.
  fileprivate func planDue(first: Slot?, isNew: Bool, into plan: inout Plan) -> Occasion? {
    for state in ledger.states where state.phase == .passed {
      plan.lapse.append(Lapse(occurrence: occurrence(state.start), reason: .nextOneDue))
    }
    var due = moved.filter { $0.slot.instant <= now }
    // What was moved before a daemon came is over where a later one has come since.
    if isNew, !due.isEmpty, ritual.missed != .all,
      let came = schedule.previous(before: now.advanced(bySeconds: 1))
    {
      let over = due.filter { $0.slot.instant < came.instant && $0.start != came.local }
      plan.lapse += over.map { Lapse(occurrence: occurrence($0.start), reason: .laterOneDue) }
      due.removeAll { over.contains($0) }
    }
    for occasion in held {
      if occasion.slot.instant <= now {
        due.append(occasion)
      } else {
        // The clock was set back since. When its time comes again, what is open passes.
        plan.wake(at: occasion.slot.instant)
      }
    }
    if let first, first.instant <= now {
      let floor = floor
      let latest = latestDue(after: floor, first: first)
      due += missed(between: floor, and: latest).map { Occasion($0) }
      due.append(Occasion(latest))
    }
    guard !due.isEmpty else { return nil }
    due.sort { ($0.slot.instant, $0.start) < ($1.slot.instant, $1.start) }
    guard let latest = due.last else { return nil }
    if let open = ledger.current, let occasion = current, !open.isHeld {
      if occasion.slot.instant <= latest.slot.instant {
        plan.lapse.append(Lapse(occurrence: occurrence(open.start), reason: .nextOneDue))
      } else if ritual.missed != .all {
        // One that was moved here behind the one that is open.
        plan.lapse += due.map { Lapse(occurrence: occurrence($0.start), reason: .laterOneDue) }
        for occasion in due { supersedeLeads(of: occasion, into: &plan) }
        return latest
      }
    }

    for occasion in due {
      let end = tooLate(occasion)
      if let reason = lapses(occasion, latest: latest, end: end) {
        plan.lapse.append(Lapse(occurrence: occurrence(occasion.start), reason: reason))
      } else if beginsInSilence(occasion) {
        plan.begin.append(occurrence(occasion.start))
      } else {
        // After an edit what waits may come too late before the quiet ends.
        if let end { plan.wake(at: end.from) }
        let cause: Cause =
          occasion.moved == 0
          ? .starts(when: ritual.whenText, isStretched: isStretched(occasion)) : .moved(from: occasion.start)
        remind(occasion.kind, of: occasion, since: occasion.slot.instant, cause, into: &plan)
      }
      supersedeLeads(of: occasion, into: &plan)
    }
    return latest
  }

  /// Why an occurrence whose time has come passes; nil where it is delivered or begins.
  private func lapses(_ occasion: Occasion, latest: Occasion, end: End?) -> LapseReason? {
    if let end, end.from <= now { return .tooLate(end.within) }
    guard ritual.missed != .all else { return nil }
    return occasion != latest ? .laterOneDue : nil
  }

  /// From when on an occurrence comes too late, and the span in which it may still come.
  private typealias End = (from: Instant, within: Span?)

  /// When an occurrence comes too late; nil where it never does.
  private func tooLate(_ occasion: Occasion) -> End? {
    // What waits is not late before the quiet ends that it came into.
    let came = max(occasion.slot.instant, ledger[occasion.start].heldSince ?? .distantPast)
    let free = release(came).instant
    let late = free.advanced(bySeconds: RitualContext.lateAfter)
    if ritual.missed == .none { return (late, nil) }
    guard let within = ritual.missedWithin else { return nil }
    let end = schedule.zone.instant(of: schedule.zone.local(at: free).advanced(by: within))
    return (max(late, end.advanced(bySeconds: 1)), within)
  }

  /// True for the start of a ritual that asks for no reminder at its start, unless it would be missed altogether.
  private func beginsInSilence(_ occasion: Occasion) -> Bool {
    guard !ritual.remind.contains(.atStart), !ledger[occasion.start].isHeld else { return false }
    let isLate = now.seconds - occasion.slot.instant.seconds >= RitualContext.lateAfter
    return !isLate || ritual.remind.isEmpty || !ledger[occasion.start].leads.isEmpty
  }

  /// Supersedes the leads that never came, since the occurrence has started.
  private func supersedeLeads(of occasion: Occasion, into plan: inout Plan) {
    guard !ledger[occasion.start].isHeld else { return }
    for (instant, lead) in pendingLeads(of: occasion) where instant > ledger.adoptedAt ?? now {
      supersede(lead.kind(of: occasion), of: occasion, .startsFirst, in: &plan)
    }
  }

  // MARK: Snoozes and nudges

  fileprivate func planSnooze(into plan: inout Plan) {
    for state in ledger.states {
      guard let until = state.snoozedUntil else { continue }
      remind(
        .snooze(state.snoozes), of: occasion(asked: state.start), since: until, .snoozed(until: until),
        into: &plan)
    }
  }

  /// Lapses what has been open for as long as its ritual lets it; true where it did.
  fileprivate func planEnd(into plan: inout Plan) -> Bool {
    guard let openFor = ritual.openFor, let current, let state = ledger.current, state.isOpen else {
      return false
    }
    // What was snoozed comes back first.
    guard state.snoozedUntil == nil else { return false }
    let end = schedule.zone.instant(of: current.slot.local.advanced(by: openFor))
    guard end <= now else {
      plan.wake(at: end)
      return false
    }
    plan.lapse.append(Lapse(occurrence: occurrence(current.start), reason: .openLongEnough(openFor)))
    return true
  }

  fileprivate func planNudge(into plan: inout Plan) {
    guard let nudge = ritual.nudge, let open = ledger.current, !open.isHeld, open.nudges < nudge.times,
      open.snoozedUntil == nil, let lastReminder = open.lastReminder, let occasion = current
    else { return }
    // An edit restarts the pause, since an edit alone delivers nothing.
    let base = max(lastReminder, ledger.adoptedAt ?? now)
    let zone = schedule.zone
    var wanted = base.advanced(bySeconds: Int64(nudge.every.seconds))
    if nudge.every.days != 0 || nudge.every.months != 0 {
      wanted = zone.instant(of: zone.local(at: base).advanced(by: nudge.every))
    }
    // Nothing is asked twice of somebody who feels stretched, nor at the very stroke of its end.
    if let stretch = circumstances.stretch, stretch.contains(wanted) {
      wanted = max(wanted, circumstances.morning(after: stretch.until))
    }
    remind(
      .nudge(open.nudges + 1), of: occasion, since: wanted, .nudge(nudge, number: open.nudges + 1),
      yields: plan.deliversUnasked, into: &plan)
  }

  // MARK: Delivering, now or later

  /// Delivers a reminder that is wanted at an instant, holds it while it is quiet, or wakes when it may come.
  ///
  /// - Parameters:
  ///   - yields: whether it passes where it could be delivered now, since its ritual delivers another one.
  ///   - start: what it must come before; it passes if the quiet lasts until then.
  func remind(
    _ kind: ReminderKind, of occasion: Occasion, since wanted: Instant, _ cause: Cause, isAhead: Bool = false,
    yields: Bool = false, before start: Instant = .distantFuture, into plan: inout Plan
  ) {
    if wanted > now {
      plan.wake(at: release(wanted, isAhead: isAhead).instant)
    } else if let hold = hold(kind, of: occasion, since: wanted, isAhead: isAhead) {
      guard hold.until < start else { return supersede(kind, of: occasion, .startsFirst, in: &plan) }
      plan.hold.append(hold)
      plan.wake(at: hold.until)
    } else if yields {
      supersede(kind, of: occasion, .otherOneDelivered, in: &plan)
    } else {
      let delay = delay(since: wanted, isAhead: isAhead)
      plan.deliver.append(reminder(kind, of: occasion, cause, delay: delay))
    }
  }

  func supersede(
    _ kind: ReminderKind, of occasion: Occasion, _ reason: SupersedeReason, in plan: inout Plan
  ) {
    plan.supersede.append(Supersession(id: id(kind, of: occasion), reason: reason))
  }
}

extension Plan {
  /// True where it delivers a reminder that nobody asked for just now.
  var deliversUnasked: Bool { deliver.contains { $0.id.kind.countsForTheDay } }
}
