import CivilTime

/// HOURLY, MINUTELY and SECONDLY: periods of elapsed time from the start, looked at through the wall clock.
///
/// Without BYMINUTE and BYSECOND below the frequency, a period has one candidate, a whole number of intervals from the
/// start. With them, its candidates are the times that show those minutes and seconds on the wall. All other parts let
/// a candidate through or not; the search jumps to the next day, hour, minute, second that they let through.
struct ElapsedTime {
  let pattern: Pattern
  let zone: Zone
  /// The instant of the start.
  let start: Int64
  /// The length of a period.
  let unit: Int64
  /// From one period that counts to the next.
  let step: Int64
  /// The first instant of the start's period.
  let origin: Int64
  let minutes: UInt64
  let seconds: UInt64
  /// True where a part below the frequency makes candidates.
  let expands: Bool
  let last: Int64
  /// Where the search ends: the last period is still looked at whole, for BYSETPOS.
  let horizon: Int64

  /// Settles the instant of the start, and of its period.
  static func settle(_ pattern: inout Pattern, zone: Zone) {
    let start = zone.instant(of: CivilDateTime(localSeconds: pattern.firstWall))
    let unit = pattern.rule.frequency == .hourly ? 3600 : pattern.rule.frequency == .minutely ? 60 : 1
    let wall = Int(zone.local(at: start).localSeconds)
    pattern.startInstant = start.seconds
    pattern.origin = Int(start.seconds) - floorRemainder(wall, unit)
  }

  init(_ pattern: Pattern, zone: Zone) {
    self.pattern = pattern
    self.zone = zone
    let rule = pattern.rule
    unit = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    step = Int64(pattern.interval) * unit
    start = pattern.startInstant
    origin = Int64(pattern.origin)
    expands =
      rule.frequency == .hourly && !(rule.byMinute.isEmpty && rule.bySecond.isEmpty)
      || rule.frequency == .minutely && !rule.bySecond.isEmpty
    var minutes = pattern.minutes
    var seconds = pattern.seconds
    if expands {
      let time = zone.local(at: Instant(seconds: start)).time
      if minutes == 0 && rule.frequency == .hourly { minutes = 1 << UInt64(time.minute) }
      if seconds == 0 { seconds = 1 << UInt64(time.second) }
    }
    self.minutes = minutes
    self.seconds = seconds
    last = min(pattern.lastInstant, Instant.distantFuture.seconds + 90_000)
    horizon = last + unit
  }

  var isPlain: Bool {
    !expands && !pattern.hasDateLimits && pattern.hours == 0 && minutes == 0 && seconds == 0
      && pattern.rule.bySetPosition.isEmpty
  }

  func next(after time: Int64) -> Slot? {
    let from = max(time + 1, start)
    guard let found = pattern.rule.bySetPosition.isEmpty ? first(from: from) : firstChosen(from: from),
      found <= last
    else { return nil }
    let local = zone.local(at: Instant(seconds: found))
    return local.localSeconds <= pattern.lastWall ? Slot(local: local, instant: Instant(seconds: found)) : nil
  }

  /// The instant of the n-th occurrence; nil where the rule ends before it.
  func instant(ofOccurrence number: Int) -> Int64? {
    if isPlain {
      let (distance, overflow) = step.multipliedReportingOverflow(by: Int64(number - 1))
      return overflow || distance > 1 << 50 ? nil : start + distance
    }
    var time = start - 1
    for _ in 0..<max(0, number) {
      guard let slot = next(after: time) else { return nil }
      time = slot.instant.seconds
    }
    return time
  }

  /// The first candidate from a time on that all parts let through, BYSETPOS aside.
  private func first(from: Int64) -> Int64? {
    var time = aligned(from)
    if isPlain { return time }
    var period = zone.period(at: Instant(seconds: time))
    var tries = 0
    var hopeless = HopelessOffsets()
    while time <= horizon {
      if time >= period.end.seconds {
        period = zone.period(at: Instant(seconds: time))
        tries = 0
      }
      let wall = time + Int64(period.offset)
      guard let wanted = firstWall(from: Int(wall)) else { return nil }
      if wanted == wall { return time }
      var next = min(time + Int64(wanted) - wall, period.end.seconds)
      // Where an offset never brings the grid and the wall's times together, leave it behind.
      tries += 1
      if tries == 500 && hopeless.isHopeless(period.offset, self) {
        if period.end.seconds == .max { return nil }
        next = max(next, period.end.seconds)
      }
      time = aligned(next)
    }
    return nil
  }

