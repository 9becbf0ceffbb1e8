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
    case .week: return floorDivide(day + 3 - rule.weekStart.rawValue, 7)
    case .month:
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
  @inline(__always) func aligned(_ period: Int) -> Int {
    guard period > origin else { return origin }
    guard interval > 1 else { return period }
    let rest = (period - origin) % interval
    return rest == 0 ? period : period + interval - rest
  }

  /// The first day of the week that holds 4 January: week 1 (RFC 5545 §3.3.10, BYWEEKNO).
  func firstWeek(of year: Int) -> Int {
    let fourth = CivilDate.dayNumber(year: year, month: 1, day: 4)
    return fourth - floorRemainder(fourth + 3 - rule.weekStart.rawValue, 7)
  }

  /// After so many periods the calendar is as it was: 146,097 days, 20,871 weeks, 4,800 months, 400 years. The
  /// interval reaches each of their kinds within as many steps; where none has a day, none ever has.
  var cycle: Int {
    let length =
      switch scope {
      case .day, .elapsed: 146_097
      case .week: 20_871
      case .month: 4_800
      case .year, .weekYear: 400
      }
    // A stride in days meets the months anew only after strides of whole cycles.
    let strides = stride > 1 ? stride / greatestDivisor(146_097, stride) : 1
    return length / greatestDivisor(length, interval) * strides + 2
  }

  /// The period that the last wall time lies in.
  var lastPeriod: Int { period(of: floorDivide(Int(lastWall), 86_400)) }
}

func greatestDivisor(_ left: Int, _ right: Int) -> Int {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
