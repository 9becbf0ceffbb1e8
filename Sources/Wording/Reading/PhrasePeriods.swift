import CivilTime
import Recurrence
import Rituals

/// Years, months and weeks that a phrase lies in: `in 2027`, `throughout june 2027`, `next week`, `all year round`.
extension TokenReader {
  /// `in 2027`, `in june 2027`: from its first day to its last.
  mutating func yearClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.starting == nil, draft.rule.end == .never, draft.lasting == nil else { return false }
    guard says(.in) || says(.during) || says(.of) else { return false }
    let month = kind(ahead: 1).month
    let place = month == nil ? 1 : past(.word(.of), ahead: past(.comma, ahead: 2))
    guard let year = year(ahead: place) else { return false }
    index += place + 1
    draft.bound(to: month.map { $0...$0 } ?? 1...12, of: year)
    return true
  }

  /// `throughout 2027`, and the year of `in may and june 2027`.
  mutating func yearOfMonths(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.starting == nil, draft.rule.end == .never, draft.lasting == nil else { return false }
    // `every 14 march 2027` is no rule.
    let isOfMonth =
      index > 0 && tokens[index - 1].kind.monthBits != nil && !draft.rule.byMonth.isEmpty
      && draft.rule.byMonthDay.isEmpty
    var place = 0
    if word() == "throughout" {
      place = 1
    } else if word() == "all" {
      place = past(.word(.of), ahead: 1)
    } else if !isOfMonth {
      return false
    }
    guard let year = year(ahead: place) else { return false }
    let months = draft.rule.byMonth
    let (first, last) = (months.first ?? 1, months.last ?? 12)
    // A winter is of two years.
    guard last - first + 1 == months.count || !isOfMonth else { return false }
    index += place + 1
    draft.bound(to: first...last, of: year)
    return true
  }

  /// `this week`, `next month` behind a rule: its days that are still to come.
  mutating func periodClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    let place = says(.in) || says(.during) ? 1 : 0
    let isNext = says(.next, ahead: place)
    guard isNext || says(.this, ahead: place), draft.starting == nil, draft.rule.end == .never,
      draft.lasting == nil, let unit = kind(ahead: place + 1).unit, [.week, .month, .year].contains(unit)
    else { return false }
    guard let today = context.value.today else {
      throw fault(from: index, to: index + place + 2) { .relativeDay($0) }
    }
    index += place + 2
    let first: CivilDate
    let length: Span
    switch unit {
    case .week:
      (first, length) = (today.advanced(byDays: -today.weekday.rawValue + (isNext ? 7 : 0)), Span(days: 7))
    case .month:
      let month = today.advanced(byDays: 1 - today.day)
      (first, length) = (month.advanced(byMonths: isNext ? 1 : 0), Span(months: 1))
    default:
      (first, length) = (CivilDate.firstDay(of: 1, in: today.year + (isNext ? 1 : 0)), Span(months: 12))
    }
    draft.starting = LocalPoint(max(first, today))
    draft.rule.end = .untilDate(first.advanced(byMonths: length.months).advanced(byDays: length.days - 1))
    return true
  }

  /// Takes `all year round`, `throughout the year`, `until further notice`, which limits nothing.
  mutating func acceptAllYear() -> Bool {
    let first = index
    if accept(spelled: "forever") || accept(spelled: "indefinitely") { return true }
    if says(.until), word(ahead: 1) == "further", word(ahead: 2) == "notice" {
      index += 3
      return true
    }
    if accept(.starting, .now) {
      accept(.on)
      return true
    }
    if accept(spelled: "throughout") || accept(spelled: "all") {
      accept(.the)
      if accept(.unit(.year)) {
        _ = accept(spelled: "round") || accept(spelled: "long") || accept(spelled: "around")
        return true
      }
    }
    index = first
    return false
  }
}
