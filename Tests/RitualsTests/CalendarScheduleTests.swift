import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("A ritual with a calendar expression")
struct CalendarScheduleTests {
  private let berlin = systemZone("Europe/Berlin")

  private func next(
    _ text: String, after local: String, count: Int = 3, _ change: (inout Ritual) -> Void = { _ in }
  ) throws -> [String] {
    var ritual = Ritual(id: "r", title: "R", when: .calendar(try CalendarExpression(text)), whenText: text)
    change(&ritual)
    let schedule = Schedule(ritual, zone: berlin)
    var cursor = berlin.instant(of: try #require(CivilDateTime(local)))
    var found: [String] = []
    while found.count < count, let slot = schedule.next(after: cursor) {
      found.append(slot.local.shortDescription)
      cursor = slot.instant
    }
    return found
  }

  private func point(_ text: String) -> LocalPoint? {
    if let local = CivilDateTime(text) { return LocalPoint(local.date, local.time) }
    return CivilDate(text).map { LocalPoint($0) }
  }

  @Test("it begins with starting and ends with until")
  func bounds() throws {
    let bounded = try next("10:00", after: "2026-11-01T00:00", count: 9) {
      $0.starting = point("2026-12-03T10:01")
      $0.until = point("2026-12-05")
    }
    #expect(bounded == ["2026-12-04T10:00", "2026-12-05T10:00"])
  }

  @Test("days are removed, added and limited to a season; added days take the expression's time")
  func changes() throws {
    let changed = try next("Sat 10:00", after: "2026-12-01T00:00", count: 4) {
      $0.except = [point("2026-12-12")].compactMap { $0 }
      $0.also = [point("2026-12-16")].compactMap { $0 }
      $0.season = Season(from: MonthDay(month: 12, day: 1), to: MonthDay(month: 12, day: 20))
    }
    #expect(changed == ["2026-12-05T10:00", "2026-12-16T10:00", "2026-12-19T10:00", "2027-12-04T10:00"])
  }

  @Test("the latest one that has passed is found, too")
  func latest() throws {
    let ritual = Ritual(
      id: "r", title: "R", when: .calendar(try CalendarExpression("*-*-* *:0/10")), whenText: "")
    let schedule = Schedule(ritual, zone: berlin)
    let now = berlin.instant(of: try #require(CivilDateTime("2026-12-05T10:07")))
    let floor = now.advanced(bySeconds: -86_400)
    #expect(schedule.latest(through: now, after: floor)?.local.shortDescription == "2026-12-05T10:00")
  }
}
