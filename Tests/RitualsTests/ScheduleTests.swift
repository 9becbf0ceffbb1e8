import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("A ritual's schedule")
struct ScheduleTests {
  private let berlin = systemZone("Europe/Berlin")

  private func schedule(_ when: Form, _ change: (inout Ritual) -> Void = { _ in }) -> Schedule {
    var ritual = Ritual(when: when)
    change(&ritual)
    return Schedule(ritual, zone: berlin)
  }

  private func point(_ text: String) throws -> LocalPoint {
    if let local = CivilDateTime(text) { return LocalPoint(local.date, local.time) }
    return LocalPoint(try #require(CivilDate(text)))
  }

  private func next(_ schedule: Schedule, after local: String, count: Int = 3) throws -> [String] {
    var cursor = berlin.instant(of: try #require(CivilDateTime(local)))
    var found: [String] = []
    while found.count < count, let slot = schedule.next(after: cursor) {
      found.append(slot.local.shortDescription)
      cursor = slot.instant
    }
    return found
  }

  @Test("without a time it is at nine, or at the time of its starting")
  func defaultTime() throws {
    #expect(
      try next(schedule(.rule("WEEKLY;BYDAY=SA")), after: "2026-12-01T00:00", count: 1) == [
        "2026-12-05T09:00"
      ])
    let evening = try schedule(.rule("WEEKLY;BYDAY=SA")) { $0.starting = try? point("2026-01-01T18:30") }
    #expect(try next(evening, after: "2026-12-01T00:00", count: 1) == ["2026-12-05T18:30"])
  }

  @Test("it begins with starting and ends with until, the last day whole")
  func bounds() throws {
    let bounded = try schedule(.rule("DAILY;BYHOUR=10")) {
      $0.starting = try? point("2026-12-03")
      $0.until = try? point("2026-12-05")
    }
    #expect(
      try next(bounded, after: "2026-11-01T00:00", count: 9)
        == ["2026-12-03T10:00", "2026-12-04T10:00", "2026-12-05T10:00"])
  }

  @Test("days and times are removed and added")
  func exceptAlso() throws {
    let changed = try schedule(.rule("WEEKLY;BYDAY=SA;BYHOUR=10")) {
      $0.except = [try? point("2026-12-12"), try? point("2026-12-19T10:00")].compactMap { $0 }
      $0.also = [try? point("2026-12-16"), try? point("2026-12-17T20:00")].compactMap { $0 }
    }
    #expect(
      try next(changed, after: "2026-12-01T00:00", count: 4)
        == ["2026-12-05T10:00", "2026-12-16T10:00", "2026-12-17T20:00", "2026-12-26T10:00"])
  }

  @Test("out of season nothing comes, and the next season is found at once")
  func season() throws {
    let summer = try schedule(.rule("MONTHLY;BYDAY=-1SU;BYHOUR=9;BYMINUTE=30")) {
      $0.season = Season(from: MonthDay(month: 4, day: 15), to: MonthDay(month: 10, day: 15))
    }
    #expect(
      try next(summer, after: "2026-09-20T00:00", count: 2) == ["2026-09-27T09:30", "2027-04-25T09:30"])
    let winter = try schedule(.rule("MONTHLY;BYMONTHDAY=20;BYHOUR=9;BYMINUTE=30")) {
      $0.season = Season(from: MonthDay(month: 12, day: 1), to: MonthDay(month: 1, day: 31))
    }
    #expect(
      try next(winter, after: "2026-09-20T00:00", count: 3)
        == ["2026-12-20T09:30", "2027-01-20T09:30", "2027-12-20T09:30"])
  }

  @Test("a rule that meets no season ends")
  func neverInSeason() throws {
    let never = try schedule(.rule("YEARLY;BYMONTH=3;BYMONTHDAY=14;BYHOUR=10")) {
      $0.season = Season(from: MonthDay(month: 6, day: 1), to: MonthDay(month: 7, day: 1))
    }
    #expect(try next(never, after: "2026-01-01T00:00").isEmpty)
  }

  @Test("the latest of very many missed ones is found without walking through all")
  func latest() throws {
    let minutely = try schedule(.rule("MINUTELY")) { $0.starting = try? point("2020-01-01T00:00") }
    let floor = berlin.instant(of: try #require(CivilDateTime("2020-01-01T00:00")))
    let now = berlin.instant(of: try #require(CivilDateTime("2026-12-05T10:00"))).advanced(bySeconds: 30)
    #expect(minutely.latest(through: now, after: floor)?.local.shortDescription == "2026-12-05T10:00")
    let rare = try schedule(.rule("YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=10"))
    #expect(rare.latest(through: now, after: floor)?.local.shortDescription == "2024-02-29T10:00")
    #expect(rare.latest(through: now, after: now) == nil)
  }

  @Test("once is once")
  func once() throws {
    let eve = schedule(.once(try #require(CivilDate("2026-12-24")), TimeOfDay("18:00")))
    #expect(try next(eve, after: "2026-01-01T00:00") == ["2026-12-24T18:00"])
    #expect(try next(eve, after: "2026-12-24T18:00").isEmpty)
  }

  @Test("a span on the wall clock counts months from its start")
  func spans() throws {
    let start = try #require(CivilDateTime("2026-01-31T10:00"))
    #expect(start.advanced(by: Span(months: 1)).shortDescription == "2026-02-28T10:00")
    #expect(start.advanced(by: Span(months: 1), times: 2).shortDescription == "2026-03-31T10:00")
    #expect(start.advanced(by: Span(months: 1), times: -2).shortDescription == "2025-11-30T10:00")
    #expect(start.advanced(by: Span(days: 1, seconds: 90)).shortDescription == "2026-02-01T10:01:30")
  }
}
