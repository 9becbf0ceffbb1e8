import CivilTime

/// BYSETPOS among the candidates of one period of elapsed time.
extension ElapsedTime {
  /// The first time from one on that BYSETPOS chooses.
  func chosen<D: Direction>(from bound: Int64, _ direction: D.Type) -> Int64? {
    guard isWithinReach, var time = aligned(from: bound, direction) else { return nil }
    var misses = Misses(self)
    // Places are counted over the whole period, also where only a part of it is looked at.
    time = direction.isForward ? periodStart(time) : periodStart(time) + unit - 1
    while let found = candidate(from: time, direction) {
      let begin = periodStart(found)
      if let best = direction.first(of: chosen(in: begin), from: bound) { return best }
      let left = misses.stretchToLeave(at: begin, self) ?? begin..<begin + unit
      time = direction.isForward ? left.upperBound : left.lowerBound - 1
      if time == .max || time < origin { return nil }
    }
    return nil
  }

  /// Periods of which nothing was chosen. Far from changes of the clocks they are alike again after a whole number of
  /// intervals and days (weeks, with BYDAY); where all kinds were seen in vain, the rest of the stretch is left out.
  private struct Misses {
    let cycle: Int64
    var hopeless: [Int] = []
    var first: (begin: Int64, calm: Range<Int64>)?

    init(_ elapsed: ElapsedTime) {
      let pattern = elapsed.pattern
      let length = pattern.weekdays == 0 ? 86_400 : 7 * 86_400
      let step = Int(elapsed.step)
      let (cycle, overflow) = (step / greatestDivisor(step, length)).multipliedReportingOverflow(by: length)
      self.cycle = overflow || pattern.limitsWeekdays ? .max : Int64(cycle)
    }

    /// The stretch around a period in vain, where nothing in it can be chosen.
    mutating func stretchToLeave(at begin: Int64, _ elapsed: ElapsedTime) -> Range<Int64>? {
      guard cycle < .max else { return nil }
      if let first, first.calm.contains(begin) {
        guard Int64((begin - first.begin).magnitude) > cycle else { return nil }
        hopeless.append(elapsed.zone.offset(at: Instant(seconds: begin)))
        return first.calm
      }
      first = nil
      let period = elapsed.zone.period(at: Instant(seconds: begin))
      let (start, end) = (period.start.seconds, period.end.seconds)
      let lower = max(start == .min ? .min : start + 2 * elapsed.unit, elapsed.start + elapsed.unit)
      let upper = end == .max ? .max : end - 2 * elapsed.unit
      guard lower < upper, (lower..<upper).contains(begin) else { return nil }
      first = (begin, lower..<upper)
      return hopeless.contains(period.offset) ? lower..<upper : nil
    }
  }

  /// What is chosen from a period, in order; the start trims what is given, not what is counted.
  private func chosen(in begin: Int64) -> [Int64] {
    var members: [Int64] = []
    var time = begin
    while let next = candidate(from: time, Forward.self), next < begin + unit {
      members.append(next)
      time = next + 1
    }
    return uncommon.value.places(in: members.count).map { members[$0] }.filter { $0 >= start }
  }

  private func periodStart(_ time: Int64) -> Int64 {
    time - Int64(floorRemainder(Int(time - origin), Int(unit)))
  }

  /// False where every position lies beyond the largest set that a period can have.
  private var isWithinReach: Bool {
    let perMinute = expands ? times.seconds.nonzeroBitCount : 1
    let most = expands && unit == 3600 ? times.minutes.nonzeroBitCount * perMinute : perMinute
    return uncommon.value.positions.contains { abs($0) <= most }
  }
}
