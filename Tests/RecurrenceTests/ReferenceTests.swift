import CivilTime
import Recurrence
import TestSupport
import Testing

@Suite struct ReferenceTests {
  static func randomStart(_ random: inout SeededRandom) -> CivilDateTime {
    CivilDateTime(localSeconds: Int64.random(in: 1_451_606_400...1_483_228_800, using: &random) / 900 * 900)
  }

  @Test(arguments: [UInt64(20_261_121), 42]) func theEngineAgreesWithTheSlowJudge(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<150 {
      let rule = RandomRules.calendar(&random)
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
      let rule = RandomRules.elapsed(&random)
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
}
