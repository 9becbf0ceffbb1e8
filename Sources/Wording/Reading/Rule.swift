import CivilTime
import Recurrence

extension TokenReader {
  /// A recurrence on the calendar: what repeats, at which times of the day, and until when.
  mutating func rule() throws(TextFault) -> RecurrenceRule {
    let first = index
    var times = says(.at) || startsTime() ? try timesOfDay() : []
    if !times.isEmpty { acceptComma() }
    var timesRange = range(from: first)
    var rule = try repetition()
    // Fortnights and quarters multiply.
    guard rule.interval <= Bounds.interval else {
      throw fault(.outOfRange("\(rule.interval)", .interval, 1...Bounds.interval), from: first)
    }
    if rule.byMonth.isEmpty, rule.frequency <= .weekly { rule.byMonth = try monthLimit() }
    try clauses(into: &rule)
    if times.isEmpty {
      let later = past(.comma)
      let place = index + later
      // `every sunday evening at 7`
      if let named = kind.partOfDay, says(.at, ahead: 1) || startsTime(ahead: 1) {
        part = named
        advance()
      }
      times = try timesOfDay()
      if !times.isEmpty { timesRange = range(from: place) }
    }
    if !times.isEmpty {
      guard rule.frequency >= .daily else { throw TextFault(.timeOfDayTooFine, at: timesRange) }
      if let extra = rule.setTimes(times) {
        throw TextFault(.timesMultiply(times, extra: extra), at: timesRange)
      }
    }
    try clauses(into: &rule)
    rule.end = try ruleEnd()
    try check(rule, from: first)
    return rule
  }

  /// What repeats, without its times.
  private mutating func repetition() throws(TextFault) -> RecurrenceRule {
    accept(.once)
    if accept(.every) { return try every() }
    if case .word(.adverb(let unit, let interval)) = kind {
      advance()
      return try repeated(unit, interval)
    }
    // `once a week`
    guard says(.number(1)), let unit = kind(ahead: 1).unit else { return try bare() }
    index += 2
    return try repeated(unit, 1)
  }

  /// What follows `every`.
  private mutating func every() throws(TextFault) -> RecurrenceRule {
    accept(.the)
    let first = index
    if startsWeekday() { return RecurrenceRule(.weekly, on: try weekdays()) }
    switch kind {
    case .word(.other):
      advance()
      if says(.weekdays) { throw fault(.weekday) }
      if startsWeekday() { return RecurrenceRule(.weekly, interval: 2, on: try weekdays()) }
      return try repeated(take(\.unit, .unit), 2)
    case .word(.unit(let unit)):
      advance()
      return try repeated(unit, 1)
    case .word(.part(let named)):
      // `every evening at 19:00`: the evening alone isn't a time.
      part = named
      advance()
      guard says(.at) || startsTime() else { throw fault(.time) }
      return RecurrenceRule(.daily)
    case .word(.ordinal(2)) where endsHere(ahead: 1):
      advance()
      return try repeated(.second, 1)
    case .ordinal(let number), .word(.ordinal(let number as Int?)):
      // `every second week` counts weeks; `every second day of march` and `every second saturday` pick a day.
      guard let number, number > 1, case .word(.unit(let unit)) = kind(ahead: 1),
        unit != .day || !says(.of, ahead: 2) && !says(.in, ahead: 2)
      else { break }
      guard number <= Bounds.interval else {
        throw fault(from: index) { .outOfRange($0, .interval, 1...Bounds.interval) }
      }
      index += 2
      return try repeated(unit, number)
    case .number, .word(.number):
      if kind(ahead: 1).month != nil { break }
      if case .word = kind, kind(ahead: 1) == .dash { break }
      let count = try number(.interval, 1...Bounds.interval)
      if let day = accept(\.weekday) { throw fault(.countedWeekday(count, day), from: first) }
      return try repeated(take(\.unit, .unit), count)
    case .word(.month):
      if isDay(ahead: 1) || says(.the, ahead: 1) { break }
      let months = try months()
      let hasOn = accept(.on)
      guard startsPosition() else {
        if hasOn { throw fault(.dayOrWeekday) }
        return RecurrenceRule(.yearly, in: months)
      }
      var said = try positions()
      guard said.scope == .none else { throw fault(.datesMultiply, from: first) }
      said.scope = .months(months)
      return try placed(said, countedIn: .years)
    case .word(.the): throw fault(.repeated)
    default: break
    }
    guard startsPosition() else { throw fault(.repeated) }
    return try placed(positions(), countedIn: .asSaid)
  }

