import CivilTime
import Recurrence

extension Ritual {
  /// False where a look at its parts shows that it comes, as it does for nearly every ritual: only the others need the
  /// search for a hindrance. Takes for granted that its rule matches some date.
  package var mayNeverCome: Bool {
    let isLimited = self.until != nil || self.season != nil || !self.except.isEmpty
    guard isLimited || self.starting != nil else { return false }
    switch when {
    case .calendar: return true
    case .once: return isLimited
    case .cadence: return self.until != nil && self.starting != nil
    case .rule, .rules: return when.rules.allSatisfy { mayMiss($0, isLimited: isLimited) }
    }
  }

  private func mayMiss(_ rule: RecurrenceRule, isLimited: Bool) -> Bool {
    guard rule.end == .never else { return true }
    if !isLimited, rule.interval == 1, !rule.takesDayFromStart { return false }
    guard var wait = rule.longestWait else { return true }
    if let season = self.season {
      // Once a year at least, a season that long holds a date.
      guard season.days >= wait else { return true }
      wait += 366
    }
    // Without an end it comes for ever, and exceptions can't take all of it; without a start it came before.
    guard let until = self.until, let starting = self.starting else { return false }
    return !self.except.isEmpty || until.date.dayNumber - starting.date.dayNumber < wait
  }
}

extension RecurrenceRule {
  /// The number of days within which a date comes from any start, and again and again; nil where the parts alone don't
  /// show it.
  fileprivate var longestWait: Int? {
    guard byYearDay.isEmpty, byWeekNumber.isEmpty, byMonth.isEmpty, bySetPosition.isEmpty, interval <= 1000
    else { return nil }
    switch frequency {
    case .secondly, .minutely, .hourly, .daily:
      guard byMonthDay.isEmpty else { return nil }
      if byDay.isEmpty { return frequency == .daily || byHour.isEmpty ? interval + 1 : nil }
      return interval == 1 && byHour.isEmpty && byDay.allSatisfy { $0.ordinal == 0 } ? 8 : nil
    case .weekly: return byMonthDay.isEmpty ? 7 * (interval + 1) : nil
    case .monthly:
      // Every month has these.
      let hasDays = !byMonthDay.isEmpty && byMonthDay.allSatisfy { abs($0) <= 28 }
      let hasWeekdays = !byDay.isEmpty && byDay.allSatisfy { abs($0.ordinal) <= 4 }
      return hasDays && byDay.isEmpty || hasWeekdays && byMonthDay.isEmpty ? 31 * (interval + 1) : nil
    case .yearly: return nil
    }
  }
}

extension Season {
  /// How many days it has in a year without a 29 February.
  fileprivate var days: Int {
    func day(_ day: MonthDay) -> Int { CivilDate.dayNumber(year: 2025, month: day.month, day: day.day) }
    let days = day(to) - day(from) + 1
    return days > 0 ? days : days + 365
  }
}
