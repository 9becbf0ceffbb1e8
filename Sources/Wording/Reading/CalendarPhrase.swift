import CivilTime
import Recurrence

/// Reads back the words of a calendar expression (`CalendarExpression.sentence`).
extension TokenReader {
  /// `whenever the calendar shows saturday, days 1 to 7, and the clock 10:00`.
  mutating func calendarExpression() throws(TextFault) -> CalendarExpression {
    try expect(.whenever, .phrase)
    accept(.the)
    var expression = CalendarExpression()
    if accept(.calendar) {
      try expect(.shows, .shows)
      try calendarDate(&expression)
      acceptComma()
      try expect(.and, .andTheClock)
      accept(.the)
      try expect(.clock, .andTheClock)
      accept(.shows)
    } else {
      try expect(.clock, .calendarOrClock)
      try expect(.shows, .shows)
    }
    try calendarTime(&expression)
    expression.zone = calendarZone()
    return expression
  }

  private mutating func calendarDate(_ expression: inout CalendarExpression) throws(TextFault) {
    if says(.number(1)), startsWeekday(ahead: 1) { advance() }
    let first = index
    let weekdays = try weekdays()
    expression.weekdays = weekdays.count == 7 ? [] : weekdays
    if index > first { acceptComma() }
    if accept(.unit(.day)) {
      let days = try components(.day)
      // `from the end of march`, behind days that may begin with a `from` of their own.
      expression.countsDaysFromEnd = accept(.starting, .the, .end)
      if !accept(.of, .the, .unit(.month)), !accept(.in, .the, .unit(.month)), says(.of) || says(.in),
        startsMonth(ahead: 1)
      {
        advance()
        expression.months = try settled(.month)
      }
      expression.days = try settled(days, .day, fromEnd: expression.countsDaysFromEnd)
    } else if startsMonth(ahead: 0) {
      expression.months = try settled(.month)
    } else if index == first, !says(.in, .the) {
      throw fault(.weekdayDayOrMonth)
    }
    if accept(.in, .the, .unit(.year), ahead: past(.comma)) { expression.years = try settled(.year) }
  }

  private mutating func calendarTime(_ expression: inout CalendarExpression) throws(TextFault) {
    accept(.at)
    if startsTime() {
      let first = index
      let times = try timesOfDay()
      var rule = RecurrenceRule(.daily)
      if let extra = rule.setTimes(times) { throw fault(.timesMultiply(times, extra: extra), from: first) }
      expression.hours = rule.byHour.map { .init($0) }
      expression.minutes = rule.byMinute.map { .init($0) }
      expression.seconds = rule.bySecond.map { .init($0) }
    } else {
      guard let hours = try clockField(.hour, .hour) else { throw fault(.time) }
      expression.hours = hours
      expression.minutes = try clockField(.minute, .minute, behind: past(.comma)) ?? [.init(0)]
      let seconds = try clockField(.second, .second, behind: past(.comma)) ?? [.init(0)]
      expression.seconds = seconds.isEmpty ? CalendarExpression.everySecond : seconds
    }
  }

  /// `any hour`, `hours 9 to 17`; nil where the unit does not stand here.
  private mutating func clockField(
    _ field: CalendarField, _ unit: Unit, behind comma: Int = 0
  ) throws(TextFault) -> [CalendarExpression.Component]? {
    let any = past(.word(.any), ahead: comma)
    guard kind(ahead: any).unit == unit else { return nil }
    index += any + 1
    return any > comma ? [] : try settled(field)
  }

  /// `, in the zone Europe/Berlin`: everything to the end is the name.
  private mutating func calendarZone() -> String? {
    let name = past(.comma) + 3
    guard says(.in, .the, .zone, ahead: name - 3), kind(ahead: name) != .end else { return nil }
    let first = index + name
    index = tokens.count - 1
    return lexeme(range(from: first))
  }

  // MARK: Numbers of a field

  private typealias Placed = (CalendarExpression.Component, range: Range<Int>)

  private func startsMonth(ahead count: Int) -> Bool {
    kind(ahead: past(.word(.starting), ahead: count)).month != nil
  }

  private mutating func components(_ field: CalendarField) throws(TextFault) -> [Placed] {
    var components: [Placed] = []
    repeat {
      components.append(try component(field))
    } while acceptSeparator { reader, ahead in
      if field == .month { return reader.startsMonth(ahead: ahead) }
      guard case .number = reader.kind(ahead: reader.past(.word(.starting), ahead: ahead)) else {
        return false
      }
      return true
    }
    return components
  }

  private mutating func component(_ field: CalendarField) throws(TextFault) -> Placed {
    let first = index
    let isOpen = accept(.starting)
    var component = CalendarExpression.Component(try value(field))
    if !isOpen, acceptTo() {
      component.end = try value(field)
      component.step = 1
    }
    if isOpen || component.end != nil, accept(.in, .steps) {
      try expect(.of, .number)
      component.step = try number(.interval, 1...Bounds.interval)
    } else if isOpen {
      throw fault(.steps)
    }
    return (component, range(from: first))
  }

  private mutating func value(_ field: CalendarField) throws(TextFault) -> Int {
    if field == .month { return try take(\.month, .month) }
    return try take({ if case .number(let value) = $0 { value } else { nil } }, .number)
  }

  private mutating func settled(_ field: CalendarField) throws(TextFault) -> [CalendarExpression.Component] {
    try settled(components(field), field)
  }

  private func settled(
    _ components: [Placed], _ field: CalendarField, fromEnd: Bool = false
  ) throws(TextFault) -> [CalendarExpression.Component] {
    do throws(ExpressionFault) {
      return try CalendarExpression.settled(
        components.map { ($0.0, range: $0.range, step: nil) }, field, fromEnd: fromEnd
      ) { lexeme($0) }
    } catch { throw TextFault(error) }
  }
}