  /// The first time from one on that lies on the grid: a whole interval from the start, or in a period that counts.
  private func aligned(_ time: Int64) -> Int64 {
    guard expands else {
      if time <= start { return start }
      let rest = (time - start) % step
      return rest == 0 ? time : time + step - rest
    }
    let rest = Int64(floorRemainder(Int(time - origin), Int(step)))
    return rest < unit ? time : time + step - rest
  }

  /// The first wall time from one on that the masks let through; nil where no day ever is.
  private func firstWall(from wall: Int) -> Int? {
    let day = floorDivide(wall, 86_400)
    guard let allowed = pattern.firstAllowedDay(from: day) else { return nil }
    if allowed == day {
      if let time = firstTime(from: wall - day * 86_400) { return day * 86_400 + time }
      guard let later = pattern.firstAllowedDay(from: day + 1) else { return nil }
      return firstTime(from: 0).map { later * 86_400 + $0 }
    }
    return firstTime(from: 0).map { allowed * 86_400 + $0 }
  }

  private func firstTime(from second: Int) -> Int? {
    let hours = pattern.hours == 0 ? 0xFF_FFFF : pattern.hours
    let minutes = minutes == 0 ? (1 << 60) - 1 : minutes
    let seconds = seconds == 0 ? (1 << 60) - 1 : seconds
    let hour = second / 3600
    if hours >> UInt32(hour) & 1 == 1 {
      let minute = second / 60 % 60
      if minutes >> UInt64(minute) & 1 == 1, let found = seconds.firstBit(from: second % 60) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = minutes.firstBit(from: minute + 1) {
        return hour * 3600 + found * 60 + seconds.trailingZeroBitCount
      }
    }
    guard let found = hours.firstBit(from: hour + 1) else { return nil }
    return found * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
  }

  // MARK: BYSETPOS

  /// Places among the candidates of one period of elapsed time.
  private func firstChosen(from: Int64) -> Int64? {
    var time = periodStart(aligned(from))
    while let found = first(from: time) {
      let begin = periodStart(found)
      var members = [found]
      while let next = first(from: (members.last ?? found) + 1), next < begin + unit { members.append(next) }
      var best: Int64?
      for position in pattern.rule.bySetPosition {
        let place = position > 0 ? position - 1 : members.count + position
        guard place >= 0, place < members.count, members[place] >= from else { continue }
        best = min(best ?? .max, members[place])
      }
      if let best { return best }
      if !isWithinReach { return nil }
      time = begin + unit
    }
    return nil
  }

  private func periodStart(_ time: Int64) -> Int64 {
    time - Int64(floorRemainder(Int(time - origin), Int(unit)))
  }

  /// False where every position lies beyond the largest set that a period can have.
  private var isWithinReach: Bool {
    let perMinute = expands ? seconds.nonzeroBitCount : 1
    let most = expands && unit == 3600 ? minutes.nonzeroBitCount * perMinute : perMinute
    return pattern.rule.bySetPosition.contains { abs($0) <= most }
  }

  // MARK: Proof

  /// Offsets at which the grid and the wall's times never meet.
  private struct HopelessOffsets {
    var known: [(offset: Int, isHopeless: Bool)] = []

    mutating func isHopeless(_ offset: Int, _ elapsed: ElapsedTime) -> Bool {
      if let found = known.first(where: { $0.offset == offset }) { return found.isHopeless }
      let answer = !elapsed.canMeet(offset)
      known.append((offset, answer))
      return answer
    }
  }

  /// The grid comes back to the same times of the day, all those of one remainder by gcd(step, 86,400).
  private func canMeet(_ offset: Int) -> Bool {
    let divisor = greatestDivisor(Int(step), 86_400)
    var second = floorRemainder(Int(expands ? origin : start) + offset, divisor)
    let width = expands ? Int(unit) : 1
    while second < 86_400 {
      if let time = firstTime(from: second), time < second + width { return true }
      second += divisor
    }
    // A period may begin before midnight.
    return expands && (firstTime(from: 0).map { $0 < width } ?? false)
  }
}
