/// Walks along the wall times of a rule of days, weeks, months or years, one period's days kept between the steps.
/// All steps must be of one pattern and in one direction.
struct WallCursor: Sendable {
  private var period = 0
  private var set = DaySet(base: 0, word: 0)
  /// The days of the word at `index` that are still to come.
  private var word: UInt64 = 0
  private var index = 0
  /// The wall time given last.
  private var wall: Int
  /// How many periods in a row had nothing; beyond a hundred, the pattern's own proof takes over.
  private var empty = 0

  /// Stands on a wall time that the rule gives.
  @inline(__always) init<D: Direction>(_ pattern: Pattern, at wall: Int64, _ direction: D.Type) {
    self.wall = Int(wall)
    let day = floorDivide(Int(wall), 86_400)
    stand(before: day + direction.sign, inPeriodOf: day, pattern, direction)
  }

  /// Whether steps are simple: SKIP and BYSETPOS ask for more than one look at a period.
  @inline(__always) static func suits(_ pattern: Pattern) -> Bool {
    pattern.scope != .elapsed && pattern.skip == .omit && !pattern.traits.contains(.positions)
  }

  @inline(__always) private mutating func stand<D: Direction>(
    before day: Int, inPeriodOf known: Int, _ pattern: Pattern, _ direction: D.Type
  ) {
    period = pattern.aligned(from: pattern.period(of: known), direction)
    set = pattern.days(of: period)
    (index, word) = set.rest(from: day, direction)
  }

  /// The next wall time; nil at the end.
  @inline(__always) mutating func next<D: Direction>(_ pattern: Pattern, _ direction: D.Type) -> Int64? {
    if pattern.scope == .day && pattern.time >= 0 {
      wall += direction.sign * pattern.interval * 86_400
    } else if pattern.time >= 0 {
      guard let day = nextDay(pattern, direction) else { return nil }
      wall = day * 86_400 + Int(pattern.time)
    } else if !moveWithinDay(pattern, direction) {
      guard let day = nextDay(pattern, direction),
        let time = pattern.firstTime(from: direction.startOfDay, direction)
      else { return nil }
      wall = day * 86_400 + time
    }
    let isWithin = direction.isForward ? wall <= pattern.lastWall : wall >= pattern.firstWall
    return isWithin ? Int64(wall) : nil
  }

  private mutating func moveWithinDay<D: Direction>(_ pattern: Pattern, _ direction: D.Type) -> Bool {
    let day = floorDivide(wall, 86_400)
    guard let time = pattern.firstTime(from: wall - day * 86_400 + direction.sign, direction) else {
      return false
    }
    wall = day * 86_400 + time
    return true
  }

  @inline(__always)
  private mutating func nextDay<D: Direction>(_ pattern: Pattern, _ direction: D.Type) -> Int? {
    while word == 0 {
      index += direction.sign
      if index >= 0 && index < set.used {
        word = set.words[index]
      } else {
        period = pattern.following(period, direction)
        if !direction.isForward && period < pattern.origin { return nil }
        set = pattern.days(of: period)
        index = direction.isForward ? 0 : set.used - 1
        word = set.words[index]
        empty += 1
        if empty > 100 && !skipEmptyPeriods(pattern, direction) { return nil }
      }
    }
    empty = 0
    let bit = word.firstBit(direction)
    word &= direction.isForward ? word &- 1 : ~(1 << UInt64(bit))
    return set.base + index * 64 + bit
  }

  private mutating func skipEmptyPeriods<D: Direction>(_ pattern: Pattern, _ direction: D.Type) -> Bool {
    let day = floorDivide(wall, 86_400) + direction.sign
    guard let found = pattern.wall(from: Int64(day * 86_400 + direction.startOfDay), direction) else {
      return false
    }
    let next = floorDivide(Int(found), 86_400)
    stand(before: next, inPeriodOf: next, pattern, direction)
    return true
  }
}
