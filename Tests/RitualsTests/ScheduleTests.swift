import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("a ritual's schedule")
struct ScheduleTests {
  @Test(arguments: [
    ("every day at 07:00", "2026-01-08T07:00"), ("every day at 18:00", "2026-01-08T18:00"),
    ("every day", "2026-01-08T09:00"), ("once on 2026-01-08", "2026-01-08T09:00"),
  ])
  func `a date alone as the start is the whole day`(phrase: String, first: String) throws {
    var ritual = Ritual(id: "a", title: "A", when: try Phrase.parse(phrase), whenText: phrase)
    ritual.starting = LocalPoint(try #require(CivilDate("2026-01-08")))
    let schedule = Schedule(ritual, zone: systemZone("Europe/Berlin"))
    #expect(schedule.next(after: .distantPast)?.local.shortDescription == first)
  }

  @Test func `a start with a time begins there`() throws {
    let phrase = "every day at 07:00"
    var ritual = Ritual(id: "a", title: "A", when: try Phrase.parse(phrase), whenText: phrase)
    ritual.starting = LocalPoint(try #require(CivilDate("2026-01-08")), TimeOfDay(hour: 8, minute: 0))
    let schedule = Schedule(ritual, zone: systemZone("Europe/Berlin"))
    #expect(schedule.next(after: .distantPast)?.local.shortDescription == "2026-01-09T07:00")
  }
}
