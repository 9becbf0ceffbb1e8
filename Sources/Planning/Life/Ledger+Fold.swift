import CivilTime
import Rituals

extension Ledger {
  /// Takes one more event in; `number` is its place in the history.
  public mutating func apply(_ event: Event, number: Int) {
    turns.apply(event.fact, of: event.start)
    if case .stretched(let until) = event.fact { turns.stretch(from: event.at, until: until) }
    switch event.fact {
    case .adopted(let schedule):
      adopt(schedule, at: event.at)
    case .released:
      self = Ledger(keepingTurnOf: self)
    case .asked:
      asked.updateValue(event.start, forKey: number)
    case .delivered, .failed, .turn, .swapped, .away, .back, .stretched:
      break
    default:
      if let start = event.start { apply(event.fact, to: start, at: event.at) }
    }
  }

  private mutating func apply(_ fact: Event.Fact, to start: CivilDateTime, at instant: Instant) {
    switch fact {
    case .reminded(let kind, _), .gathered(let kind, _):
      give(kind, of: start, at: instant)
    case .began:
      // Nothing was said at its start, so what was put off still comes.
      let waits = snoozes[start]
      begin(start, moved: moves[start]?.count ?? 0, at: instant)
      snoozes[start] = waits
    case .held(let kind, _):
      begin(start, moved: kind.timesMoved, isHeld: true, at: instant)
    case .superseded(.nudge(let count), _):
      noteNudge(count, of: start, at: instant)
    case .superseded(let kind, _):
      leads[start, default: []].insert(kind)
    case .done(let on), .skipped(let on):
      answer(start, on: on)
    case .snoozed(let until):
      putOff(start, until: until)
    case .moved(let wall):
      move(start, to: wall, at: instant)
    case .undone:
      takeBack(start, at: instant)
    case .lapsed:
      lapse(start)
    case .adopted, .released, .turn, .asked, .delivered, .failed, .swapped, .away, .back, .stretched:
      break
    }
  }

  private mutating func adopt(_ schedule: String, at instant: Instant) {
    adoptedAt = instant
    self.schedule = Fingerprint.mark(of: schedule)
    // A clock that once stood far ahead has settled what is still to come: care begins anew.
    if let settled = settledThrough, settled.localSeconds > instant.seconds + Ledger.aheadOfClock {
      settledThrough = nil
      if let open = current, open.wall.localSeconds > instant.seconds + Ledger.aheadOfClock { current = nil }
    }
  }

  private mutating func give(_ kind: ReminderKind, of start: CivilDateTime, at instant: Instant) {
    switch kind {
    case .due, .moved:
      begin(start, moved: kind.timesMoved, at: instant)
    case .lead, .handoff:
      leads[start, default: []].insert(kind)
    case .snooze:
      snoozes[start]?.until = nil
      if current?.start == start { current?.lastGiven = instant }
    case .nudge(let count):
      noteNudge(count, of: start, at: instant)
    case .asked(let number):
      asked[number] = nil
    case .digest:
      break
    }
  }

  /// Its time has come.
  private mutating func begin(_ start: CivilDateTime, moved: Int, isHeld: Bool = false, at instant: Instant) {
    let same = takeHeld(start) ?? (current?.start == start ? current : nil)
    let move = moves.removeValue(forKey: start)
    let wall = move?.to ?? same?.wall ?? start
    var snoozed = snoozes[start]
    // What was put off until now has come with it.
    if let until = snoozed?.until, until <= instant { snoozed?.until = nil }
    let moveTakenBack = movesTakenBack[start]
    pass(start, at: wall)
    snoozes[start] = snoozed
    movesTakenBack[start] = moveTakenBack
    let come = Current(
      start: start, wall: wall, moved: moved, isHeld: isHeld, lastGiven: instant,
      nudges: same?.nudges ?? move?.nudges ?? 0)
    // Where all that were missed are given, one may wait or come beside another.
    if let earlier = current, earlier.isHeld, earlier.start != start { heldBefore.append(earlier) }
    guard let open = current, !open.isHeld, open.start != start, open.wall > wall else {
      current = come
      return
    }
    if isHeld { heldBefore.append(come) }
  }

  private mutating func lapse(_ start: CivilDateTime) {
    let same = takeHeld(start) ?? (current?.start == start ? current : nil)
    if current?.start == start { current = nil }
    let wall = moves.removeValue(forKey: start)?.to ?? same?.wall ?? start
    if passed.remove(start) != nil {
      // It came before, wherever it had been moved to: what lies between then and its own time still comes.
      if isAhead(start) { answered.insert(start) }
    } else {
      pass(start, at: wall)
    }
    snoozes[start] = nil
  }

  private mutating func takeHeld(_ start: CivilDateTime) -> Current? {
    guard let place = heldBefore.firstIndex(where: { $0.start == start }) else { return nil }
    return heldBefore.remove(at: place)
  }

