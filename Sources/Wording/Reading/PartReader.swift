import CivilTime
import Recurrence
import Rituals

/// The clauses of `RuleParts.swift`, read.
extension TokenReader {
  /// Reads as many clauses as stand here into a rule, and refuses one that says again what is said already.
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

  /// Looks at a rule as a whole, once all is said.
  func check(_ rule: RecurrenceRule, from first: Int) throws(TextFault) {
    guard saysParts, let problem = rule.problem else { return }
    throw TextFault(.rule(problem), at: range(from: first))
  }

  private mutating func clause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    _ = acceptComma()
    let start = index
    switch kind {
    case .word(.only):
      guard kind(ahead: 1) == .word(.in) else { return false }
      index += 2
      let months = try months()
      if months.isEmpty { throw fault(.month) }
      try set(\.byMonth, months, in: &rule, from: start)
    case .word(.in): return try weekClause(into: &rule)
    case .word(.on): return try dayClause(into: &rule)
    case .word(.of):
      guard kind(ahead: 1) == .word(.these) else { return false }
      index += 2
      _ = accept(.only)
      _ = accept(.the)
      let positions = try ordinals().ordinals
      if accept(.in) {
        _ = accept(.every)
        guard unit() != nil else { throw fault(.unit) }
        advance()
      }
      try set(\.bySetPosition, positions, in: &rule, from: start)
    case .word(.the):
      guard kind(ahead: 1) == .word(.ordinal(2)), kind(ahead: 2) == .word(.of), rule.bySecond == [0] else {
        return false
      }
      index += 3
      _ = accept(.the)
      try expect(.start, .start)
      rule.bySecond = []
    case .word(.number(1)):
      guard kind(ahead: 1) == .word(.missing) else { return false }
      index += 2
      try expect(.unit(.day), .day)
      try expect(.moved, .moved)
      guard rule.skip == .omit, kind == .word(.back) || kind == .word(.on) else { throw fault(.moved) }
      rule.skip = kind == .word(.back) ? .backward : .forward
      advance()
    default: return try clockClause(into: &rule)
    }
    return true
  }

  /// `hours 9 and 10`, `weeks from sunday`.
  private mutating func clockClause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    let start = index
    guard let unit = unit() else { return false }
    if unit == .week, kind(ahead: 1) == .word(.starting) {
      index += 2
      guard case .word(.weekday(let day)) = kind else { throw fault(.weekday) }
      advance()
      rule.weekStart = day
      return true
    }
    guard case .number = kind(ahead: 1) else { return false }
    let part: WritableKeyPath<RecurrenceRule, [Int]>
    let bounds: ClosedRange<Int>
    switch unit {
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
  private mutating func weekClause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    let start = index
    advance()
    var weeks: [Int]
    if unit() == .week, case .number = kind(ahead: 1) {
      advance()
      weeks = try numbers(1...53)
    } else {
      _ = accept(.the)
      guard startsPosition() else { return false }
      weeks = try ordinals().ordinals
      guard unit() == .week else { return false }
      advance()
    }
    if kind == .word(.of), kind(ahead: 1) == .word(.the), kind(ahead: 2) == .word(.unit(.year)) { index += 3 }
    try set(\.byWeekNumber, weeks, in: &rule, from: start)
    return true
  }

  /// `on the 13th day of the month`, `on the 100th day of the year`, `on any saturday or first sunday`.
  private mutating func dayClause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    let start = index
    advance()
    _ = accept(.the)
    if startsPosition(), kind != .word(.the) {
      var ahead = self
      let numbers = try ahead.ordinals()
      let saysDay = ahead.accept(.unit(.day))
      if saysDay || !ahead.startsWeekday() {
        self = ahead
        let hasScope = kind == .word(.of) && kind(ahead: 1) == .word(.the)
        let isYear = hasScope && kind(ahead: 2) == .word(.unit(.year))
        if isYear || hasScope && kind(ahead: 2) == .word(.unit(.month)) { index += 3 }
        try set(isYear ? \.byYearDay : \.byMonthDay, numbers.ordinals, in: &rule, from: start)
        return true
      }
    }
    var days: [RecurrenceRule.WeekdayNumber] = []
    while true {
      _ = accept(.the)
      if startsWeekday() {
        // One by one, so that `monday or first sunday` is not read in one go.
        if case .word(.weekday(let day)) = kind {
          advance()
          days.append(.init(0, day))
        } else {
          days += try weekdays().map { .init(0, $0) }
        }
      } else if accept(.any) {
        guard case .word(.weekday(let day)) = kind else { throw fault(.weekday) }
        advance()
        days.append(.init(0, day))
      } else {
        guard startsPosition() else { throw fault(.weekday) }
        for ordinal in try ordinals().ordinals {
          guard case .word(.weekday(let day)) = kind else { throw fault(.weekday) }
          guard abs(ordinal) <= 53 else {
            throw TextFault(
              .outOfRange("\(abs(ordinal))", .weekdayOfYear, 1...53), at: range(from: start))
          }
          days.append(.init(ordinal, day))
        }
        advance()
      }
      let separator = separatorLength
      let article = kind(ahead: separator) == .word(.the) ? 1 : 0
      let follows =
        kind(ahead: separator + article) == .word(.any) || startsWeekday(ahead: separator + article)
        || startsPosition(ahead: separator + article)
      guard separator > 0, follows, !isCountOfTimes(ahead: separator) else { break }
      index += separator
    }
    guard rule.byDay.isEmpty else { throw saidTwice(from: start) }
    rule.byDay = RecurrenceRule.ordered(days)
    return true
  }

  private mutating func numbers(_ bounds: ClosedRange<Int>) throws(TextFault) -> [Int] {
    var numbers: [Int] = []
    while true {
      let first = try number(.entry, bounds)
      var last = first
      if kind == .word(.to) || kind == .dash {
        advance()
        last = try number(.entry, first...bounds.upperBound)
      }
      numbers += first...last
      let separator = separatorLength
      guard separator > 0, case .number = kind(ahead: separator), !isCountOfTimes(ahead: separator) else {
        return numbers
      }
      index += separator
    }
  }

  /// `12 times`, which ends a rule and is no number of a list.
  private func isCountOfTimes(ahead count: Int) -> Bool {
    guard startsNumber(ahead: count) else { return false }
    return kind(ahead: count + 1) == .word(.times) || kind(ahead: count + 1) == .word(.time)
  }

  private func set(
    _ part: WritableKeyPath<RecurrenceRule, [Int]>, _ numbers: [Int], in rule: inout RecurrenceRule,
    from start: Int
  ) throws(TextFault) {
    guard rule[keyPath: part].isEmpty else { throw saidTwice(from: start) }
    rule[keyPath: part] = RecurrenceRule.ordered(numbers)
  }

  private func saidTwice(from start: Int) -> TextFault {
    TextFault(.unexpected(lexeme(range(from: start)), expected: .end), at: range(from: start))
  }
}

extension RecurrenceRule {
  /// What RFC 5545 §3.3.10 forbids in it, as its own reader says.
  fileprivate var problem: RuleProblem? {
    do throws(ExpressionFault) {
      _ = try RecurrenceRule(description)
      return nil
    } catch {
      if case .rule(let problem) = error.problem { return problem }
      return nil
    }
  }
}
