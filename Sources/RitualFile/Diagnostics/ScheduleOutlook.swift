import CivilTime
import Recurrence
import Rituals

/// Finds keys of a ritual that make each other useless or doubtful.
struct ScheduleOutlook {
  typealias Found = (doubt: ScheduleDoubt, path: [ScheduleDoubt.Step])

  let ritual: Ritual
  private let zone: Zone
  private let now: Instant
  private let today: CivilDate
  private let schedule: Schedule
  /// How many times to come are looked at for how far they are apart.
  private static let sample = 12

  /// Nil for a ritual without any key that could be doubtful, which needs no schedule.
  init?(_ ritual: Ritual, zone: Zone, now: Instant) {
    let hasDistance =
      ritual.duration != nil || ritual.nudge != nil || ritual.remind.contains { $0 != .atStart }
    guard hasDistance || !ritual.except.isEmpty || !ritual.also.isEmpty else { return nil }
    (self.ritual, self.zone, self.now) = (ritual, zone, now)
    today = zone.local(at: now).date
    schedule = Schedule(ritual, zone: zone)
  }

  var doubts: [Found] { exceptions + additions + distances }

  // MARK: except

  private var exceptions: [Found] {
    guard !ritual.except.isEmpty else { return [] }
    let open = with { $0.except = [] }
    return ritual.except.enumerated().compactMap { index, point in
      guard !meets(point, open) else { return nil }
      var nearest: LocalPoint?
      if point.date >= today {
        nearest = self.nearest(to: point)
      } else {
        // A day that lies behind does no harm, but the year may be a slip.
        guard let slip = inYearToCome(point), meets(slip, open) else { return nil }
        nearest = slip
      }
      return (.exceptMeetsNothing(point, nearest: nearest), [.key(.except), .position(index)])
    }
  }

  /// Whether a schedule has a time on a day, or the very time.
  private func meets(_ point: LocalPoint, _ schedule: Schedule) -> Bool {
    if case .cadence(let cadence) = ritual.when { return cadenceMay(be: point, cadence) }
    let first = CivilDateTime(point.date, point.time ?? .midnight)
    var cursor = zone.start(of: first).advanced(bySeconds: -1)
    while let slot = schedule.next(after: cursor) {
      if slot.local >= first {
        return point.time == nil ? slot.local.date == point.date : slot.local == first
      }
      cursor = slot.instant
    }
    return false
  }

  /// Whether a cadence may fall on a day, whatever its last time.
  private func cadenceMay(be point: LocalPoint, _ cadence: Cadence) -> Bool {
    let isOtherTime =
      cadence.shortest.seconds == 0 && point.time.map { $0 != ritual.usualTime } ?? false
    return !isOtherTime && (cadence.weekdays.isEmpty || cadence.weekdays.contains(point.date.weekday))
      && ritual.season?.contains(point.date) ?? true && point.date <= ritual.until?.date ?? .last
      && point.date >= ritual.starting?.date ?? .first
  }

  /// The time of the ritual that is nearest to a day without one.
  private func nearest(to point: LocalPoint) -> LocalPoint? {
    func named(_ local: CivilDateTime) -> LocalPoint {
      LocalPoint(local.date, point.time.map { _ in local.time })
    }
    if case .cadence(let cadence) = ritual.when {
      return (0...6).lazy.flatMap { [point.date.advanced(byDays: $0), point.date.advanced(byDays: -$0)] }
        .map { named(CivilDateTime($0, ritual.usualTime)) }
        .first { $0.date >= today && cadenceMay(be: $0, cadence) }
    }
    let place = CivilDateTime(point.date, point.time ?? ritual.usualTime)
    let instant = zone.instant(of: place)
    let near = [schedule.next(after: instant.advanced(bySeconds: -1)), schedule.previous(before: instant)]
    return near.compactMap { $0?.local }.filter { $0.date >= today }
      .min { abs($0.localSeconds - place.localSeconds) < abs($1.localSeconds - place.localSeconds) }
      .map(named)
  }

  private func inYearToCome(_ point: LocalPoint) -> LocalPoint? {
    (today.year...today.year + 1).lazy
      .compactMap { CivilDate(year: $0, month: point.date.month, day: point.date.day) }
      .first { $0 >= today }.map { LocalPoint($0, point.time) }
  }

  // MARK: also

  private var additions: [Found] {
    guard !ritual.also.isEmpty else { return [] }
    let rule = with { $0.also = [] }
    return ritual.also.enumerated().compactMap { index, point in
      let local = CivilDateTime(point.date, point.time ?? ritual.usualTime)
      guard local.date >= today else { return nil }
      let path: [ScheduleDoubt.Step] = [.key(.also), .position(index)]
      if let taker = taker(of: local) { return (.alsoIsTaken(point, by: taker), path) }
      let isDouble = !schedule.isCadence && meets(LocalPoint(local.date, local.time), rule)
      return isDouble ? (.alsoComesAnyway(point), path) : nil
    }
  }

  private func taker(of local: CivilDateTime) -> ScheduleDoubt.Taker? {
    if let season = ritual.season, !season.contains(local.date) { return .season(season) }
    if let until = ritual.until, local > until.latest { return .until(until) }
    let isTaken = ritual.except.contains { $0.date == local.date && ($0.time ?? local.time) == local.time }
    return isTaken ? .except : nil
  }

  // MARK: How far times are apart

  private var distances: [Found] {
    var suspects: [(found: Found, isSo: (Slot, Slot) -> Bool)] = []
    for (index, time) in ritual.remind.enumerated() where time != .atStart {
      let doubt = ScheduleDoubt.reminderTooEarly(time, isCadence: schedule.isCadence)
      suspects.append(
        ((doubt, [.key(.remind), .position(index)]), { time.instant(for: $1, zone: zone) < $0.instant }))
    }
    if let every = ritual.nudge?.every {
      suspects.append(
        ((.nudgeTooLate(every), [.key(.nudge), .name("every")]), { end(of: every, from: $0) >= $1.instant }))
    }
    if let duration = ritual.duration {
      suspects.append(
        ((.durationTooLong(duration), [.key(.duration)]), { end(of: duration, from: $0) > $1.instant }))
    }
    guard !suspects.isEmpty, let first = next(after: nil), let second = next(after: first) else { return [] }
    var pair = (first, second)
    for _ in 1..<ScheduleOutlook.sample {
      suspects.removeAll { !$0.isSo(pair.0, pair.1) }
      // The first two times clear nearly every ritual.
      guard !suspects.isEmpty, let third = next(after: pair.1) else { break }
      pair = (pair.1, third)
    }
    return suspects.map(\.found)
  }

  /// The time after another one; a cadence is taken as done each time, as early as it may be.
  private func next(after slot: Slot?) -> Slot? {
    schedule.next(after: slot?.instant ?? now, last: schedule.isCadence ? slot?.local : nil)
  }

  private func end(of span: Span, from slot: Slot) -> Instant {
    zone.instant(of: slot.local.advanced(by: Span(months: span.months, days: span.days)))
      .advanced(bySeconds: Int64(span.seconds))
  }

  private func with(_ change: (inout Ritual) -> Void) -> Schedule {
    var changed = ritual
    change(&changed)
    return Schedule(changed, zone: zone)
  }
}

extension Ritual {
  /// The time of the day that its rule or its start names, else the one of all that name none.
  fileprivate var usualTime: TimeOfDay { when.time ?? self.starting?.time ?? Schedule.defaultTime }
}
