import CivilTime
import Recurrence
import Rituals

/// What a calendar expression says of itself, read back.
extension TokenReader {
  /// `whenever the calendar shows saturday, days 1 to 7, and the clock 10:00`.
  mutating func calendarExpression() throws(TextFault) -> CalendarExpression {
    try expect(.whenever, .phrase)
    _ = accept(.the)
    var expression = CalendarExpression()
    if accept(.calendar) {
      try expect(.shows, .shows)
      try calendarDate(&expression)
      _ = acceptComma()
      try expect(.and, .andTheClock)
      _ = accept(.the)
      try expect(.clock, .andTheClock)
      _ = accept(.shows)
    } else {
      try expect(.clock, .calendarOrClock)
      try expect(.shows, .shows)
    }
    try calendarTime(&expression)
    expression.zone = try calendarZone()
    return expression
  }

  private mutating func calendarDate(_ expression: inout CalendarExpression) throws(TextFault) {
    if kind == .word(.number(1)), startsWeekday(ahead: 1) { advance() }
    let first = index
    let weekdays = try weekdays()
    expression.weekdays = weekdays.count == 7 ? [] : weekdays
    if kind == .comma, index > first { advance() }
    if accept(.unit(.day)) {
      let days = try components(.day)
      // `from the end of march`, behind days that may begin with a `from` of their own.
      if kind == .word(.starting), kind(ahead: 1) == .word(.the), kind(ahead: 2) == .word(.end) {
        index += 3
        expression.countsDaysFromEnd = true
      }
      if kind == .word(.of) || kind == .word(.in), kind(ahead: 1) == .word(.the),
        kind(ahead: 2) == .word(.unit(.month))
      {
        index += 3
      } else if kind == .word(.of) || kind == .word(.in), startsMonth(ahead: 1) {
        advance()
        expression.months = try settled(components(.month), .month)
      }
      expression.days = try settled(days, .day, fromEnd: expression.countsDaysFromEnd)
    } else if startsMonth(ahead: 0) {
      expression.months = try settled(components(.month), .month)
    } else if index == first, !(kind == .word(.in) && kind(ahead: 1) == .word(.the)) {
      throw fault(.weekdayDayOrMonth)
    }
    let comma = kind == .comma ? 1 : 0
    if kind(ahead: comma) == .word(.in), kind(ahead: comma + 1) == .word(.the),
      kind(ahead: comma + 2) == .word(.unit(.year))
    {
      index += comma + 3
      expression.years = try settled(components(.year), .year)
    }
  }

  private mutating func calendarTime(_ expression: inout CalendarExpression) throws(TextFault) {
    _ = accept(.at)
    guard !startsTime() else {
      let first = index
      let times = try timesOfDay()
      var rule = RecurrenceRule(.daily)
      if let extra = rule.setTimes(times) {
        throw TextFault(.timesMultiply(times, extra: extra), at: range(from: first))
      }
      expression.hours = rule.byHour.map { .init($0) }
      expression.minutes = rule.byMinute.map { .init($0) }
      expression.seconds = rule.bySecond.map { .init($0) }
      return
    }
    expression.hours = try clockField(.hour, .hour, isFirst: true) ?? []
    expression.minutes = try clockField(.minute, .minute, isFirst: false) ?? [.init(0)]
    let seconds = try clockField(.second, .second, isFirst: false) ?? [.init(0)]
    expression.seconds = seconds.isEmpty ? CalendarExpression.everySecond : seconds
  }

  /// `any hour`, `hours 9 to 17`; nil where the unit does not stand here.
  private mutating func clockField(
    _ field: CalendarField, _ unit: Unit, isFirst: Bool
  ) throws(TextFault) -> [CalendarExpression.Component]? {
    let comma = !isFirst && kind == .comma ? 1 : 0
    if kind(ahead: comma) == .word(.any), self.unit(ahead: comma + 1) == unit {
      index += comma + 2
      return []
    }
    guard self.unit(ahead: comma) == unit else {
      if isFirst { throw fault(.time) }
      return nil
    }
    index += comma + 1
    return try settled(components(field), field)
  }

  /// `, in the zone Europe/Berlin`: everything to the end is the name.
  private mutating func calendarZone() throws(TextFault) -> String? {
    let comma = kind == .comma ? 1 : 0
    guard kind(ahead: comma) == .word(.in), kind(ahead: comma + 1) == .word(.the),
      kind(ahead: comma + 2) == .word(.zone), kind(ahead: comma + 3) != .end
    else { return nil }
    index += comma + 3
    let first = current.range.lowerBound
    index = tokens.count - 1
    let last = tokens[max(0, index - 1)].range.upperBound
    return lexeme(first..<last)
  }

  // MARK: Numbers of a field

  private typealias Placed = (CalendarExpression.Component, range: Range<Int>)

  private func startsMonth(ahead count: Int) -> Bool {
    let from = kind(ahead: count) == .word(.starting) ? 1 : 0
    if case .word(.month) = kind(ahead: count + from) { return true }
    return false
  }

  private func startsComponent(_ field: CalendarField, ahead count: Int) -> Bool {
    if field == .month { return startsMonth(ahead: count) }
    let from = kind(ahead: count) == .word(.starting) ? 1 : 0
    if case .number = kind(ahead: count + from) { return true }
    return false
  }

  private mutating func components(_ field: CalendarField) throws(TextFault) -> [Placed] {
    var components: [Placed] = []
    while true {
      components.append(try component(field))
      let separator = separatorLength
      guard separator > 0, startsComponent(field, ahead: separator) else { return components }
      index += separator
    }
  }

  private mutating func component(_ field: CalendarField) throws(TextFault) -> Placed {
    let first = index
    let isOpen = accept(.starting)
    var component = CalendarExpression.Component(try value(field))
    if !isOpen, kind == .word(.to) || kind == .dash {
      advance()
      component.end = try value(field)
      component.step = 1
    }
    let mayStep = isOpen || component.end != nil
    if mayStep, kind == .word(.in), kind(ahead: 1) == .word(.steps) {
      index += 2
      try expect(.of, .number)
      component.step = try number(.interval, 1...Bounds.interval)
    } else if isOpen {
      throw fault(.steps)
    }
    return (component, range(from: first))
  }

  private mutating func value(_ field: CalendarField) throws(TextFault) -> Int {
    if case .word(.month(let month)) = kind, field == .month {
      advance()
      return month
    }
    guard case .number(let value?) = kind, field != .month else {
      throw fault(field == .month ? .month : .number)
    }
    advance()
    return value
  }

  private func settled(
    _ components: [Placed], _ field: CalendarField, fromEnd: Bool = false
  ) throws(TextFault) -> [CalendarExpression.Component] {
    do throws(ExpressionFault) {
      return try CalendarExpression.settled(
        components.map { ($0.0, range: $0.range, step: nil) }, field, fromEnd: fromEnd
      ) { lexeme($0) }
    } catch {
      throw TextFault(error)
    }
  }
}
