import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("What a day bears, and what comes together")
struct BudgetAndDigestTests {
  @Test("over the day's number leads wait for the next day, and what is due comes in time and quietly")
  func budget() throws {
    let rituals = try [8, 9, 10].map { try ritual("every day at \($0):00", "r\($0)") }
    let lead = try ritual("once on 2026-12-08 at 20:00", "lead") {
      $0.remind = [.before(Span(seconds: 30 * 3600))]
    }
    var life = Life(rituals + [lead], household { $0.budgetPerDay = 2 })
    life.live("2026-12-06T20:00", through: "2026-12-07T16:00")
    #expect(life.log.map(\.reminder.urgency) == [.normal, .normal, .low])
    #expect(!life.told.contains { $0.contains("lead@") })
    // A restart in between changes nothing.
    life.planner = Planner(
      life.planner.rituals, circumstances: life.planner.circumstances, chronicle: life.planner.chronicle)
    life.live("2026-12-07T16:00", through: "2026-12-08T09:30")
    #expect(life.told.contains("2026-12-08T08:00 lead@2026-12-08T20:00/lead-30h"))
  }

  @Test("what waited comes with the next day's first reminder, though the day was looked at before")
  func joinsTheFirst() throws {
    let lead = try ritual("once on 2026-12-07 at 20:00", "lead") {
      $0.remind = [.before(Span(seconds: 30 * 3600))]
    }
    var life = Life([try ritual("every day at 06:00"), lead], household { $0.budgetPerDay = 1 })
    life.live("2026-12-06T05:00", through: "2026-12-06T23:00")
    life.live(at: berlin("2026-12-07T02:00"))
    #expect(life.told == ["2026-12-06T06:00 tea@2026-12-06T06:00/due"])
    life.live("2026-12-07T02:00", through: "2026-12-07T07:00")
    #expect(life.told.contains("2026-12-07T06:00 lead@2026-12-07T20:00/lead-30h"), "\(life.told)")
  }

  @Test("a month off with forty rituals ends in one digest, and a step back delivers nothing twice")
  func monthOff() throws {
    let rituals = try (0..<40).map { try ritual("every day at \(8 + $0 % 12):00", "r\($0)") }
    var life = Life(rituals)
    life.live(at: berlin("2026-11-01T21:00"))
    life.live(at: berlin("2026-12-01T21:00"))
    #expect(Set(life.log.map(\.digest)).count == 1)
    #expect(life.log.count == 40 && life.log.allSatisfy { $0.digest != nil })
    life.live("2026-12-01T02:00", through: "2026-12-01T21:30")
    #expect(life.log.count == 40)
  }

  @Test("what waits for room is looked at anew where it becomes quiet before it starts")
  func waitsIntoQuiet() throws {
    let walk = try ritual("every day at 23:30", "walk") {
      $0.remind = [.atStart, .before(Span(seconds: 43_200))]
    }
    let rituals = [try ritual("every day at 10:00"), walk]
    var life = Life(rituals, household { ($0.budgetPerDay, $0.quietHours) = (1, [nights]) })
    life.live("2026-12-06T09:00", through: "2026-12-06T12:00")
    #expect(life.told == ["2026-12-06T10:00 tea@2026-12-06T10:00/due"])
    life.live("2026-12-06T22:30", through: "2026-12-06T22:30")
    #expect(life.passed == ["walk@2026-12-06T23:30/lead-12h superseded"])
  }

  @Test("four of one moment come each on its own, more of them as one; what is critical stands alone")
  func flood() throws {
    for (count, digests) in [(4, 0), (5, 1)] {
      var rituals = try (0..<count).map { try ritual("every day at 10:00", "r\($0)") }
      rituals.append(try ritual("every day at 10:00", "fire") { $0.urgency = .critical })
      var life = Life(rituals)
      life.live("2026-12-06T09:00", through: "2026-12-06T12:00")
      #expect(life.log.count == count + 1)
      #expect(Set(life.log.compactMap(\.digest)).count == digests)
      #expect(life.log.first { $0.reminder.id.occurrence.ritual == "fire" }?.digest == nil)
    }
  }

  @Test("what waited comes as one digest for each set of channels, and one alone on its own")
  func channels() throws {
    func keep(_ id: String, _ via: [Channel]) throws -> ScheduledRitual {
      try ritual("every day at 23:00", id) { $0.via = via }
    }
    let rituals = [
      try keep("a", [.desktop]), try keep("b", [.desktop]), try keep("c", [.hook("phone")]),
      try keep("d", [.hook("phone")]), try keep("e", [.hook("mail")]),
    ]
    var life = Life(rituals, household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-07T09:00")
    #expect(life.log.count == 5)
    let together = Dictionary(grouping: life.log) { $0.digest }
    #expect(together[nil]?.map(\.reminder.id.occurrence.ritual) == ["e"])
    #expect(together.count == 3)
    for (digest, members) in together where digest != nil {
      #expect(members.count == 2 && Set(members.map(\.reminder.via)).count == 1)
    }
  }
}
