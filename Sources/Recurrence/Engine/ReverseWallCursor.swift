/// Walks back along the wall times of a rule of days, weeks, months or years, as `WallCursor` walks on.
struct ReverseWallCursor: Sendable {
  let pattern: Pattern
  private var period: Int
  private var set: DaySet
  private var word: UInt64
  private var index: Int
  private var wall: Int
  private var empty = 0

  /// Stands before a wall time that the rule gives.
  @inline(__always) init(_ pattern: Pattern, at wall: Int64) {
    self.pattern = pattern
    self.wall = Int(wall)
    let day = floorDivide(Int(wall), 86_400)
    period = pattern.aligned(through: pattern.period(of: day))
    set = pattern.days(of: period)
    (index, word) = set.rest(before: day)
  }

  /// The wall time before; nil at the start.
  @inline(__always) mutating func next() -> Int64? {
    if pattern.scope == .day && pattern.time >= 0 {
      wall -= pattern.interval * 86_400
    } else if pattern.time >= 0 {
      guard let day = previousDay() else { return nil }
      wall = day * 86_400 + Int(pattern.time)
    } else if !retreatWithinDay() {
      guard let day = previousDay(), let time = pattern.lastTime(through: 86_399) else { return nil }
      wall = day * 86_400 + time
    }
    return wall >= pattern.firstWall ? Int64(wall) : nil
  }

  private mutating func retreatWithinDay() -> Bool {
    let day = floorDivide(wall, 86_400)
    guard let time = pattern.lastTime(through: wall - day * 86_400 - 1) else { return false }
    wall = day * 86_400 + time
    return true
  }

  @inline(__always) private mutating func previousDay() -> Int? {
    while word == 0 {
      if index > 0 {
        index -= 1
        word = set.words[index]
      } else {
        period = pattern.preceding(period)
        if period < pattern.origin { return nil }
        set = pattern.days(of: period)
        (index, word) = (set.used - 1, set.words[set.used - 1])
        empty += 1
        if empty > 100 && !skipEmptyPeriods() { return nil }
      }
    }
    empty = 0
    let bit = word.highestBit
    word &= ~(1 << UInt64(bit))
    return set.base + index * 64 + bit
  }

  private mutating func skipEmptyPeriods() -> Bool {
    let midnight = Int64(floorDivide(wall, 86_400) * 86_400)
    guard let found = pattern.previousWall(before: midnight) else { return false }
    let day = floorDivide(Int(found), 86_400)
    period = pattern.aligned(through: pattern.period(of: day))
    set = pattern.days(of: period)
    (index, word) = set.rest(before: day + 1)
    return true
  }
}

extension DaySet {
  /// The last word that has days earlier than a day, and those days.
  fileprivate func rest(before day: Int) -> (index: Int, word: UInt64) {
    let bit = day - 1 - base
    if bit < 0 { return (0, 0) }
    if bit >= used * 64 { return (used - 1, words[used - 1]) }
    return (bit >> 6, words[bit >> 6] & (UInt64.max >> UInt64(63 - bit & 63)))
  }
}
