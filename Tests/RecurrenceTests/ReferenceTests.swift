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

  /// HOURLY and MINUTELY, minute by minute through the changes of the clocks.
  @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "UTC"]) func elapsedTimeAgrees(name: String) {
    let zone = systemZone(name)
    let seed: UInt64 = 77
    var random = SeededRandom(seed: seed)
    for turn in 0..<40 {
      func some(_ range: ClosedRange<Int>) -> [Int] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: range, using: &random) }
      }
      let isHourly = turn % 2 == 0
      let interval = [1, 1, 2, 3, 5, 7, 36].randomElement(using: &random)! * (isHourly ? 1 : 9)
      var rule = RecurrenceRule(isHourly ? .hourly : .minutely, interval: interval)
      if Bool.random(using: &random) { rule.byHour = some(0...23) + [2] }
      if turn % 3 == 0 { rule.byMinute = some(0...59) + [0, 30] }
      if turn % 5 == 0 { rule.byDay = [.init(0, .sunday), .init(0, .monday)] }
      let base = name == "Europe/Berlin" && turn % 4 < 2 ? "2026-10-20T07:10" : "2027-03-25T07:10"
      let start = CivilDateTime(base)!
      let recurrence = Recurrence(rule, start: start, zone: zone)
      let first = zone.instant(of: start)
      let expands = isHourly && !rule.byMinute.isEmpty
      let unit: Int64 = isHourly ? 3600 : 60
      let origin = expands ? first.seconds - 600 : first.seconds
      var after = Instant.distantPast
      var wrong = 0
      for step in 0..<(12 * 1440) {
        let instant = first.advanced(bySeconds: Int64(step) * 60)
        let distance = instant.seconds - origin
        let local = zone.local(at: instant)
        let onGrid =
          expands ? distance / unit % Int64(interval) == 0 : distance % (unit * Int64(interval)) == 0
        guard onGrid, rule.byHour.isEmpty || rule.byHour.contains(local.time.hour),
          rule.byMinute.isEmpty || rule.byMinute.contains(local.time.minute),
          rule.byDay.isEmpty || rule.byDay.contains(where: { $0.weekday == local.date.weekday })
        else { continue }
        let slot = recurrence.next(after: after)
        if slot?.instant != instant || slot?.local != local { wrong += 1 }
        after = instant
      }
      #expect(wrong == 0, "\(rule) from \(start) in \(name), seed \(seed)")
    }
  }
}
