import CivilTime
import Recurrence
import TestSupport
import Testing

@Suite struct ReferenceTests {
  static func randomRule(_ random: inout SeededRandom) -> RecurrenceRule {
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
      && rule.byDay.isEmpty && rule.byHour.isEmpty && rule.byMinute.isEmpty && rule.bySecond.isEmpty)
    if hasChoice && chance(25) { rule.bySetPosition = some(1...6, signed: true) }
    if chance(20) { rule.end = .count(Int.random(in: 1...40, using: &random)) }
    if chance(10) {
      rule.end = .untilDate(CivilDate(dayNumber: Int.random(in: 17_000...19_000, using: &random)))
    }
    return rule
  }

  static func randomStart(_ random: inout SeededRandom) -> CivilDateTime {
    CivilDateTime(localSeconds: Int64.random(in: 1_451_606_400...1_483_228_800, using: &random) / 900 * 900)
  }

  @Test(arguments: [UInt64(20_261_121), 42]) func theEngineAgreesWithTheSlowJudge(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<150 {
      let rule = ReferenceTests.randomRule(&random)
      let start = ReferenceTests.randomStart(&random)
      let lastDay = start.date.dayNumber + 3 * 366
      let expected = Reference(rule: rule, start: start).walls(through: lastDay).prefix(60)
      let recurrence = Recurrence(rule, start: start, zone: .utc)
      var found: [CivilDateTime] = []
      var after = Instant.distantPast
      while found.count < 60, let slot = recurrence.next(after: after), slot.local.date.dayNumber <= lastDay {
        found.append(slot.local)
        after = slot.instant
      }
      #expect(found == Array(expected), "\(rule) from \(start), seed \(seed)")
      // Asked from anywhere, the answer is the same.
      for _ in 0..<5 {
        guard let any = expected.randomElement(using: &random), expected.count < 60 else { continue }
        let before = Instant(seconds: any.localSeconds - 1)
        #expect(
          recurrence.next(after: before)?.local == any, "\(rule) from \(start) before \(any), seed \(seed)")
      }
      if !expected.isEmpty { #expect(rule.isSatisfiable, "\(rule)") }
      #expect(try RecurrenceRule(rule.description) == rule, "\(rule)")
    }
  }

  /// HOURLY, MINUTELY and SECONDLY, second by second through the changes of the clocks, on and back.
  @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "UTC"]) func elapsedTimeAgrees(name: String) {
    let zone = systemZone(name)
    let seed: UInt64 = 77
    var random = SeededRandom(seed: seed)
    for turn in 0..<24 {
      let rule = ReferenceTests.randomElapsedRule(&random)
      let bases = [
        "2026-10-24T20:10:07", "2027-03-27T22:30:00", "2026-10-03T20:45:59", "2027-04-03T21:00:00",
      ]
      let start = CivilDateTime(bases[turn % 4])!
      let recurrence = Recurrence(rule, start: start, zone: zone)
      let last = zone.instant(of: start).seconds + 86_400
      let expected = ElapsedReference(rule: rule, start: start, zone: zone).instants(through: last)
      let label = "\(rule) from \(start) in \(name), seed \(seed)"
      let range = Instant.distantPast..<Instant(seconds: last + 1)
      #expect(recurrence.occurrences(in: range).map(\.instant.seconds) == expected, "\(label)")
      #expect(
        Array(recurrence.occurrences(in: range).reversed().map(\.instant.seconds).reversed()) == expected,
        "\(label), reversed")
      for slot in recurrence.occurrences(in: range).prefix(50) {
        #expect(slot.local == zone.local(at: slot.instant), "\(label)")
      }
    }
  }

  static func randomElapsedRule(_ random: inout SeededRandom) -> RecurrenceRule {
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
