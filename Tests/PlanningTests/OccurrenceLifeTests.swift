import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("The life of an occurrence")
struct OccurrenceLifeTests {
  private let monday = "tea@2026-12-07T10:00"

  @Test("answered ahead, its time passes in silence; undone, it comes")
  func ahead() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-06T09:00")
    life.note(.done(on: CivilDateTime("2026-12-06T09:00")!), of: monday, at: "2026-12-06T09:00")
    life.live("2026-12-06T09:01", through: "2026-12-07T12:00")
    #expect(life.told.isEmpty)
    life.note(.undone, of: monday, at: "2026-12-07T12:00")
    life.live("2026-12-07T12:00", through: "2026-12-07T13:00")
    #expect(life.told == ["2026-12-07T12:00 tea@2026-12-07T10:00/due"])
  }

  @Test("open until it is answered or the next one is due, which is reported and neutral")
  func lapse() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-15T12:00")
    #expect(life.told.count == 2)
    #expect(life.passed == ["\(monday) lapsed"])
    // A late click on the first one leaves the second one open.
    life.note(.done(on: CivilDateTime("2026-12-15T13:00")!), of: monday, at: "2026-12-15T13:00")
    #expect(life.planner.chronicle["tea"].open == CivilDateTime("2026-12-14T10:00"))
  }

  @Test("moved ahead of its time it comes once, and those between come as well")
  func movedEarlier() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-06T11:00", through: "2026-12-06T11:00")
    life.note(
      .moved(to: CivilDateTime("2026-12-07T09:00")!), of: "tea@2026-12-10T10:00", at: "2026-12-06T11:00")
    life.live("2026-12-06T11:01", through: "2026-12-11T11:00")
    #expect(
      life.told == [
        "2026-12-07T09:00 tea@2026-12-10T10:00/moved-1", "2026-12-07T10:00 tea@2026-12-07T10:00/due",
        "2026-12-08T10:00 tea@2026-12-08T10:00/due", "2026-12-09T10:00 tea@2026-12-09T10:00/due",
        "2026-12-11T10:00 tea@2026-12-11T10:00/due",
      ])
  }

  @Test("moved after it was delivered, it comes again under its name, and its nudges go on where they were")
  func movedAgain() throws {
    let tea = try ritual("every monday at 10:00") { $0.nudge = Nudge(every: Span(seconds: 3600), times: 2) }
    var life = Life([tea])
    life.live("2026-12-07T09:00", through: "2026-12-07T11:30")
    life.note(.moved(to: CivilDateTime("2026-12-08T10:00")!), of: monday, at: "2026-12-07T11:30")
    life.live("2026-12-07T11:31", through: "2026-12-09T10:00")
    #expect(
      life.told == [
        "2026-12-07T10:00 \(monday)/due", "2026-12-07T11:00 \(monday)/nudge-1",
        "2026-12-08T10:00 \(monday)/moved-1", "2026-12-08T11:00 \(monday)/nudge-2",
      ])
  }

  @Test("a moved one moves its leads, and none comes for a time before it was moved")
  func movedLeads() throws {
    let tea = try ritual("every monday at 10:00") {
      $0.remind = [.atStart, .before(Span(days: 2)), .before(Span(seconds: 3600))]
    }
    var life = Life([tea])
    life.live("2026-12-04T09:00", through: "2026-12-04T09:00")
    life.note(.moved(to: CivilDateTime("2026-12-05T12:00")!), of: monday, at: "2026-12-04T09:00")
    life.live("2026-12-04T09:01", through: "2026-12-06T12:00")
    #expect(
      life.told == ["2026-12-05T11:00 \(monday)/lead-1h-moved1", "2026-12-05T12:00 \(monday)/moved-1"])
    #expect(!life.passed.contains { $0.contains("lead-2d-moved1") })
  }

  @Test("what was moved before a daemon came is over once a later one has come, and comes late before that")
  func movedBeforeCare() throws {
    for (at, told, passed) in [
      ("2026-12-06T12:00", ["2026-12-06T12:00 tea@2026-12-05T10:00/moved-1"], []),
      ("2026-12-12T12:00", [], ["tea@2026-12-05T10:00 lapsed"]),
    ] {
      var life = Life([try ritual("every saturday at 10:00")])
      let sunday = CivilDateTime("2026-12-06T10:00")!
      life.note(.moved(to: sunday), of: "tea@2026-12-05T10:00", at: "2026-12-04T12:00")
      life.live(at: berlin(at))
      #expect(life.told == told && life.passed == passed, "\(at): \(life.told) \(life.passed)")
    }
  }

  @Test("two snoozes wait side by side, each for its own occurrence")
  func snoozes() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T15:00")), of: monday, at: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T12:00")), of: "tea@2026-12-14T10:00", at: "2026-12-07T10:31")
    life.live("2026-12-07T10:31", through: "2026-12-08T10:00")
    #expect(
      life.told == [
        "2026-12-07T10:00 \(monday)/due", "2026-12-07T12:00 tea@2026-12-14T10:00/snooze-1",
        "2026-12-07T15:00 \(monday)/snooze-1",
      ])
  }

  @Test("a snooze is superseded by the next occurrence, and ends with an answer")
  func superseded() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-08T12:00")), of: monday, at: "2026-12-07T10:30")
    life.live("2026-12-07T10:31", through: "2026-12-08T11:00")
    life.note(.snoozed(until: berlin("2026-12-08T15:00")), of: "tea@2026-12-08T10:00", at: "2026-12-08T11:00")
    life.note(
      .done(on: CivilDateTime("2026-12-08T11:30")!), of: "tea@2026-12-08T10:00", at: "2026-12-08T11:30")
    life.live("2026-12-08T11:31", through: "2026-12-08T23:00")
    #expect(
      life.told == ["2026-12-07T10:00 \(monday)/due", "2026-12-08T10:00 tea@2026-12-08T10:00/due"])
  }

  @Test("an undone answer delivers no lead and no nudge a second time")
  func undo() throws {
    let tea = try ritual("every monday at 10:00") {
      $0.remind = [.atStart, .before(Span(seconds: 7200)), .before(Span(seconds: 3600))]
      $0.nudge = Nudge(every: Span(seconds: 1800), times: 3)
    }
    var life = Life([tea])
    life.live("2026-12-07T07:00", through: "2026-12-07T08:10")
    life.note(.snoozed(until: berlin("2026-12-07T08:30")), of: monday, at: "2026-12-07T08:10")
    life.live("2026-12-07T08:10", through: "2026-12-07T09:10")
    life.note(.undone, of: monday, at: "2026-12-07T09:10")
    life.live("2026-12-07T09:10", through: "2026-12-07T10:40")
    life.note(.snoozed(until: berlin("2026-12-07T10:50")), of: monday, at: "2026-12-07T10:40")
    life.live("2026-12-07T10:40", through: "2026-12-07T11:25")
    life.note(.undone, of: monday, at: "2026-12-07T11:25")
    life.live("2026-12-07T11:25", through: "2026-12-07T14:00")
    let names = life.log.map { "\($0.reminder.id.kind)" }
    #expect(Set(names).count == names.count)
    #expect(names == ["lead-2h", "snooze-1", "lead-1h", "due", "nudge-1", "snooze-2", "nudge-2", "nudge-3"])
  }

  @Test("what came early and was undone when a later one had come passes alone")
  func movedTakenBack() throws {
    let later = "tea@2026-12-10T10:00"
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-06T11:00", through: "2026-12-06T11:00")
    life.note(.moved(to: CivilDateTime("2026-12-07T09:00")!), of: later, at: "2026-12-06T11:00")
    life.live("2026-12-06T11:01", through: "2026-12-07T09:30")
    life.note(.moved(to: CivilDateTime("2026-12-18T09:00")!), of: later, at: "2026-12-07T09:30")
    life.live("2026-12-07T09:31", through: "2026-12-07T12:00")
    life.note(.undone, of: later, at: "2026-12-07T12:00")
    life.live("2026-12-07T12:00", through: "2026-12-09T12:00")
    #expect(life.passed.contains("\(later) lapsed"))
    #expect(life.given.suffix(2) == ["2026-12-08T10:00", "2026-12-09T10:00"])
  }

  @Test("moved again after a move was undone, its reminders have names of their own")
  func movedUnderNewNames() throws {
    let tea = try ritual("every monday at 10:00") { $0.remind = [.atStart, .before(Span(seconds: 1800))] }
    var life = Life([tea])
    life.live("2026-12-06T11:00", through: "2026-12-06T11:00")
    life.note(.moved(to: CivilDateTime("2026-12-06T12:00")!), of: monday, at: "2026-12-06T11:00")
    life.live("2026-12-06T11:01", through: "2026-12-06T11:40")
    life.note(.undone, of: monday, at: "2026-12-06T11:40")
    life.live("2026-12-06T11:41", through: "2026-12-07T10:10")
    life.note(.moved(to: CivilDateTime("2026-12-07T12:00")!), of: monday, at: "2026-12-07T10:10")
    life.live("2026-12-07T10:11", through: "2026-12-08T10:00")
    #expect(
      life.log.map { "\($0.reminder.id.kind)" } == [
        "lead-30min-moved1", "lead-30min", "due", "lead-30min-moved2", "moved-2",
      ])
  }

  @Test("done twice and undone once, it is done")
  func doneTwice() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-06T09:00")
    for _ in 0..<2 {
      life.note(.done(on: CivilDateTime("2026-12-06T09:00")!), of: monday, at: "2026-12-06T09:00")
    }
    life.note(.undone, of: monday, at: "2026-12-06T09:00")
    life.live("2026-12-06T09:01", through: "2026-12-08T12:00")
    #expect(life.told.isEmpty)
  }

  @Test("one that is moved to another's time leaves the other its snooze")
  func movedToAnother() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-07T09:00", through: "2026-12-07T11:00")
    life.note(.moved(to: CivilDateTime("2026-12-08T10:00")!), of: monday, at: "2026-12-07T11:00")
    let snooze = Event.Fact.snoozed(until: berlin("2026-12-08T12:00"))
    life.note(snooze, of: "tea@2026-12-08T10:00", at: "2026-12-08T09:00")
    life.live("2026-12-08T09:01", through: "2026-12-08T13:00")
    #expect(life.told.last == "2026-12-08T12:00 tea@2026-12-08T10:00/snooze-1")
  }
}
