import CivilTime
import Recurrence
import Rituals

/// A ritual that comes during the quiet hours of a person who takes part.
struct QuietConflict: Sendable {
  /// How much of the coming year it comes in them.
  enum Extent: Hashable, Sendable {
    case always
    /// One part of the year, by the user's calendar, as where one zone changes its clocks and the other does not; it may
    /// run over the new year.
    case between(CivilDate, CivilDate)
    case sometimes
  }

  /// The id of the person whom it disturbs.
  var person: String
  /// False where the person names no quiet hours, and the night is meant.
  var isOwnHours: Bool
  var extent: Extent
  /// The first such time in the year on the user's clock, and on the person's.
  var times: (own: CivilDateTime, theirs: CivilDateTime)
  /// The time of the same days, on the ritual's clock, nearest to its own that is outside everybody's quiet hours and
  /// night, the user's too; nil where there is none, or where the ritual comes at several times of the day.
  var better: TimeOfDay?
}

/// Looks through the coming year for rituals that meet somebody's quiet hours.
struct QuietOutlook {
  /// The hours of somebody who names none.
  private static let night = QuietHours(
    from: TimeOfDay(secondOfDay: 23 * 3600), to: TimeOfDay(secondOfDay: 7 * 3600))
  /// How many occurrences are looked at: a year of days.
  private static let most = 366

  let household: Household
  /// From when on.
  let now: Instant
  /// The user's zone.
  let zone: Zone
  /// The zone of a name that the config uses.
  let zoneNamed: (String) -> Zone?

  /// The people whom a ritual disturbs, in the ritual's order. In the user's own zone, a person without quiet hours is
  /// assumed to keep the user's.
  func conflicts(of ritual: Ritual) -> [QuietConflict] {
    guard !ritual.isPaused else { return [] }
    let others = others(ritual.company)
    let watched = others.filter { person in
      !person.quietHours.isEmpty || person.timeZone.map { $0 != zone.identifier } ?? false
    }
    guard !watched.isEmpty else { return [] }
    let (schedule, slots) = times(of: ritual)
    lazy var better = self.better(slots, zone: schedule.zone, for: others)
    return watched.compactMap { person in
      let quiet = quiet(of: person)
      let isQuiet = slots.map { quiet.end(at: $0.instant) != nil }
      guard let first = isQuiet.firstIndex(of: true) else { return nil }
      let instant = slots[first].instant
      return QuietConflict(
        person: person.id, isOwnHours: !person.quietHours.isEmpty, extent: extent(isQuiet, slots),
        times: (zone.local(at: instant), quiet.zone.local(at: instant)), better: better)
    }
  }

  /// The times of the day until which the reminders of a ritual are held, where the user's own quiet hours hold every one of
  /// them; empty where one of them comes at once, and for what is urgent. At the start, the quiet hours of everybody who
  /// takes part count too.
  func waits(of ritual: Ritual) -> Set<TimeOfDay> {
    var own = [Quiet(zone: zone, hours: household.quietHours)]
    if let me = household.me.flatMap({ household.people[$0] }), !me.quietHours.isEmpty {
      own.append(quiet(of: me))
    }
    guard own.contains(where: { !$0.hours.isEmpty }), !ritual.isPaused, ritual.urgency != .critical
    else { return [] }
    let everybody = own + others(ritual.with).filter { !$0.quietHours.isEmpty }.map(quiet)
    let (schedule, slots) = times(of: ritual)
    var ends: Set<TimeOfDay> = []
    for slot in slots {
      for reminder in ritual.remind {
        let instant = reminder.instant(for: slot, zone: schedule.zone)
        guard own.contains(where: { $0.end(at: instant) != nil }) else { return [] }
        let free = (reminder == .atStart ? everybody : own).release(instant).instant
        ends.insert(zone.local(at: free).time)
      }
    }
    return ends
  }

  private func others(_ ids: [String]) -> [Person] {
    ids.compactMap { household.people[$0] }.filter { $0.id != household.me }
  }

  /// The occurrences of the coming year, a cadence taken as done each time.
  private func times(of ritual: Ritual) -> (Schedule, [Slot]) {
    let schedule = Schedule(ritual, zone: ritual.timeZone.flatMap(zoneNamed) ?? zone)
    let end = now.advanced(bySeconds: 366 * 86_400)
    var slots: [Slot] = []
    while slots.count < QuietOutlook.most {
      let last = schedule.isCadence ? slots.last?.local : nil
      guard let slot = schedule.next(after: slots.last?.instant ?? now, last: last), slot.instant < end
      else { break }
      slots.append(slot)
    }
    return (schedule, slots)
  }

  private func quiet(of person: Person) -> Quiet {
    Quiet(
      person: person.id, zone: person.timeZone.flatMap(zoneNamed) ?? zone,
      hours: person.quietHours.isEmpty ? [QuietOutlook.night] : person.quietHours)
  }

  private func extent(_ isQuiet: [Bool], _ slots: [Slot]) -> QuietConflict.Extent {
    guard isQuiet.contains(false) else { return .always }
    func date(_ index: Int) -> CivilDate { zone.local(at: slots[index].instant).date }
    let begins = isQuiet.indices.filter { isQuiet[$0] && ($0 == 0 || !isQuiet[$0 - 1]) }
    let ends = isQuiet.indices.filter { isQuiet[$0] && ($0 == isQuiet.count - 1 || !isQuiet[$0 + 1]) }
    if begins.count == 1 { return .between(date(begins[0]), date(ends[0])) }
    // One that runs over today's day of the year.
    if begins.count == 2, begins[0] == 0, ends[1] == isQuiet.count - 1 {
      return .between(date(begins[1]), date(ends[0]))
    }
    return .sometimes
  }

  /// Tries the half hours before and after the ritual's own time, the nearest first.
  private func better(_ slots: [Slot], zone ritualZone: Zone, for others: [Person]) -> TimeOfDay? {
    guard let own = slots.first?.local.time, slots.allSatisfy({ $0.local.time == own }) else { return nil }
    let hours = household.quietHours.isEmpty ? [QuietOutlook.night] : household.quietHours
    let all = others.map(quiet) + [Quiet(zone: zone, hours: hours)]
    let steps = (1...47).flatMap { [$0 * 1800, -$0 * 1800] }
    return steps.lazy.map { own.secondOfDay + $0 }.filter((0..<86_400).contains)
      .map { TimeOfDay(secondOfDay: $0) }
      .first { time in
        slots.allSatisfy { slot in
          let instant = ritualZone.instant(of: CivilDateTime(slot.local.date, time))
          return all.allSatisfy { $0.end(at: instant) == nil }
        }
      }
  }
}
