import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

@Suite("A cadence under care")
struct CadencePlanTests {
  private let berlin = systemZone("Europe/Berlin")
  private func local(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }
  private func instant(_ text: String) throws -> Instant { berlin.instant(of: try local(text)) }

  private func life(_ when: String) throws -> Life {
    let ritual = Ritual(id: "call", title: "Call", when: try Phrase.parse(when), whenText: when)
    return Life([ScheduledRitual(ritual, zone: berlin)])
  }

  @Test("kept, it counts from each answer, early ones and late ones alike")
  func kept() throws {
    var life = try life("10 days after last time at 11:00")
    life.live(from: try instant("2026-11-01T12:00"), through: try instant("2026-11-02T12:00"))
    #expect(life.given == ["2026-11-02T11:00"])
    // Late: three days after it was due.
    life.done("2026-11-05T20:00")
    life.live(from: try instant("2026-11-05T20:00"), through: try instant("2026-11-15T12:00"))
    #expect(life.given == ["2026-11-02T11:00", "2026-11-15T11:00"])
    life.done("2026-11-15T12:00")
    // Early: before the next one is due.
    life.live(from: try instant("2026-11-15T12:00"), through: try instant("2026-11-20T09:00"))
    life.done("2026-11-20T09:00")
    life.live(from: try instant("2026-11-20T09:00"), through: try instant("2026-12-01T09:00"))
    #expect(life.given == ["2026-11-02T11:00", "2026-11-15T11:00", "2026-11-30T11:00"])
  }

  @Test("never answered, it comes once in each window, and goes on")
  func unanswered() throws {
    var life = try life("3 days to 1 week after last time at 11:00")
    life.live(from: try instant("2026-11-01T12:00"), through: try instant("2026-11-30T12:00"))
    #expect(
      life.given == [
        "2026-11-02T11:00", "2026-11-07T11:00", "2026-11-12T11:00", "2026-11-17T11:00", "2026-11-22T11:00",
        "2026-11-27T11:00",
      ])
  }

  @Test("after months of downtime it comes once, and next in the future")
  func downtime() throws {
    var life = try life("10 days after last time at 11:00")
    life.live(from: try instant("2026-11-01T12:00"), through: try instant("2026-11-02T12:00"))
    life.done("2026-11-02T12:00")
    let back = try instant("2027-03-01T12:00")
    let found = life.live(at: back)
    let wake = try #require(found)
    #expect(life.given.count == 2)
    #expect(wake > back)
    #expect(wake <= back.advanced(bySeconds: 10 * 86_400))
  }

  @Test("a snooze moves nothing")
  func snoozed() throws {
    var life = try life("10 days after last time at 11:00")
    life.live(from: try instant("2026-11-01T12:00"), through: try instant("2026-11-02T11:30"))
    let start = try local("2026-11-02T11:00")
    life.record(
      Event(
        at: try instant("2026-11-02T11:30"), ritual: "call", start: start,
        fact: .snoozed(until: try instant("2026-11-04T11:30"))))
    life.live(from: try instant("2026-11-02T11:30"), through: try instant("2026-11-12T12:00"))
    #expect(life.given == ["2026-11-02T11:00", "2026-11-02T11:00", "2026-11-12T11:00"])
  }
}
