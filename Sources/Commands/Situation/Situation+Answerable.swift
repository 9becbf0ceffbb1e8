import CivilTime
import Planning
import Recurrence
import Rituals
import Wording

/// Which occurrence an answer means.
extension Situation {
  /// The occurrence that is named whole, else the ritual's open one. With none open the nearest one decides, so that it
  /// makes no difference whether a daemon ran when it was due:
  ///
  /// | the nearest one | done | snooze | skip, move |
  /// |---|---|---|---|
  /// | has come, and has no answer | that one | the next | the next |
  /// | has come, longer ago than half the rhythm | only if confirmed | the next | the next |
  /// | is answered | refused: most likely said twice | refused | the next |
  /// | is still to come | that one | that one | that one |
  /// | is still to come, farther off than half the rhythm | only if confirmed | that one | that one |
  func answerable(_ text: String, by answer: Answer) throws -> Upcoming {
    let (kept, id) = try named(text)
    if let id { return try occurrence(id) }
    let ledger = ledger(kept)
    if let open = ledger.open { return occurrence(of: kept, open) }
    let next = coming([kept]).first
    let came = cameLately(kept, ledger, next: next?.slot)
    // To skip or move is as often meant of the next one once this one is answered.
    let isOfThisOne =
      switch answer {
      case .done, .snooze: true
      case .skip, .move: false
      }
    if isOfThisOne, let answered = answeredLately(kept, ledger, came, next: next?.slot) {
      throw alreadyAnswered(answered, of: kept, next: next)
    }
    if answer == .done, let came, ledger.known(came)?.answeredOn == nil {
      let found = occurrence(of: kept, came)
      try confirm(late: found, of: kept)
      return found
    }
    let found = try next ?? openOrNext(kept)
    if answer == .done { try confirm(early: found, of: kept, ledger) }
    return found
  }

  /// The start of the occurrence that has come and is nearer than the next one; nil for a cadence.
  private func cameLately(_ kept: ScheduledRitual, _ ledger: Ledger, next: Slot?) -> CivilDateTime? {
    guard !kept.ritual.isPaused, let came = latest(of: kept), !ledger[came.local].isMovedAhead
    else { return nil }
    let distance = next.map { $0.instant.seconds - now.seconds } ?? .max
    return now.seconds - came.instant.seconds < distance ? came.local : nil
  }

  /// The latest start that has come; nil for a cadence, whose past only the history knows.
  func latest(of kept: ScheduledRitual) -> Slot? {
    kept.schedule.previous(before: now.advanced(bySeconds: 1))
  }

  /// The time of the answer that a further one would most likely repeat.
  private func answeredLately(
    _ kept: ScheduledRitual, _ ledger: Ledger, _ came: CivilDateTime?, next: Slot?
  ) -> CivilDateTime? {
    if kept.schedule.isCadence {
      return ledger.lastTime.flatMap { $0.date == kept.schedule.zone.local(at: now).date ? $0 : nil }
    }
    let today = kept.schedule.zone.local(at: now)
    // Without a daemon nothing settles what has come, so old answers are still among those ahead of their time.
    let ahead = ledger.answeredAhead.filter { start in start > today && next.map { start < $0.local } ?? true
    }
    if let latest = ahead.max(), let nearest = ahead.min() {
      return came.map { isNearer($0, than: nearest, of: kept) } == true ? answered(came, ledger) : latest
    }
    return answered(came, ledger)
  }

  private func answered(_ start: CivilDateTime?, _ ledger: Ledger) -> CivilDateTime? {
    start.flatMap { ledger.known($0)?.answeredOn == nil ? nil : $0 }
  }

  private func isNearer(_ came: CivilDateTime, than ahead: CivilDateTime, of kept: ScheduledRitual) -> Bool {
    let zone = kept.schedule.zone
    return now.seconds - zone.instant(of: came).seconds < zone.instant(of: ahead).seconds - now.seconds
  }

  private func alreadyAnswered(
    _ answered: CivilDateTime, of kept: ScheduledRitual, next: Upcoming?
  ) -> Failure {
    let day = DisplayText.onDay(answered.date, seenFrom: kept.schedule.zone.local(at: now).date)
    let which = day.hasPrefix("on ") ? "the one \(day)" : "\(day)'s"
    let rest = next.map { "the next is \(when($0.slot.instant, of: $0)) (\($0.occurrence))" }
    return Failure("\(which) is already answered; \(rest ?? "nothing more of it is to come")")
  }

  /// Asks whether an occurrence was meant that is farther off than half the ritual's rhythm; where nobody can answer, it
  /// must be named.
  private func confirm(early next: Upcoming, of kept: ScheduledRitual, _ ledger: Ledger) throws {
    guard let rhythm = rhythm(before: next, of: kept, ledger),
      2 * (next.slot.instant.seconds - now.seconds) > rhythm
    else { return }
    try confirm(next, "the next is far off", of: kept)
  }

  /// The same of one that has come long ago.
  private func confirm(late came: Upcoming, of kept: ScheduledRitual) throws {
    let (schedule, instant) = (kept.schedule, came.slot.instant)
    guard let before = schedule.previous(before: instant) ?? schedule.next(after: instant),
      2 * (now.seconds - instant.seconds) > abs(instant.seconds - before.instant.seconds)
    else { return }
    try confirm(came, "the last was long ago", of: kept)
  }

  private func confirm(_ found: Upcoming, _ distance: String, of kept: ScheduledRitual) throws {
    let time = when(found.slot.instant, of: found)
    if context.isInteractive {
      let question = "Nothing is open, and \(distance): \(time). Is that one done?"
      if context.conversation().confirm(question, usual: false) == true { return }
      throw Failure("nothing was recorded")
    }
    throw Failure(
      "nothing of \(kept.ritual.id) is open, and \(distance): \(time); if you mean that one, name it: "
        + "kin done \(found.occurrence)")
  }

  /// The seconds from the time before an occurrence to it, or from it to the one after where it is the first; nil where
  /// it is the only one.
  private func rhythm(before next: Upcoming, of kept: ScheduledRitual, _ ledger: Ledger) -> Int64? {
    let (schedule, instant) = (kept.schedule, next.slot.instant)
    if schedule.isCadence {
      if let last = ledger.lastTime ?? ledger.settledThrough {
        return instant.seconds - schedule.zone.instant(of: last).seconds
      }
      let after = schedule.next(after: instant, last: next.slot.local)
      return after.map { $0.instant.seconds - instant.seconds }
    }
    if let before = schedule.previous(before: instant) { return instant.seconds - before.instant.seconds }
    return schedule.next(after: instant).map { $0.instant.seconds - instant.seconds }
  }
}
