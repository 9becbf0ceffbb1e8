import CivilTime

/// COUNT becomes the last wall time, once, when the rule is compiled.
extension Pattern {
  /// The wall time of the n-th occurrence, the start's or the first after it being the first; nil where the rule ends
  /// before it. Periods are counted, not occurrences; days and plain weeks are arithmetic.
  func wall(ofOccurrence number: Int) -> Int64? {
    guard number > 0, timesPerDay > 0 else { return nil }
    guard skip == .omit || !traits.contains(.positions) else { return wallByWalking(to: number) }
    var left = min(number, Pattern.largest)
    var period = origin
    if let each = countOfEachPeriod {
      let before = countBeforeStart(in: origin)
      let periods = (left - 1 + before) / each
      left -= periods * each - (periods > 0 ? before : 0)
      guard periods <= 4_000_000 else { return nil }
      period += periods * interval
    } else {
      guard let first = wall(from: firstWall, Forward.self) else { return nil }
      let day = floorDivide(Int(first), 86_400)
      period = aligned(from: self.period(of: day) - (skip == .omit ? 0 : 1), Forward.self)
    }
    let last = lastPeriod + (skip == .omit ? 0 : 1)
    while period <= last {
      let before = countBeforeStart(in: period)
      let here = count(in: period) - before
      if left <= here { return wall(at: left - 1 + before, in: period) }
      left -= here
      period = following(period, Forward.self)
    }
    return nil
  }

  /// How many slots every period has, the first one's before the start among them; nil where periods differ.
  private var countOfEachPeriod: Int? {
    switch scope {
    case .day: return timesPerDay
    case .week:
      return limitsWeekdays || traits.contains(.positions) ? nil : weekdays.nonzeroBitCount * timesPerDay
    default: return nil
    }
  }

  private func count(in period: Int) -> Int {
    let total = days(of: period).count * timesPerDay
    return traits.contains(.positions) ? uncommon?.value.places(in: total).count ?? 0 : total
  }

  /// How many slots of a period are before the start, or were the preceding period's (SKIP).
  private func countBeforeStart(in period: Int) -> Int {
    let start = Int(firstWall)
    let set = days(of: period)
    guard let first = set.first(from: .min / 2, Forward.self) else { return 0 }
    if traits.contains(.positions) {
      guard first * 86_400 < start else { return 0 }
      return chosen(in: set).count { $0 < start }
    }
    let day = firstDay
    var count = 0
    if first <= day {
      count = set.count(before: day) * timesPerDay
      if set.contains(day) { count += countOfTimes(before: start - day * 86_400) }
    }
    let previous = following(period, Backward.self)
    guard skip != .omit, previous >= origin, days(of: previous).contains(first) else { return count }
    return max(count, timesPerDay)
  }

  private func wall(at place: Int, in period: Int) -> Int64 {
    let set = days(of: period)
    if traits.contains(.positions) { return Int64(chosen(in: set)[place]) }
    return Int64(set.day(at: place / timesPerDay) * 86_400 + time(at: place % timesPerDay))
  }

  private func chosen(in set: DaySet) -> [Int] {
    var found: Set<Int> = []
    forEachChosen(of: set) { found.insert($0) }
    return found.sorted()
  }

  /// Where occurrences of neighbouring periods may come in any order.
  private func wallByWalking(to number: Int) -> Int64? {
    var found = firstWall - 1
    for _ in 0..<number {
      guard let next = wall(from: found + 1, Forward.self) else { return nil }
      found = next
    }
    return found
  }
}
