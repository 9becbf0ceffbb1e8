import CivilTime
import Recurrence
import Rituals

/// A phrase while it is read: what repeats, and the clauses around it.
struct PhraseDraft {
  var rule = RecurrenceRule(.daily)
  /// What one rule can't hold with it.
  var further: [RecurrenceRule] = []
  /// The months that its clauses limit it to; behind the last rule, they limit all.
  var months: [Int] = []
  var times: [TimeOfDay] = []
  /// Where the times stand.
  var timesRange = 0..<0
  /// How long it takes, where its times say so: `19:30-21:00`.
  var duration: Span?
  /// Whether a clause of its own says so, which ends the phrase: `for 2 hours`.
  var hasDurationClause = false
  /// `at 09:00, the second of the start`: RRULEs can leave the seconds to their start.
  var takesSecondFromStart = false
  var starting: LocalPoint?
  var except: [LocalPoint] = []
  /// `for 6 weeks`, and where it stands.
  var lasting: (span: Span, range: Range<Int>)?
  /// The tokens of the clauses before the rule, which are read once that is.
  var leading: [Range<Int>] = []
  /// Whether its times stand before the rule, as those of all rules behind it that have none.
  var hasLeadingTimes = false
  /// The token behind its last exception.
  var exceptionEnd: Int?
  /// `when done`: it counts from the last time.
  var isWhenDone = false
}

extension PhraseDraft {
  /// Has a rule of hours come each day from its time on, for so long: `every 2 hours from 9 to 17`; all around the clock
  /// without a length. False, with nothing changed, for any other rule.
  mutating func spread(over length: Span? = nil) -> Bool {
    guard rule.frequency == .hourly, rule.interval < 24, let first = times.first, times.count == 1,
      length.map({ first.secondOfDay + $0.seconds < 86_400 }) ?? (24 % rule.interval == 0)
    else { return false }
    let end = first.secondOfDay + (length?.seconds ?? 86_399)
    let seconds = stride(from: first.secondOfDay, through: end, by: rule.interval * 3600)
    times = seconds.map { TimeOfDay(secondOfDay: $0 % 86_400) }.sorted()
    rule.interval = 1
    rule.frequency = rule.byDay.isEmpty ? .daily : .weekly
    return true
  }

  /// Lets it begin and end with some months of a year.
  mutating func bound(to months: ClosedRange<Int>, of year: Int) {
    starting = LocalPoint(CivilDate.firstDay(of: months.lowerBound, in: year))
    rule.end = .untilDate(CivilDate.lastDay(of: months.upperBound, in: year))
  }

  /// Limits what repeats to months that a clause names.
  mutating func limit(to months: [Int]) {
    guard !months.isEmpty else { return }
    self.months = months
    rule.limit(to: months)
    for index in further.indices where further[index].byMonth.isEmpty { further[index].limit(to: months) }
  }

  /// How many clauses end it, or say how long it takes.
  var ends: Int { [rule.end != .never, lasting != nil, hasDurationClause].count { $0 } }
}

extension TokenReader {
  /// Puts the parts together, and refuses what they don't make. What only one of several rules says of times and months
  /// behind the last holds for all that have a time of day; so do a start, exceptions and an end.
  mutating func finish(_ drafts: [PhraseDraft], from first: Int) throws(TextFault) -> Phrase {
    var last = drafts[drafts.count - 1]
    if last.isWhenDone, drafts.count == 1, last.further.isEmpty { return try whenDone(last, from: first) }
    guard !drafts.contains(where: \.isWhenDone) else { throw fault(from: first) { .notFromDone($0) } }
    // Further ones without a day of their own only repeat the first at other times.
    guard drafts.dropFirst().allSatisfy({ !$0.rule.takesDayFromStart || $0.rule.endless == drafts[0].rule })
    else {
      throw fault(.dayOrWeekday)
    }
    var rules: [RecurrenceRule] = []
    for (place, draft) in drafts.enumerated() {
      let sharesTimes = draft.times.isEmpty && (place == drafts.count - 1 || draft.rule.frequency >= .daily)
      let times = sharesTimes ? last.times : draft.times
      let range = draft.times.isEmpty ? last.timesRange : draft.timesRange
      for var rule in [draft.rule] + draft.further {
        if rule.byMonth.isEmpty, rule.frequency <= .weekly { rule.byMonth = last.months }
        rules += try timed(rule, times, at: range).map { rule in
          var rule = rule
          if draft.takesSecondFromStart { rule.bySecond = [] }
          return rule
        }
      }
      guard draft.times.isEmpty || draft.duration == last.duration else {
        throw fault(from: first) { .keyOfItsOwn($0, key: "duration") }
      }
      if let starting = draft.starting, let other = last.starting, starting != other {
        throw fault(from: first) { _ in .saidTwice("starting") }
      }
      last.starting = last.starting ?? draft.starting
      last.except += draft.except.filter { !last.except.contains($0) }
    }
    rules = RecurrenceRule.merged(rules)
    if let (span, range) = last.lasting {
      let start = last.starting?.date ?? context.value.today
      guard
        let end = rules.count == 1
          ? rules[0].end(after: span, from: start) : RecurrenceRule.lastDay(span, from: start)
      else { throw TextFault(.endNeedsStart(lexeme(range)), at: range) }
      last.rule.end = end
    }
    if case .count = last.rule.end, rules.count > 1 { throw fault(from: first) { .countOfSeveral($0) } }
    for index in rules.indices {
      rules[index].end = last.rule.end
      try check(rules[index], from: first)
    }
    return Phrase(
      form: rules.count == 1 ? .rule(rules[0]) : .rules(rules), starting: last.starting, except: last.except,
      duration: last.duration)
  }

