import CivilTime
import Recurrence

/// How often something comes, said behind its days or before them: `fridays every other week`, `twice a week on mondays
/// and thursdays`.
extension TokenReader {
  /// Takes how often weekdays come where that stands behind them: `fridays every other week`, `on wednesday every 3
  /// weeks`, `sundays at 11:00, fortnightly`.
  mutating func countClause(into rule: inout RecurrenceRule) throws(TextFault) -> Bool {
    guard rule.frequency == .weekly, rule.interval == 1, !rule.byDay.isEmpty,
      let (unit, interval, length) = countBehind, unit == .week || unit == .fortnight
    else { return false }
    let first = index
    index += length
    rule.interval = unit == .week ? interval : interval * 2
    guard rule.interval <= Bounds.interval else {
      throw fault(.outOfRange("\(interval)", .interval, 1...Bounds.interval), from: first)
    }
    return true
  }

  /// What positions are counted in where that stands behind them: `2nd tuesday monthly`, `14 march yearly`.
  mutating func countedBehind(_ said: Positions) throws(TextFault) -> (Counting, Int)? {
    guard let (unit, interval, length) = countBehind, interval <= Bounds.interval / 12 else { return nil }
    switch (unit, said.scope) {
    case (.month, .none): index += length
    case (.quarter, .none):
      index += length
      return (.quarters, interval)
    case (.year, .months), (.year, .everyYear(1)):
      index += length
      return (.years, interval)
    default: return nil
    }
    return (.months, interval)
  }

  /// The unit and the interval of `monthly`, `every month`, `every 3 weeks`, `once a week`, `every other week` where
  /// they stand here, and their number of tokens.
  private var countBehind: (unit: Unit, interval: Int, length: Int)? {
    if let (unit, interval) = kind.rhythm { return (unit, interval, 1) }
    if says(.once, .number(1)) || says(.once, .per), let unit = kind(ahead: 2).unit { return (unit, 1, 3) }
    guard says(.every) else { return nil }
    if case .word(.unit(let unit)) = kind(ahead: 1) { return (unit, 1, 2) }
    guard case .word(.unit(let unit)) = kind(ahead: 2) else { return nil }
    if says(.other, ahead: 1) { return (unit, 2, 3) }
    guard let number = kind(ahead: 1).count ?? kind(ahead: 1).ordinal ?? nil, number > 0
    else { return nil }
    return (unit, number, 3)
  }

  /// `twice a week on monday and thursday`: the days make the rule; nil, with nothing taken, where no number of times
  /// stands here.
  mutating func numberOfTimes() throws(TextFault) -> RecurrenceRule? {
    let first = index
    var times: Int?
    if accept(.twice) {
      times = 2
    } else if accept(spelled: "thrice") {
      times = 3
    } else if startsCountOfTimes(ahead: 0), let number = kind.count {
      guard
        says(.number(1), ahead: 2) || word(ahead: 2) == "/" || says(.per, ahead: 2) || says(.every, ahead: 2)
          || kind(ahead: 2).rhythm != nil
      else { return nil }
      index += 2
      times = number
    }
    guard let times else { return nil }
    if says(.on) || startsWeekday() { throw fault(.perUnit) }
    let unit: Unit
    if case .word(.adverb(let each, 1)) = kind {
      advance()
      unit = each
    } else {
      // `twice/week`
      let isPer = word() == "/" && accept(.and)
      guard isPer || accept(.number(1)) || accept(.per) || accept(.every) else { throw fault(.perUnit) }
      unit = try take(\.unit, .unit)
    }
    let words = range(from: first)
    let rule = try repeated(unit, 1)
    let days = ([rule] + furtherRules).map(\.daysInPeriod).reduce(0, +)
    // Of a day, the times of the day tell: `twice a day at 9 and 17`.
    if unit == .day {
      if says(.at) || startsTime() { return rule }
      throw TextFault(.timesMissing(lexeme(words), readings: WaysToSay.days(times, unit)), at: words)
    }
    guard days == times || times == 1 && days == 0 else {
      throw TextFault(.daysMissing(lexeme(words), readings: WaysToSay.days(times, unit)), at: words)
    }
    return rule
  }
}
