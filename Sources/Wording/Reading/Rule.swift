import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// A recurrence on the calendar: what comes again, when in the day, and until when.
  mutating func rule() throws(TextFault) -> RecurrenceRule {
    let atFirst = index
    var times = kind == .word(.at) || startsTime() ? try timesOfDay() : []
    if !times.isEmpty { _ = acceptComma() }
    var timesRange = range(from: atFirst)
    var rule: RecurrenceRule
    if kind == .word(.once) { advance() }
    if accept(.every) {
      rule = try every()
    } else if kind == .word(.number(1)), let unit = unit(ahead: 1) {
      // `once a week`
      index += 2
      rule = try repeated(unit, 1)
    } else if case .word(.adverb(let unit, let interval)) = kind {
      advance()
      rule = try repeated(unit, interval)
    } else {
      rule = try bare()
    }
    // Fortnights and quarters multiply.
    guard rule.interval <= Bounds.interval else {
      let words = range(from: atFirst)
      throw TextFault(.outOfRange("\(rule.interval)", .interval, 1...Bounds.interval), at: words)
    }
    if rule.byMonth.isEmpty, rule.frequency <= .weekly { rule.byMonth = try monthLimit() }
    try clauses(into: &rule)
    let later = index
    if times.isEmpty {
      // `every sunday evening at 7`
      if let named = partOfDay(), kind(ahead: 1) == .word(.at) || startsTime(ahead: 1) {
        part = named
        advance()
      }
      times = try timesOfDay()
      if !times.isEmpty { timesRange = range(from: tokens[later].kind == .comma ? later + 1 : later) }
    }
    if !times.isEmpty {
      guard rule.frequency >= .daily else { throw TextFault(.timeOfDayTooFine, at: timesRange) }
      if let extra = rule.setTimes(times) {
        throw TextFault(.timesMultiply(times, extra: extra), at: timesRange)
      }
    }
    try clauses(into: &rule)
    rule.end = try ruleEnd()
    try check(rule, from: atFirst)
    return rule
  }

  /// What follows `every`.
  private mutating func every() throws(TextFault) -> RecurrenceRule {
    _ = accept(.the)
    let first = index
    switch kind {
    case .word(.other):
      advance()
      if case .word(.weekdays) = kind { throw fault(.weekday) }
      if startsWeekday() { return weekly(2, try weekdays()) }
      guard let unit = unit() else { throw fault(.unit) }
      advance()
      return try repeated(unit, 2)
    case .word(.weekday), .word(.weekdays), .word(.weekend): return weekly(1, try weekdays())
    case .word(.unit(let unit)):
      advance()
      return try repeated(unit, 1)
    case .word(.evening), .word(.morning), .word(.afternoon), .word(.night):
      // `every evening at 19:00`: the evening alone is no time.
      part = partOfDay()
      advance()
      guard kind == .word(.at) || startsTime() else { throw fault(.time) }
      return RecurrenceRule(.daily)
    case .word(.ordinal(2)) where endsHere(ahead: 1):
      advance()
      return try repeated(.second, 1)
    case .ordinal(let number), .word(.ordinal(let number as Int?)):
      // `every second week` counts weeks; `every second day of march` and `every second saturday` pick a day.
      guard let number, number > 1, case .word(.unit(let unit)) = kind(ahead: 1),
        unit != .day || kind(ahead: 2) != .word(.of) && kind(ahead: 2) != .word(.in)
      else { break }
      guard number <= Bounds.interval else {
        throw TextFault(.outOfRange(lexeme(current.range), .interval, 1...Bounds.interval), at: current.range)
      }
      index += 2
      return try repeated(unit, number)
    case .number, .word(.number):
      if case .word(.month) = kind(ahead: 1) { break }
      if case .word(.number) = kind, kind(ahead: 1) == .dash { break }
      let count = try number(.interval, 1...Bounds.interval)
      if case .word(.weekday(let day)) = kind {
        advance()
        throw TextFault(.countedWeekday(count, day), at: range(from: first))
      }
      guard let unit = unit() else { throw fault(.unit) }
      advance()
      return try repeated(unit, count)
    case .word(.month):
      if isDay(ahead: 1) || kind(ahead: 1) == .word(.the) { break }
      let months = try months()
      let hasOn = accept(.on)
      guard startsPosition() else {
        if hasOn { throw fault(.dayOrWeekday) }
        var rule = RecurrenceRule(.yearly)
        rule.byMonth = months
        return rule
      }
      var said = try positions()
      guard said.scope == .none else { throw TextFault(.datesMultiply, at: range(from: first)) }
      said.scope = .months(months)
      return try placed(said, countedIn: .years, 1)
    case .word(.last): break
    default: throw fault(.repeated)
    }
    guard startsPosition() else { throw fault(.repeated) }
    let positions = try positions()
    return try placed(positions, countedIn: .asSaid, 1)
  }

  /// Without `every`: `saturdays`, `on the 1st and 15th`, `first saturday of every month`.
  private mutating func bare() throws(TextFault) -> RecurrenceRule {
    let first = index
    _ = accept(.on)
    // `from monday to friday`
    if kind == .word(.starting), startsWeekday(ahead: 1) { advance() }
    if startsWeekday() { return weekly(1, try weekdays()) }
    if kind == .word(.the), startsWeekday(ahead: 1) { return weekly(1, try weekdays()) }
    guard startsPosition() else { throw fault(index == first ? .phrase : .dayOrWeekday) }
    let positions = try positions()
    let of = kind == .word(.of) ? 1 : 0
    if kind(ahead: of) == .word(.every), kind(ahead: of + 1) == .word(.unit(.year)) {
      index += of + 2
    } else if case .months = positions.scope, case .day(1...) = positions.positions[0] {
      throw TextFault(.onceOrEveryYear(lexeme(positions.range)), at: positions.range)
    }
    return try placed(positions, countedIn: .asSaid, 1)
  }

  /// What follows a unit: `every 2 weeks` … `on monday`.
  private mutating func repeated(_ unit: Unit, _ interval: Int) throws(TextFault) -> RecurrenceRule {
    switch unit {
    case .second: return try limited(.secondly, interval)
    case .minute: return try limited(.minutely, interval)
    case .hour: return try limited(.hourly, interval)
    case .day: return try limited(.daily, interval)
    case .week, .fortnight:
      let on = kind == .word(.on) ? 1 : 0
      let the = kind(ahead: on) == .word(.the) ? 1 : 0
      let weeks = unit == .week ? interval : interval * 2
      guard startsWeekday(ahead: on + the) else {
        if on == 1 {
          advance()
          throw fault(.weekday)
        }
        return RecurrenceRule(.weekly, interval: weeks)
      }
      index += on + the
      return weekly(weeks, try weekdays())
    case .month: return try placed(behindOn: .months, interval)
    case .quarter: return try placed(behindOn: .months, interval * 3)
    case .year: return try placed(behindOn: .years, interval)
    case .microsecond, .millisecond:
      index -= 1
      throw fault(.unit)
    }
  }

  /// A rule of days or less, which weekdays may limit: `every 2 hours on weekdays`.
  private mutating func limited(
    _ frequency: RecurrenceRule.Frequency, _ interval: Int
  ) throws(TextFault) -> RecurrenceRule {
    var rule = RecurrenceRule(frequency, interval: interval)
    if frequency < .daily, kind == .word(.on) {
      advance()
      rule.byDay = try weekdays().map { RecurrenceRule.WeekdayNumber(0, $0) }
      if rule.byDay.isEmpty { throw fault(.weekday) }
    }
    return rule
  }

  private func weekly(_ interval: Int, _ weekdays: [Weekday]) -> RecurrenceRule {
    var rule = RecurrenceRule(.weekly, interval: interval)
    rule.byDay = weekdays.map { RecurrenceRule.WeekdayNumber(0, $0) }
    return rule
  }

  /// `until 2026-12-24`, `until 2026-12-24 18:00`, `, 12 times`.
  private mutating func ruleEnd() throws(TextFault) -> RecurrenceRule.End {
    let comma = kind == .comma ? 1 : 0
    if kind(ahead: comma) == .word(.until) {
      index += comma + 1
      let date = try date()
      if isLetter("t") {
        advance()
        let local = CivilDateTime(date, try timeOfDay())
        guard isLetter("z") else { return .untilLocal(local) }
        advance()
        return .untilInstant(Instant(seconds: local.localSeconds))
      }
      guard startsTime() || kind == .word(.at) else { return .untilDate(date) }
      _ = accept(.at)
      return .untilLocal(CivilDateTime(date, try timeOfDay()))
    }
    guard startsNumber(ahead: comma), isTimes(kind(ahead: comma + 1)) else { return .never }
    index += comma
    let count = try number(.occurrences, 1...Bounds.occurrences)
    advance()
    return .count(count)
  }

  /// True for the `T` and the `Z` of ISO 8601, right behind what stands before.
  private func isLetter(_ letter: String) -> Bool {
    kind == .unknown && index > 0 && lexeme(current.range).lowercased() == letter
      && current.range.lowerBound == tokens[index - 1].range.upperBound
  }

  private func isTimes(_ kind: Token.Kind) -> Bool { kind == .word(.times) || kind == .word(.time) }

  /// True where what is repeated is complete: nothing, a time, or an end follows.
  private func endsHere(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .end, .word(.at), .word(.until), .word(.in), .word(.on): true
    case .comma: !startsPosition(ahead: count + 1)
    default: false
    }
  }
}
