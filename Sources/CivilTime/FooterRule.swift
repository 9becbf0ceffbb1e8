/// A day of the year as a POSIX TZ string names it, with the wall time of the change (RFC 9636 §3.3.2).
struct FooterDay: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// `Mm.w.d`: the w-th weekday d (0 is Sunday) of month m; week 5 is the last.
    case weekday(month: Int, week: Int, day: Int)
    /// `Jn`: day n of 1…365, 29 February never counted.
    case julian(Int)
    /// `n`: day n of 0…365, 29 February counted.
    case zeroBased(Int)
  }

  var form: Form
  /// Seconds since that day's midnight on the wall clock before the change; -167 to 167 hours.
  var second: Int

  /// Seconds since 1970-01-01T00:00:00 on the wall clock before the change, in a year.
  @inline(__always) func wall(year: Int) -> Int64 {
    let day: Int
    switch form {
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.dayNumber(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday, day 4 with Sunday at 0.
      let rest = (weekday - (first + 4)) % 7
      let distance = (rest < 0 ? rest + 7 : rest) + (week - 1) * 7
      let isBeyond = distance >= CivilDate.daysInMonth(year: year, month: month)
      day = first + (isBeyond ? distance - 7 : distance)
    case .julian(let number):
      let leap = number >= 60 && CivilDate.isLeap(year) ? 1 : 0
      day = CivilDate.dayNumber(year: year, month: 1, day: 1) + number - 1 + leap
    case .zeroBased(let number): day = CivilDate.dayNumber(year: year, month: 1, day: 1) + number
    }
    return Int64(day * 86_400 + second)
  }

  /// True where the change always lies well inside its year, so that no other year's can come between.
  var isTame: Bool {
    guard (-86_400...172_800).contains(second) else { return false }
    return switch form {
    case .weekday(let month, _, _): (2...11).contains(month)
    case .julian(let day): (10...355).contains(day)
    case .zeroBased(let day): (10...355).contains(day)
    }
  }
}

/// What a TZif footer says: one local time type for ever, or two that change twice a year.
struct FooterRule: Hashable, Sendable {
  struct Change: Hashable, Sendable {
    /// From standard to daylight saving time.
    var start: FooterDay
    /// Back again.
    var end: FooterDay
    var isTame: Bool
  }

  var standard: LocalTimeType
  var daylight: LocalTimeType
  var change: Change?

  typealias Stretch = (type: LocalTimeType, start: Int64, end: Int64)

  @inline(__always) func startOfDaylight(_ change: Change, year: Int) -> Int64 {
    change.start.wall(year: year) - Int64(standard.offset)
  }

  @inline(__always) func endOfDaylight(_ change: Change, year: Int) -> Int64 {
    change.end.wall(year: year) - Int64(daylight.offset)
  }

  /// Keeps sums far from the ends of `Int64`: beyond a thousand million years the answers are arbitrary, but given.
  @inline(__always) static func clamped(_ time: Int64) -> Int64 { min(max(time, -1 << 55), 1 << 55) }

  @inline(__always) func year(of time: Int64) -> Int {
    CivilDateTime(localSeconds: time + Int64(standard.offset)).date.year
  }

  @inline(__always) func type(at time: Int64) -> LocalTimeType {
    guard let change else { return standard }
    guard change.isTame else { return stretch(at: time).type }
    let time = FooterRule.clamped(time)
    let year = year(of: time)
    let start = startOfDaylight(change, year: year)
    let end = endOfDaylight(change, year: year)
    let isDaylight = start < end ? time >= start && time < end : time >= start || time < end
    return isDaylight ? daylight : standard
  }

  @inline(__always) func stretch(at time: Int64) -> Stretch {
    guard let change else { return (standard, .min, .max) }
    let time = FooterRule.clamped(time)
    let year = year(of: time)
    guard change.isTame else { return wildStretch(change, at: time, year: year) }
    let start = startOfDaylight(change, year: year)
    let end = endOfDaylight(change, year: year)
    let isNorthern = start < end
    if time < min(start, end) {
      return isNorthern
        ? (standard, endOfDaylight(change, year: year - 1), start)
        : (daylight, startOfDaylight(change, year: year - 1), end)
    }
    if time < max(start, end) { return isNorthern ? (daylight, start, end) : (standard, end, start) }
    return isNorthern
      ? (standard, end, startOfDaylight(change, year: year + 1))
      : (daylight, start, endOfDaylight(change, year: year + 1))
  }

  /// For changes at the turn of the year, or so many hours away that they leave their year (`EST5EDT,0/0,J365/25`
  /// is daylight saving time all year): looks at the changes of five years. Of two changes at one instant, the
  /// start of daylight saving time wins.
  private func wildStretch(_ change: Change, at time: Int64, year: Int) -> Stretch {
    var begins = Int64.min
    var ends = Int64.max
    var isDaylight = false
    for near in (year - 2)...(year + 2) {
      let end = endOfDaylight(change, year: near)
      let start = startOfDaylight(change, year: near)
      if end <= time && end > begins { (begins, isDaylight) = (end, false) }
      if start <= time && start >= begins { (begins, isDaylight) = (start, true) }
      if end > time { ends = min(ends, end) }
      if start > time { ends = min(ends, start) }
    }
    return (isDaylight ? daylight : standard, begins, ends)
  }
}
