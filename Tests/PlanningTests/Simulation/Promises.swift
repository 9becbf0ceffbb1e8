import CivilTime
import Planning
import Recurrence
import Rituals

/// The promises, held against all that happens, by a picture of its own: the recurrence and the zones are the house's, the
/// rest is not.
struct Promises {
  let household: Household
  var zone = Zone.utc
  var quiet: QuietClock
  var cares: [String: Care] = [:]
  var given: Set<ReminderID> = []
  /// When messages were given of late.
  var messages: [Instant] = []
  var asks: Set<ReminderKind> = []
  /// Since when the machine has been awake, with the clock, the zone and the config as they are.
  var awake = Instant.distantPast
  var wentBack = false

  init(_ household: Household) {
    self.household = household
    quiet = QuietClock(household, zone: .utc)
  }

  // MARK: What happens

  mutating func configure(_ rituals: [ScheduledRitual], zone: Zone, at now: Instant) {
    self.zone = zone
    quiet = QuietClock(household, zone: zone)
    awake = now
    let ids = Set(rituals.map(\.ritual.id))
    for kept in rituals {
      let ritual = kept.ritual
      guard var care = cares[ritual.id], care.since != .distantFuture else {
        var care = Care(ritual, zone: kept.schedule.zone, since: now)
        care.mayRepeat = cares[ritual.id] != nil
        care.answer = cares[ritual.id]?.answer
        cares[ritual.id] = care
        continue
      }
      let old = care.schedule.zone
      if care.ritual != ritual {
        care.since = now
        care.cursor = now
        care.mayAdopt = true
        // What came while the ritual rested is not made up for.
        for (start, one) in care.met where one.state == .due && one.serial == 0 {
          care.met[start]?.state = .over
        }
        care.ritual = ritual
      }
      care.schedule = kept.schedule
      // The wall time of the latest that has come holds in any zone; what is behind it comes by the new one.
      if old !== kept.schedule.zone {
        care.cursor = max(care.since, care.come.map(care.instant) ?? care.since)
      }
      care.next = nil
      cares[ritual.id] = care
    }
    // What is let go leaves its answers behind, for a cadence.
    for id in cares.keys where !ids.contains(id) {
      cares[id]?.since = .distantFuture
      cares[id]?.met = [:]
      cares[id]?.next = .some(nil)
      cares[id]?.ritual.isPaused = true
    }
  }

  mutating func jumped(to now: Instant, isBack: Bool) {
    awake = now
    guard isBack else { return }
    wentBack = true
    for id in cares.keys { cares[id]?.mayAdopt = true }
  }

  mutating func asked(_ id: String, number: Int) { asks.insert(.asked(number)) }

  mutating func answered(
    _ id: String, _ start: CivilDateTime, _ fact: Event.Fact, isAnswerable: Bool, at now: Instant
  ) {
    guard var care = cares[id] else { return }
    defer { cares[id] = care }
    care.next = nil
    var one = care.met[start] ?? Met(wall: start)
    if case .undone = fact {
      undo(start, &one, &care, at: now)
      care.met[start] = one
      return
    }
    var isOver = one.state == .over || one.state == .answered
    if let come = care.come, care.met[start] == nil, start <= come { isOver = true }
    let before = Met.Before(
      state: one.state, wall: one.wall, serial: one.serial, snooze: one.snooze, begun: care.begun,
      answer: care.answer, movedAt: one.movedAt)
    switch fact {
    case .done(let on, _), .skipped(let on):
      care.answer = max(care.answer ?? on, on)
      one.before.append(before)
      if !isOver || one.state == .passed { one.state = .answered }
      one.snooze = nil
      if care.open == start { care.open = nil }
    case .snoozed(let until):
      guard isAnswerable else { return }
      one.before.append(before)
      one.snooze = until
      if one.state == .held || one.state == .due { one.state = .open; care.open = start; one.last = now }
    case .moved(let wall):
      guard isAnswerable else { return }
      one.before.append(before)
      one.wall = wall
      one.moves += 1
      one.serial = one.moves
      one.movedAt = now
      one.snooze = nil
      one.state = .planned
      if care.open == start { care.open = nil }
    default: break
    }
    if care.met[start] != nil || !isOver { care.met[start] = one }
  }

  private func undo(_ start: CivilDateTime, _ one: inout Met, _ care: inout Care, at now: Instant) {
    care.isUncertain = care.schedule.isCadence
    one.undoneAt = now
    guard let before = one.before.popLast() else { return }
    // What was put off has come since, and with it the occurrence.
    let wasGiven = before.state == .held && one.state == .open && one.snooze == nil
    one.snooze = nil
    care.answer = before.answer
    guard !before.hasCome else { return }
    let later = care.begun > before.begun
    one.wall = before.wall
    one.serial = before.serial
    one.movedAt = before.movedAt
    switch before.state {
    case .planned:
      one.state = .planned
      care.cursor = max(care.since, min(care.cursor, care.instant(one.wall).advanced(bySeconds: -1)))
      if before.serial == 0, let come = care.come, start <= come {
        one.state = .passed
      } else if before.serial == 0, care.instant(one.wall) <= now, !care.schedule.isCadence {
        one.state = care.instant(one.wall) > care.since && care.has(one.wall) ? .due : .over
      }
    case .open, .held, .due:
      one.state = later ? .passed : wasGiven ? .open : before.state
      one.last = now
      if one.state == .open {
        care.open = start
      } else if care.open == start {
        care.open = nil
      }
    case .over, .answered, .passed: one.state = before.state
    }
  }

  /// What has fallen due by now.
  mutating func look(_ now: Instant) {
    for id in cares.keys.sorted() where cares[id]?.ritual.isPaused == false {
      guard let care = cares[id] else { continue }
      if let next = care.next, next.map({ $0.instant > now }) ?? true,
        !care.met.values.contains(where: { $0.state == .planned && $0.serial > 0 })
      {
        continue
      }
      _ = cares[id]?.look(now)
    }
  }
}
