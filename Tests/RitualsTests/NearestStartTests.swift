import CivilTime
import Recurrence
import TestSupport
import Testing

@testable import Rituals

@Suite("the start that is guessed")
struct NearestStartTests {
  private let berlin = systemZone("Europe/Berlin")
  /// A Saturday, in Berlin.
  private let noon: Instant

  init() throws { noon = berlin.instant(of: try #require(CivilDateTime("2026-11-28T12:00"))) }

  private func point(_ date: String) throws -> LocalPoint { LocalPoint(try #require(CivilDate(date))) }

  private func start(_ rule: String, _ change: (inout Ritual) -> Void = { _ in }) throws -> String? {
    var ritual = Ritual(when: try .rule(rule))
    change(&ritual)
    return ritual.nearestStart(after: noon, zone: berlin).map { "\($0)" }
  }

  @Test(arguments: [
    ("YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"),
    ("MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2026-12-31"),
    ("YEARLY;INTERVAL=10;BYMONTH=3;BYMONTHDAY=14", "2027-03-14"),
    ("MONTHLY;INTERVAL=6;BYMONTHDAY=1", "2026-12-01"),
    ("MONTHLY;INTERVAL=3;BYDAY=1SU", "2026-12-06"),
    ("MONTHLY;INTERVAL=3;BYDAY=-1FR", "2026-12-25"),
    ("MONTHLY;INTERVAL=2;BYMONTHDAY=-1", "2026-11-30"),
    ("WEEKLY;INTERVAL=5;BYDAY=MO", "2026-11-30"),
    ("WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-01"),
    ("WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-11-30"),
    ("DAILY;INTERVAL=2", "2026-11-29"),
    ("DAILY;INTERVAL=3;BYMONTH=2", "2027-02-01"),
    ("WEEKLY;COUNT=3;BYDAY=MO", "2026-11-30"),
    ("HOURLY;INTERVAL=5", "2026-11-28"),
  ])
  func `it is the nearest day that fits`(rule: String, day: String) throws {
    #expect(try start(rule) == day)
  }

  @Test func `today fits while its time is to come`() throws {
    #expect(try start("DAILY;INTERVAL=2;BYHOUR=20") == "2026-11-28")
    #expect(try start("WEEKLY;INTERVAL=2;BYDAY=FR,SA;BYHOUR=20") == "2026-11-28")
    #expect(try start("WEEKLY;INTERVAL=2;BYDAY=FR,SA;BYHOUR=9") == "2026-12-04")
    #expect(try start("DAILY;INTERVAL=2;BYHOUR=8,20") == "2026-11-28")
    let afternoon = LocalPoint(try point("2020-01-01").date, TimeOfDay("13:00"))
    #expect(try start("DAILY;INTERVAL=2") { $0.starting = afternoon } == "2026-11-28")
  }

  @Test func `a rule that takes its day from its start gets one that each of its periods has`() throws {
    #expect(try start("MONTHLY") == "2026-12-01", "the 29th and 30th are missing in February")
    #expect(try start("MONTHLY;INTERVAL=6") == "2026-11-29", "May and November have it")
    #expect(try start("YEARLY") == "2026-11-29")
    #expect(try start("YEARLY;BYMONTH=3") == "2027-03-01")
    #expect(try start("WEEKLY;INTERVAL=3") == "2026-11-29")
  }

  @Test func `exceptions, the season and the end count`() throws {
    let tuesdays = "WEEKLY;INTERVAL=2;BYDAY=TU"
    let (monday, tuesday) = (try point("2026-11-30"), try point("2026-12-01"))
    #expect(try start(tuesdays) { $0.except = [tuesday] } == "2026-12-08")
    #expect(
      try start(tuesdays) {
        $0.season = Season(from: MonthDay(month: 3, day: 1), to: MonthDay(month: 10, day: 31))
      } == "2027-03-02")
    #expect(try start(tuesdays) { $0.until = monday } == nil)
    #expect(try start(tuesdays) { $0.also = [monday] } == "2026-12-01")
    #expect(try start("MONTHLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30") == nil)
  }

  /// Tries every day from today on, by the very rule: the judge knows nothing of intervals.
  @Test func `no nearer day fits, and counted from it the rule comes on it`() throws {
    let rules = [
      "DAILY;INTERVAL=3", "WEEKLY;INTERVAL=3;BYDAY=WE,SU", "WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU",
      "MONTHLY;INTERVAL=5;BYMONTHDAY=30", "MONTHLY;INTERVAL=7;BYDAY=5TH",
      "MONTHLY;INTERVAL=2;BYDAY=MO,TU;BYSETPOS=-1",
      "YEARLY;INTERVAL=3;BYDAY=20MO", "YEARLY;INTERVAL=2;BYYEARDAY=-1",
      "YEARLY;INTERVAL=2;BYWEEKNO=20;BYDAY=TU", "YEARLY;INTERVAL=2;BYEASTER=-47,1",
      "YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29",
    ]
    for rule in rules {
      for offset in stride(from: 0, to: 1200, by: 97) {
        let now = noon.advanced(bySeconds: Int64(offset) * 86_400)
        let ritual = Ritual(when: try .rule(rule))
        func comes(from day: CivilDate) -> Bool {
          var counted = ritual
          counted.starting = LocalPoint(day)
          return Schedule(counted, zone: berlin).next(after: now)?.local.date == day
        }
        let today = berlin.local(at: now).date
        let nearest = (0..<3000).lazy.map { today.advanced(byDays: $0) }.first(where: comes)
        #expect(ritual.nearestStart(after: now, zone: berlin) == nearest, "\(rule) on \(today)")
      }
    }
  }
}
