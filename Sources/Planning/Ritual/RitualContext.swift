import CivilTime
import Recurrence
import Rituals

/// One ritual at one instant: the questions that planning asks of it.
struct RitualContext {
  /// From how many seconds on a reminder counts as late.
  static let lateAfter: Int64 = 60
  /// How many missed occurrences are reported, or delivered, one by one.
  static let oneByOne = 366

  let kept: ScheduledRitual
  let ledger: Ledger
  let circumstances: Circumstances
  let now: Instant

  var ritual: Ritual { _read { yield kept.ritual } }
  var schedule: Schedule { _read { yield kept.schedule } }

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
  func anchor(of last: CivilDateTime?) -> CivilDateTime? {
    guard schedule.isCadence, let last, ledger.lastTime != last else { return nil }
    return ledger.lastTime ?? last
  }

  /// The next occurrence after an instant that has neither come nor been answered or moved. A cadence has one at a time:
  /// while that is moved, there is no other.
  func next(after instant: Instant, last: CivilDateTime?) -> Slot? {
    guard !(schedule.isCadence && ledger.states.contains(where: \.isMovedAhead)) else { return nil }
    var after = instant
    let anchor = anchor(of: last)
    while let slot = slot(after: after, last: last, anchor: anchor) {
      if !ledger.isSettled(slot.local) { return slot }
      after = slot.instant
    }
    return nil
  }

  /// The latest occurrence whose own time has come, where `first`, the earliest that is not settled, has.
  func latestDue(after floor: Instant, first: Slot) -> Slot {
    guard let latest = latest(after: floor) else { return first }
    guard ledger.isSettled(latest.local) else { return latest }
    // Answered ahead, or moved: the one before it.
    var found = first
    while let slot = next(after: found.instant, last: last), slot.instant <= now { found = slot }
    return found
  }

  /// The occurrences that were missed before the latest one; the latest of them where they are very many.
  func missed(between floor: Instant, and latest: Slot) -> [Slot] {
    guard !schedule.isCadence else { return [] }
    // Looked for from near the latest one on, ever farther back: the floor may lie centuries ago.
    var reach: Int64 = 3600
    while true {
      let from = max(floor, latest.instant.advanced(bySeconds: -reach))
      var missed: [Slot] = []
      var cursor = from
      while let slot = next(after: cursor, last: nil), slot.instant < latest.instant {
        missed.append(slot)
        cursor = slot.instant
        if missed.count >= 2 * RitualContext.oneByOne { missed.removeFirst(RitualContext.oneByOne) }
      }
      if from == floor || missed.count >= RitualContext.oneByOne {
        return missed.suffix(RitualContext.oneByOne)
      }
      reach *= 4
    }
  }

  /// The occurrences that were moved and are still to come, the earliest first.
  var moved: [Occasion] {
    // Of most rituals nothing is known.
    ledger.states.isEmpty
      ? []
      : ledger.states.filter(\.isMovedAhead).map(occasion)
        .sorted { ($0.slot.instant, $0.start) < ($1.slot.instant, $1.start) }
  }

  /// The one whose time has come and that waits, or is open.
  var current: Occasion? { ledger.current.map(occasion) }

  /// Those whose time has come and that wait for their first reminder.
  var held: [Occasion] { ledger.states.filter(\.isHeld).map(occasion) }

  /// An occurrence as it takes place.
  func occasion(_ state: OccurrenceState) -> Occasion {
    Occasion(state.start, at: state.wall, moved: state.moved, zone: schedule.zone)
  }

  /// From when on it is known that an occasion takes place when it does: leads of before are not made up for.
  func knownSince(_ occasion: Occasion) -> Instant {
    var since = Instant.distantPast
    if let movedAt = ledger[occasion.start].movedAt { since = max(since, movedAt) }
    if schedule.isCadence, let last { since = max(since, schedule.zone.instant(of: last)) }
    return since
  }

  func occurrence(_ start: CivilDateTime) -> OccurrenceID { OccurrenceID(ritual: ritual.id, start: start) }

  func id(_ kind: ReminderKind, of occasion: Occasion) -> ReminderID {
    ReminderID(occurrence(occasion.start), kind)
  }

