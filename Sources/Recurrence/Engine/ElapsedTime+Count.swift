import CivilTime

/// COUNT of elapsed time: counted by days, and days that are alike only once.
extension ElapsedTime {
  /// What makes two stretches of a day have equally many occurrences: where the grid stands, which part of the day it
  /// is, and for BYSETPOS which days beside it are let through, since a period may reach over midnight.
  private struct Stretch: Hashable {
    var phase: Int
    var second: Int
    var length: Int
    var neighbours = 0
  }

  /// The instant of the n-th occurrence; nil where the rule ends before it.
  func instant(ofOccurrence number: Int) -> Int64? {
    guard number > 0 else { return nil }
    if uncommon.value.isPlain {
      let (distance, overflow) = step.multipliedReportingOverflow(by: Int64(number - 1))
      return overflow || distance > 1 << 50 ? nil : start + distance
    }
    // Rules that give little are counted one by one.
    if step >= 86_400 && !expands || number < 20 { return instant(ofOccurrence: number, from: start) }
    guard slot(from: start, Forward.self) != nil else { return nil }
    let hasPositions = !uncommon.value.positions.isEmpty
    let slack = hasPositions ? 1 : 0
    var left = number
    var time = start
    var known: [Stretch: Int] = [:]
    while time <= last {
      let period = zone.period(at: Instant(seconds: time))
      let wall = Int(time) + period.offset
      let day = floorDivide(wall, 86_400)
      guard let allowed = pattern.allowedDay(from: day - slack, Forward.self) else { return nil }
      if allowed > day + slack {
        time = min(Int64((allowed - slack) * 86_400 - period.offset), period.end.seconds)
        continue
      }
      var end = min(Int64((day + 1) * 86_400 - period.offset), period.end.seconds, last + 1)
      // Near a change of the clocks, or the start, a period may be unlike all others.
      var isAlone = false
      if hasPositions {
        let calm = max(period.start.seconds, start) + unit
        let restless = period.end.seconds.subtracting(unit)
        isAlone = time < calm || time >= restless
        if time < calm { end = min(end, calm) } else if time < restless { end = min(end, restless) }
      }
      var stretch = Stretch(
        phase: floorRemainder(Int(expands ? origin : start) + period.offset - day * 86_400, Int(step)),
        second: wall - day * 86_400, length: Int(end - time))
      if hasPositions && pattern.hasDateLimits {
        for near in -1...1 where pattern.allows(day + near) { stretch.neighbours |= 1 << (near + 1) }
      }
      let count = (isAlone ? nil : known[stretch]) ?? self.count(from: time, to: end)
      if left <= count { return instant(ofOccurrence: left, from: time) }
      left -= count
      time = end
      if isAlone { continue }
      known[stretch] = count
      // Whole days without limits are all alike where the interval fits into them.
      if stretch.length == 86_400 && 86_400 % step == 0 && !pattern.hasDateLimits && count > 0 {
        let until = min(period.end.seconds.subtracting(unit), last)
        let days = max(0, min((until - time) / 86_400, Int64((left - 1) / count)))
        left -= Int(days) * count
        time += days * 86_400
      }
    }
    return nil
  }

  private func count(from start: Int64, to end: Int64) -> Int {
    var count = 0
    var time = start
    while let found = slot(from: time, Forward.self)?.instant.seconds, found < end {
      count += 1
      time = found + 1
    }
    return count
  }

  private func instant(ofOccurrence number: Int, from start: Int64) -> Int64? {
    var time = start - 1
    for _ in 0..<number {
      guard let found = slot(from: time + 1, Forward.self)?.instant.seconds else { return nil }
      time = found
    }
    return time
  }
}

extension Int64 {
  fileprivate func subtracting(_ other: Int64) -> Int64 { self == .max ? .max : self - other }
}
