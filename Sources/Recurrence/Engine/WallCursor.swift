/// Walks along the wall times of a rule of days, weeks, months or years, one period's days kept between the steps.
struct WallCursor: Sendable {
  let pattern: Pattern
  private var period: Int
  private var set: DaySet
  /// The days of the word at `index` that are still to come, where a day has one time.
  private var word: UInt64
  private var index: Int
  /// The wall time given last.
  private var wall: Int
  /// How many periods in a row had nothing; beyond a hundred, the pattern's own proof takes over.
  private var empty = 0

  /// Stands behind a wall time that the rule gives.
  @inline(__always) init(_ pattern: Pattern, at wall: Int64) {
    self.pattern = pattern
    self.wall = Int(wall)
    let day = floorDivide(Int(wall), 86_400)
    period = pattern.aligned(from: pattern.period(of: day))
    set = pattern.days(of: period)
    (index, word) = set.rest(after: day)
  }

  /// Whether steps are simple: SKIP and BYSETPOS ask for more than one look at a period.
  @inline(__always) static func suits(_ pattern: Pattern) -> Bool {
    pattern.scope != .elapsed && pattern.skip == .omit && !pattern.traits.contains(.positions)
  }

  /// The next wall time; nil at the end.
  @inline(__always) mutating func next() -> Int64? {
    if pattern.scope == .day && pattern.time >= 0 {
      wall += pattern.interval * 86_400
    } else if pattern.time >= 0 {
      guard let day = nextDay() else { return nil }
      wall = day * 86_400 + Int(pattern.time)
    } else if !advanceWithinDay() {
      guard let day = nextDay(), let time = pattern.firstTime(from: 0) else { return nil }
      wall = day * 86_400 + time
    }
    return wall <= pattern.lastWall ? Int64(wall) : nil
  }

  private mutating func advanceWithinDay() -> Bool {
    let day = floorDivide(wall, 86_400)
    guard let time = pattern.firstTime(from: wall - day * 86_400 + 1) else { return false }
    wall = day * 86_400 + time
    return true
  }

  @inline(__always) private mutating func nextDay() -> Int? {
    while word == 0 {
      index += 1
      if index < set.used {
        word = set.words[index]
      } else {
        period = pattern.following(period)
        set = pattern.days(of: period)
        (index, word) = (0, set.words[0])
        empty += 1
        if empty > 100 && !skipEmptyPeriods() { return nil }
      }
    }
    empty = 0
    let day = set.base + index * 64 + word.trailingZeroBitCount
    word &= word &- 1
    return day
  }

  private mutating func skipEmptyPeriods() -> Bool {
    guard let found = pattern.nextWall(after: Int64((floorDivide(wall, 86_400) + 1) * 86_400 - 1)) else {
      return false
    }
    let day = floorDivide(Int(found), 86_400)
    period = pattern.aligned(from: pattern.period(of: day))
    set = pattern.days(of: period)
    (index, word) = set.rest(after: day - 1)
    return true
  }
}

extension DaySet {
  /// The first word that has days later than a day, and those days.
  fileprivate func rest(after day: Int) -> (index: Int, word: UInt64) {
    let bit = day + 1 - base
    if bit >= used * 64 { return (used - 1, 0) }
    if bit <= 0 { return (0, words[0]) }
    return (bit >> 6, words[bit >> 6] & (UInt64.max << UInt64(bit & 63)))
  }
}
