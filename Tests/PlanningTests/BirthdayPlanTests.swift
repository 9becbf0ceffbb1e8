import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("birthdays, planned")
struct BirthdayPlanTests {
  private let berlin = systemZone("Europe/Berlin")

  private func at(_ local: String) -> Instant { berlin.instant(of: CivilDateTime(local)!) }

  private func ana(_ change: (inout Ritual) -> Void = { _ in }) throws -> ScheduledRitual {
    var household = Household()
    var ana = Person(id: "ana", name: "Ana")
    ana.birthday = Birthday(year: 1990, month: 3, day: 14)
    household.people["ana"] = ana
    var ritual = try #require(household.birthdayRituals.first)
    change(&ritual)
    return ScheduledRitual(ritual, zone: berlin)
  }

  @Test func `one comes three days before and on the day, and is open for a week`() throws {
    var life = Life([try ana()])
    life.live(from: at("2026-01-01T12:00"), through: at("2027-03-12T12:00"))
    #expect(
      life.told == [
        "2026-03-11T09:00 birthday-ana@2026-03-14T09:00/lead-3d-0900",
        "2026-03-14T09:00 birthday-ana@2026-03-14T09:00/due",
        "2027-03-11T09:00 birthday-ana@2027-03-14T09:00/lead-3d-0900",
      ])
    let lapsed = life.events.filter { if case .lapsed = $0.fact { true } else { false } }
    #expect(lapsed.map(\.at) == [at("2026-03-21T09:00")])
  }

  @Test func `what was put off beyond the week comes back first, and is open no longer than that`() throws {
    var life = Life([try ana()])
    life.live(from: at("2026-01-01T12:00"), through: at("2026-03-14T10:00"))
    life.note(
      .snoozed(until: at("2026-04-01T18:00")), of: "birthday-ana@2026-03-14T09:00", at: "2026-03-14T10:00")
    life.live(from: life.now, through: at("2026-05-01T12:00"))
    #expect(life.told.last == "2026-04-01T18:00 birthday-ana@2026-03-14T09:00/snooze-1")
    let lapsed = life.events.filter { if case .lapsed = $0.fact { true } else { false } }
    #expect(lapsed.map(\.at) == [at("2026-04-01T18:00")])
  }

  @Test func `whoever was away for it is reminded while wishes are welcome, and not after`() throws {
    for (back, given) in [("2026-03-20T12:00", 1), ("2026-03-25T12:00", 0)] {
      var life = Life([try ana()])
      life.live(at: at("2026-03-01T12:00"))
      life.live(at: at(back))
      #expect(life.log.count == given, "\(back)")
      #expect(
        life.planner.chronicle["birthday-ana"].open == (given == 1 ? CivilDateTime("2026-03-14T09:00") : nil))
    }
  }

  @Test func `asking again never outlives it`() throws {
    let often = try ana { $0.nudge = Nudge(every: Span(days: 3), times: 9) }
    var life = Life([often])
    life.live(from: at("2026-03-12T12:00"), through: at("2026-12-01T12:00"))
    #expect(life.told.map { $0.prefix(16) } == ["2026-03-14T09:00", "2026-03-17T09:00", "2026-03-20T09:00"])
  }
}
