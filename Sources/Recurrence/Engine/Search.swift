import CivilTime

/// The search for the wall times of a rule of days, weeks, months or years.
extension Pattern {
  /// The first wall time of the rule from one on, that one included. Ends by proof: after a whole cycle of the calendar
  /// without a day.
  @inline(__always) func wall<D: Direction>(from bound: Int64, _ direction: D.Type) -> Int64? {
    let (start, end) = direction.isForward ? (firstWall, lastWall) : (lastWall, firstWall)
    let from = direction.last(bound, start)
    guard !direction.isBefore(end, from) else { return nil }
    let day = floorDivide(Int(from), 86_400)
    let period = aligned(from: period(of: day) - (skip == .omit ? 0 : direction.sign), direction)
    let found = slot(of: days(of: period), in: period, from: Int(from), on: day, direction)
    guard let wall = found ?? furtherWall(than: period, from: Int(from), on: day, direction) else {
      return nil
    }
    return direction.isBefore(end, Int64(wall)) ? nil : Int64(wall)
  }

  /// The same in the periods after one. How far to look is worked out only where a second look is not enough.
  func furtherWall<D: Direction>(than first: Int, from bound: Int, on day: Int, _ direction: D.Type) -> Int? {
    var period = following(first, direction)
    var (last, cycle) = (direction.isForward ? Int.max : origin, 0)
    var steps = 0
    while !direction.isBefore(last, period) {
      if let wall = slot(of: days(of: period), in: period, from: bound, on: day, direction) { return wall }
      if steps == 0 {
        cycle = self.cycle
        if direction.isForward { last = lastPeriod + (skip == .omit ? 0 : 1) }
      }
      steps += 1
      if steps == cycle || steps == 100 && !matchesSomeDay { return nil }
      period = following(period, direction)
    }
    return nil
  }

  /// False where no day of any year has a slot, whatever the interval: 2000 to 2027 have years of every kind. With Easter,
  /// every year is one of its own, and all are looked at.
  var matchesSomeDay: Bool {
    var free = self
    free.interval = 1
    free.stride = 1
    free.traits.remove(.years)
    let isEveryYear = traits.contains(.easter)
    let lower = isEveryYear ? CivilDate.first.dayNumber * 86_400 : Int(Pattern.startOf2000)
    let day = floorDivide(lower, 86_400)
    free.origin = free.period(of: day)
    var period = free.aligned(from: free.origin, Forward.self)
    let last = free.period(of: isEveryYear ? CivilDate.last.dayNumber : day + 28 * 366)
    while period <= last {
      if free.slot(of: free.days(of: period), in: period, from: lower, on: day, Forward.self) != nil {
        return true
      }
      period = free.following(period, Forward.self)
    }
    return false
  }

  static let startOf2000: Int64 = 946_684_800

  /// The first slot of a period's days from a wall time on a day on.
  @inline(__always) func slot<D: Direction>(
    of set: DaySet, in period: Int, from bound: Int, on day: Int, _ direction: D.Type
  ) -> Int? {
    if traits.contains(.positions) { return chosenSlot(of: set, in: period, from: bound, direction) }
    return direction.second(
      from: bound, on: day, { set.first(from: $0, direction) }, { firstTime(from: $0, direction) })
  }

  /// BYSETPOS: places in days × times of the whole period, never trimmed by the start.
  private func chosenSlot<D: Direction>(
    of set: DaySet, in period: Int, from bound: Int, _ direction: D.Type
  ) -> Int? {
    var best: Int?
    func choose(_ slot: Int) {
      if !direction.isBefore(slot, bound) { best = best.map { direction.first($0, slot) } ?? slot }
    }
    forEachChosen(of: set, choose)
    // What SKIP moves to the day that two periods share may come in either order.
    guard skip != .omit, best != nil else { return best }
    let next = following(period, direction)
    if next >= origin { forEachChosen(of: days(of: next), choose) }
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
