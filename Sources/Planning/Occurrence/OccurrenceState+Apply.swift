import CivilTime
import Rituals

extension OccurrenceState {
  /// Applies a fact; returns true where the occurrence's time has come or passed with it, so that all up to then is settled.
  ///
  /// - Parameter number: the event's number in the history.
  mutating func apply(
    _ fact: Event.Fact, at instant: Instant, number: Int, among neighbours: Neighbours
  ) -> Bool {
    switch fact {
    case .reminded(let kind, _), .gathered(let kind, _): return remind(kind, at: instant)
    case .began: return come(.open(lastReminder: instant), moved: moved)
    case .held(let kind, _): return come(.held(since: instant), moved: kind.timesMoved)
    case .superseded(let kind, let reason):
      self.leads[kind] = .some(reason)
      if case .nudge(let count) = kind { nudge(count, at: instant) }
    case .turn(let turn): self.turn = turn
    case .done(let on, let swap):
      answer(fact, at: instant, number) { $0.close(.done(on: on, at: instant), by: swap) }
    case .skipped(let on): answer(fact, at: instant, number) { $0.close(.skipped(on: on, at: instant)) }
    case .snoozed(let until):
      guard isAnswerable else { return false }
      answer(fact, at: instant, number) { $0.snooze(until: until) }
    case .moved(let wall):
      guard isAnswerable else { return false }
      answer(fact, at: instant, number) { $0.move(to: wall, at: instant) }
    case .undone: undo(at: instant, among: neighbours)
    case .lapsed(let reason): return lapse(reason, at: instant)
    case .swapped(let change): self.swapped.insert(change.role)
    case .adopted, .released, .asked, .delivered, .failed, .away, .back, .stretched: break
    }
    return false
  }

  // MARK: Reminders

  private mutating func remind(_ kind: ReminderKind, at instant: Instant) -> Bool {
    switch kind {
    case .due, .moved:
      // What was snoozed until now has come with it.
      if let until = snoozedUntil, until <= instant { snoozedUntil = nil }
      return come(.open(lastReminder: instant), moved: kind.timesMoved)
    case .lead, .handoff: self.leads[kind] = .some(nil)
    case .snooze:
      snoozedUntil = nil
      if isCurrent { phase = isHeld ? .held(since: instant) : .open(lastReminder: instant) }
    case .nudge(let count): nudge(count, at: instant)
    case .asked, .digest: break
    }
    return false
  }

  private mutating func nudge(_ count: Int, at instant: Instant) {
    guard isCurrent else { return }
    nudgeCount = Int16(clamping: count)
    phase = isHeld ? .held(since: instant) : .open(lastReminder: instant)
  }

  /// Its time comes, or comes to an end in silence where it is answered already.
  private mutating func come(_ phase: Phase, moved: Int) -> Bool {
    guard answeredOn == nil else { return true }
    if !isCurrent {
      comings += 1
      // After a clock that was wrong it may come a second time.
      if self.phase != .planned {
        wall = start
        nudgeCount = 0
      }
    }
    self.phase = phase
    timesMoved = Int16(clamping: moved)
    highestMove = max(highestMove, timesMoved)
    changeRare { $0.movedAt = nil }
    return true
  }

  private mutating func lapse(_ reason: LapseReason, at instant: Instant) -> Bool {
    // One that passed had come before.
    if phase != .passed { comings += 1 }
    close(.lapsed(reason, at: instant))
    return true
  }

  // MARK: Answers

  private mutating func answer(
    _ fact: Event.Fact, at instant: Instant, _ number: Int, _ change: (inout OccurrenceState) -> Void
  ) {
    let undoable = Undoable(AnswerRecord(number: number, at: instant, fact: fact), before: self)
    change(&self)
    changeRare { $0.latest = undoable }
  }

  private mutating func close(_ phase: Phase, by swap: RoleSwap? = nil) {
    self.phase = phase
    snoozedUntil = nil
    changeRare {
      $0.doneBy = swap
      $0.movedAt = nil
    }
  }

  private mutating func snooze(until: Instant) {
    snoozeCount += 1
    snoozedUntil = until
    if case .held(let since) = phase { phase = .open(lastReminder: since) }
  }

  private mutating func move(to wall: CivilDateTime, at instant: Instant) {
    // The leads of another time have names of their own.
    if isCurrent { self.leads = [:] }
    self.wall = wall
    highestMove = max(highestMove, timesMoved) + 1
    timesMoved = highestMove
    self.movedAt = instant
    phase = .planned
    // The count of snoozes stays: a number names a reminder once.
    snoozedUntil = nil
  }

  /// The latest answer is undone: what was before it is so again, but for what has happened meanwhile.
  private mutating func undo(at instant: Instant, among neighbours: Neighbours) {
    guard let latest = self.latest else { return }
    let now = self
    var old = latest.before
    // Numbers never go back, and what was delivered meanwhile does not come again.
    if now.snoozeCount > old.snoozeCount, now.snoozedUntil == nil, old.snoozedUntil != nil {
      old.snoozedUntil = nil
    }
    old.snoozeCount = max(now.snoozeCount, old.snoozeCount)
    guard now.comings == old.comings else {
      // Its time has come since, and that stands.
      snoozedUntil = old.snoozedUntil
      self.latest = old.latest
      return
    }
    old.leads.merge(now.leads) { old, _ in old }
    old.highestMove = max(now.highestMove, old.highestMove)
    old.nudgeCount = max(now.nudgeCount, old.nudgeCount)
    if let turn = now.turn { old.turn = turn }
    self = old
    switch phase {
    case .planned:
      let isAhead = neighbours.settledThrough.map { start > $0 } ?? true
      if timesMoved == 0, !isAhead { phase = .passed }
    case .held, .open:
      let isOvertaken =
        neighbours.settledThrough.map { $0 > max(start, wall) } ?? false
        || neighbours.latestCurrent.map { $0 >= wall } ?? false
      guard !isOvertaken else {
        phase = .passed
        return
      }
      // A reminder that was delivered meanwhile ends the wait of the first.
      let wasDelivered = now.isOpen && now.lastReminder.map { $0 > old.lastReminder ?? .distantPast } ?? false
      phase = old.isHeld && !wasDelivered ? .held(since: instant) : .open(lastReminder: instant)
    case .done, .skipped, .passed, .lapsed, .over: break
    }
  }
}