  /// The occurrence that `kin remind` means: the one named, else the open one, else the next.
  func occasion(asked start: CivilDateTime?) -> Occasion {
    if let current, start ?? current.start == current.start { return current }
    if let start {
      let state = ledger[start]
      return state.isMovedAhead ? occasion(state) : Occasion(kept.slot(at: start))
    }
    let next = next(after: max(floor, now), last: last).map { Occasion($0) }
    let nearest = [next, moved.first].compactMap { $0 }.min { $0.slot.instant < $1.slot.instant }
    return nearest ?? Occasion(Slot(local: schedule.zone.local(at: now), instant: now))
  }

  // MARK: When a reminder may come

  /// When a reminder wanted at an instant may be delivered, and whose quiet hours delay it.
  func release(_ instant: Instant, isAhead: Bool = false) -> (instant: Instant, heldBy: Quiet?) {
    circumstances.release(instant, of: ritual, isAhead: isAhead)
  }

  /// What a reminder that was wanted at an instant and is delivered now has waited for; nil where it comes in time.
  func delay(since wanted: Instant, isAhead: Bool = false) -> Delay? {
    let (free, heldBy) = release(wanted, isAhead: isAhead)
    if now.seconds - free.seconds >= RitualContext.lateAfter { return .away(since: wanted) }
    return heldBy.map { .quiet(person: $0.person, since: wanted) }
  }

  /// A reminder whose time has come and that has to wait now; nil where it may be delivered.
  func hold(_ kind: ReminderKind, of occasion: Occasion, since wanted: Instant, isAhead: Bool = false)
    -> Hold?
  {
    let (free, heldBy) = release(now, isAhead: isAhead)
    guard free > now, let heldBy else { return nil }
    return Hold(
      id: id(kind, of: occasion), delay: .quiet(person: heldBy.person, since: wanted), until: free,
      isNews: kind.startsOccurrence && !ledger[occasion.start].isHeld)
  }

  func reminder(_ kind: ReminderKind, of occasion: Occasion, _ cause: Cause, delay: Delay? = nil) -> Reminder
  {
    let decision = kept.decision(
      at: kept.slot(at: occasion.start), ledger: ledger, people: circumstances.people, now: now)
    let turn = decision?.turn
    let due = occasion.slot.instant
    var reminder = Reminder(
      id: id(kind, of: occasion), due: Slot(local: schedule.zone.local(at: due), instant: due),
      zone: schedule.zone.identifier,
      title: ritual.shownTitle, turn: turn, urgency: ritual.urgency, via: ritual.via,
      reason: Reason(cause, delay: delay))
    (reminder.later, reminder.sound) = (ritual.later, ritual.sound)
    // Who, where and what of a private ritual is for `kin` alone.
    guard !ritual.isPrivate else { return reminder }
    func name(_ person: String) -> String { circumstances.people.shownName(person) }
    reminder.with = ritual.with.map(name)
    reminder.turnReasons = decision?.reasons ?? []
    reminder.away = absentees(at: occasion, reminder.turnReasons).map {
      Absentee(name: name($0), isUser: $0 == circumstances.me, through: $1)
    }
    reminder.roles = (turn?.holders ?? []).map { RoleHolder(role: $0.role, person: $0.person.map(name)) }
    reminder.place = ritual.place
    return reminder
  }
}

extension RitualContext {
  /// Who is away when an occasion takes place, or today where that has passed, and the last day of it: those who are passed
  /// over for it, and those whom the ritual is kept with.
  private func absentees(at occasion: Occasion, _ reasons: [TurnReason]) -> [(id: String, through: CivilDate)]
  {
    let day = max(occasion.slot.local.date, schedule.zone.local(at: now).date)
    var seen: Set<String> = []
    return (reasons.compactMap(\.absent) + ritual.with).compactMap { id in
      guard seen.insert(id).inserted, let through = circumstances.people[id]?.awayThrough(on: day) else {
        return nil
      }
      return (id, through)
    }
  }
}

extension Ritual {
  /// At most how many seconds before a start anything is said of it; 0 where that begins with the start.
  var reach: Int64 {
    let own = remind.reduce(0) { max($0, $1.reach) }
    return self.turns.map { $0.handoff.reduce(own) { max($0, $1.reach) } } ?? own
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
