import CivilTime

@inline(__always) func floorDivide(_ number: Int, _ divisor: Int) -> Int {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}

@inline(__always) func floorRemainder(_ number: Int, _ divisor: Int) -> Int {
  let rest = number % divisor
  return rest < 0 ? rest + divisor : rest
}

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

  /// The first period from one on that the interval reaches, and none before the start's.
  @inline(__always) func aligned(from period: Int) -> Int {
    guard period > origin || scope == .namedMonth else { return origin }
    if scope == .namedMonth { return namedMonth(from: max(period, origin)) }
    guard interval > 1 else { return period }
    let rest = (period - origin) % interval
    return rest == 0 ? period : period + interval - rest
  }

  /// The last period up to one that the interval reaches; it may lie before the start's.
  @inline(__always) func aligned(through period: Int) -> Int {
    if scope == .namedMonth { return namedMonth(through: period) }
    return interval > 1 ? period - floorRemainder(period - origin, interval) : period
  }

  /// The period that counts after one that does.
  @inline(__always) func following(_ period: Int) -> Int {
    scope == .namedMonth ? namedMonth(from: period + 1) : period + interval
  }

  /// The period that counts before one that does.
  @inline(__always) func preceding(_ period: Int) -> Int {
    scope == .namedMonth ? namedMonth(through: period - 1) : period - interval
  }

  @inline(__always) private func namedMonth(from period: Int) -> Int {
    var year = floorDivide(period, 12)
    var ahead = months >> UInt16(period - year * 12 + 1)
    var month = period
    if leavesYearsOut {
      let counted = self.year(from: year)
      if counted != year { (year, month, ahead) = (counted, counted * 12, months >> 1) }
    }
    if ahead != 0 { return month + ahead.trailingZeroBitCount }
    let next = leavesYearsOut ? self.year(from: year + 1) : year + 1
    return next * 12 + months.trailingZeroBitCount - 1
  }

  private func namedMonth(through period: Int) -> Int {
    var year = floorDivide(period, 12)
    var behind = months & ~(~0 << UInt16(period - year * 12 + 2))
    if leavesYearsOut {
      let counted = self.year(through: year)
      if counted != year { (year, behind) = (counted, months) }
    }
    if behind != 0 { return year * 12 + behind.highestBit - 1 }
    let last = leavesYearsOut ? self.year(through: year - 1) : year - 1
    return last * 12 + months.highestBit - 1
  }

  @inline(__always) private var leavesYearsOut: Bool { interval > 1 || traits.contains(.years) }

  /// The first year from one on that is listed, or that the interval reaches.
  @inline(never) private func year(from year: Int) -> Int {
    if traits.contains(.years) { return uncommon?.value.years.firstYear(from: year) ?? year }
    let rest = floorRemainder(year - origin / 12, interval)
    return rest == 0 ? year : year + interval - rest
  }

  /// The last year up to one that is listed, or that the interval reaches.
  @inline(never) private func year(through year: Int) -> Int {
    if traits.contains(.years) { return uncommon?.value.years.lastYear(through: year) ?? year }
    return year - floorRemainder(year - origin / 12, interval)
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

func greatestDivisor(_ left: Int, _ right: Int) -> Int {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
