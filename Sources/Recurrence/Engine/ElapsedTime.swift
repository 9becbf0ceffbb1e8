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
  /// The instant of the start.
  let start: Int64
  /// The length of a period.
  let unit: Int64
  /// From one period that counts to the next.
  let step: Int64
  /// The first instant of the start's period.
  let origin: Int64
  /// The times of the day that the masks let through.
  let times: TimesOfDay
  /// True where a part below the frequency makes candidates.
  let expands: Bool
  let last: Int64
  /// Where the search ends: the last period is still looked at whole, for BYSETPOS.
  let horizon: Int64

  /// Settles the instant of the start, and of its period, and the minutes and seconds that it gives,
  /// and the last instant.
  static func settle(_ pattern: inout Pattern, _ rule: RecurrenceRule, zone: Zone) {
    let frequency = rule.frequency
    guard var uncommon = pattern.uncommon?.value else { return }
    let start = zone.instant(of: CivilDateTime(localSeconds: pattern.firstWall))
    let local = zone.local(at: start)
    uncommon.unit = frequency == .hourly ? 3600 : frequency == .minutely ? 60 : 1
    uncommon.startInstant = start.seconds
    uncommon.expands =
      frequency == .hourly && uncommon.minutes | uncommon.seconds != 0
      || frequency == .minutely && uncommon.seconds != 0
    if uncommon.expands {
      if uncommon.minutes == 0 && frequency == .hourly { uncommon.minutes = 1 << UInt64(local.time.minute) }
      if uncommon.seconds == 0 { uncommon.seconds = 1 << UInt64(local.time.second) }
    }
    uncommon.lastInstant = min(uncommon.lastInstant, latest(ofWall: pattern.lastWall, zone))
    uncommon.isPlain =
      !pattern.hasDateLimits && uncommon.hours == 0 && uncommon.minutes | uncommon.seconds == 0
      && uncommon.positions.isEmpty
    pattern.origin = Int(start.seconds) - floorRemainder(Int(local.localSeconds), Int(uncommon.unit))
    pattern.uncommon = Boxed(uncommon)
    guard let elapsed = ElapsedTime(pattern, zone: zone) else { return }
    if !elapsed.canMeet {
      uncommon.lastInstant = .min
    } else if case .count(let count) = rule.end, let last = elapsed.instant(ofOccurrence: count) {
      uncommon.lastInstant = min(last, uncommon.lastInstant)
    } else {
      return
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

  /// Nil for a rule that is not of elapsed time.
  init?(_ pattern: Pattern, zone: Zone) {
    guard let uncommon = pattern.uncommon else { return nil }
    self.pattern = pattern
    self.uncommon = uncommon
    self.zone = zone
    unit = uncommon.value.unit
    step = Int64(pattern.interval) * unit
    start = uncommon.value.startInstant
    origin = Int64(pattern.origin)
    expands = uncommon.value.expands
    times = TimesOfDay(
      uncommon.value.hours == 0 ? 0xFF_FFFF : uncommon.value.hours,
      uncommon.value.minutes == 0 ? (1 << 60) - 1 : uncommon.value.minutes,
      uncommon.value.seconds == 0 ? (1 << 60) - 1 : uncommon.value.seconds)
    last = min(uncommon.value.lastInstant, Instant.distantFuture.seconds + 90_000)
    horizon = min(last, .max - unit) + unit
  }

  /// The first occurrence later than a time.
  func next(after time: Int64) -> Slot? {
    let from = max(time + 1, start)
    guard from <= last, let found = hasPositions ? firstChosen(from: from) : first(from: from), found <= last
    else { return nil }
    return slot(found)
  }

  /// The last occurrence earlier than a time.
  func previous(before time: Int64) -> Slot? {
    let through = min(time - 1, last)
    guard through >= start, let found = hasPositions ? lastChosen(through: through) : last(through: through),
      found >= start
    else { return nil }
    return slot(found)
  }

  private var hasPositions: Bool { !uncommon.value.positions.isEmpty }

  @inline(__always) private func slot(_ time: Int64) -> Slot {
    Slot(local: zone.local(at: Instant(seconds: time)), instant: Instant(seconds: time))
  }

  // MARK: The search

  /// The first candidate from a time on that all parts let through, BYSETPOS aside.
  func first(from: Int64) -> Int64? {
    var time = aligned(from: from)
    if uncommon.value.isPlain { return time }
    var period = zone.period(at: Instant(seconds: time))
    var tries = 0
    var hopeless = HopelessOffsets()
    while time <= horizon {
      if time >= period.end.seconds {
        period = zone.period(at: Instant(seconds: time))
        tries = hopeless.knows(period.offset) ? 99 : 0
      }
      let wall = time + Int64(period.offset)
      guard let wanted = firstWall(from: Int(wall)) else { return nil }
      if wanted == wall { return time }
      var next = min(time + Int64(wanted) - wall, period.end.seconds)
      // Where an offset never brings the grid and the wall's times together, leave it behind.
      tries += 1
      if tries == 100 && hopeless.isHopeless(period.offset, self) {
        if period.end.seconds == .max { return nil }
        next = max(next, period.end.seconds)
      }
      time = aligned(from: next)
    }
    return nil
  }

  /// The last candidate up to a time that all parts let through, BYSETPOS aside.
  func last(through: Int64) -> Int64? {
    guard var time = aligned(through: through) else { return nil }
    if uncommon.value.isPlain { return time }
    var period = zone.period(at: Instant(seconds: time))
    var tries = 0
    var hopeless = HopelessOffsets()
    while true {
      if time < period.start.seconds {
        period = zone.period(at: Instant(seconds: time))
        tries = hopeless.knows(period.offset) ? 99 : 0
      }
      let wall = time + Int64(period.offset)
      guard let wanted = lastWall(through: Int(wall)) else { return nil }
      if wanted == wall { return time }
      let begin = max(period.start.seconds, origin)
      var next = max(time + Int64(wanted) - wall, begin - 1)
      tries += 1
      if tries == 100 && hopeless.isHopeless(period.offset, self) { next = begin - 1 }
      guard let earlier = aligned(through: next) else { return nil }
      time = earlier
    }
  }

  /// The first time from one on that lies on the grid: a whole interval from the start, or in a period that counts.
  func aligned(from time: Int64) -> Int64 {
    guard expands else {
      if time <= start { return start }
      let rest = (time - start) % step
      return rest == 0 ? time : time + step - rest
    }
    let time = max(time, origin)
    let rest = (time - origin) % step
    return rest < unit ? time : time + step - rest
  }

  /// The last time up to one that lies on the grid; nil before the start, or its period.
  func aligned(through time: Int64) -> Int64? {
    guard expands else { return time < start ? nil : time - (time - start) % step }
    guard time >= origin else { return nil }
    let rest = (time - origin) % step
    return rest < unit ? time : time - rest + unit - 1
  }

  /// The first wall time from one on that the masks let through; nil where no day ever is.
  private func firstWall(from wall: Int) -> Int? {
    let day = floorDivide(wall, 86_400)
    guard let allowed = pattern.firstAllowedDay(from: day) else { return nil }
    if allowed == day {
      if let time = times.first(from: wall - day * 86_400) { return day * 86_400 + time }
      guard let later = pattern.firstAllowedDay(from: day + 1) else { return nil }
      return times.first(from: 0).map { later * 86_400 + $0 }
    }
    return times.first(from: 0).map { allowed * 86_400 + $0 }
  }

  private func lastWall(through wall: Int) -> Int? {
    let day = floorDivide(wall, 86_400)
    guard let allowed = pattern.lastAllowedDay(through: day) else { return nil }
    if allowed == day {
      if let time = times.last(through: wall - day * 86_400) { return day * 86_400 + time }
      guard let earlier = pattern.lastAllowedDay(through: day - 1) else { return nil }
      return times.last(through: 86_399).map { earlier * 86_400 + $0 }
    }
    return times.last(through: 86_399).map { allowed * 86_400 + $0 }
  }
}