  /// Without `every`: `saturdays`, `on the 1st and 15th`, `first saturday of every month`.
  private mutating func bare() throws(TextFault) -> RecurrenceRule {
    let first = index
    accept(.on)
    // `from monday to friday`
    if says(.starting), startsWeekday(ahead: 1) { advance() }
    if startsWeekday(ahead: past(.word(.the))) { return RecurrenceRule(.weekly, on: try weekdays()) }
    guard startsPosition() else { throw fault(index == first ? .phrase : .dayOrWeekday) }
    let positions = try positions()
    if !accept(.of, .every, .unit(.year)), !accept(.every, .unit(.year)), case .months = positions.scope,
      case .day(1...) = positions.positions[0]
    {
      throw TextFault(.onceOrEveryYear(lexeme(positions.range)), at: positions.range)
    }
    return try placed(positions, countedIn: .asSaid)
  }

  /// What follows a unit: the `on monday` of `every 2 weeks on monday`.
  private mutating func repeated(_ unit: Unit, _ interval: Int) throws(TextFault) -> RecurrenceRule {
    switch unit {
    case .second: return try limited(.secondly, interval)
    case .minute: return try limited(.minutely, interval)
    case .hour: return try limited(.hourly, interval)
    case .day: return RecurrenceRule(.daily, interval: interval)
    case .week, .fortnight:
      let on = past(.word(.on))
      let the = past(.word(.the), ahead: on)
      let weeks = unit == .week ? interval : interval * 2
      index += startsWeekday(ahead: the) ? the : on
      guard startsWeekday() || on == 0 else { throw fault(.weekday) }
      return RecurrenceRule(.weekly, interval: weeks, on: try weekdays())
    case .month: return try placed(behindOn: .months, interval)
    case .quarter: return try placed(behindOn: .months, interval * 3)
    case .year: return try placed(behindOn: .years, interval)
    case .microsecond, .millisecond:
      index -= 1
      throw fault(.unit)
    }
  }

  /// A rule of hours or less, which weekdays may limit: `every 2 hours on weekdays`.
  private mutating func limited(
    _ frequency: RecurrenceRule.Frequency, _ interval: Int
  ) throws(TextFault) -> RecurrenceRule {
    guard accept(.on) else { return RecurrenceRule(frequency, interval: interval) }
    let weekdays = try weekdays()
    if weekdays.isEmpty { throw fault(.weekday) }
    return RecurrenceRule(frequency, interval: interval, on: weekdays)
  }

  /// `until 2026-12-24`, `until 2026-12-24 18:00`, `, 12 times`.
  private mutating func ruleEnd() throws(TextFault) -> RecurrenceRule.End {
    if accept(.until, ahead: past(.comma)) {
      let date = try date()
      if acceptISO("t") {
        let local = CivilDateTime(date, try timeOfDay())
        return acceptISO("z") ? .untilInstant(Instant(seconds: local.localSeconds)) : .untilLocal(local)
      }
      guard startsTime() || says(.at) else { return .untilDate(date) }
      accept(.at)
      return .untilLocal(CivilDateTime(date, try timeOfDay()))
    }
    guard startsCountOfTimes(ahead: past(.comma)) else { return .never }
    acceptComma()
    let count = try number(.occurrences, 1...Bounds.occurrences)
    advance()
    return .count(count)
  }

  /// Whether what repeats is complete: nothing, a time, or an end follows.
  private func endsHere(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .end, .word(.at), .word(.until), .word(.in), .word(.on): true
    case .comma: !startsPosition(ahead: count + 1)
    default: false
    }
  }
}