  /// All up to an occurrence is settled, where it took place; its own time, where that is later, passes in silence.
  private mutating func pass(_ start: CivilDateTime, at wall: CivilDateTime) {
    if let before, before.start == start { self.before = Before(come: before) }
    // A cadence counts from where it took place; others go on from the same place.
    settle(wall)
    if isAhead(start) { answered.insert(start) }
  }

  private mutating func noteNudge(_ count: Int, of start: CivilDateTime, at instant: Instant) {
    guard current?.start == start else { return }
    current?.nudges = count
    current?.lastGiven = instant
  }

  private mutating func settle(_ start: CivilDateTime) {
    settledThrough = max(settledThrough ?? start, start)
    if !snoozes.isEmpty { snoozes = snoozes.filter { $0.key > start || moves[$0.key] != nil } }
    if !movesTakenBack.isEmpty {
      movesTakenBack = movesTakenBack.filter { $0.key > start || moves[$0.key] != nil || isHeld($0.key) }
    }
    if !answered.isEmpty { answered = answered.filter { $0 > start } }
    if !leads.isEmpty { leads = leads.filter { $0.key > start || moves[$0.key] != nil } }
  }

  // MARK: Answers

  private mutating func answer(_ start: CivilDateTime, on wall: CivilDateTime) {
    before = Before(start, in: self)
    lastTime = max(lastTime ?? wall, wall)
    if current?.start == start { current = nil }
    _ = takeHeld(start)
    passed.remove(start)
    snoozes[start] = nil
    if let move = moves.removeValue(forKey: start) { movesTakenBack[start] = move.count }
    leads[start] = nil
    if isAhead(start) { answered.insert(start) }
  }

  private mutating func putOff(_ start: CivilDateTime, until: Instant) {
    // A late click on an occurrence that is over puts nothing off.
    guard isAnswerable(start) else { return }
    before = Before(start, in: self)
    snoozes[start] = Snooze(start: start, count: (snoozes[start]?.count ?? 0) + 1, until: until)
    if current?.start == start { current?.isHeld = false }
    _ = takeHeld(start)
  }

  private mutating func move(_ start: CivilDateTime, to wall: CivilDateTime, at instant: Instant) {
    guard isAnswerable(start) else { return }
    let before = Before(start, in: self)
    self.before = before
    let count = max(before.move?.count ?? 0, before.current?.moved ?? 0, movesTakenBack[start] ?? 0)
    let nudges = before.move?.nudges ?? before.current?.nudges ?? 0
    moves[start] = Move(to: wall, count: count + 1, since: instant, nudges: nudges)
    if current?.start == start { current = nil }
    _ = takeHeld(start)
    // Its count stays: a number names a reminder once.
    snoozes[start]?.until = nil
  }

  private mutating func takeBack(_ start: CivilDateTime, at instant: Instant) {
    guard let before, before.start == start else { return }
    self.before = nil
    lastTime = before.lastTime
    takeBackSnooze(before)
    guard !before.hasCome else { return }
    if !before.wasAnswered { answered.remove(start) }
    let leads = before.leads.union(leads[start] ?? [])
    self.leads[start] = leads.isEmpty ? nil : leads
    let taken = max(moves[start]?.count ?? 0, movesTakenBack[start] ?? 0)
    moves[start] = before.move
    if taken > before.move?.count ?? 0 { movesTakenBack[start] = taken }
    guard before.move == nil else { return }
    guard let old = before.current else {
      if before.wasAhead, !before.wasAnswered, !isAhead(start) { passed.insert(start) }
      return
    }
    // What was open is so again, unless a later one has come in between.
    guard current.map({ $0.start == start }) ?? true,
      settledThrough.map({ $0 <= max(start, old.wall) }) ?? true
    else {
      passed.insert(start)
      return
    }
    let nudges = current?.nudges ?? 0
    let wasGiven = current.map { !$0.isHeld && $0.lastGiven > old.lastGiven } ?? false
    current = old
    if wasGiven { current?.isHeld = false }
    current?.nudges = max(old.nudges, nudges)
    current?.lastGiven = instant
  }

  /// Counts never go back, and what was given meanwhile does not come again.
  private mutating func takeBackSnooze(_ before: Before) {
    let now = snoozes[before.start]
    guard var old = before.snooze else {
      snoozes[before.start]?.until = nil
      return
    }
    if let now, now.count > old.count {
      if now.until == nil { old.until = nil }
      old.count = now.count
    }
    snoozes[before.start] = old
  }
}

extension ReminderKind {
  /// True for the reminder that an occurrence starts with.
  public var startsOccurrence: Bool {
    switch self {
    case .due, .moved: true
    case .lead, .handoff, .nudge, .snooze, .asked, .digest: false
    }
  }

  /// True for a reminder ahead of the start.
  var isAhead: Bool {
    switch self {
    case .lead, .handoff: true
    case .due, .moved, .nudge, .snooze, .asked, .digest: false
    }
  }

  /// How often the occurrence was moved that starts with this reminder.
  var timesMoved: Int {
    if case .moved(let count) = self { count } else { 0 }
  }
}
