import CivilTime
import Recurrence

/// What positions are counted in.
enum Counting {
  /// Months, or years where months are named: `every first saturday of march`.
  case asSaid
  case months, quarters, years
}

extension TokenReader {
  /// `on the 15th`, `on 14 march` behind `every 3 months`, `every year`; the bare rule where no position follows.
  mutating func placed(behindOn counting: Counting, _ interval: Int) throws(TextFault) -> RecurrenceRule {
    // `every month at the end`
    let isEdge = says(.at) && startsEdge(ahead: past(.word(.the), ahead: 1))
    let hasOn = isEdge && accept(.at) || accept(.on)
    // `monthly, last friday`
    if !hasOn, kind == .comma, startsPosition(ahead: 1) { advance() }
    if counting == .years, !hasOn {
      let months = try monthLimit()
      if !months.isEmpty { return RecurrenceRule(.yearly, interval: interval, in: months) }
    }
    // `on day 15`
    if hasOn, says(.unit(.day)), startsNumber(ahead: 1) { advance() }
    guard startsPosition() else {
      if hasOn { throw fault(counting == .years ? .date : .dayOrWeekday) }
      let months = counting == .quarters ? interval * 3 : interval
      return RecurrenceRule(counting == .years ? .yearly : .monthly, interval: months)
    }
    return try placed(positions(), countedIn: counting, interval)
  }

  /// The rule that positions make; those that it can't hold make further ones.
  mutating func placed(
    _ said: Positions, countedIn counting: Counting, _ interval: Int = 1
  ) throws(TextFault) -> RecurrenceRule {
    if counting == .quarters || counting == .asSaid && said.scope == .everyQuarter {
      guard interval == 1 else { return try placed(said, countedIn: .months, interval * 3) }
      return try placed(inQuarters(said), countedIn: .asSaid)
    }
    for other in said.others { furtherRules.append(try placed(other, countedIn: counting, interval)) }
    var rule: RecurrenceRule
    switch (counting, said.scope) {
    case (.asSaid, .none):
      guard isNumeric(said) else {
        throw TextFault(.missing(.dayOrWeekday), at: said.range.upperBound..<said.range.upperBound)
      }
      rule = RecurrenceRule(.monthly)
    case (.asSaid, .everyMonth(let count)): rule = RecurrenceRule(.monthly, interval: count)
    case (.months, .none), (.months, .everyMonth(1)): rule = RecurrenceRule(.monthly, interval: interval)
    case (.months, .months(let months)) where interval == 1:
      rule = RecurrenceRule(.monthly)
      rule.byMonth = months
    case (.asSaid, .months(let months)), (.years, .months(let months)):
      rule = RecurrenceRule(.yearly, interval: interval, in: months)
    case (.asSaid, .everyYear(let count)): rule = RecurrenceRule(.yearly, interval: count)
    case (.years, .none), (.years, .everyYear(1)): rule = RecurrenceRule(.yearly, interval: interval)
    case (.months, _), (.years, _), (.quarters, _), (.asSaid, .everyQuarter):
      throw TextFault(.unexpected(lexeme(said.range), expected: .dayOrWeekday), at: said.range)
    }
    try check(said, in: rule)
    for position in said.positions {
      switch position {
      case .weekday(let ordinal, let day): rule.byDay.append(.init(ordinal, day))
      case .workday(let ordinal): rule.bySetPosition.append(ordinal)
      case .easter(let days): rule.byEaster.append(days)
      case .day(let day) where rule.frequency == .yearly && rule.byMonth.isEmpty: rule.byYearDay.append(day)
      case .day(let day): rule.byMonthDay.append(day)
      }
    }
    if !rule.bySetPosition.isEmpty {
      // Set positions count in the rule's period: the first weekday of march is the month's, not the year's.
      if rule.frequency == .yearly, !rule.byMonth.isEmpty {
        if rule.interval == 1 {
          rule.frequency = .monthly
        } else if rule.byMonth.count > 1 {
          throw TextFault(.datesMultiply, at: said.range)
        }
      }
      rule.byDay = Weekday.allCases[0...4].map { .init(0, $0) }
    }
    return rule.canonical
  }

