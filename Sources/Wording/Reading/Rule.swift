import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// What repeats, and around it in any order: times of the day, months, exceptions, a start and an end. More of the same
  /// may follow: `every monday at 18:00 and every thursday at 19:30`.
  mutating func rule() throws(TextFault) -> Phrase {
    let first = index
    var drafts: [PhraseDraft] = []
    var goesOn = false
    repeat {
      let start = index
      furtherRules = []
      (parts, spanStart) = ([], nil)
      var draft = PhraseDraft()
      while try leadingClause(into: &draft) {}
      draft.hasLeadingTimes = !draft.times.isEmpty
      // What stands before the first rule holds for all.
      if let first = drafts.first { draft.leading = first.leading }
      // `every! 2 weeks` counts from the last time.
      draft.isWhenDone = says(.everyFromDone)
      if kind == .end, !draft.times.isEmpty, context.value.people == nil {
        throw fault(from: start) {
          .daysMissing($0, readings: ["every day \($0.lowercased().hasPrefix("at ") ? "" : "at ")\($0)"])
        }
      }
      let saysEvery = says(.every) || says(.everyFromDone)
      draft.rule = try repetition(isFurther: !drafts.isEmpty)
      // `every 2 weeks on monday at 18:00 and thursday at 19:00`
      if let before = drafts.last?.rule, !saysEvery, before.frequency == draft.rule.frequency,
        draft.rule.interval == 1
      {
        draft.rule.interval = before.interval
      }
      // Fortnights and quarters multiply.
      guard draft.rule.interval <= Bounds.interval else {
        throw fault(.outOfRange("\(draft.rule.interval)", .interval, 1...Bounds.interval), from: start)
      }
      draft.further = furtherRules
      try leadingClauses(of: &draft)
      let leadingEnds = draft.ends
      while try trailingClause(into: &draft) {}
      // Days in a row stay together in every second week, also where it ends between them.
      if let spanStart, draft.rule.frequency == .weekly, draft.rule.interval > 1,
        draft.rule.weekStart == .monday
      {
        draft.rule.weekStart = spanStart
      }
      if draft.times.isEmpty, part != nil {
        draft.times = parts.map(\.usual)
        draft.timesRange = range(from: start)
      }
      if draft.times.isEmpty, let first = drafts.first, first.hasLeadingTimes {
        (draft.times, draft.timesRange, draft.duration) = (first.times, first.timesRange, first.duration)
      }
      drafts.append(draft)
      goesOn = draft.ends == leadingEnds && !draft.isWhenDone && acceptFurtherRule(behind: draft)
    } while goesOn
    return try finish(drafts, from: first)
  }

  /// Takes the separator before another rule, where one begins.
  private mutating func acceptFurtherRule(behind draft: PhraseDraft) -> Bool {
    // `every day except weekends and christmas`: days alone go on with what is left out.
    let needsEvery = draft.exceptionEnd == index
    return acceptSeparator { reader, ahead in
      if needsEvery || reader.says(.every, ahead: ahead) { return reader.says(.every, ahead: ahead) }
      return reader.startsWeekday(ahead: reader.past(.word(.on), ahead: ahead))
        || reader.isDay(ahead: ahead) && reader.kind(ahead: ahead + 1).month != nil
        || reader.feast(ahead: reader.past(.word(.on), ahead: ahead)) != nil
    }
  }

  /// What repeats, without its times.
  private mutating func repetition(isFurther: Bool) throws(TextFault) -> RecurrenceRule {
    if let rule = try numberOfTimes() { return rule }
    accept(.once)
    if accept(.every) || accept(.everyFromDone) {
      // `each and every friday`, `every single day`
      accept(.and, .every)
      accept(spelled: "single")
      return try every()
    }
    if let (unit, interval) = accept(\.rhythm) {
      return try repeated(unit, interval)
    }
    // `once a week`
    guard says(.number(1)) || says(.per), let unit = kind(ahead: 1).unit else {
      return try bare(isFurther: isFurther)
    }
    index += 2
    return try repeated(unit, 1)
  }

  /// What follows `every`.
  private mutating func every() throws(TextFault) -> RecurrenceRule {
    accept(.the)
    let first = index
    if let vague = vagueRhythm { throw vague }
    if startsWeekday() { return try weekly() }
    // `every noon`, `every 5pm`
    if startsTime() { return RecurrenceRule(.daily) }
    if let half = acceptHalfUnit() { return try repeated(half.unit, half.count) }
    switch kind {
    case .word(.other):
      advance()
      if says(.weekdays) { throw fault(.weekday) }
      if startsWeekday() { return RecurrenceRule(.weekly, interval: 2, on: try weekdays()) }
      return try repeated(take(\.unit, .unit), 2)
    case .word(.unit(let unit)):
      advance()
      return try repeated(unit, 1)
    case .word(.part):
      // `every evening at 7`; the evening alone has its usual time.
      parts = partsOfDay()
      return RecurrenceRule(.daily)
    case .word(.ordinal(2)) where endsHere(ahead: 1):
      advance()
      return try repeated(.second, 1)
    case .word(.even), .word(.odd): throw ambiguousWeeks(from: first)
    case .word(.feast): break
    case .ordinal(let number), .word(.ordinal(let number as Int?)):
      // `every second week` counts weeks; `every second day of march` and `every second saturday` pick a day.
      if says(.weekend, ahead: 1) { throw ambiguousWeekend(number, from: first) }
      guard let number, number > 1, case .word(.unit(let unit)) = kind(ahead: 1),
        unit != .day || !says(.of, ahead: 2) && !says(.in, ahead: 2)
      else { break }
      guard number <= Bounds.interval else {
        throw fault(from: index) { .outOfRange($0, .interval, 1...Bounds.interval) }
      }
      index += 2
      return try repeated(unit, number)
    case .word(.last) where says(.weekend, ahead: 1): throw ambiguousWeekend(-1, from: first)
    case .number, .word(.number):
      if kind(ahead: 1).month != nil { break }
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

  /// Weekdays of every week: `monday and friday`, `friday the 13th`, `monday of the month`.
  mutating func weekly(isOther: Bool = false) throws(TextFault) -> RecurrenceRule {
    var rule = RecurrenceRule(.weekly, interval: isOther ? 2 : 1, on: try weekdays())
    if !isOther, rule.byDay.count == 1, says(.the), case .ordinal(let day?) = kind(ahead: 1),
      (1...31).contains(day),
      kind(ahead: 2).month == nil, !says(.of, ahead: 2)
    {
      index += 2
      rule.frequency = .monthly
      rule.byMonthDay = [day]
      saysParts = true
    }
    // All of them are of a month.
    let place = says(.every, ahead: 1) ? 2 : past(.word(.the), ahead: 1)
    if says(.of), rule.frequency == .weekly, [.week, .month, .year].contains(kind(ahead: place).unit) {
      index += place + 1
    }
    return rule
  }

  /// Takes `half hour`, `half an hour`, `quarter of an hour`, `half year` behind `every`, as a number of smaller units.
  private mutating func acceptHalfUnit() -> (unit: Unit, count: Int)? {
    let isQuarter = says(.unit(.quarter))
    guard isQuarter || says(.half) else { return nil }
    let place = past(.word(.number(1)), ahead: past(.word(.of), ahead: 1))
    let found: (Unit, Int)? =
      switch kind(ahead: place).unit {
      case .hour: (.minute, isQuarter ? 15 : 30)
      case .day: isQuarter ? nil : (.hour, 12)
      case .year: isQuarter ? (.quarter, 1) : (.month, 6)
      default: nil
      }
    if found != nil { index += place + 1 }
    return found
  }

  /// What follows a unit: the `on monday` of `every 2 weeks on monday`.
  mutating func repeated(_ unit: Unit, _ interval: Int) throws(TextFault) -> RecurrenceRule {
    switch unit {
    case .second: return try limited(.secondly, interval)
    case .minute: return try limited(.minutely, interval)
    case .hour: return try limited(.hourly, interval)
    case .day:
      // `every day of the week`
      if interval == 1 { accept(.of, .the, .unit(.week)) }
      return RecurrenceRule(.daily, interval: interval)
    case .week, .fortnight:
      // `weekly, sundays`
      if kind == .comma, startsWeekday(ahead: 1) { advance() }
      let on = past(.word(.on))
      let the = past(.word(.the), ahead: on)
      let weeks = unit == .week ? interval : interval * 2
      index += startsWeekday(ahead: the) ? the : on
      guard startsWeekday() || on == 0 else { throw fault(.weekday) }
      return RecurrenceRule(.weekly, interval: weeks, on: try weekdays())
    case .month: return try placed(behindOn: .months, interval)
    case .quarter: return try placed(behindOn: .quarters, interval)
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

  /// Whether what repeats is complete: nothing, a time, or an end follows.
  func endsHere(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .end, .word(.at), .word(.until), .word(.in), .word(.on): true
    case .comma: !startsPosition(ahead: count + 1)
    default: false
    }
  }
}

extension RecurrenceRule {
  /// How many days of each period are named.
  var daysInPeriod: Int {
    max(byDay.count, byMonthDay.count, bySetPosition.count, byEaster.count)
      * (frequency == .yearly ? max(1, byMonth.count) : 1)
  }
}