  /// The rule at some times of the day: several, where one would come at more than these.
  private func timed(
    _ rule: RecurrenceRule, _ times: [TimeOfDay], at range: Range<Int>
  ) throws(TextFault) -> [RecurrenceRule] {
    guard !times.isEmpty else { return [rule] }
    guard rule.frequency >= .daily else { throw TextFault(.timeOfDayTooFine, at: range) }
    var timed = rule
    guard timed.setTimes(times) != nil else { return [timed] }
    // Those of the same minute go together.
    var groups: [[TimeOfDay]] = []
    for time in times {
      let place = groups.firstIndex { $0[0].minute == time.minute && $0[0].second == time.second }
      if let place { groups[place].append(time) } else { groups.append([time]) }
    }
    return groups.map { group in
      _ = timed.setTimes(group)
      return timed
    }
  }

  /// A rule that counts from the last time: `every 3 weeks when done`, `every monday when done`.
  private func whenDone(_ draft: PhraseDraft, from first: Int) throws(TextFault) -> Phrase {
    let rule = draft.rule
    guard draft.times.count < 2 else { throw TextFault(.oneTimeOnly, at: draft.timesRange) }
    guard rule.end == .never, draft.lasting == nil, draft.except.isEmpty, rule.byMonth.isEmpty,
      let shortest = rule.spanFromDone
    else { throw fault(from: first) { .notFromDone($0) } }
    let cadence = Cadence(shortest: shortest, weekdays: rule.byDay.map(\.weekday), time: draft.times.first)
    return Phrase(form: .cadence(cadence), starting: draft.starting)
  }
}

extension RecurrenceRule {
  /// Limits it to months; nothing for none. Days of named months are the year's: `every first saturday in summer`.
  mutating func limit(to months: [Int]) {
    byMonth = months
    let hasDays = !byDay.isEmpty || !byMonthDay.isEmpty
    if !months.isEmpty, frequency == .monthly, interval == 1, hasDays, bySetPosition.isEmpty {
      frequency = .yearly
    }
  }

  /// The length of one of its periods.
  private var length: Span {
    switch frequency {
    case .secondly: Span(seconds: interval)
    case .minutely: Span(seconds: interval * 60)
    case .hourly: Span(seconds: interval * 3600)
    case .daily: Span(days: interval)
    case .weekly: Span(days: interval * 7)
    case .monthly: Span(months: interval)
    case .yearly: Span(months: interval * 12)
    }
  }

  /// The seconds between two of its times at most as people see it, months and years of one length; a day where several
  /// weekdays follow each other.
  var nominalPeriod: Int { (frequency == .weekly && byDay.count > 1 ? Span(days: 1) : length).nominalSeconds }

  /// The distance from one time done to the earliest next one, where the rule is just a distance, or the next of some
  /// weekdays: each Monday of every second week is 8 days off or more.
  fileprivate var spanFromDone: Span? {
    guard byMonthDay.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty, byEaster.isEmpty, bySetPosition.isEmpty
    else { return nil }
    if byDay.isEmpty { return length }
    return frequency == .weekly && (interval == 1 || byDay.count == 1) ? Span(days: interval * 7 - 6) : nil
  }

  /// The end of what lasts for a span: a number of times where each period surely has as many, else a last day, which
  /// needs a first; nil without one.
  fileprivate func end(after span: Span, from start: CivilDate?) -> End? {
    if let count = count(within: span) { return .count(count) }
    return RecurrenceRule.lastDay(span, from: start)
  }

  fileprivate static func lastDay(_ span: Span, from start: CivilDate?) -> End? {
    start.map { .untilDate($0.advanced(byMonths: span.months).advanced(byDays: span.days - 1)) }
  }

  /// The same rules with those in one that differ in nothing but the weekday: `every monday and every thursday`.
  fileprivate static func merged(_ rules: [RecurrenceRule]) -> [RecurrenceRule] {
    var merged: [RecurrenceRule] = []
    for rule in rules {
      let place = merged.firstIndex { other in
        var same = rule
        same.byDay = other.byDay
        let areWeekdays =
          rule.frequency == .weekly && rule.interval == 1 && !rule.byDay.isEmpty && !other.byDay.isEmpty
        return same == other && (areWeekdays || rule.byDay == other.byDay)
      }
      if let place {
        merged[place].byDay = ordered(merged[place].byDay + rule.byDay)
      } else {
        merged.append(rule)
      }
    }
    return merged
  }

  /// How often it comes within a span, if every period has the same number.
  private func count(within span: Span) -> Int? {
    guard byMonth.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty, span.seconds == 0 else { return nil }
    let times = max(1, byHour.count) * max(1, byMinute.count) * max(1, bySecond.count)
    func periods(_ length: Int, of unit: Int) -> Int? {
      length > 0 && length % (unit * interval) == 0 ? length / (unit * interval) : nil
    }
    switch frequency {
    case .daily where span.months == 0 && byDay.isEmpty: return periods(span.days, of: 1).map { $0 * times }
    case .weekly where span.months == 0:
      return periods(span.days, of: 7).map { $0 * max(1, byDay.count) * times }
    case .monthly where span.days == 0:
      // A 31st and a fifth Friday are not in each month.
      guard byMonthDay.allSatisfy({ abs($0) <= 28 }), byDay.allSatisfy({ abs($0.ordinal) <= 4 }),
        byMonthDay.isEmpty || byDay.isEmpty,
        bySetPosition.isEmpty || bySetPosition.allSatisfy({ abs($0) <= 20 })
      else { return nil }
      let days = bySetPosition.isEmpty ? max(1, byMonthDay.count, byDay.count) : bySetPosition.count
      return periods(span.months, of: 1).map { $0 * days * times }
    default: return nil
    }
  }
}
