import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

/// `latest` finds what a walk from the floor on finds.
@Suite("Looking back at a schedule")
struct LookingBackTests {
  private static let zones: [(name: String, year: Int)] = [
    ("UTC", 2026), ("Europe/Berlin", 2026), ("Australia/Lord_Howe", 2026), ("America/Sao_Paulo", 2017),
    ("Pacific/Apia", 2011), ("America/Toronto", 1919), ("Antarctica/Troll", 2026),
  ]

  private static let rules = [
    "DAILY;BYHOUR=2;BYMINUTE=30", "DAILY;BYHOUR=23;BYMINUTE=30", "DAILY;INTERVAL=3;BYHOUR=0;BYMINUTE=15",
    "WEEKLY;BYDAY=SA;BYHOUR=10", "MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=15", "MONTHLY;BYMONTHDAY=31",
    "YEARLY;BYMONTH=2;BYMONTHDAY=29", "HOURLY;INTERVAL=6", "once",
    "WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=23;BYMINUTE=45", "YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2;BYMINUTE=30",
  ]

  private static let expressions = [
    "*-*-* 02:30", "Sun *-*-* 02,03:00,30", "*-*~01 23:45", "2026..2030/2-03-29 02:15", "*-02-29",
    "*:40", "2027-01-01 00:00", "Mon..Fri *-03,10-1..7 0/6:30",
  ]

  /// Steps from the floor, one occurrence at a time, until the instant has passed.
  private func walk(_ schedule: Schedule, through instant: Instant, after floor: Instant) -> Slot? {
    var found: Slot?
    var cursor = floor
    while let slot = schedule.next(after: cursor), slot.instant <= instant {
      (found, cursor) = (slot, slot.instant)
    }
    return found
  }

  private func ritual(_ year: Int, _ random: inout SeededRandom) throws -> Ritual {
    let isRule = Bool.random(using: &random)
    let text = try #require((isRule ? Self.rules : Self.expressions).randomElement(using: &random))
    let when =
      text == "once"
      ? Form.once(try #require(CivilDate("2026-03-29")), TimeOfDay("02:30"))
      : isRule ? try .rule(text) : .calendar(try CalendarExpression(text))
    var ritual = Ritual(id: "r", title: "R", when: when, whenText: text)
    func day() -> CivilDate {
      CivilDate(year: year, month: 1, day: 1)!.advanced(byDays: .random(in: 0..<900, using: &random))
    }
    func point() -> LocalPoint {
      let time = [nil, TimeOfDay("02:30"), TimeOfDay("23:45"), TimeOfDay("00:00")].randomElement(
        using: &random)!
      return LocalPoint(day(), time)
    }
    if Bool.random(using: &random) { ritual.starting = point() }
    if Int.random(in: 0..<3, using: &random) == 0 { ritual.until = point() }
    if Bool.random(using: &random) { ritual.also = (0..<4).map { _ in point() } }
    if Bool.random(using: &random) { ritual.except = (0..<8).map { _ in point() } }
    if Bool.random(using: &random) {
      let (from, to) = (day(), day())
      ritual.season = Season(
        from: MonthDay(month: from.month, day: from.day), to: MonthDay(month: to.month, day: to.day))
    }
    return ritual
  }

  @Test(arguments: zones) func `finds what walking finds`(name: String, year: Int) throws {
    let seed = UInt64.random(in: 0..<1_000_000_000)
    var random = SeededRandom(seed: seed)
    let zone = name == "UTC" ? Zone.utc : systemZone(name)
    let start = Int64(CivilDate(year: year, month: 1, day: 1)!.dayNumber) * 86_400
    var count = 0
    for _ in 0..<30 {
      let ritual = try ritual(year, &random)
      let schedule = Schedule(ritual, zone: zone)
      for _ in 0..<6 {
        let floor = Instant(seconds: start + Int64.random(in: 0..<800 * 86_400, using: &random))
        var through = floor.advanced(bySeconds: .random(in: -3600...40 * 86_400, using: &random))
        if Bool.random(using: &random), let slot = schedule.next(after: through) { through = slot.instant }
        let expected = walk(schedule, through: through, after: floor)
        let found = schedule.latest(through: through, after: floor)
        #expect(
          found == expected, "\(ritual.whenText), \(ritual), \(floor) to \(through), \(name), seed \(seed)")
        if found != nil { count += 1 }
      }
    }
    #expect(count > 20)
  }

  @Test func `a cadence has no fixed past`() throws {
    let ritual = Ritual(when: .after(Span(days: 21)))
    #expect(Schedule(ritual, zone: .utc).previous(before: .distantFuture) == nil)
  }
}
