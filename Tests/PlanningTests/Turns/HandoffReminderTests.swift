import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

@Suite("Somebody takes over")
struct HandoffReminderTests {
  private func life(me: String?, handoff: [String], remind: [String] = ["at start"]) throws -> Life {
    var ritual = Ritual(
      id: "listening", title: "Listening", when: try Phrase.parse("every day at 20:00"),
      whenText: "every day at 20:00")
    ritual.starting = LocalPoint(CivilDate("2026-11-30")!)
    ritual.remind = try remind.map { try ReminderTime(parsing: $0) }
    var turns = Turns(roles: ["listener"], order: ["sam", "ana", "jo"])
    turns.every = try Span(parsing: "1 week")
    turns.handoff = try handoff.map { try ReminderTime(parsing: $0) }
    ritual.turns = turns
    var household = Household()
    household.me = me
    for id in ["sam", "ana", "jo"] { household.people[id] = Person(id: id, name: id.capitalizedFirst) }
    let berlin = systemZone("Europe/Berlin")
    return Life([ScheduledRitual(ritual, zone: berlin)], Circumstances(household, zone: berlin) { _ in nil })
  }

  private func instant(_ text: String) -> Instant {
    systemZone("Europe/Berlin").instant(of: CivilDateTime(text)!)
  }

  private func handoffs(_ life: Life) -> [String] {
    life.told.filter { $0.contains("/handoff") }
  }

  @Test("it is announced ahead of the first occurrence of a new turn, to whoever takes over or hands over")
  func told() throws {
    var life = try life(me: "sam", handoff: ["the evening before at 19:00"])
    life.live(from: instant("2026-11-30T08:00"), through: instant("2026-12-22T12:00"))
    // The third one is between Ana and Jo, and none of Sam's.
    #expect(
      handoffs(life) == [
        "2026-12-06T19:00 listening@2026-12-07T20:00/handoff-1d-1900",
        "2026-12-20T19:00 listening@2026-12-21T20:00/handoff-1d-1900",
      ])
    let sentences = life.log.filter { $0.reminder.id.kind.word == "handoff" }.map {
      $0.reminder.reason.cause.sentence(in: .utc) { $0.capitalizedFirst }
    }
    #expect(
      sentences == [
        "ahead of time, as you asked: From today on, Ana is listener, after you",
        "ahead of time, as you asked: From today on, you are listener, after Jo",
      ])
    #expect(life.log.filter { $0.reminder.id.kind == .due }.count == 22)
  }

  @Test("where the config names nobody as the user, every one is announced")
  func everybody() throws {
    var life = try life(me: nil, handoff: ["the evening before at 19:00"])
    life.live(from: instant("2026-11-30T08:00"), through: instant("2026-12-22T12:00"))
    #expect(handoffs(life).count == 3)
  }

  @Test("at one moment with another reminder of the same occurrence it takes that one's place")
  func together() throws {
    var life = try life(
      me: "sam", handoff: ["the evening before at 19:00"],
      remind: ["the evening before at 19:00", "at start"])
    life.live(from: instant("2026-12-06T08:00"), through: instant("2026-12-07T12:00"))
    #expect(
      life.told
        == [
          "2026-12-06T20:00 listening@2026-12-06T20:00/due",
          "2026-12-06T19:00 listening@2026-12-07T20:00/handoff-1d-1900",
        ].sorted())
  }

  @Test("slept over, the reminder of the latest occurrence is enough, and the others are reported")
  func slept() throws {
    var life = try life(me: "sam", handoff: ["3 days before", "the evening before at 19:00"])
    life.live(from: instant("2026-12-03T08:00"), through: instant("2026-12-04T12:00"))
    life.live(from: instant("2026-12-06T21:00"), through: instant("2026-12-07T12:00"))
    #expect(handoffs(life).isEmpty)
    let folded = life.events.compactMap { event -> String? in
      if case .superseded(let kind, _) = event.fact { kind.description } else { nil }
    }
    #expect(folded.sorted() == ["handoff-1d-1900", "handoff-3d"])
  }
}
