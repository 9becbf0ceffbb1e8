import CivilTime
import Planning
import Recurrence
import Rituals
import Wording

/// Which occurrence an answer means.
extension Situation {
  /// The occurrence that is named whole, else the one that a daemon which ran all the time would have open, whether one
  /// ran or not:
  ///
  /// | | done | snooze | skip, move |
  /// |---|---|---|---|
  /// | one is open | that one | that one | that one |
  /// | else the nearest has come and is over without an answer | that one | the next | the next |
  /// | the same, longer ago than half the rhythm | only if confirmed | the next | the next |
  /// | else the nearest is answered | refused: most likely said twice | refused | the next |
  /// | else | the next | the next | the next |
  /// | the same, farther off than half the rhythm | only if confirmed | the next | the next |
  ///
  /// Where the history doesn't say whether the ritual was there when its latest time came, that time counts as open while
  /// it is nearer than the next one, and only if confirmed once it is longer ago than half the rhythm: a ritual that was
  /// written today must not answer for last week. It doesn't count where the answer would put it off beyond the next one.
  mutating func answerable(_ text: String, by answer: Answer) throws -> Upcoming {
    let (kept, id) = try named(text)
    let present = self
    var open = attend(to: kept) { came in
      id.map { $0.start == came.start } ?? present.isLatest(came, of: kept)
    }
    if let id { return try occurrence(id) }
    if let came = open, came.isAssumed, reachesNext(answer, of: kept, came.start) {
      (self, open) = (present, nil)
    }
    if let open {
      let found = occurrence(of: kept, open.start)
      if open.isAssumed { try confirm(late: found, of: kept, answer) }
      return found
    }
    let ledger = ledger(kept)
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
      try confirm(late: found, of: kept, answer)
      return found
    }
    let found = try next ?? openOrNext(kept)
    if answer == .done { try confirm(early: found, of: kept, ledger) }
    return found
  }

  /// Brings a ritual to the state in which a daemon that ran all the time would have left it, and returns what is open then.
  ///
  /// - Parameter mayAssume: whether what is open counts if nobody knows that the ritual was there when it came.
  mutating func attend(to kept: ScheduledRitual, mayAssume: (Upcoming) -> Bool)
    -> (start: CivilDateTime, isAssumed: Bool)?
  {
    let attendance = Attendance(
      to: kept, chronicle, circumstances: planner.circumstances, now: now)
    let open = kept.open(attendance.ledger, circumstances: planner.circumstances, now: now)
    guard !attendance.isAssumed || open.map(mayAssume) ?? false else { return nil }
    planner.replace(attendance.ledger, of: kept.ritual.id)
    return open.map { ($0.start, attendance.isAssumed) }
  }

  /// True where an occurrence came less long ago than the next one is ahead, which may be answered already, and none that
  /// came later is answered.
  private func isLatest(_ came: Upcoming, of kept: ScheduledRitual) -> Bool {
    if let latest = latest(of: kept), latest.instant > came.slot.instant,
      answered(latest.local, ledger(kept)) != nil
    {
      return false
    }
    let distance = kept.schedule.next(after: now).map { $0.instant.seconds - now.seconds } ?? .max
    return now.seconds - came.slot.instant.seconds < distance
  }

  /// True where an answer would put an occurrence off beyond the one after it.
  private func reachesNext(_ answer: Answer, of kept: ScheduledRitual, _ start: CivilDateTime) -> Bool {
    let id = OccurrenceID(ritual: kept.ritual.id, start: start)
    return (try? planner.reply(to: id, answer, now: now))?.clip != nil
  }

  /// The event that an open occurrence has come; nil where it isn't open, or the history has the event already.
  func beginning(of target: Upcoming) -> Event? {
    guard ledger(of: target.ritual)[target.start].isCurrent,
      !chronicle[target.ritual.id][target.start].isCurrent
    else { return nil }
    return Event(at: now, occurrence: target.occurrence, fact: .began)
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
    try confirm(next, "the next is far off", of: kept, .done)
  }

  /// The same of one that has come long ago.
  private func confirm(late came: Upcoming, of kept: ScheduledRitual, _ answer: Answer) throws {
    let (schedule, instant) = (kept.schedule, came.slot.instant)
    guard let before = schedule.previous(before: instant) ?? schedule.next(after: instant),
      2 * (now.seconds - instant.seconds) > abs(instant.seconds - before.instant.seconds)
    else { return }
    try confirm(came, "the last was long ago", of: kept, answer)
  }

  private func confirm(
    _ found: Upcoming, _ distance: String, of kept: ScheduledRitual, _ answer: Answer
  ) throws {
    let time = when(found.slot.instant, of: found)
    if context.isInteractive {
      let meant = answer == .done ? "Is that one done?" : "Do you mean that one?"
      let question = "Nothing is open, and \(distance): \(time). \(meant)"
      if context.conversation().confirm(question, usual: false) == true { return }
      throw Failure("nothing was recorded")
    }
    let id = kept.ritual.id
    let naming =
      answer == .done
      ? "if you mean that one, name it: kin done \(found.occurrence)"
      : "name the time that you mean, \(found.occurrence)"
        + (coming([kept]).first.map { " or \($0.occurrence)" } ?? "") + ", instead of \(id)"
    throw Failure("nothing of \(id) is open, and \(distance): \(time); \(naming)")
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
