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
      guard acceptExcept() else { return false }
    }
    if startsHoliday { throw fault(from: first, to: tokens.count - 1) { .condition($0) } }
    var isDate = false
    repeat {
      isDate = try leaveOutNext(of: &draft, from: first)
    } while acceptSeparator { $0.continuesException(ahead: $1, behindDate: isDate) }
    draft.exceptionEnd = index
    return true
  }

  /// Takes the next of what is left out: months, weekdays, a weekday of the month, or a date; true for a date.
  private mutating func leaveOutNext(
    of draft: inout PhraseDraft, from first: Int
  ) throws(TextFault) -> Bool {
    let hasIn = accept(.in) || accept(.during)
    if hasIn || kind.monthBits != nil && !isDay(ahead: 1) {
      accept(.the)
      let months = try months()
      guard !months.isEmpty else { throw fault(.month) }
      try leaveOut(months: months, of: &draft, from: first)
      return false
    }
    accept(.on)
    if startsWeekday(ahead: past(.word(.the))) {
      accept(.the)
      // `friday to monday` left out is no row of days that stay together.
      let start = spanStart
      let weekdays = try weekdays()
      spanStart = start
      try leaveOut(weekdays: weekdays, of: &draft, from: first)
      return false
    }
    if try leftOutOfMonth(of: &draft, from: first) { return false }
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
    return true
  }

  /// Whether more that is left out stands behind a separator: after a date another one, and after an `and` anything.
  private func continuesException(ahead count: Int, behindDate isDate: Bool) -> Bool {
    if isDate,
      kind(ahead: count) == .figures || isDay(ahead: count) || kind(ahead: count).month != nil
        || feast(ahead: count) != nil
    {
      return true
    }
    guard says(.and, ahead: count - 1) else { return false }
    let place = past(.word(.on), ahead: past(.word(.during), ahead: past(.word(.in), ahead: count)))
    let day = past(.word(.the), ahead: place)
    return kind(ahead: day) == .figures || kind(ahead: day).monthBits != nil || startsWeekday(ahead: day)
      || startsPosition(ahead: day)
  }

  /// Takes `except`, `apart from`, `but not`, and what else says so before a day.
  private mutating func acceptExcept() -> Bool {
    if accept(.except) {
      accept(.not)
      accept(spelled: "for")
      return true
    }
    let spellings = [
      ["bar"], ["save"], ["minus"], ["without"], ["other", "than"], ["with", "the", "exception", "of"],
    ]
    let found = spellings.first { spelling in
      spelling.indices.allSatisfy { word(ahead: $0) == spelling[$0] }
    }
    guard let found else { return false }
    // `bar` and `save` are other words too.
    let place = past(.word(.the), ahead: past(.word(.on), ahead: past(.word(.in), ahead: found.count)))
    guard
      kind(ahead: place).monthBits != nil || startsWeekday(ahead: place) || startsPosition(ahead: place)
        || kind(ahead: place) == .figures
    else { return false }
    index += found.count
    return true
  }

  /// Whether days are named that differ by country, or a condition: `on bank holidays`, `it rains`.
  private var startsHoliday: Bool {
    let place = past(
      .word(.the), ahead: past(.word(.during), ahead: past(.word(.in), ahead: past(.word(.on)))))
    let words = (0..<2).map { word(ahead: place + $0) }
    let names = ["holiday", "holidays", "vacation", "vacations"]
    if names.contains(words[0]) || names.contains(words[1]) && kind(ahead: place) == .unknown { return true }
    return word(ahead: -1) == "unless" && kind(ahead: place) == .unknown
  }

  /// `the first friday of the month`, `the last one`: the other ones of the month remain.
  private mutating func leftOutOfMonth(
    of draft: inout PhraseDraft, from first: Int
  ) throws(TextFault) -> Bool {
    let start = index
    accept(.the)
    guard startsPosition(), monthAndDay == nil, let (ordinals, hasNumber) = try? ordinals(), !hasNumber else {
      index = start
      return false
    }
    var weekday = accept(\.weekday)
    let saysOne = weekday == nil && (accept(.number(1)) || accept(spelled: "ones"))
    var saysMonth = false
    if says(.of) || says(.in) {
      let place = says(.every, ahead: 1) ? 2 : past(.word(.the), ahead: 1)
      guard says(.unit(.month), ahead: place) else { throw fault(from: first) { .exceptionUnclear($0) } }
      index += place + 1
      saysMonth = true
    }
    // `except the 1st` may be a day of the month, and `except the first` the one to start with.
    let isWord =
      if case .ordinal = tokens[start + (tokens[start].kind == .word(.the) ? 1 : 0)].kind { false } else {
        true
      }
    let days = draft.rule.byDay
    if weekday == nil, days.count == 1, isWord, saysOne || saysMonth { weekday = days[0].weekday }
    guard let weekday, ordinals.allSatisfy({ (1...5).contains(abs($0)) }), draft.rule.interval == 1,
      ordinals.allSatisfy({ $0 > 0 }) || ordinals.allSatisfy({ $0 < 0 }), draft.further.isEmpty,
      draft.rule.bySetPosition.isEmpty, draft.rule.byMonthDay.isEmpty, draft.rule.byWeekNumber.isEmpty,
      draft.rule.frequency == .weekly || draft.rule.frequency == .daily && days.isEmpty,
      days.isEmpty ? draft.rule.frequency == .daily : days.contains(.init(0, weekday))
    else { throw fault(from: first) { .exceptionUnclear($0) } }
    let kept = (1...5).map { ordinals[0] > 0 ? $0 : -$0 }.filter { !ordinals.contains($0) }
    guard !kept.isEmpty else { throw fault(from: first) { .nothingLeft($0) } }
    var others = RecurrenceRule(.monthly)
    others.byDay = RecurrenceRule.ordered(kept.map { .init($0, weekday) })
    others.limit(to: draft.rule.byMonth)
    let rest = (days.isEmpty ? Weekday.allCases : days.map(\.weekday)).filter { $0 != weekday }
    if rest.isEmpty {
      others.end = draft.rule.end
      draft.rule = others
    } else {
      draft.rule.frequency = .weekly
      draft.rule.byDay = rest.map { .init(0, $0) }
      draft.further = [others]
    }
    return true
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
    let others = (draft.months.isEmpty ? Array(1...12) : draft.months).filter { !months.contains($0) }
    draft.limit(to: left)
    draft.months = others
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
    let left = rule.byDay.filter { !weekdays.contains($0.weekday) }
    guard !left.isEmpty else { throw fault(from: first) { .nothingLeft($0) } }
    // `every friday except mondays`
    guard left != rule.byDay else { throw fault(from: first) { .exceptionUnclear($0) } }
    rule.byDay = left
    // Every day but some is the weekdays that are left.
    if rule.frequency == .daily, rule.interval == 1 { rule.frequency = .weekly }
    draft.rule = rule
  }
}
