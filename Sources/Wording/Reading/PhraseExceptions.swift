import CivilTime
import Recurrence
import Rituals

/// What a phrase leaves out: `except in july`, `but not on weekends`.
extension TokenReader {
  /// `except in july`, `but not on weekends`, `except 2026-12-24 and 2026-12-31`.
  mutating func exceptClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    let first = index
    if accept(.not) {
      guard says(.in) || says(.on) else {
        index = first
        return false
      }
    } else {
      guard accept(.except) else { return false }
      accept(.not)
      accept(spelled: "for")
    }
    let hasIn = accept(.in) || accept(.during)
    if hasIn || kind.monthBits != nil && !isDay(ahead: 1) {
      accept(.the)
      let months = try months()
      guard !months.isEmpty else { throw fault(.month) }
      try leaveOut(months: months, of: &draft, from: first)
      return true
    }
    accept(.on)
    if startsWeekday(ahead: past(.word(.the))) {
      accept(.the)
      try leaveOut(weekdays: try weekdays(), of: &draft, from: first)
      return true
    }
    if let left = try otherPositions(than: draft.rule, from: first) {
      draft.rule.frequency = .monthly
      draft.rule.byDay = left
      return true
    }
    repeat {
      if let (_, length) = feast(), !startsFeastOfYear {
        throw fault(from: first, to: index + length) {
          .exceptionOfYears($0, day: lexeme(range(from: index, to: index + length)))
        }
      }
      // `the 13th` and `next week` are no single days.
      let isSingle =
        kind == .figures || monthAndDay != nil || startsFeastOfYear || says(.tomorrow) || says(.today)
        || (says(.next) || says(.this)) && kind(ahead: 1).weekday != nil
      guard isSingle || kind == .unknown || kind == .end else {
        throw fault(from: first, to: index + 2) { .exceptionUnclear($0) }
      }
      let day = LocalPoint(try calendarDay(isStart: true, from: index))
      if !draft.except.contains(day) { draft.except.append(day) }
    } while acceptSeparator { reader, ahead in
      reader.kind(ahead: ahead) == .figures || reader.isDay(ahead: ahead)
        || reader.kind(ahead: ahead).month != nil || reader.feast(ahead: ahead) != nil
    }
    return true
  }

  /// What is left of each friday without `the first friday of the month`; nil, with nothing taken, where no such
  /// exception stands here. The last of a month is its fourth or its fifth, so that no rule can leave it out.
  private mutating func otherPositions(
    than rule: RecurrenceRule, from first: Int
  ) throws(TextFault) -> [RecurrenceRule.WeekdayNumber]? {
    let place = index
    guard rule.frequency == .weekly, rule.interval == 1, rule.byDay.count == 1, rule.byMonth.isEmpty,
      startsPosition(), accept(.the) || kind != .word(.the), let (ordinals, hasNumber) = try? ordinals(),
      !hasNumber, !ordinals.contains(-1),
      kind == .word(.weekday(rule.byDay[0].weekday)) || says(.of),
      ordinals.allSatisfy({ (1...4).contains($0) })
    else {
      index = place
      return nil
    }
    accept(.weekday(rule.byDay[0].weekday))
    guard accept(.of), accept(.the) || accept(.every), accept(.unit(.month)) else {
      throw fault(from: first) { .exceptionUnclear($0) }
    }
    return (1...5).filter { !ordinals.contains($0) }.map { .init($0, rule.byDay[0].weekday) }
  }

  /// Whether `easter monday 2027` stands here.
  var startsFeastOfYear: Bool {
    var ahead = self
    return ahead.feastOfYear() != nil
  }

  private func leaveOut(months: [Int], of draft: inout PhraseDraft, from first: Int) throws(TextFault) {
    let all = draft.rule.byMonth.isEmpty ? Array(1...12) : draft.rule.byMonth
    let left = all.filter { !months.contains($0) }
    // A day of each year has its month.
    guard !left.isEmpty,
      draft.rule.frequency <= .monthly || !draft.rule.byMonth.isEmpty || !draft.rule.byEaster.isEmpty
    else {
      throw fault(from: first) { .nothingLeft($0) }
    }
    draft.rule.limit(to: left)
  }

  private func leaveOut(weekdays: [Weekday], of draft: inout PhraseDraft, from first: Int) throws(TextFault) {
    var rule = draft.rule
    if rule.byDay.isEmpty {
      guard
        rule.frequency == .daily || rule.frequency == .monthly && !rule.byMonthDay.isEmpty
          || rule.frequency < .daily
      else { throw fault(from: first) { .exceptionUnclear($0) } }
      rule.byDay = Weekday.allCases.map { .init(0, $0) }
    }
    guard rule.byDay.allSatisfy({ $0.ordinal == 0 }), rule.bySetPosition.isEmpty else {
      throw fault(from: first) { .exceptionUnclear($0) }
    }
    rule.byDay.removeAll { weekdays.contains($0.weekday) }
    guard !rule.byDay.isEmpty else { throw fault(from: first) { .nothingLeft($0) } }
    // Every day but some is the weekdays that are left.
    if rule.frequency == .daily, rule.interval == 1 { rule.frequency = .weekly }
    draft.rule = rule
  }
}
