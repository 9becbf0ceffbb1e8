import CivilTime

/// COUNT becomes the last wall time, once, when the rule is compiled.
extension Pattern {
  /// The wall time of the n-th occurrence, the start's or the first after it being the first; nil where the rule ends
  /// before it.
  func wall(ofOccurrence number: Int) -> Int64? {
    guard number > 0, timesPerDay > 0 else { return nil }
    guard rule.bySetPosition.isEmpty, skip == .omit else { return wallByWalking(to: number) }
    let startDay = firstDay
    let startSecond = Int(firstWall) - startDay * 86_400
    var set = days(of: origin)
    let skipped =
      set.count(before: startDay) * timesPerDay
      + (set.contains(startDay) ? countOfTimes(before: startSecond) : 0)
    var place = min(number, Pattern.largest) - 1 + skipped
    if scope == .day {
      let day = startDay.addingReportingOverflow(place / timesPerDay &* interval)
      guard place / timesPerDay < 4_000_000, !day.overflow,
        day.partialValue <= CivilDate.last.dayNumber
      else { return nil }
      return Int64(day.partialValue * 86_400 + time(at: place % timesPerDay))
    }
    var period = origin
    let last = lastPeriod
    var empty = 0
    let cycle = cycle
    while true {
      let here = set.count * timesPerDay
      if place < here {
        return Int64(set.day(at: place / timesPerDay) * 86_400 + time(at: place % timesPerDay))
      }
      place -= here
      empty = here == 0 ? empty + 1 : 0
      period += interval
      if period > last || empty > cycle { return nil }
      set = days(of: period)
    }
  }

  /// Where occurrences of neighbouring periods may fall together, or only some places of a period count.
  private func wallByWalking(to number: Int) -> Int64? {
    var wall = firstWall - 1
    for _ in 0..<number {
      guard let next = nextWall(after: wall) else { return nil }
      wall = next
    }
    return wall
  }
}
