import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@testable import Planning

@Suite("What waits for the quiet to end")
struct QuietHoursPlanTests {
  @Test("nothing comes in the night; what is due then waits, once, and survives an edit")
  func night() throws {
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-07T01:00")
    #expect(life.told.isEmpty)
    let edited = try ritual("every day at 23:00") { $0.remind = [.atStart, .before(Span(seconds: 60))] }
    life.planner = Planner(
      [edited], circumstances: life.planner.circumstances, chronicle: life.planner.chronicle)
    life.live("2026-12-07T02:00", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("of all that are missed and held, one that is answered leaves the other")
  func heldTogether() throws {
    let tea = try ritual("every day at 23:00") {
      $0.missed = .all
      $0.also = [LocalPoint(CivilDate("2026-12-06")!, TimeOfDay(hour: 23, minute: 30)!)]
    }
    var life = Life([tea], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-06T23:40")
    life.note(
      .done(on: CivilDateTime("2026-12-06T23:40")!), of: "tea@2026-12-06T23:30", at: "2026-12-06T23:40")
    life.live("2026-12-06T23:41", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("a person's night holds what is due, and no lead; what is critical passes")
  func others() throws {
    let circumstances = household {
      $0.people["ana"]?.timeZone = "America/Lima"
      $0.people["ana"]?.quietHours = [
        QuietHours(from: TimeOfDay(hour: 21, minute: 0)!, to: TimeOfDay(hour: 9, minute: 0)!)
      ]
    }
    func keep(_ id: String, _ urgency: Ritual.Urgency) throws -> ScheduledRitual {
      try ritual("every monday at 10:00", id) {
        $0.with = ["ana"]
        $0.urgency = urgency
        $0.remind = [.atStart, .before(Span(seconds: 3600))]
      }
    }
    var life = Life([try keep("tea", .normal), try keep("fire", .critical)], circumstances)
    life.live("2026-12-07T08:00", through: "2026-12-07T20:00")
    #expect(
      Set(life.told) == [
        "2026-12-07T09:00 tea@2026-12-07T10:00/lead-1h", "2026-12-07T09:00 fire@2026-12-07T10:00/lead-1h",
        "2026-12-07T10:00 fire@2026-12-07T10:00/due", "2026-12-07T15:00 tea@2026-12-07T10:00/due",
      ])
  }

  @Test("quiet hours end with the second showing of an hour, and where clocks jump over their end")
  func clockChanges() {
    let zone = systemZone("Europe/Berlin")
    let until = QuietHours(from: TimeOfDay(hour: 22, minute: 0)!, to: TimeOfDay(hour: 2, minute: 30)!)
    // 25 October 2026: 02:30 is shown at 00:30Z and 01:30Z. 29 March 2026: 02:00 becomes 03:00 at 01:00Z.
    #expect(until.end(at: Instant("2026-10-25T00:10:00Z")!, zone: zone) == Instant("2026-10-25T01:30:00Z"))
    #expect(until.end(at: Instant("2026-10-25T01:10:00Z")!, zone: zone) == Instant("2026-10-25T01:30:00Z"))
    #expect(until.end(at: Instant("2026-03-29T00:10:00Z")!, zone: zone) == Instant("2026-03-29T01:00:00Z"))
    #expect(until.end(at: Instant("2026-03-29T01:10:00Z")!, zone: zone) == nil)
  }

  @Test("quiet all day and every day would lose everything: then it holds nothing")
  func allDay() throws {
    let always = QuietHours(from: .midnight, to: .midnight)
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [always] })
    life.live("2026-12-06T20:00", through: "2026-12-07T01:00")
    #expect(life.told == ["2026-12-06T23:00 tea@2026-12-06T23:00/due"])
  }

  @Test("what waits in quiet that an edit has begun anew passes once it is too late")
  func tooLateInQuiet() throws {
    func call(with people: [String]) throws -> ScheduledRitual {
      try ritual("every day at 22:00") {
        $0.with = people
        $0.missedWithin = Span(seconds: 7200)
      }
    }
    func hours(_ from: TimeOfDay, _ to: TimeOfDay) -> QuietHours { QuietHours(from: from, to: to) }
    let circumstances = household {
      $0.quietHours = [hours(TimeOfDay(hour: 22, minute: 15)!, TimeOfDay(hour: 8, minute: 0)!)]
      $0.people["ana"]?.quietHours = [
        hours(TimeOfDay(hour: 21, minute: 0)!, TimeOfDay(hour: 22, minute: 30)!)
      ]
    }
    var life = Life([try call(with: ["ana"])], circumstances)
    life.live("2026-12-07T12:00", through: "2026-12-07T22:10")
    life.planner = Planner(
      [try call(with: [])], circumstances: circumstances, chronicle: life.planner.chronicle)
    let end = berlin("2026-12-08T00:00").advanced(bySeconds: 1)
    #expect(life.live(at: berlin("2026-12-07T22:20")) == end)
    life.live(at: end)
    #expect(life.passed == ["tea@2026-12-07T22:00 lapsed"])
  }
}
