import CivilTime
import Recurrence

/// Rules with every part now and then, and often in combinations that nobody would write.
enum RandomRules {
  /// DAILY to YEARLY.
  static func calendar(_ random: inout some RandomNumberGenerator) -> RecurrenceRule {
    func some(_ range: ClosedRange<Int>, signed: Bool = false) -> [Int] {
      (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let value = Int.random(in: range, using: &random)
        return signed && Bool.random(using: &random) ? -value : value
      }
    }
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let frequency = [RecurrenceRule.Frequency.daily, .weekly, .monthly, .yearly].randomElement(
      using: &random)!
    var rule = RecurrenceRule(
      frequency, interval: [1, 1, 2, 3, 5, 7, 13].randomElement(using: &random)!)
    rule.weekStart = Weekday.allCases.randomElement(using: &random)!
    if chance(30) { rule.byMonth = some(1...12) }
    if frequency >= .monthly && chance(15) {
      // With SKIP: days of the month or year, and plain weekdays.
      rule.skip = chance(50) ? .forward : .backward
      if frequency == .yearly && chance(30) {
        rule.byMonth = []
        rule.byYearDay = some(1...366, signed: true) + [chance(50) ? 366 : -366]
      } else if chance(80) {
        rule.byMonthDay = some(27...31, signed: true)
      }
      if chance(30) { rule.byDay = [.init(0, .saturday), .init(0, .monday), .init(0, .thursday)] }
      if chance(40) { rule.byHour = some(0...23) }
      if chance(30) && !rule.byHour.isEmpty { rule.bySetPosition = some(1...3, signed: true) }
      if chance(30) { rule.end = .count(Int.random(in: 1...40, using: &random)) }
      return rule
    }
    if frequency == .yearly && chance(25) { rule.byWeekNumber = some(1...53, signed: true) }
    if frequency == .yearly && chance(20) { rule.byYearDay = some(1...366, signed: true) }
    if frequency == .yearly && chance(20) { rule.byEaster = some(-80...80) + some(-3...1) }
    if frequency != .weekly && chance(30) { rule.byMonthDay = some(1...31, signed: true) }
    if chance(50) {
      let counts = frequency >= .monthly && rule.byWeekNumber.isEmpty && chance(60)
      rule.byDay = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let most = frequency == .monthly || !rule.byMonth.isEmpty ? 5 : 53
        let ordinal = counts && chance(70) ? Int.random(in: -most...most, using: &random) : 0
        return .init(ordinal, Weekday.allCases.randomElement(using: &random)!)
      }
    }
    if chance(25) { rule.byHour = some(0...23) }
    if chance(20) { rule.byMinute = some(0...59) }
    if chance(10) { rule.bySecond = some(0...59) }
    let hasChoice =
      !(rule.byMonth.isEmpty && rule.byWeekNumber.isEmpty && rule.byYearDay.isEmpty && rule.byMonthDay.isEmpty
      && rule.byEaster.isEmpty && rule.byDay.isEmpty && rule.byHour.isEmpty && rule.byMinute.isEmpty
      && rule.bySecond.isEmpty)
    if hasChoice && chance(25) { rule.bySetPosition = some(1...6, signed: true) }
    if chance(20) { rule.end = .count(Int.random(in: 1...40, using: &random)) }
    if chance(10) {
      rule.end = .untilDate(CivilDate(dayNumber: Int.random(in: 17_000...19_000, using: &random)))
    }
    return rule
  }

  /// SECONDLY to HOURLY.
  static func elapsed(_ random: inout some RandomNumberGenerator) -> RecurrenceRule {
    func some(_ range: ClosedRange<Int>) -> [Int] {
      (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: range, using: &random) }
    }
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let frequency = [RecurrenceRule.Frequency.hourly, .minutely, .secondly].randomElement(using: &random)!
    let scale = frequency == .hourly ? 1 : frequency == .minutely ? 9 : 61
    var rule = RecurrenceRule(
      frequency, interval: [1, 1, 2, 3, 5, 7, 36].randomElement(using: &random)! * (chance(50) ? 1 : scale))
    if chance(40) { rule.byHour = some(0...23) + [2] }
    if chance(40) { rule.byMinute = some(0...59) + [0, 30] }
    if chance(30) { rule.bySecond = some(0...59) + [0, 30] }
    if chance(20) { rule.byDay = [.init(0, .sunday), .init(0, .monday)] }
    if chance(10) { rule.byMonthDay = [some(1...31)[0], -1, 25] }
    let hasChoice = !(rule.byHour.isEmpty && rule.byMinute.isEmpty && rule.bySecond.isEmpty)
    if hasChoice && chance(30) { rule.bySetPosition = some(1...4).map { chance(50) ? -$0 : $0 } }
    if chance(30) { rule.end = .count(Int.random(in: 1...200, using: &random)) }
    return rule
  }
}
