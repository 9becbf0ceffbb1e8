import CivilTime

/// Periods are numbered without gaps, so that an interval is a remainder: year · 12 year + month · week · day.
extension Pattern {
  /// The number of the period that a day lies in.
  @inline(__always) func period(of day: Int) -> Int {
    switch scope {
    case .day, .elapsed: return day
    case .week: return floorDivide(day + 3 - Int(weekStart), 7)
    case .month, .namedMonth:
      let (year, month, _) = CivilDate(dayNumber: day).parts
      return year * 12 + month - 1
    case .year: return CivilDate(dayNumber: day).year
    case .weekYear:
      let year = CivilDate(dayNumber: day).year
      if day >= firstWeek(of: year + 1) { return year + 1 }
      return day < firstWeek(of: year) ? year - 1 : year
    }
  }

  /// The first period from one on that the interval reaches. Forward, it isn't before the start's; backward, it may be.
  @inline(__always) func aligned<D: Direction>(from period: Int, _ direction: D.Type) -> Int {
    let period = direction.isForward ? max(period, origin) : period
    if scope == .namedMonth { return namedMonth(from: period, direction) }
    return interval > 1 ? direction.aligned(from: period, to: origin, by: interval) : period
  }

  /// The period that counts after one that does.
  @inline(__always) func following<D: Direction>(_ period: Int, _ direction: D.Type) -> Int {
    scope == .namedMonth
      ? namedMonth(from: period + direction.sign, direction) : period + direction.sign * interval
  }

  private func namedMonth<D: Direction>(from period: Int, _ direction: D.Type) -> Int {
    var year = floorDivide(period, 12)
    var rest = months.bits(from: period - year * 12 + 1, direction)
    if rest == 0 { (year, rest) = (year + direction.sign, months) }
    if interval > 1 || traits.contains(.years) {
      let counted = self.year(from: year, direction)
      if counted != year { (year, rest) = (counted, months) }
    }
    return year * 12 + rest.firstBit(direction) - 1
  }

  /// The first year from one on that is listed, or that the interval reaches.
  private func year<D: Direction>(from year: Int, _ direction: D.Type) -> Int {
    if traits.contains(.years) { return uncommon?.value.years.year(from: year, direction) ?? year }
    return direction.aligned(from: year, to: origin / 12, by: interval)
  }

  /// The first day of the week that holds 4 January: week 1 (RFC 5545 §3.3.10, BYWEEKNO).
  func firstWeek(of year: Int) -> Int {
    let fourth = CivilDate.dayNumber(year: year, month: 1, day: 4)
    return fourth - floorRemainder(fourth + 3 - Int(weekStart), 7)
  }

  // MARK: Proof

  /// In any so many years every kind of year appears that there is: each weekday on 1 January, with and without a
  /// 29 February, in it, before it and after it. A given weekday comes back to 29 February after 40 years at most.
  static let yearsThatShowAll = 48

  /// So many steps see all that the rule can ever see. Without an interval these are the periods of
  /// `yearsThatShowAll`. With one, the whole calendar: it is as it was after 146,097 days, 20,871 weeks, 4,800
  /// months, 400 years, and an interval reaches each of their kinds within as many steps.
  var cycle: Int {
    // Easter comes back to the same days only after 5,700,000 years; the calendar here ends before.
    if traits.contains(.easter) { return 10_000 }
    let isWhole = interval > 1 || stride > 1
    let years = isWhole ? 400 : Pattern.yearsThatShowAll
    let length: Int
    switch scope {
    case .day, .elapsed: length = isWhole ? 146_097 : 1
    case .week: length = isWhole ? 20_871 : years * 366 / 7
    case .month: length = years * 12
    case .namedMonth:
      // Each of the components that list years shows all it ever will in 400 of its steps.
      if traits.contains(.years) { return (400 * (uncommon?.value.years.count ?? 1) + 2) * 12 }
      // A step of the interval is a year here, and has as many periods as there are names.
      return (years / greatestDivisor(years, interval) * strides + 2) * months.nonzeroBitCount
    case .year, .weekYear: length = years
    }
    return length / greatestDivisor(length, interval) * strides + 2
  }

  /// A stride in days meets the months anew only after strides of whole cycles.
  private var strides: Int { stride > 1 ? Int(stride) / greatestDivisor(146_097, Int(stride)) : 1 }

  /// The period that the last wall time lies in.
  var lastPeriod: Int { period(of: floorDivide(Int(lastWall), 86_400)) }
}
