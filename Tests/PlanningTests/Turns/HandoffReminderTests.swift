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

  /// What they say on the day on which they come.
  private func sentences(_ life: Life) -> [String] {
    let zone = life.planner.circumstances.zone
    return life.log.filter { $0.reminder.id.kind.word == "handoff" }.map { one in
      let sentence = one.reminder.reason.cause.sentence(in: zone, today: zone.local(at: one.at).date) {
        $0.capitalizedFirst
      }
      return String(sentence.dropFirst("ahead of time, as you asked: ".count))
    }
  }

  /// Three weeks: Sam's, Ana's and Jo's, with swaps made on the Friday before Ana's.
  private func swapped(_ swaps: (start: String, from: String, to: String, isWhole: Bool)...) throws -> Life {
    var life = try life(me: nil, handoff: ["the evening before at 19:00"])
    life.live(from: instant("2026-11-30T08:00"), through: instant("2026-12-04T12:00"))
    for (start, from, to, isWhole) in swaps {
      life.note(
        .swapped(RoleSwap(role: "listener", from: from, to: to, isWhole: isWhole)),
        of: "listening@\(start)T20:00", at: "2026-12-04T12:00")
    }
    life.live(from: instant("2026-12-04T12:00"), through: instant("2026-12-22T12:00"))
    return life
  }

  @Test(
    "a swap on the first day of a turn period is named with whose period it is, and nothing is announced after it"
  )
  func swappedFirstDay() throws {
    let third = "From tomorrow on, Sam is listener, after Jo"
    #expect(
      sentences(try swapped(("2026-12-07", "ana", "jo", false))) == [
        "Jo takes it tomorrow, then Ana is listener, after Sam",
        "From tomorrow on, Jo is listener, after Ana", third,
      ])
    // With whoever had it until then, too.
    #expect(
      sentences(try swapped(("2026-12-07", "ana", "sam", false))).first
        == "Sam takes it tomorrow, then Ana is listener, after Sam")
  }

  @Test("a swap of a single time in a turn period, its last one too, is no handoff")
  func swappedWithin() throws {
    let plain = [
      "From tomorrow on, Ana is listener, after Sam", "From tomorrow on, Jo is listener, after Ana",
      "From tomorrow on, Sam is listener, after Jo",
    ]
    #expect(sentences(try swapped(("2026-12-09", "ana", "jo", false))) == plain)
    #expect(sentences(try swapped(("2026-12-13", "ana", "sam", false))) == plain)
    #expect(sentences(try swapped(("2026-12-06", "sam", "jo", false))) == plain)
  }

  @Test("a whole period that is swapped is announced to whoever takes it")
  func swappedWhole() throws {
    #expect(
      sentences(try swapped(("2026-12-07", "ana", "jo", true))) == [
        "From tomorrow on, Jo is listener, after Sam", "From tomorrow on, Sam is listener, after Jo",
      ])
    #expect(
      sentences(try swapped(("2026-12-07", "ana", "jo", true), ("2026-12-07", "jo", "sam", false))) == [
        "Sam takes it tomorrow, then Jo is listener, after Sam",
        "From tomorrow on, Sam is listener, after Jo",
      ])
  }

  @Test("where the first time was moved, the handoff names the day on which it takes place")
  func moved() throws {
    var life = try life(me: nil, handoff: ["the evening before at 19:00"])
    life.live(from: instant("2026-11-30T08:00"), through: instant("2026-12-04T12:00"))
    let moved = try #require(CivilDateTime("2026-12-08T11:00"))
    life.note(.moved(to: moved), of: "listening@2026-12-07T20:00", at: "2026-12-04T12:00")
    life.live(from: instant("2026-12-04T12:00"), through: instant("2026-12-07T22:00"))
    #expect(sentences(life) == ["From tomorrow on, Ana is listener, after Sam"])
  }

  @Test("who takes only the first time is reminded as well")
  func concerned() throws {
    var life = try life(me: "jo", handoff: ["the evening before at 19:00"])
    life.live(from: instant("2026-11-30T08:00"), through: instant("2026-12-04T12:00"))
    life.note(
      .swapped(RoleSwap(role: "listener", from: "ana", to: "jo")), of: "listening@2026-12-07T20:00",
      at: "2026-12-04T12:00")
    life.live(from: instant("2026-12-04T12:00"), through: instant("2026-12-07T12:00"))
    let zone = systemZone("Europe/Berlin")
    let sentence = life.log.compactMap { one -> String? in
      guard case .handoff(let handoff, let me) = one.reminder.reason.cause else { return nil }
      return handoff.sentence(today: zone.local(at: one.at).date, me: me) { $0.capitalizedFirst }
    }
    #expect(sentence == ["You take it tomorrow, then Ana is listener, after Sam"])
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
    #expect(
      sentences(life) == [
        "From tomorrow on, Ana is listener, after you", "From tomorrow on, you are listener, after Jo",
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
