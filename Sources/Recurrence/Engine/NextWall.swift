/// The next wall time of a rule of days, weeks, months or years.
extension Pattern {
  /// The first wall time of the rule that is later than a bound, the start and the last wall time held; nil where
  /// there is none. Ends by proof: after a whole cycle of the calendar without a day.
  @inline(__always) func nextWall(after bound: Int64) -> Int64? {
    let lower = Int(max(bound + 1, firstWall))
    guard lower <= lastWall, timesPerDay > 0 else { return nil }
    let day = floorDivide(lower, 86_400)
    var period = aligned(period(of: day) - (skip == .omit ? 0 : 1))
    var left = -1
    while true {
      let set = days(of: period)
      if let wall = firstSlot(of: set, from: lower, on: day) { return wall <= lastWall ? Int64(wall) : nil }
      // The bounds of the search are worked out only for those that need a second look.
      if left < 0 { left = min(cycle, (lastPeriod - period) / interval + 2) }
      left -= 1
      if left < 0 { return nil }
      period += interval
    }
  }

  @inline(__always) private func firstSlot(of set: DaySet, from lower: Int, on day: Int) -> Int? {
    if !rule.bySetPosition.isEmpty && rule.frequency != .daily { return firstChosen(of: set, from: lower) }
    guard let found = set.first(from: day) else { return nil }
    if found > day { return firstTime(from: 0).map { found * 86_400 + $0 } }
    if let time = firstTime(from: lower - day * 86_400) { return day * 86_400 + time }
    guard let later = set.first(from: day + 1), let time = firstTime(from: 0) else { return nil }
    return later * 86_400 + time
  }

  /// BYSETPOS: places in days × times of the whole period, never trimmed by the start.
  private func firstChosen(of set: DaySet, from lower: Int) -> Int? {
    let total = set.count * timesPerDay
    var best: Int?
    for position in rule.bySetPosition {
      let place = position > 0 ? position - 1 : total + position
      guard place >= 0, place < total else { continue }
      let wall = set.day(at: place / timesPerDay) * 86_400 + time(at: place % timesPerDay)
      if wall >= lower && wall < best ?? .max { best = wall }
    }
    return best
  }
}
