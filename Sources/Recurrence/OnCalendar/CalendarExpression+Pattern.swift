import CivilTime

/// A calendar expression is a rule of named months: the same masks, found with the same engine.
extension Pattern {
  init(_ expression: CalendarExpression, start: CivilDateTime?) {
    interval = 1
    skip = .omit
    weekStart = 0
    scope = .namedMonth
    let (first, last) = (
      expression.years.year(from: 1, Forward.self), expression.years.year(from: 9999, Backward.self)
    )
    firstWall = max(start?.localSeconds ?? .min, Pattern.start(ofYear: first))
    lastWall = Pattern.start(ofYear: last + 1) - 1
    origin = CivilDateTime(localSeconds: firstWall).date.year * 12
    months = UInt16(Pattern.mask(expression.months, .month))
    if expression.countsDaysFromEnd {
      monthDaysBack = UInt32(Pattern.mask(expression.days, .day, towardsFirst: true))
    } else if !expression.days.isEmpty {
      monthDays = UInt32(Pattern.mask(expression.days, .day))
    }
    if !expression.weekdays.isEmpty {
      traits.insert(.byDay)
      weekdays = expression.weekdays.reduce(0) { $0 | 1 << UInt8($1.rawValue) }
    }
    // Years without gaps need no more than the two ends.
    if expression.years.count > 1 || expression.years.contains(where: { $0.step > 1 }) {
      traits.insert(.years)
    }
    var uncommon = Uncommon()
    uncommon.years = expression.years
    time = uncommon.settle(
      TimesOfDay(
        hours: UInt32(Pattern.mask(expression.hours, .hour)),
        minutes: Pattern.mask(expression.minutes, .minute),
        seconds: Pattern.mask(expression.seconds, .second)))
    if time < 0 || traits.contains(.years) { self.uncommon = Boxed(uncommon) }
  }

  private static func start(ofYear year: Int) -> Int64 {
    Int64(CivilDate.dayNumber(year: year, month: 1, day: 1)) * 86_400
  }

  /// The numbers of a field as bits; no component means all of them.
  private static func mask(
    _ components: [CalendarExpression.Component], _ field: CalendarField, towardsFirst: Bool = false
  ) -> UInt64 {
    let all = [CalendarExpression.Component(field.range.lowerBound, by: 1)]
    var mask: UInt64 = 0
    for component in components.isEmpty ? all : components {
      // Open steps from a month's end lead towards it: `~7/2` is the 7th, 5th, 3rd and last from the end.
      let isDescending = towardsFirst && component.end == nil
      let last = component.step == 0 ? component.start : isDescending ? 1 : field.range.upperBound
      let step = max(1, component.step)
      for number in Swift.stride(
        from: component.start, through: component.end ?? last, by: isDescending ? -step : step)
      { mask |= 1 << UInt64(number) }
    }
    return mask
  }
}

extension [CalendarExpression.Component] {
  /// The first year from one on that is listed; 10,000 or 0 where there is none. An empty list has them all.
  func year<D: Direction>(from year: Int, _ direction: D.Type) -> Int {
    if isEmpty { return year }
    return reduce(direction.isForward ? 10_000 : 0) { best, component in
      let last = component.end ?? (component.step > 0 ? 9999 : component.start)
      let from = direction.last(year, direction.isForward ? component.start : last)
      let found =
        component.step > 1 ? direction.aligned(from: from, to: component.start, by: component.step) : from
      return found >= component.start && found <= last ? direction.first(best, found) : best
    }
  }
}

extension CalendarExpression {
  /// False where no date can ever match (`*-02-30`, `2027-02-29`, a weekday that a date never has), by proof: the
  /// calendar repeats every 400 years.
  public var isSatisfiable: Bool { Pattern(self, start: nil).wall(from: .min, Forward.self) != nil }
}
