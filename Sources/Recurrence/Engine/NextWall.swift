import CivilTime

/// The next and the last wall time of a rule of days, weeks, months or years.
extension Pattern {
  /// The first wall time of the rule that is later than a bound, the start and the last wall time held; nil where
  /// there is none. Ends by proof: after a whole cycle of the calendar without a day.
  @inline(__always) func nextWall(after bound: Int64) -> Int64? {
    let lower = max(bound, firstWall - 1) + 1
    guard lower <= lastWall else { return nil }
    let day = floorDivide(Int(lower), 86_400)
    let period = aligned(from: period(of: day) - (skip == .omit ? 0 : 1))
    let found = firstSlot(of: days(of: period), in: period, from: Int(lower), on: day)
    guard let wall = found ?? laterWall(after: period, from: Int(lower), on: day) else { return nil }
    return wall <= lastWall ? Int64(wall) : nil
  }

  /// The same in the periods after one; how far to look is worked out only for those that need a second look.
  func laterWall(after first: Int, from lower: Int, on day: Int) -> Int? {
    var period = following(first)
    let last = lastPeriod + (skip == .omit ? 0 : 1)
    let cycle = cycle
    var steps = 0
    while steps < cycle && period <= last {
      if let wall = firstSlot(of: days(of: period), in: period, from: lower, on: day) { return wall }
      steps += 1
      if steps == 100 && !matchesSomeDay { return nil }
      period = following(period)
    }
    return nil
  }

  /// The last wall time of the rule that is earlier than a bound, the start and the last wall time held.
  @inline(__always) func previousWall(before bound: Int64) -> Int64? {
    let upper = min(bound, lastWall + 1) - 1
    guard upper >= firstWall else { return nil }
    let day = floorDivide(Int(upper), 86_400)
    let period = aligned(through: period(of: day) + (skip == .omit ? 0 : 1))
    let found = lastSlot(of: days(of: period), in: period, through: Int(upper), on: day)
    guard let wall = found ?? earlierWall(before: period, through: Int(upper), on: day) else { return nil }
    return wall >= firstWall ? Int64(wall) : nil
  }

  func earlierWall(before first: Int, through upper: Int, on day: Int) -> Int? {
    var period = preceding(first)
    let cycle = cycle
    var steps = 0
    while steps < cycle && period >= origin {
      if let wall = lastSlot(of: days(of: period), in: period, through: upper, on: day) { return wall }
      steps += 1
      if steps == 100 && !matchesSomeDay { return nil }
      period = preceding(period)
    }
    return nil
  }

  /// False where no day of any year has a slot, whatever the interval: 2000 to 2027 have years of every kind.
  var matchesSomeDay: Bool {
    var free = self
    free.interval = 1
    free.stride = 1
    free.traits.remove(.years)
    let lower = Int(Pattern.startOf2000)
    let day = lower / 86_400
    free.origin = free.period(of: day)
    var period = free.aligned(from: free.origin)
    let last = free.period(of: day + 28 * 366)
    while period <= last {
      if free.firstSlot(of: free.days(of: period), in: period, from: lower, on: day) != nil { return true }
      period = free.following(period)
    }
    return false
  }

  static let startOf2000: Int64 = 946_684_800

  // MARK: Within a period

  /// The first slot of a period's days that is not before a wall time on a day.
  @inline(__always) func firstSlot(of set: DaySet, in period: Int, from lower: Int, on day: Int) -> Int? {
    if traits.contains(.positions) { return firstChosen(of: set, in: period, from: lower) }
    guard var found = set.first(from: day) else { return nil }
    if found == day {
      if let time = firstTime(from: lower - day * 86_400) { return day * 86_400 + time }
      guard let later = set.first(from: day + 1) else { return nil }
      found = later
    }
    return firstTime(from: 0).map { found * 86_400 + $0 }
  }

  /// The last slot of a period's days that is not after a wall time on a day.
  @inline(__always) func lastSlot(of set: DaySet, in period: Int, through upper: Int, on day: Int) -> Int? {
    if traits.contains(.positions) { return lastChosen(of: set, in: period, through: upper) }
    guard var found = set.last(through: day) else { return nil }
    if found == day {
      if let time = lastTime(through: upper - day * 86_400) { return day * 86_400 + time }
      guard let earlier = set.last(through: day - 1) else { return nil }
      found = earlier
    }
    return lastTime(through: 86_399).map { found * 86_400 + $0 }
  }

  // MARK: BYSETPOS

  /// Places in days × times of the whole period, never trimmed by the start.
  private func firstChosen(of set: DaySet, in period: Int, from lower: Int) -> Int? {
    var best: Int?
    forEachChosen(of: set) { if $0 >= lower && $0 < best ?? .max { best = $0 } }
    // What SKIP moves to the day that two periods share may come in either order.
    guard skip != .omit, best != nil else { return best }
    forEachChosen(of: days(of: following(period))) { if $0 >= lower && $0 < best ?? .max { best = $0 } }
    return best
  }

  private func lastChosen(of set: DaySet, in period: Int, through upper: Int) -> Int? {
    var best: Int?
    forEachChosen(of: set) { if $0 <= upper && $0 > best ?? .min { best = $0 } }
    guard skip != .omit, best != nil, preceding(period) >= origin else { return best }
    forEachChosen(of: days(of: preceding(period))) { if $0 <= upper && $0 > best ?? .min { best = $0 } }
    return best
  }

  /// Each slot that BYSETPOS chooses from a period's days; one may come twice, and in any order.
  @inline(__always) func forEachChosen(of set: DaySet, _ body: (Int) -> Void) {
    guard let uncommon = uncommon?.value else { return }
    let perDay = timesPerDay
    let total = set.count * perDay
    for position in uncommon.positions {
      guard let place = uncommon.place(ofPosition: position, in: total) else { continue }
      body(set.day(at: place / perDay) * 86_400 + time(at: place % perDay))
    }
  }
}
