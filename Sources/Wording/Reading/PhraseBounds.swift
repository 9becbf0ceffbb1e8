import CivilTime
import Recurrence
import Rituals

/// Where a phrase starts and ends: `starting next week`, `until june`, `for 6 weeks`.
extension TokenReader {
  /// `starting next week`, `from 10 may`, `from 10 may to 20 september`.
  mutating func startClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.starting == nil, says(.starting) || says(.after) && word() == "since" else { return false }
    let first = index
    // `from monday to friday`, `from april to october`, `beginning of the month`
    if saysStartTime() || says(.now, ahead: 1) { return false }
    let isDays = startsWeekday(ahead: 1) && (says(.to, ahead: 2) || kind(ahead: 2) == .dash)
    guard !isDays, !startsEdge(ahead: 0) else { return false }
    let isSince = says(.after)
    advance()
    // `starting from 4 january`
    accept(.starting)
    _ = accept(.on) || accept(.in) || accept(.at)
    let date = try calendarDay(isStart: true, from: first)
    let isDated = (first..<index).contains { tokens[$0].kind == .figures || year(ahead: $0 - index) != nil }
    if isSince, !isDated, let today = context.value.today, date > today {
      throw fault(from: first) { .sinceWhen($0) }
    }
    draft.starting = LocalPoint(date)
    if acceptISO("t") { draft.starting?.time = try timeOfDay() }
    if says(.to) || kind == .dash {
      advance()
      draft.rule.end = .untilDate(try lastDay(notBefore: draft.starting?.date))
    }
    return true
  }

  /// `12 times`, `3x`, `twice` at the end, and how many tokens they take. A number that no count holds is 0.
  private var countOfTimes: (times: Int, length: Int)? {
    if startsCountOfTimes(ahead: 0) { return (kind.count ?? 0, 2) }
    return says(.twice) && endsHere(ahead: 1) ? (2, 1) : nil
  }

  /// The last day of `from june to august`, `from 10 may to 20 september`: a month is meant whole.
  private mutating func lastDay(notBefore earliest: CivilDate?) throws(TextFault) -> CivilDate {
    let isMonth = kind.month != nil && !isDay(ahead: 1)
    let day = try calendarDay(isStart: false, from: index, notBefore: earliest)
    return isMonth ? day.advanced(byDays: 1).advanced(byMonths: 1).advanced(byDays: -1) : day
  }

  /// `until 2026-12-24 18:00`, `until june`, `for 6 weeks`, `12 times`.
  mutating func endClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.rule.end == .never, draft.lasting == nil else { return false }
    let first = index
    if accept(.until) {
      accept(.on)
      // `ending in 6 months`
      if says(.in), startsAmount(ahead: 1) {
        advance()
        draft.lasting = (try positiveSpan(), range(from: first))
        return true
      }
      let date = try calendarDay(isStart: false, from: index, notBefore: draft.starting?.date)
      if acceptISO("t") {
        let local = CivilDateTime(date, try timeOfDay())
        draft.rule.end =
          acceptISO("z") ? .untilInstant(Instant(seconds: local.localSeconds)) : .untilLocal(local)
        return true
      }
      draft.rule.end = .untilDate(date)
      // Where the rule has its times, another one is the end's.
      if startsTime() || says(.at), !draft.times.isEmpty || kind != .word(.at) {
        accept(.at)
        draft.rule.end = .untilLocal(CivilDateTime(date, try timeOfDay()))
      }
      return true
    }
    // `through june` takes in all of june.
    if ["through", "thru"].contains(word()), kind(ahead: 1).month != nil || kind(ahead: 1) == .figures {
      advance()
      draft.rule.end = .untilDate(try lastDay(notBefore: draft.starting?.date))
      return true
    }
    let isApart = index > 0 && tokens[index - 1].kind == .comma
    let saysFor = accept(.for)
    let saysNext = saysFor && accept(.the, .next)
    if saysFor, word() == "up", says(.to, ahead: 1) { index += 2 }
    // `for the next year`
    if saysNext, let unit = kind.unit, unit >= .week {
      advance()
      draft.lasting = (Span(1, unit), range(from: first))
      return true
    }
    if let (times, length) = countOfTimes {
      // `every day three times`: three in all, or three a day?
      if !saysFor, !isApart, draft.rule.byDay.isEmpty, draft.rule.byMonthDay.isEmpty,
        draft.rule.byYearDay.isEmpty, draft.rule.byEaster.isEmpty, draft.rule.interval == 1,
        draft.rule.frequency >= .daily,
        (1...9).contains(times)
      {
        let words = lexeme(range(from: 0, to: first))
        throw fault(from: 0, to: index + length) {
          .ambiguousWord($0, readings: ["\(words), \(times) times"] + WaysToSay.days(times, draft.rule.unit))
        }
      }
      draft.rule.end = .count(length == 1 ? times : try number(.occurrences, 1...Bounds.occurrences))
      advance()
      return true
    }
    guard saysFor, startsAmount() else {
      index = first
      return false
    }
    let span = try positiveSpan()
    // What is shorter than the rhythm is how long each time takes.
    guard span.nominalSeconds >= draft.rule.nominalPeriod else {
      guard context.value.people != nil, draft.duration == nil, span.nominalSeconds < 86_400 else {
        index = first
        return false
      }
      (draft.duration, draft.hasDurationClause) = (span, true)
      clausesOfTheirOwn = clausesOfTheirOwn ?? first
      return true
    }
    draft.lasting = (span, range(from: first))
    return true
  }

  /// A day of the calendar, or of a whole month its first day, or for an end the last one before it.
  mutating func calendarDay(
    isStart: Bool, from first: Int, notBefore earliest: CivilDate? = nil
  ) throws(TextFault) -> CivilDate {
    let isMonth = kind.month != nil && !isDay(ahead: 1)
    if isMonth, let month = kind.month {
      let from = earliest ?? context.value.today
      advance()
      let named = year()
      if named != nil { advance() }
      guard
        let year = named
          ?? from.map({
            // A start in the month that is running: since its first day.
            $0.month < month || isStart && $0.month == month ? $0.year : $0.year + 1
          })
      else { throw fault(from: index - 1) { .yearMissing($0) } }
      let day = CivilDate.firstDay(of: month, in: year)
      return isStart ? day : day.advanced(byDays: -1)
    }
    // `the end of june`
    if !isStart, says(.end, .of, ahead: past(.word(.the))) {
      guard let from = earliest ?? context.value.today else { throw fault(from: first) { .relativeDay($0) } }
      guard let date = try relativeDay()?.dates(from: from, isTimed: false).first else { throw fault(.date) }
      return date
    }
    let isFeast = feast() != nil && (earliest ?? context.value.today) != nil
    if isFeast || kind == .figures || monthAndDay != nil || startsFeastOfYear {
      return try date(from: earliest)
    }
    let place = index
    guard let day = try relativeDay() else { throw fault(.date) }
    guard let today = context.value.today else { throw fault(from: place) { .relativeDay($0) } }
    // What ends on a saturday, said on one, ends on the next.
    let date = day.dates(from: today, isTimed: isStart).first ?? today
    // As of a month, the end comes before the week.
    return !isStart && (day == .nextWeek || day == .nextMonth) ? date.advanced(byDays: -1) : date
  }
}
