import CivilTime

/// HOURLY, MINUTELY and SECONDLY: periods of elapsed time from the start, looked at through the wall clock.
///
/// Without BYMINUTE and BYSECOND below the frequency, a period has one candidate, a whole number of intervals from the
/// start. With them, its candidates are the times that show those minutes and seconds on the wall. All other parts let
/// a candidate through or not; the search jumps to the next day, hour, minute, second that they let through.
struct ElapsedTime {
  let pattern: Pattern
  let uncommon: Boxed<Uncommon>
  let zone: Zone
  /// From one period that counts to the next.
  let step: Int64
  let last: Int64

  /// Nil for a rule that is not of elapsed time.
  init?(_ pattern: Pattern, zone: Zone) {
    guard let uncommon = pattern.uncommon else { return nil }
    self.pattern = pattern
    self.uncommon = uncommon
    self.zone = zone
    step = Int64(pattern.interval) * uncommon.value.unit
    last = min(uncommon.value.lastInstant, Instant.distantFuture.seconds + 90_000)
  }

  /// The instant of the start.
  var start: Int64 { uncommon.value.startInstant }
  /// The first instant of the start's period.
  var origin: Int64 { Int64(pattern.origin) }
  /// The length of a period.
  var unit: Int64 { uncommon.value.unit }
  /// True where a part below the frequency makes candidates.
  var expands: Bool { uncommon.value.expands }
  /// The times of the day that the masks let through.
  var times: TimesOfDay { uncommon.value.times }

  /// Settles the instants of the start, of its period and of the end, and the minutes and seconds that the start gives.
  static func settle(_ pattern: inout Pattern, _ rule: RecurrenceRule, zone: Zone) {
    guard var uncommon = pattern.uncommon?.value else { return }
    let start = zone.instant(of: CivilDateTime(localSeconds: pattern.firstWall))
    let local = zone.local(at: start)
    var times = uncommon.times
    uncommon.unit = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    uncommon.startInstant = start.seconds
    uncommon.expands = times.seconds != 0 && uncommon.unit > 1 || times.minutes != 0 && uncommon.unit > 60
    uncommon.isPlain =
      !pattern.hasDateLimits && times.hours == 0 && times.minutes | times.seconds == 0
      && uncommon.positions.isEmpty
    if uncommon.expands {
      if times.minutes == 0 && uncommon.unit > 60 { times.minutes = 1 << UInt64(local.time.minute) }
      if times.seconds == 0 { times.seconds = 1 << UInt64(local.time.second) }
    }
    if times.hours == 0 { times.hours = 0xFF_FFFF }
    if times.minutes == 0 { times.minutes = (1 << 60) - 1 }
    if times.seconds == 0 { times.seconds = (1 << 60) - 1 }
    uncommon.times = times
    uncommon.lastInstant = min(uncommon.lastInstant, latest(ofWall: pattern.lastWall, zone))
    pattern.origin = Int(start.seconds) - floorRemainder(Int(local.localSeconds), Int(uncommon.unit))
    pattern.uncommon = Boxed(uncommon)
    guard let elapsed = ElapsedTime(pattern, zone: zone) else { return }
    if !elapsed.canMeet {
      uncommon.lastInstant = .min
    } else if case .count(let count) = rule.end, let last = elapsed.instant(ofOccurrence: count) {
      uncommon.lastInstant = min(last, uncommon.lastInstant)
    }
    pattern.uncommon = Boxed(uncommon)
  }

  /// The last instant at which clocks show a wall time or an earlier one.
  private static func latest(ofWall wall: Int64, _ zone: Zone) -> Int64 {
    switch zone.resolve(CivilDateTime(localSeconds: wall)) {
    case .unique(let instant), .overlap(_, let instant): instant.seconds
    case .gap(_, let transition): transition.seconds - 1
    }
  }

  /// The first occurrence from a time on.
  func slot<D: Direction>(from bound: Int64, _ direction: D.Type) -> Slot? {
    let from = direction.last(bound, direction.isForward ? start : last)
    guard from >= start, from <= last,
      let found = uncommon.value.positions.isEmpty
        ? candidate(from: from, direction) : chosen(from: from, direction), found >= start, found <= last
    else { return nil }
    return Slot(local: zone.local(at: Instant(seconds: found)), instant: Instant(seconds: found))
  }

  // MARK: The search

  /// The first candidate from a time on that all parts let through, BYSETPOS aside.
  func candidate<D: Direction>(from bound: Int64, _ direction: D.Type) -> Int64? {
    guard var time = aligned(from: bound, direction) else { return nil }
    var period = zone.period(at: Instant(seconds: time))
    var tries = 0
    var hopeless: [Int: Bool] = [:]
    // The last period is still looked at whole, for BYSETPOS.
    let horizon = last + unit
    while time <= horizon {
      if time < period.start.seconds || time >= period.end.seconds {
        period = zone.period(at: Instant(seconds: time))
        tries = hopeless[period.offset] == true ? 99 : 0
      }
      let wall = time + Int64(period.offset)
      guard let wanted = self.wall(from: Int(wall), direction) else { return nil }
      if wanted == wall { return time }
      let beyond = direction.isForward ? period.end.seconds : max(period.start.seconds, origin) - 1
      var next = direction.first(time + Int64(wanted) - wall, beyond)
      // Where an offset never brings the grid and the wall's times together, leave it behind.
      tries += 1
      if tries == 100 {
        let isHopeless = hopeless[period.offset] ?? !canMeet(period.offset)
        hopeless[period.offset] = isHopeless
        if isHopeless { next = beyond }
      }
      guard next < .max, let further = aligned(from: next, direction) else { return nil }
      time = further
    }
    return nil
  }

  /// The first time from one on that lies on the grid: whole intervals from the start, or in a period that counts. Nil
  /// before the start, or its period.
  func aligned<D: Direction>(from time: Int64, _ direction: D.Type) -> Int64? {
    let (first, width) = expands ? (origin, unit) : (start, 1)
    let time = direction.isForward ? max(time, first) : time
    guard time >= first else { return nil }
    let rest = (time - first) % step
    return rest < width ? time : time - rest + (direction.isForward ? step : width - 1)
  }

  /// The first wall time from one on that the masks let through; nil where no day ever is.
  private func wall<D: Direction>(from bound: Int, _ direction: D.Type) -> Int? {
    direction.second(
      from: bound, on: floorDivide(bound, 86_400), { pattern.allowedDay(from: $0, direction) },
      { times.first(from: $0, direction) })
  }
}
