import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

@Suite("feeling stretched")
struct StretchedCadenceTests {
  private let zone = systemZone("Europe/Berlin")

  private func instant(_ text: String) -> Instant { zone.instant(of: CivilDateTime(text)!) }

  private func kept(_ id: String, _ when: String, _ change: (inout Ritual) -> Void = { _ in }) throws
    -> ScheduledRitual
  {
    var ritual = Ritual(id: id, title: id, when: try Phrase.parse(when), whenText: when)
    change(&ritual)
    return ScheduledRitual(ritual, zone: zone)
  }

  private func life(_ rituals: ScheduledRitual...) -> Life {
    var household = Household()
    household.me = "sam"
    for id in ["sam", "jo", "ana"] { household.people[id] = Person(id: id, name: id.capitalizedFirst) }
    return Life(rituals, Circumstances(household, zone: zone) { _ in nil })
  }

  private func say(_ until: String, at: String, in life: inout Life) {
    life.record(Event(at: instant(at), person: "sam", fact: .stretched(until: instant(until))))
  }

  @Test func `the user's turns pass on until it ends, and go on by themselves`() throws {
    let soup = try kept("soup", "every thursday at 18:30") {
      $0.turns = Turns(roles: ["host"], order: ["sam", "jo"])
    }
    var life = life(soup)
    life.live(from: instant("2026-11-01T08:00"), through: instant("2026-11-10T08:00"))
    say("2026-11-27T00:00", at: "2026-11-10T09:00", in: &life)
    life.live(from: instant("2026-11-10T09:01"), through: instant("2026-12-11T08:00"))
    let hosts = life.log.map { $0.reminder.turn?.holder(of: "host")?.person }
    #expect(hosts == ["sam", "jo", "jo", "jo", "sam", "jo"])
  }

  @Test func `where nobody else is free, the turn stays`() throws {
    let soup = try kept("soup", "every thursday at 18:30") {
      $0.turns = Turns(roles: ["host", "listener"], order: ["sam", "jo"])
    }
    var life = life(soup)
    say("2026-11-27T00:00", at: "2026-11-01T07:00", in: &life)
    life.live(from: instant("2026-11-01T08:00"), through: instant("2026-11-06T08:00"))
    #expect(life.log.first?.reminder.turn?.holder(of: "host")?.person == "sam")
    #expect(life.log.first?.reminder.turn?.holder(of: "listener")?.person == "jo")
  }

  @Test func `a cadence comes half as long again later, also where it ends sooner, and only then`() throws {
    let call = try kept("call", "2 weeks after last time, at 11:00")
    var life = life(call)
    life.live(from: instant("2026-11-01T08:00"), through: instant("2026-11-01T12:00"))
    life.done("2026-11-01T12:00")
    say("2026-11-29T00:00", at: "2026-11-10T09:00", in: &life)
    life.live(from: instant("2026-11-10T09:01"), through: instant("2026-11-18T08:00"))
    say("2026-11-18T09:00", at: "2026-11-18T09:00", in: &life)
    life.live(from: instant("2026-11-18T09:01"), through: instant("2026-11-23T08:00"))
    #expect(life.given == ["2026-11-01T11:00", "2026-11-22T11:00"])
    #expect(life.log.last?.reminder.reason.delay == nil)
    #expect("\(life.log.last!.reminder.reason.cause)".contains("isStretched: true"))
    life.done("2026-11-22T12:00")
    life.live(from: instant("2026-11-23T08:00"), through: instant("2026-12-07T08:00"))
    #expect(life.given.last == "2026-12-06T11:00")
  }

  @Test func `what has its dates keeps them, and nothing is asked twice until it is over`() throws {
    let talk = try kept("talk", "every month on the 5th at 18:00") {
      $0.nudge = Nudge(every: Span(days: 1), times: 1)
    }
    var life = life(talk)
    say("2026-11-20T00:00", at: "2026-11-04T09:00", in: &life)
    life.live(from: instant("2026-11-04T09:01"), through: instant("2026-11-30T08:00"))
    #expect(life.told.map { String($0.prefix(16)) } == ["2026-11-05T18:00", "2026-11-20T09:00"])
  }

  @Test func `a planner that hears of it plans as one that starts with it`() throws {
    let soup = try kept("soup", "every thursday at 18:30") {
      $0.turns = Turns(roles: ["host"], order: ["sam", "jo"])
    }
    let call = try kept("call", "2 weeks after last time, at 11:00")
    var life = life(soup, call)
    life.live(from: instant("2026-11-01T08:00"), through: instant("2026-11-09T08:00"))
    life.done("2026-11-09T12:00", of: OccurrenceID("call@2026-11-01T11:00"))
    say("2026-12-10T00:00", at: "2026-11-10T09:00", in: &life)
    var fresh = Planner(
      life.planner.rituals, circumstances: life.planner.circumstances, chronicle: life.planner.chronicle)
    let now = instant("2026-11-10T09:01")
    var planner = life.planner
    #expect(planner.plan(now: now).wakeAt == fresh.plan(now: now).wakeAt)
  }
}
