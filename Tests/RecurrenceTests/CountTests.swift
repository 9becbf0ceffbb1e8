import CivilTime
import Recurrence
import TestSupport
import Testing

/// COUNT is arithmetic, and says what counting one by one says.
@Suite struct CountTests {
  @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "UTC"]) func theLastOneIsTheOneCounted(
    name: String
  ) {
    let seed: UInt64 = 4_096
    var random = SeededRandom(seed: seed)
    let zone = systemZone(name)
    let start = CivilDateTime("2026-03-20T20:10:07")!
    for turn in 0..<120 {
      var rule =
        turn % 3 == 0 ? RandomRules.calendar(&random) : RandomRules.elapsed(&random)
      rule.end = .never
      let count = Int.random(in: 1...4_000, using: &random)
      var sequence = Recurrence(rule, start: start, zone: zone).occurrences(after: .distantPast)
      var last: Slot?
      for _ in 0..<count {
        guard let slot = sequence.next() else {
          last = nil
          break
        }
        last = slot
      }
      // Where a gap makes two wall times one, COUNT still counts both.
      guard let last, rule.frequency < .daily || name == "UTC" else { continue }
      rule.end = .count(count)
      let counted = Recurrence(rule, start: start, zone: zone)
      #expect(counted.previous(before: .distantFuture) == last, "\(rule) in \(name), seed \(seed)")
      #expect(counted.next(after: last.instant) == nil, "\(rule) in \(name), seed \(seed)")
    }
  }

  /// Each of these would take hours to count one by one.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "FREQ=SECONDLY;BYHOUR=9;COUNT=1000000000", "FREQ=SECONDLY;COUNT=100000000000",
      "FREQ=SECONDLY;BYMONTH=1;BYDAY=MO;COUNT=1000000000",
      "FREQ=SECONDLY;INTERVAL=7;BYHOUR=9;COUNT=100000000",
      "FREQ=MINUTELY;BYSECOND=0,20,40;BYSETPOS=1,-1;COUNT=1000000000",
      "FREQ=HOURLY;BYMINUTE=0,15,30,45;BYSETPOS=-1;COUNT=60000000",
      "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3,4,5;COUNT=50000000", "FREQ=DAILY;BYMONTHDAY=13;COUNT=90000",
      "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=1,2,3;COUNT=999999",
      "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD;COUNT=90000",
    ])
  func hugeCountsCostLittle(text: String) throws {
    let recurrence = Recurrence(
      try RecurrenceRule(text), start: CivilDateTime("2026-01-01T00:00")!, zone: systemZone("Europe/Berlin"))
    #expect(recurrence.next(after: Instant("2027-01-01T00:00:00Z")!) != nil)
  }

  @Test func aBillionSecondsEndWhereTheyShould() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=SECONDLY;BYHOUR=9;COUNT=360000000"), start: CivilDateTime("2026-01-01T00:00")!,
      zone: systemZone("Europe/Berlin"))
    // 3,600 a day, so 100,000 days.
    let last = CivilDateTime(
      CivilDate("2026-01-01")!.advanced(byDays: 99_999), TimeOfDay(secondOfDay: 35_999))
    #expect(recurrence.previous(before: .distantFuture)?.local == last)
  }
}
