import CivilTime
import Testing

@Suite struct FooterTests {
  func offsets(_ text: String, _ instants: String...) -> [Int]? {
    Zone(identifier: "test", posix: text).map { zone in instants.map { zone.offset(at: Instant($0)!) } }
  }

  @Test func fixedOffsetsWithQuotedNames() {
    #expect(offsets("<+03>-3", "2026-01-01T00:00:00Z") == [10800])
    #expect(offsets("<-0330>3:30", "2026-01-01T00:00:00Z") == [-12600])
    #expect(offsets("LMT0:01:15", "2026-01-01T00:00:00Z") == [-75])
    #expect(Zone(identifier: "x", posix: "<+03>-3")?.abbreviation(at: .distantPast) == "+03")
  }

  @Test func weekdayRules() {
    #expect(
      offsets(
        "CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T00:59:59Z", "2027-03-28T01:00:00Z", "2027-10-31T00:59:59Z",
        "2027-10-31T01:00:00Z") == [3600, 7200, 7200, 3600])
  }

  @Test func daysCountedWithAndWithoutTheLeapDay() {
    // J60 is 1 March in every year, 59 is 29 February in a leap year.
    #expect(
      offsets(
        "AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", "2028-03-01T00:00:00Z", "2027-02-28T23:59:59Z",
        "2027-03-01T00:00:00Z") == [0, 3600, 0, 3600])
    #expect(
      offsets(
        "AAA0BBB,59/0,300/0", "2028-02-28T23:59:59Z", "2028-02-29T00:00:00Z", "2027-02-28T23:59:59Z",
        "2027-03-01T00:00:00Z") == [0, 3600, 0, 3600])
  }

  @Test func timesMayBeNegativeOrLongerThanADay() {
    // Nuuk changes on Saturday at 22:00, written as Sunday at -2.
    #expect(
      offsets("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z") == [
        -7200, -3600,
      ])
    #expect(
      offsets("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", "2026-03-27T00:00:00Z") == [7200, 10800])
  }

  @Test func daylightSavingTimeAllYear() {
    let zone = Zone(identifier: "x", posix: "EST5EDT,0/0,J365/25")!
    for text in [
      "2026-01-01T04:59:59Z", "2026-01-01T05:00:00Z", "2026-12-31T23:59:59Z", "2027-01-01T04:00:00Z",
    ] {
      #expect(zone.offset(at: Instant(text)!) == -4 * 3600)
    }
    #expect(zone.nextTransition(after: Instant("2026-01-01T00:00:00Z")!) == nil)
    #expect(zone.resolve(CivilDateTime("2027-01-01T00:00")!) == .unique(Instant("2027-01-01T04:00:00Z")!))
  }

  @Test(arguments: [
    "", "C", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-25", "CET-1:60", "CET-1CEST,J0,J1", "CET-1CEST,366,1", "<+03-3",
    "CET-1x",
    "CET-1CEST,M3.5.0/168,M10.5.0", "CET-99999999999999999999",
  ])
  func otherTextIsRefused(text: String) { #expect(Zone(identifier: "x", posix: text) == nil) }
}
