import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("Ahead of the start, and asked again")
struct LeadAndNudgeTests {
  private let monday = "tea@2026-12-07T10:00"

  private func tea(_ change: (inout Ritual) -> Void = { _ in }) throws -> ScheduledRitual {
    try ritual("every monday at 10:00") {
      $0.remind = [
        .atStart, .before(Span(days: 2)), .daysBefore(1, at: TimeOfDay(hour: 19, minute: 0)!),
        .before(Span(seconds: 7200)),
      ]
      change(&$0)
    }
  }

  @Test("several leads come, each at its time")
  func several() throws {
    var life = Life([try tea()])
    life.live("2026-12-04T09:00", through: "2026-12-07T12:00")
    #expect(
      life.told == [
        "2026-12-05T10:00 \(monday)/lead-2d", "2026-12-06T19:00 \(monday)/lead-1d-1900",
        "2026-12-07T08:00 \(monday)/lead-2h", "2026-12-07T10:00 \(monday)/due",
      ])
    #expect(life.passed.isEmpty)
  }

  @Test(
    "of those that were missed the nearest comes, late and with its reason; the others are told as superseded"
  )
  func late() throws {
    var life = Life([try tea()])
    life.live(at: berlin("2026-12-04T09:00"))
    life.live(at: berlin("2026-12-06T21:00"))
    #expect(life.told == ["2026-12-06T21:00 \(monday)/lead-1d-1900"])
    #expect(life.log.first?.reminder.reason.delay == .away(since: berlin("2026-12-06T19:00")))
    #expect(life.passed == ["\(monday)/lead-2d superseded"])
  }

  @Test("one that could come only after the start makes room for it")
  func startsFirst() throws {
    let early = try ritual("every monday at 09:00") { $0.remind = [.atStart, .before(Span(seconds: 7200))] }
    let until = QuietHours(from: TimeOfDay(hour: 22, minute: 0)!, to: TimeOfDay(hour: 9, minute: 0)!)
    var life = Life([early], household { $0.quietHours = [until] })
    life.live("2026-12-06T12:00", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-07T09:00 tea@2026-12-07T09:00/due"])
    #expect(life.passed == ["tea@2026-12-07T09:00/lead-2h superseded"])
  }

  @Test("it is asked again after the span, so many times, and no more once it is answered")
  func nudges() throws {
    let tea = try ritual("every monday at 10:00") {
      $0.nudge = Nudge(every: Span(seconds: 3600), times: 2)
    }
    var life = Life([tea])
    life.live("2026-12-07T09:00", through: "2026-12-14T11:30")
    #expect(
      life.told == [
        "2026-12-07T10:00 \(monday)/due", "2026-12-07T11:00 \(monday)/nudge-1",
        "2026-12-07T12:00 \(monday)/nudge-2", "2026-12-14T10:00 tea@2026-12-14T10:00/due",
        "2026-12-14T11:00 tea@2026-12-14T10:00/nudge-1",
      ])
    life.done("2026-12-14T11:30")
    life.live("2026-12-14T11:31", through: "2026-12-15T12:00")
    #expect(life.log.count == 5)
  }

  @Test("outside its season nothing comes, no lead either, and nothing is made up for")
  func season() throws {
    let tea = try tea {
      $0.season = Season(from: MonthDay(month: 12, day: 10), to: MonthDay(month: 12, day: 20))
    }
    var life = Life([tea])
    life.live("2026-12-01T09:00", through: "2027-01-15T12:00")
    #expect(life.given == Array(repeating: "2026-12-14T10:00", count: 4))
  }

  @Test("a nudge in somebody's quiet hours waits for their end, with a memory and without one")
  func nudgeInQuiet() throws {
    let lunch = try ritual("every day at 12:00") {
      $0.with = ["ana"]
      $0.remind = [.atStart, .before(Span(days: 1))]
      $0.nudge = Nudge(every: Span(seconds: 3 * 3600), times: 1)
    }
    let circumstances = household {
      $0.budgetPerDay = 1
      $0.people["ana"]?.quietHours = [
        QuietHours(from: TimeOfDay(hour: 14, minute: 0)!, to: TimeOfDay(hour: 19, minute: 0)!)
      ]
    }
    var life = Life([lunch], circumstances)
    life.live("2026-12-07T11:00", through: "2026-12-07T16:00")
    let fresh = Planning.plan(
      now: life.now, rituals: [lunch], chronicle: life.planner.chronicle, circumstances: circumstances)
    #expect(fresh.wakeAt == berlin("2026-12-07T19:00"))
    #expect(life.planner.plan(now: life.now).wakeAt == fresh.wakeAt)
  }
}
