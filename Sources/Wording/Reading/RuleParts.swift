import CivilTime
import Recurrence

/// The parts of a rule that no phrase can say, each as a clause that reads back to it:
///
/// | part | clause |
/// |---|---|
/// | BYMONTH | `, only in march and may` |
/// | BYWEEKNO | `, in the 20th and last week of the year` |
/// | BYYEARDAY | `, on the 100th and last day of the year` |
/// | BYEASTER | `, on good friday and easter monday` |
/// | BYMONTHDAY | `, on the 13th and second to last day of the month` |
/// | BYDAY | `, on monday or friday`, `, on the first monday or any sunday` |
/// | BYSETPOS | `, of these only the third and last in each month` |
/// | BYHOUR, BYMINUTE, BYSECOND | `, hours 9 and 10, minute 30, second 0` |
/// | BYHOUR and BYMINUTE, no BYSECOND | ` at 09:00, the second of the start` |
/// | WKST | `, weeks from sunday` |
/// | SKIP | `, a missing day moved back`, `, a missing day moved on` |
/// | UNTIL in UTC | `, until 2026-12-24T17:00:00Z` |
extension RecurrenceRule {
  /// The clauses of days, in the order of the table.
  func dayClauses() -> String {
    var words = ""
    if !byMonth.isEmpty { words += ", only in " + DisplayText.list(byMonth.map(RecurrenceRule.monthName)) }
    if !byWeekNumber.isEmpty { words += ", in the \(RecurrenceRule.ordinals(byWeekNumber)) week of the year" }
    if !byYearDay.isEmpty { words += ", on the \(RecurrenceRule.ordinals(byYearDay)) day of the year" }
    if !byEaster.isEmpty { words += ", on " + DisplayText.list(byEaster.map(Feast.name)) }
    if !byMonthDay.isEmpty { words += ", on the \(RecurrenceRule.ordinals(byMonthDay)) day of the month" }
    if !byDay.isEmpty {
      let isPlain = byDay.allSatisfy { $0.ordinal == 0 }
      words += byDay[0].ordinal == 0 ? ", on " : ", on the "
      words += DisplayText.list(
        byDay.map { day in
          if day.ordinal != 0 { return "\(RecurrenceRule.ordinal(day.ordinal, isWord: true)) \(day.weekday)" }
          return isPlain ? "\(day.weekday)" : "any \(day.weekday)"
        }, "or")
    }
    if !bySetPosition.isEmpty {
      words +=
        ", of these only the \(RecurrenceRule.ordinals(bySetPosition, areWords: true)) in each \(unit)"
    }
    return words
  }

  /// What the frequency counts.
  var unit: Unit { [.second, .minute, .hour, .day, .week, .month, .year][Int(frequency.rawValue)] }

  /// `every month`, `every 2 months`.
  var every: String { interval == 1 ? "every \(unit)" : "every \(interval) \(unit)s" }

  /// ` at 09:00 and 17:00` where the times are whole and few, else hours, minutes and seconds one by one.
  func timeClauses() -> String {
    let seconds = bySecond.isEmpty && !byMinute.isEmpty ? [0] : bySecond
    let count = byHour.count * byMinute.count * seconds.count
    if frequency >= .daily, (1...24).contains(count) {
      let times = product(seconds)
      if times.count == count {
        return " at " + DisplayText.list(times.map(\.description))
          + (bySecond.isEmpty ? ", the second of the start" : "")
      }
    }
    func numbered(_ unit: String, _ numbers: [Int]) -> String {
      if numbers.isEmpty { return "" }
      return ", \(unit)\(numbers.count == 1 ? "" : "s") \(DisplayText.list(numbers.map(String.init)))"
    }
    return numbered("hour", byHour) + numbered("minute", byMinute) + numbered("second", bySecond)
  }

  /// WKST, SKIP and the end.
  func closingClauses() -> String {
    var words = weekStart == .monday ? "" : ", weeks from \(weekStart)"
    switch skip {
    case .omit: break
    case .backward: words += ", a missing day moved back"
    case .forward: words += ", a missing day moved on"
    }
    return words + endClause
  }

  /// `, until 2026-12-24`, `, 12 times`; empty without an end.
  var endClause: String {
    switch end {
    case .never: ""
    case .count(let count): count == 1 ? ", 1 time" : ", \(count) times"
    case .untilDate(let date): ", until \(date)"
    case .untilLocal(let local): ", until \(local.date) \(local.time)"
    case .untilInstant(let instant): ", until \(instant)"
    }
  }

  /// Every part as a clause, for a rule that no phrase fits. It reads back to this rule, but for the order of its lists.
  var parts: String { every + dayClauses() + timeClauses() + closingClauses() }
}
