import CivilTime
import Recurrence
import TestSupport
import Testing

@Suite struct RecurrenceTests {
  static func walls(
    _ rule: String, _ start: String, _ zone: String = "UTC", after: String? = nil, count: Int = 5
  ) throws -> [String] {
    let recurrence = Recurrence(
      try RecurrenceRule(rule), start: CivilDateTime(start)!, zone: zone == "UTC" ? .utc : systemZone(zone))
    var found: [String] = []
    var after = after.flatMap { Instant($0) } ?? .distantPast
    while found.count < count, let slot = recurrence.next(after: after) {
      found.append(slot.local.shortDescription)
      after = slot.instant
    }
    return found
  }

  @Test func untilHasThreeForms() throws {
    let berlin = "Europe/Berlin"
    for until in ["20270103", "20270103T100000", "20270103T090000Z"] {
      let found = try RecurrenceTests.walls("FREQ=DAILY;UNTIL=\(until)", "2027-01-01T10:00", berlin)
      #expect(found == ["2027-01-01T10:00", "2027-01-02T10:00", "2027-01-03T10:00"], "\(until)")
    }
    #expect(
      try RecurrenceTests.walls("FREQ=DAILY;UNTIL=20270102T085959Z", "2027-01-01T10:00", berlin).count == 1)
  }

  @Test func twoWallTimesThatAGapMakesOneAreGivenOnce() throws {
    let found = try RecurrenceTests.walls(
      "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30", "2027-03-27T00:00", "Europe/Berlin", count: 5)
    #expect(
      found == [
        "2027-03-27T02:30", "2027-03-27T03:30", "2027-03-28T02:30", "2027-03-29T02:30", "2027-03-29T03:30",
      ])
    // Asked in the middle of the gap's shadow, the later name is still to come.
    let later = try RecurrenceTests.walls(
      "FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2027-03-27T00:00", "Europe/Berlin", after: "2027-03-28T01:10:00Z",
      count: 1)
    #expect(later == ["2027-03-28T02:30"])
  }

  @Test func aTimeThatHappensTwiceIsGivenFirst() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY"), start: CivilDateTime("2026-10-24T02:30")!,
      zone: systemZone("Europe/Berlin"))
    let first = Instant("2026-10-25T00:30:00Z")!
    #expect(recurrence.next(after: Instant("2026-10-24T12:00:00Z")!)?.instant == first)
    #expect(recurrence.next(after: first)?.instant == Instant("2026-10-26T01:30:00Z"))
  }

  @Test func hoursCountElapsedTime() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=HOURLY"), start: CivilDateTime("2026-10-25T00:00")!,
      zone: systemZone("Europe/Berlin"))
    var at = Instant("2026-10-24T22:00:00Z")!
    for _ in 0..<6 {
      let slot = try #require(recurrence.next(after: at))
      #expect(slot.instant == at.advanced(bySeconds: 3600))
      at = slot.instant
    }
  }

  @Test func aDayThatAMonthLacksMayMove() throws {
    func january(_ skip: String) throws -> [String] {
      try RecurrenceTests.walls(
        "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4;RSCALE=GREGORIAN;SKIP=\(skip)", "2027-01-31T10:00")
    }
    #expect(
      try january("OMIT") == ["2027-01-31T10:00", "2027-03-31T10:00", "2027-05-31T10:00", "2027-07-31T10:00"])
    #expect(
      try january("BACKWARD") == [
        "2027-01-31T10:00", "2027-02-28T10:00", "2027-03-31T10:00", "2027-04-30T10:00",
      ])
    #expect(
      try january("FORWARD") == [
        "2027-01-31T10:00", "2027-03-01T10:00", "2027-03-31T10:00", "2027-05-01T10:00",
      ])
    // RFC 7529 §4.1 on a birthday in a leap year.
    #expect(
      try RecurrenceTests.walls("FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD", "2024-02-29T10:00", count: 2)
        == ["2024-02-29T10:00", "2025-03-01T10:00"])
  }

  @Test func twoMonthsMayShareTheDayThatSkipMovesTo() throws {
    // 31 August is the last place of August, and the first of September, whose day -31 moves back to it.
    let text = "FREQ=MONTHLY;BYMONTHDAY=27,31,-31;BYHOUR=0,12;BYSETPOS=1,-1;RSCALE=GREGORIAN;SKIP=BACKWARD"
    #expect(
      try RecurrenceTests.walls(text, "2015-08-02T00:00", count: 4)
        == ["2015-08-31T00:00", "2015-08-31T12:00", "2015-09-30T12:00", "2015-10-01T00:00"])
  }

  @Test func fortyYearsAreNotTooFar() throws {
    #expect(
      try RecurrenceTests.walls(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2072-02-29T10:00", count: 2)
        == ["2072-02-29T10:00", "2112-02-29T10:00"])
  }

  @Test(arguments: [
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYSETPOS=2", "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=3",
    "FREQ=SECONDLY;BYHOUR=1;BYSETPOS=2",
  ])
  func whatNeverHappensIsProvedSo(text: String) throws {
    #expect(try !RecurrenceRule(text).isSatisfiable)
    #expect(try RecurrenceTests.walls(text, "2026-01-01T00:00").isEmpty)
  }

  @Test(arguments: [
    "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;RSCALE=GREGORIAN;SKIP=BACKWARD", "FREQ=SECONDLY;BYSECOND=60",
    "FREQ=YEARLY;BYDAY=53SU", "FREQ=DAILY;INTERVAL=999999999999", "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=-2",
  ])
  func whatCanHappenIsSaidSo(text: String) throws { #expect(try RecurrenceRule(text).isSatisfiable) }

  /// Rules that can match some date, but never from this start: the search ends all the same.
  @Test(arguments: [
    ("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", "2026-01-01T00:00"),
    ("FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "2026-01-01T00:00"),
    ("FREQ=MINUTELY;INTERVAL=10080;BYDAY=MO", "2026-01-01T00:00"),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-01-01T00:00"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "2026-01-01T00:00"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2025-01-01T00:00"),
    ("FREQ=DAILY;UNTIL=20250101", "2026-01-01T00:00"),
    ("FREQ=YEARLY;INTERVAL=999999999999;BYDAY=MO", "9999-12-31T23:59"),
    ("FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1;BYSECOND=3", "2026-01-01T00:00"),
    ("FREQ=HOURLY;INTERVAL=36;BYHOUR=0,1;BYMINUTE=0,30;BYSETPOS=3", "2026-01-01T00:00"),
  ])
  func searchesEnd(text: String, start: String) throws {
    #expect(try RecurrenceTests.walls(text, start).isEmpty)
  }

  /// At the offset of half of the year a period has one member, which BYSETPOS never means.
  @Test(.timeLimit(.minutes(1))) func searchesEndWhereOnlyPositionsAreOutOfReach() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=HOURLY;INTERVAL=36;BYHOUR=23,17,7,4,2;BYMINUTE=12,23,0,30;BYSETPOS=-2,2,3"),
      start: CivilDateTime("2056-12-20T12:37:22")!, zone: systemZone("Australia/Lord_Howe"))
    #expect(recurrence.next(after: .distantPast) == nil)
    #expect(recurrence.previous(before: .distantFuture) == nil)
  }

  @Test func theCalendarEndsWithTheYear9999() throws {
    #expect(try RecurrenceTests.walls("FREQ=DAILY", "9999-12-30T10:00", "Europe/Berlin").count == 2)
    #expect(try RecurrenceTests.walls("FREQ=MINUTELY;INTERVAL=7;BYHOUR=23", "9999-12-31T23:50").count == 2)
    let first = Recurrence(RecurrenceRule(.monthly), start: CivilDateTime("0001-01-01T00:00")!, zone: .utc)
    #expect(first.next(after: Instant(seconds: .min))?.instant == .distantPast)
    #expect(first.next(after: Instant(seconds: .max)) == nil)
  }

  @Test func countsBeyondTheCalendarEndWithIt() throws {
    let count = "FREQ=DAILY;COUNT=999999999999"
    #expect(try RecurrenceTests.walls(count, "2026-01-01T10:00", after: "9999-12-31T00:00:00Z").count == 1)
    let seconds = "FREQ=SECONDLY;INTERVAL=3;COUNT=1000000000"
    #expect(
      try RecurrenceTests.walls(seconds, "2026-01-01T10:00", after: "2121-01-24T14:39:58Z").isEmpty == false)
  }

  @Test func aCompiledRuleIsSmall() { #expect(MemoryLayout<Recurrence>.stride <= 88) }
}
