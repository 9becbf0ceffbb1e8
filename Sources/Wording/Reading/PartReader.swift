import Recurrence

/// Reads the clauses of `RuleParts.swift`.
extension TokenReader {
  /// Reads the clauses that stand here into a rule.
  mutating func clauses(into rule: inout RecurrenceRule) throws(TextFault) {
    while true {
      let first = index
      var next = rule
      guard try clause(into: &next) else {
        index = first
        return
      }
      saysParts = true
      let words = range(from: tokens[first].kind == .comma ? first + 1 : first)
      // What BYSETPOS chooses from may be said behind it.
      if let problem = next.problem, problem != .setPositionAlone {
        throw TextFault(.rule(problem), at: words)
      }
      rule = next
    }
  }

  /// Checks a whole rule, once all of it is read.
  func check(_ rule: RecurrenceRule, from first: Int) throws(TextFault) {
    guard saysParts, let problem = rule.problem else { return }
    throw TextFault(.rule(problem), at: range(from: first))
  }

  private mutating func clause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    acceptComma()
    let start = index
    if accept(.only, .in) {
      let months = try months()
      if months.isEmpty { throw fault(.month) }
      try set(\.byMonth, months, in: &rule, from: start)
    } else if accept(.of, .these) {
      accept(.only)
      accept(.the)
      let positions = try ordinals().ordinals
      if accept(.in) {
        accept(.every)
        _ = try take(\.unit, .unit)
      }
      try set(\.bySetPosition, positions, in: &rule, from: start)
    } else if accept(.number(1), .missing) {
      try expect(.unit(.day), .day)
      try expect(.moved, .moved)
      guard rule.skip == .omit, says(.back) || says(.on) else { throw fault(.moved) }
      rule.skip = says(.back) ? .backward : .forward
      advance()
    } else if accept(.in) {
      return try weekClause(into: &rule, from: start)
    } else if accept(.on) {
      return try dayClause(into: &rule, from: start)
    } else {
      return try clockClause(into: &rule, from: start)
    }
    return true
  }

  /// `hours 9 and 10`, `weeks from sunday`.
  private mutating func clockClause(into rule: inout RecurrenceRule, from start: Int) throws(TextFault)
    -> Bool
  {
    if kind.unit == .week, says(.starting, ahead: 1) {
      index += 2
      rule.weekStart = try take(\.weekday, .weekday)
      return true
    }
    guard case .number = kind(ahead: 1) else { return false }
    let (part, bounds): (WritableKeyPath<RecurrenceRule, [Int]>, ClosedRange<Int>)
    switch kind.unit {
    case .hour: (part, bounds) = (\.byHour, 0...23)
    case .minute: (part, bounds) = (\.byMinute, 0...59)
    case .second: (part, bounds) = (\.bySecond, 0...60)
    default: return false
    }
    advance()
    try set(part, try numbers(bounds), in: &rule, from: start)
    return true
  }

  /// `in the 20th week of the year`, `in weeks 20 and 21`.
  private mutating func weekClause(into rule: inout RecurrenceRule, from start: Int) throws(TextFault) -> Bool
  {
    var weeks: [Int]
    if says(.even) || says(.odd), kind(ahead: 1).unit == .week {
      weeks = says(.even) ? RecurrenceRule.evenWeeks : RecurrenceRule.oddWeeks
      index += 2
      guard says(.of, .the, .unit(.year)) else { throw ambiguousWeeks(from: start) }
      // Weeks have numbers in a year.
      if rule.frequency == .weekly, rule.interval == 1, !rule.byDay.isEmpty { rule.frequency = .yearly }
    } else if kind.unit == .week, case .number = kind(ahead: 1) {
      advance()
      weeks = try numbers(1...53)
    } else {
      accept(.the)
      guard startsPosition() else { return false }
      weeks = try ordinals().ordinals
      guard accept(.unit(.week)) else { return false }
    }
    accept(.of, .the, .unit(.year))
    try set(\.byWeekNumber, weeks, in: &rule, from: start)
    return true
  }

  /// `on the 13th day of the month`, `on the 100th day of the year`, `on any saturday or first sunday`.
  private mutating func dayClause(into rule: inout RecurrenceRule, from start: Int) throws(TextFault) -> Bool
  {
    let easter = try daysFromEaster()
    if !easter.isEmpty {
      guard rule.byEaster.isEmpty else { throw saidTwice(from: start) }
      rule.byEaster = Set(easter).sorted()
      return true
    }
    accept(.the)
    if startsPosition(), !says(.the) {
      let place = index
      let numbers = try ordinals().ordinals
      if accept(.unit(.day)) || !startsWeekday() {
        let isYear = accept(.of, .the, .unit(.year))
        if !isYear { accept(.of, .the, .unit(.month)) }
        try set(isYear ? \.byYearDay : \.byMonthDay, numbers, in: &rule, from: start)
        return true
      }
      index = place
    }
    var days: [RecurrenceRule.WeekdayNumber] = []
    repeat {
      accept(.the)
      // One by one, so that `monday or first sunday` is not read in one go.
      if let day = accept(\.weekday) {
        days.append(.init(0, day))
      } else if startsWeekday() {
        days += try weekdays().map { .init(0, $0) }
      } else if accept(.any) {
        days.append(.init(0, try take(\.weekday, .weekday)))
      } else {
        guard startsPosition() else { throw fault(.weekday) }
        let ordinals = try ordinals().ordinals
        guard let day = kind.weekday else { throw fault(.weekday) }
        if let far = ordinals.map(abs).first(where: { $0 > 53 }) {
          throw fault(.outOfRange("\(far)", .weekdayOfYear, 1...53), from: start)
        }
        advance()
        days += ordinals.map { .init($0, day) }
      }
    } while acceptSeparator { $0.continuesDays(ahead: $1) }
    guard rule.byDay.isEmpty else { throw saidTwice(from: start) }
    rule.byDay = RecurrenceRule.ordered(days)
    return true
  }

  private func continuesDays(ahead count: Int) -> Bool {
    let place = past(.word(.the), ahead: count)
    return (says(.any, ahead: place) || startsWeekday(ahead: place) || startsPosition(ahead: place))
      && !startsCountOfTimes(ahead: count)
  }

  private mutating func numbers(_ bounds: ClosedRange<Int>) throws(TextFault) -> [Int] {
    var numbers: [Int] = []
    repeat {
      let first = try number(.entry, bounds)
      let last = try acceptTo() ? number(.entry, first...bounds.upperBound) : first
      numbers += first...last
    } while acceptSeparator { reader, ahead in
      if case .number = reader.kind(ahead: ahead) { !reader.startsCountOfTimes(ahead: ahead) } else { false }
    }
    return numbers
  }

  private func set(
    _ part: WritableKeyPath<RecurrenceRule, [Int]>, _ numbers: [Int], in rule: inout RecurrenceRule,
    from start: Int
  ) throws(TextFault) {
    guard rule[keyPath: part].isEmpty else { throw saidTwice(from: start) }
    rule[keyPath: part] = RecurrenceRule.ordered(numbers)
  }

  private func saidTwice(from start: Int) -> TextFault {
    fault(from: start) { .unexpected($0, expected: .end) }
  }
}

extension RecurrenceRule {
  /// What RFC 5545 §3.3.10 forbids in it, by the reader of RRULEs.
  fileprivate var problem: RuleProblem? {
    do throws(ExpressionFault) { _ = try RecurrenceRule(description) } catch {
      if case .rule(let problem) = error.problem { return problem }
    }
    return nil
  }
}
