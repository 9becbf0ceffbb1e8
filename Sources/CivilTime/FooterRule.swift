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

  /// Seconds since 1970-01-01T00:00:00 on the wall clock before the change, in a year. Unchecked, so that a change that
  /// nobody asks for in the end costs nothing; `FooterRule.clamped` keeps the numbers small.
  @inline(__always) func wall(year: Int) -> Int64 {
    let day: Int
    switch form {
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.dayNumber(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday, day 4 with Sunday at 0.
      let rest = (weekday &- first &- 4) % 7
      let distance = (rest < 0 ? rest &+ 7 : rest) &+ week &* 7 &- 7
      let isBeyond = distance >= CivilDate.daysInMonth(year: year, month: month)
      day = first &+ (isBeyond ? distance &- 7 : distance)
    case .julian(let number):
      let leap = number >= 60 && CivilDate.isLeap(year) ? 1 : 0
      day = CivilDate.dayNumber(year: year, month: 1, day: number &+ leap)
    case .zeroBased(let number): day = CivilDate.dayNumber(year: year, month: 1, day: number &+ 1)
    }
    return Int64(day &* 86_400 &+ second)
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
struct FooterRule: Sendable {
  struct Change: Sendable {
    var day: FooterDay
    /// The offset whose wall clock shows the time of the change.
    var offsetBefore: Int32
    /// The local time type from then on.
    var type: LocalTimeType

    @inline(__always) func instant(in year: Int) -> Int64 { day.wall(year: year) &- Int64(offsetBefore) }
  }

  var standard: LocalTimeType
  /// In the order in which they come in a year.
  var changes: (first: Change, second: Change)?
  /// Whether both changes lie well inside their year and apart from each other, in the same order every year.
  var isTame = true

  typealias Stretch = (type: LocalTimeType, start: Int64, end: Int64)

  /// Keeps sums far from the ends of `Int64`: beyond a thousand million years the answers are arbitrary, but given.
  @inline(__always) static func clamped(_ time: Int64) -> Int64 { min(max(time, -1 << 55), 1 << 55) }

  @inline(__always) func stretch(at time: Int64) -> Stretch {
    guard let (first, second) = changes else { return (standard, .min, .max) }
    let time = FooterRule.clamped(time)
    let year = CivilDateTime(localSeconds: time + Int64(standard.offset)).date.year
    guard isTame else { return wildStretch([first, second], at: time, year: year) }
    let (start, end) = (first.instant(in: year), second.instant(in: year))
    if time < start { return (second.type, second.instant(in: year &- 1), start) }
    if time < end { return (first.type, start, end) }
    return (second.type, end, first.instant(in: year &+ 1))
  }

  /// For changes at the turn of the year, or so many hours away that they leave their year (`EST5EDT,0/0,J365/25`
  /// is daylight saving time all year): looks at the changes of five years. Of two changes at one instant, the
  /// start of daylight saving time wins.
  private func wildStretch(_ changes: [Change], at time: Int64, year: Int) -> Stretch {
    var found: Stretch = (standard, .min, .max)
    for near in (year - 2)...(year + 2) {
      for change in changes {
        let instant = change.instant(in: near)
        if instant > time {
          found.end = min(found.end, instant)
        } else if instant > found.start || instant == found.start && change.type.isDaylight {
          (found.type, found.start) = (change.type, instant)
        }
      }
    }
    return found
  }
}