  /// The same days with their months: what is counted from a quarter's start lies in its first month, what is counted
  /// from its end in its last.
  private func inQuarters(_ said: Positions) throws(TextFault) -> Positions {
    var parts: [Positions] = []
    for group in [said] + said.others {
      guard group.scope == .none || group.scope == .everyQuarter else {
        throw TextFault(.unexpected(lexeme(group.range), expected: .dayOrWeekday), at: group.range)
      }
      for (sign, months) in [(1, [1, 4, 7, 10]), (-1, [3, 6, 9, 12])] {
        var part = group
        part.others = []
        part.positions = group.positions.filter { $0.ordinal.signum() == sign }
        part.scope = .months(months)
        if !part.positions.isEmpty { parts.append(part) }
        // Some quarters have their fifth friday in one month, some in another.
        for case .weekday(let ordinal, _) in part.positions where abs(ordinal) > 4 {
          throw TextFault(.outOfRange(lexeme(group.range), .weekdayOfMonth, 1...4), at: group.range)
        }
      }
    }
    var all = parts.removeFirst()
    all.others = parts
    return all
  }

  /// Refuses days that no month or year has.
  private func check(_ said: Positions, in rule: RecurrenceRule) throws(TextFault) {
    let isYear = rule.frequency == .yearly && rule.byMonth.isEmpty
    if case .day = said.positions[0], isYear, !said.saysDay {
      throw TextFault(.monthMissing(lexeme(said.range)), at: said.range)
    }
    for position in said.positions {
      let (counted, limit): (TextFault.Counted, Int)
      switch position {
      case .easter: continue
      case .weekday: (counted, limit) = isYear ? (.weekdayOfYear, 53) : (.weekdayOfMonth, 5)
      case .workday: (counted, limit) = isYear ? (.dayOfYear, 262) : (.dayOfMonth, 23)
      case .day: (counted, limit) = isYear ? (.dayOfYear, 366) : (.dayOfMonth, 31)
      }
      let ordinal = abs(position.ordinal)
      guard ordinal <= limit else {
        let range = tokens[said.first...].first { $0.kind.dayOfMonth == ordinal }?.range ?? said.range
        throw TextFault(.outOfRange(lexeme(range), counted, 1...limit), at: range)
      }
      guard case .day = position else { continue }
      // 2000 was a leap year: 29 february is a date, and comes when there is one.
      for month in rule.byMonth where ordinal > CivilDate.daysInMonth(year: 2000, month: month) {
        throw TextFault(.noSuchDate(lexeme(said.range)), at: said.range)
      }
    }
  }

  /// Whether positions are days of the month without saying so, like `every 15th`, and unlike `every first`.
  private func isNumeric(_ said: Positions) -> Bool {
    guard !said.saysDay, case .day = said.positions[0] else { return true }
    let words = tokens[said.first...].prefix { $0.range.lowerBound < said.range.upperBound }.map(\.kind)
    if words[0] == .word(.the) || said.first > 0 && tokens[said.first - 1].kind == .word(.on) { return true }
    return words.allSatisfy { if case .word(.ordinal) = $0 { false } else { $0 != .word(.last) } }
  }
}

extension RecurrenceRule {
  init(_ frequency: Frequency, interval: Int = 1, in months: [Int]) {
    self.init(frequency, interval: interval)
    byMonth = months
  }

  init(_ frequency: Frequency, interval: Int = 1, on weekdays: [Weekday]) {
    self.init(frequency, interval: interval)
    byDay = weekdays.map { .init(0, $0) }
  }

  /// The same rule with each list in order and each entry once.
  public var canonical: RecurrenceRule {
    var rule = self
    rule.bySecond = RecurrenceRule.ordered(bySecond)
    rule.byMinute = RecurrenceRule.ordered(byMinute)
    rule.byHour = RecurrenceRule.ordered(byHour)
    rule.byMonthDay = RecurrenceRule.ordered(byMonthDay)
    rule.byYearDay = RecurrenceRule.ordered(byYearDay)
    rule.byWeekNumber = RecurrenceRule.ordered(byWeekNumber)
    rule.byEaster = Set(byEaster).sorted()
    rule.byMonth = RecurrenceRule.ordered(byMonth)
    rule.bySetPosition = RecurrenceRule.ordered(bySetPosition)
    rule.byDay = RecurrenceRule.ordered(rule.byDay)
    return rule
  }

  /// Each once: from the start upwards, then from the end, the farthest first (1, 15, -2, -1).
  static func ordered(_ numbers: [Int]) -> [Int] {
    guard numbers.count > 1 else { return numbers }
    return Set(numbers).sorted { ($0 < 0 ? 1 : 0, $0) < ($1 < 0 ? 1 : 0, $1) }
  }

  static func ordered(_ days: [WeekdayNumber]) -> [WeekdayNumber] {
    guard days.count > 1 else { return days }
    return Set(days).sorted {
      ($0.ordinal < 0 ? 1 : 0, $0.ordinal, $0.weekday) < ($1.ordinal < 0 ? 1 : 0, $1.ordinal, $1.weekday)
    }
  }
}
