import CivilTime
import Planning
import Recurrence
import Rituals

/// A promise that was broken.
struct Broken: Error, CustomStringConvertible {
  var description: String
  /// The step at which it was.
  var step: Int?
}

/// The checker's own picture of one occurrence, drawn from what happened alone.
struct Met {
  enum State { case planned, due, held, open, over, answered, passed }
  var state = State.planned
  /// When it takes place, and how often it was moved for that.
  var wall: CivilDateTime
  var serial = 0
  var moves = 0
  var movedAt = Instant.distantPast
  var undoneAt = Instant.distantPast
  /// A snooze that waits.
  var snooze: Instant?
  /// The leads that were given or folded.
  var leads: Set<String> = []
  var nudges = 0
  var last = Instant.distantPast
  /// How it stood before each answer, the latest last: its state, and what had come by then.
  struct Before {
    var state: State
    var wall: CivilDateTime
    var serial: Int
    var snooze: Instant?
    var begun: Int
    var answer: CivilDateTime?
    var movedAt: Instant
    /// True where its time has come since.
    var hasCome = false
  }
  var before: [Before] = []
  /// How many had begun when this one did.
  var begun = 0
}

extension Met {
  /// Its time has come: what was answered before then brings no other time back.
  mutating func hasCome() {
    for index in before.indices { before[index].hasCome = true }
  }
}

/// The checker's picture of a ritual under care.
struct Care {
  var ritual: Ritual
  var schedule: Schedule
  /// Nothing before this is kept.
  var since: Instant
  /// Up to here all that fell due is known.
  var cursor: Instant
  var met: [CivilDateTime: Met] = [:]
  var open: CivilDateTime?
  /// The wall time of the latest that has come, and of the latest answer.
  var come: CivilDateTime?
  var answer: CivilDateTime?
  /// How many have begun.
  var begun = 0
  /// True where care began anew with the same names: what was given before is not given again.
  var mayRepeat = false
  /// True where the schedule is another since the last plan, or the clock went back.
  var mayAdopt = true
  var next: Slot??
  /// True of a cadence whose last answer was taken back, until it comes again: it may come at once, or later.
  var isUncertain = false

  init(_ ritual: Ritual, zone: Zone, since: Instant) {
    self.ritual = ritual
    schedule = Schedule(ritual, zone: zone)
    self.since = since
    cursor = since
  }

  /// When a wall time is. In an hour that comes twice a rule of elapsed time may mean the second one.
  func instant(_ wall: CivilDateTime) -> Instant {
    let first = schedule.zone.instant(of: wall)
    let isTwice = [1800, 3600].contains { schedule.zone.local(at: first.advanced(bySeconds: $0)) == wall }
    guard isTwice, !schedule.isCadence, let slot = schedule.next(after: first.advanced(bySeconds: -1)),
      slot.local == wall
    else { return first }
    return slot.instant
  }

  /// True where the schedule, as it is now, has an occurrence of its own at a wall time.
  func has(_ wall: CivilDateTime) -> Bool {
    schedule.next(after: instant(wall).advanced(bySeconds: -1))?.local == wall
  }

  /// True where an open occurrence passes before another one may begin; where all that are missed are given, an earlier
  /// one may come beside it.
  func isInItsWay(_ open: CivilDateTime, of start: CivilDateTime) -> Bool {
    guard ritual.missed == .all, open != start, let other = met[open], let one = met[start] else {
      return open != start
    }
    return instant(other.wall) <= instant(one.wall)
  }

  private var last: CivilDateTime? { [answer, come].compactMap { $0 }.max() }

  /// The next occurrence that nobody has seen yet.
  mutating func upcoming() -> Slot? {
    if isUncertain { return nil }
    if let next { return next }
    var found: Slot?
    if schedule.isCadence {
      // While one of it is moved, and until that has come, there is no other.
      if !met.values.contains(where: { [.planned, .due].contains($0.state) && $0.serial > 0 }) {
        let last = last
        let anchor = answer == last ? nil : answer ?? last
        var after = max(since, come.map(instant) ?? since)
        repeat {
          found = schedule.next(after: after, last: last, anchor: anchor)
          if let found { after = found.instant }
        } while found.map { met[$0.local].map { $0.state != .planned } ?? false } ?? false
      }
    } else {
      found = schedule.next(after: cursor)
    }
    next = found
    return found
  }

  /// The clock was wrong: what has come since `now` comes again. Answers stand, and no lead of what is open or held comes
  /// twice.
  mutating func forget(after now: Instant) {
    for (start, one) in met where ![.planned, .answered].contains(one.state) && instant(one.wall) > now {
      met[start] = nil
      if start == open || one.state == .held {
        met[start] = Met(wall: start, moves: one.moves, leads: one.leads)
      }
    }
    come = nil
    open = nil
  }

