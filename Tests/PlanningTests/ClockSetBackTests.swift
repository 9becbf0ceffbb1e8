import CivilTime
import Rituals
import Testing

@testable import Planning

@Suite("A clock that is set back by days")
struct ClockSetBackTests {
  /// Lived with until Friday; then it is Monday again.
  private func setBack(_ ritual: ScheduledRitual) -> Life {
    var life = Life([ritual])
    life.live("2026-12-05T11:00", through: "2026-12-11T11:00")
    life.live("2026-12-07T07:30", through: "2026-12-07T07:30")
    return life
  }

  @Test("what was delivered before is delivered once, and a restart in between supersedes none of it")
  func leads() throws {
    var life = setBack(
      try ritual("every day at 10:00") {
        $0.remind = [.atStart, .before(Span(seconds: 7200)), .before(Span(seconds: 3600))]
      })
    let delivered = life.told
    life.live("2026-12-07T07:31", through: "2026-12-07T08:30")
    life.restart()
    life.live("2026-12-07T09:00", through: "2026-12-07T09:30")
    #expect(life.told == delivered)
    #expect(!life.passed.contains { $0.hasSuffix("superseded") })
  }

  @Test("an occurrence that was delivered before is open, before a restart and after it")
  func open() throws {
    var life = setBack(try ritual("every day at 10:00"))
    life.live("2026-12-07T10:00", through: "2026-12-07T11:00")
    #expect(life.planner.chronicle["tea"].open == CivilDateTime("2026-12-07T10:00"))
    let ledger = life.planner.chronicle["tea"]
    life.restart()
    #expect(life.planner.chronicle["tea"] == ledger)
  }

  @Test("what is not delivered again takes no room of the day")
  func budget() throws {
    var life = Life([try ritual("every day at 10:00")], household { $0.budgetPerDay = 1 })
    life.live("2026-12-05T11:00", through: "2026-12-11T11:00")
    life.live("2026-12-07T07:30", through: "2026-12-07T11:00")
    let day = CivilDate("2026-12-07")!
    #expect(life.planner.chronicle.deliveries(on: day, zone: life.planner.circumstances.zone) == 1)
  }

  @Test("an answer given ahead of time stands")
  func answeredAhead() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-05T11:00", through: "2026-12-05T11:00")
    life.note(
      .done(on: CivilDateTime("2026-12-05T11:00")!), of: "tea@2026-12-08T10:00", at: "2026-12-05T11:00")
    life.live(at: berlin("2026-12-11T11:00"))
    life.live("2026-12-07T11:00", through: "2026-12-09T11:00")
    #expect(life.given == ["2026-12-11T10:00", "2026-12-09T10:00"])
  }

  @Test("a digest of a moment that comes again has a number of its own")
  func digests() {
    var chronicle = Chronicle()
    for moment in ["2026-12-11T11:00", "2026-12-12T11:00"].map({ CivilDateTime($0)! }) {
      let digest = OccurrenceID(ritual: Digest.ritual, start: moment)
      let fact = Event.Fact.reminded(.digest(1), attempt: 1)
      chronicle.apply(Event(at: Zone.utc.instant(of: moment), occurrence: digest, fact: fact), number: 1)
    }
    #expect(chronicle.digests(of: CivilDateTime("2026-12-11T11:00")!) == 1)
    #expect(chronicle.digests(of: CivilDateTime("2026-12-13T11:00")!) == 0)
  }
}
