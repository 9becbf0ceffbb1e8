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
    case .carried, .failed, .turn, .swapped, .away, .back, .stretched:
      break
    default:
      if let start = event.start { apply(event.fact, to: start, at: event.at) }
    }
  }

  private mutating func apply(_ fact: Event.Fact, to start: CivilDateTime, at instant: Instant) {
    switch fact {
    case .given(let kind, _), .gathered(let kind, _):
      give(kind, of: start, at: instant)
    case .began:
      let waits = snooze
      begin(start, moved: moves[start]?.count ?? 0, at: instant)
      if waits?.start == start { snooze = waits }
    case .held(let kind, _):
      begin(start, moved: kind.timesMoved, at: instant)
      current?.isHeld = true
    case .folded(.nudge(let count), _):
      noteNudge(count, of: start, at: instant)
    case .folded(let kind, _):
      leads[start, default: []].insert(kind)
    case .done(let on), .skipped(let on):
      answer(start, on: on)
    case .snoozed(let until):
      putOff(start, until: until)
    case .moved(let wall):
      move(start, to: wall)
    case .undone:
      takeBack(start, at: instant)
    case .lapsed:
      if current?.start == start { current = nil }
      moves[start] = nil
      settle(start)
    case .adopted, .released, .turn, .asked, .carried, .failed, .swapped, .away, .back, .stretched:
      break
    }
  }

  private mutating func adopt(_ schedule: String, at instant: Instant) {
    adoptedAt = instant
    self.schedule = Kept.mark(of: schedule)
    // A clock that once stood far ahead has settled what is still to come: care begins anew.
    if let settled = settledThrough, settled.localSeconds > instant.seconds + Ledger.aheadOfClock {
      settledThrough = nil
    }
  }

  private mutating func give(_ kind: ReminderKind, of start: CivilDateTime, at instant: Instant) {
    switch kind {
    case .due, .moved:
      let waits = snooze
      begin(start, moved: kind.timesMoved, at: instant)
      // Put off ahead of its start, and beyond it: that reminder still comes.
      if let waits, waits.start == start, let until = waits.until, until > instant { snooze = waits }
    case .lead:
      leads[start, default: []].insert(kind)
    case .snooze:
      if snooze?.start == start { snooze?.until = nil }
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
  private mutating func begin(_ start: CivilDateTime, moved: Int, at instant: Instant) {
    let isSame = current?.start == start
    let wall = moves.removeValue(forKey: start)?.to ?? (isSame ? current?.wall : nil) ?? start
    // What comes next is counted from where it took place.
    settle(max(start, wall))
    current = Current(start: start, wall: wall, moved: moved, lastGiven: instant)
  }

  private mutating func noteNudge(_ count: Int, of start: CivilDateTime, at instant: Instant) {
    guard current?.start == start else { return }
    current?.nudges = count
    current?.lastGiven = instant
  }

  private mutating func settle(_ start: CivilDateTime) {
    settledThrough = max(settledThrough ?? start, start)
    if let snoozed = snooze?.start, snoozed <= start, moves[snoozed] == nil { snooze = nil }
    if !answered.isEmpty { answered = answered.filter { $0 > start } }
    if !leads.isEmpty { leads = leads.filter { $0.key > start || moves[$0.key] != nil } }
  }

  // MARK: Answers

  private mutating func answer(_ start: CivilDateTime, on wall: CivilDateTime) {
    before = Before(start, in: self)
    lastTime = max(lastTime ?? wall, wall)
    if current?.start == start { current = nil }
    if snooze?.start == start { snooze = nil }
    moves[start] = nil
    leads[start] = nil
    if isAhead(start) { answered.insert(start) }
  }

  private mutating func putOff(_ start: CivilDateTime, until: Instant) {
    // A late click on an occurrence that is over puts nothing off.
    guard isAnswerable(start) else { return }
    before = Before(start, in: self)
    let count = snooze?.start == start ? (snooze?.count ?? 0) + 1 : 1
    snooze = Snooze(start: start, count: count, until: until)
    if current?.start == start { current?.isHeld = false }
  }

  private mutating func move(_ start: CivilDateTime, to wall: CivilDateTime) {
    guard isAnswerable(start) else { return }
    before = Before(start, in: self)
    let isCurrent = current?.start == start
    let count = moves[start]?.count ?? (isCurrent ? current?.moved : nil) ?? 0
    moves[start] = Move(to: wall, count: count + 1)
    if isCurrent { current = nil }
    if snooze?.start == start { snooze = nil }
    leads[start] = nil
  }

  private mutating func takeBack(_ start: CivilDateTime, at instant: Instant) {
    guard let before, before.start == start else { return }
    self.before = nil
    lastTime = before.lastTime
    answered.remove(start)
    leads[start] = before.leads
    // Counts never go back: a number names a reminder once.
    let moved = max(moves[start]?.count ?? 0, current?.start == start ? current?.moved ?? 0 : 0)
    moves[start] = before.move
    if snooze?.start == start { snooze?.until = nil }
    if let old = before.snooze, old.start == start {
      snooze = Snooze(start: start, count: max(old.count, snooze?.count ?? 0), until: old.until)
    }
    // What was open is so again, unless a later one has come in between.
    guard let old = before.current, old.start == start, current.map({ $0.start == start }) ?? true,
      settledThrough.map({ $0 <= max(start, old.wall, current?.wall ?? start) }) ?? true
    else { return }
    current = old
    current?.moved = max(old.moved, moved)
    current?.lastGiven = instant
  }
}

extension ReminderKind {
  /// True for the reminder that an occurrence starts with.
  public var startsOccurrence: Bool {
    switch self {
    case .due, .moved: true
    case .lead, .nudge, .snooze, .asked, .digest: false
    }
  }

  /// How often the occurrence was moved that starts with this reminder.
  var timesMoved: Int {
    if case .moved(let count) = self { count } else { 0 }
  }
}