  /// What has fallen due by now.
  mutating func look(_ now: Instant) -> Int {
    var count = 0
    for (start, one) in met where one.state == .planned && one.serial > 0 && instant(one.wall) <= now {
      met[start]?.state = .due
      count += 1
    }
    while let slot = upcoming(), slot.instant <= now {
      if schedule.isCadence {
        // Of those that nobody could answer the last one counts.
        let late = schedule.latest(
          through: now, after: slot.instant.advanced(bySeconds: -1), last: last,
          anchor: answer == last ? nil : answer ?? last)
        met[(late ?? slot).local, default: Met(wall: (late ?? slot).local)].state = .due
        next = .some(nil)
        return count + 1
      }
      cursor = slot.instant
      next = nil
      if let come, slot.local <= come { continue }
      if met[slot.local].map({ $0.state == .planned && $0.serial == 0 }) ?? true {
        met[slot.local, default: Met(wall: slot.local)].state = .due
        count += 1
      }
    }
    return count
  }

  /// Of a cadence that nobody could answer meanwhile, the planner may count from another one of the same windows.
  mutating func accept(_ start: CivilDateTime, at now: Instant, awake: Instant) {
    guard schedule.isCadence, met[start].map({ $0.state == .planned && $0.serial == 0 }) ?? true,
      instant(start) <= now, instant(start).seconds > now.seconds - 40 * 86_400
    else { return }
    let due = met.first { $0.value.state == .due && $0.value.serial == 0 }
    guard isUncertain || due != nil || instant(start) < awake else { return }
    if let due { met[due.key] = nil }
    met[start, default: Met(wall: start)].state = .due
  }

  mutating func hasCome(_ start: CivilDateTime, _ state: Met.State, at now: Instant) {
    begun += 1
    isUncertain = false
    met[start]?.state = state
    met[start]?.begun = begun
    met[start]?.hasCome()
    let wall = met[start]?.wall ?? start
    come = max(come ?? wall, wall)
    next = nil
    // What nobody could answer was none of its times, whatever had been said of it; nor is what the schedule has no longer,
    // as that of elapsed time after a change of zone.
    for (other, one) in met
    where other < wall && one.snooze != nil && one.state == .planned && one.serial == 0 {
      if schedule.isCadence || !has(other) { met[other]?.snooze = nil }
    }
  }
}

/// Quiet hours, read off the wall clock and nothing else.
struct QuietClock {
  var hours: [(zone: Zone, hours: QuietHours, person: String?)] = []

  init(_ household: Household, zone: Zone) {
    for hours in household.quietHours { self.hours.append((zone, hours, nil)) }
    for (id, person) in household.people {
      let theirs = person.timeZone.flatMap(RandomHousehold.zone) ?? zone
      for hours in person.quietHours { self.hours.append((theirs, hours, id == household.me ? nil : id)) }
    }
  }

  func isQuiet(_ now: Instant, for ritual: Ritual, isAhead: Bool) -> Bool {
    guard ritual.urgency != .critical else { return false }
    return hours.contains { entry in
      if let person = entry.person, isAhead || !ritual.with.contains(person) { return false }
      return Self.isQuiet(entry.hours, at: entry.zone.local(at: now))
    }
  }

  static func isQuiet(_ hours: QuietHours, at wall: CivilDateTime) -> Bool {
    func begins(_ date: CivilDate) -> Bool { hours.weekdays.isEmpty || hours.weekdays.contains(date.weekday) }
    if hours.from < hours.to {
      return begins(wall.date) && hours.from <= wall.time && wall.time < hours.to
    }
    return begins(wall.date) && wall.time >= hours.from
      || begins(wall.date.advanced(byDays: -1)) && wall.time < hours.to
  }

  /// True where it may be taken for quiet: it is, or clocks change nearby.
  func mayWait(_ now: Instant, for ritual: Ritual, isAhead: Bool) -> Bool {
    isQuiet(now, for: ritual, isAhead: isAhead)
      || hours.contains {
        $0.zone.offset(at: now.advanced(bySeconds: -10_800))
          != $0.zone.offset(at: now.advanced(bySeconds: 10_800))
      }
  }

  /// True where nothing is free for eight days: then nothing is held.
  func isEndless(_ now: Instant, for ritual: Ritual, isAhead: Bool) -> Bool {
    (0..<(8 * 96)).allSatisfy {
      isQuiet(now.advanced(bySeconds: Int64($0) * 900), for: ritual, isAhead: isAhead)
    }
  }
}
