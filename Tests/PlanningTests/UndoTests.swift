import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("Undo, several times in a row")
struct UndoTests {
  private let monday = "tea@2026-12-07T10:00"
  private let tuesday = "tea@2026-12-08T10:00"

  private func start(_ name: String) throws -> CivilDateTime { try #require(OccurrenceID(name)).start }

  private func wall(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }

  /// Every day at ten, looked at on the evening before Monday.
  private func evening() throws -> Life {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-06T18:00", through: "2026-12-06T18:00")
    return life
  }

  @Test("moved and done, undone twice: it comes at its first time")
  func moveAndDone() throws {
    var life = try evening()
    life.note(.moved(to: try wall("2026-12-07T15:00")), of: monday, at: "2026-12-06T18:01")
    life.note(.done(on: try wall("2026-12-06T18:02")), of: monday, at: "2026-12-06T18:02")
    life.note(.undone, of: monday, at: "2026-12-06T18:03")
    let moved = life.planner.chronicle["tea"][try start(monday)]
    let afternoon = try wall("2026-12-07T15:00")
    #expect(moved.isMovedAhead && moved.wall == afternoon)
    life.note(.undone, of: monday, at: "2026-12-06T18:04")
    #expect(life.planner.chronicle["tea"].undoable == nil)
    life.live("2026-12-06T18:05", through: "2026-12-07T20:00")
    #expect(life.told == ["2026-12-07T10:00 \(monday)/due"])
  }

  @Test("snoozed and done, undone twice: it is open, and nothing waits")
  func snoozeAndDone() throws {
    var life = try evening()
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T15:00")), of: monday, at: "2026-12-07T10:30")
    life.note(.done(on: try wall("2026-12-07T10:31")), of: monday, at: "2026-12-07T10:31")
    life.note(.undone, of: monday, at: "2026-12-07T10:32")
    #expect(life.planner.chronicle["tea"].snoozedUntil(try start(monday)) == berlin("2026-12-07T15:00"))
    life.note(.undone, of: monday, at: "2026-12-07T10:33")
    life.live("2026-12-07T10:34", through: "2026-12-07T20:00")
    #expect(life.planner.chronicle["tea"].open == (try start(monday)))
    #expect(life.told == ["2026-12-07T10:00 \(monday)/due"])
  }

  @Test("each undo undoes the answer before, over all occurrences of the ritual")
  func overOccurrences() throws {
    var life = try evening()
    life.note(.done(on: try wall("2026-12-06T18:01")), of: monday, at: "2026-12-06T18:01")
    life.note(.skipped(on: try wall("2026-12-06T18:02")), of: tuesday, at: "2026-12-06T18:02")
    #expect(life.planner.chronicle["tea"].undoable?.start == (try start(tuesday)))
    life.note(.undone, of: tuesday, at: "2026-12-06T18:03")
    #expect(life.planner.chronicle["tea"].undoable?.start == (try start(monday)))
    life.note(.undone, of: monday, at: "2026-12-06T18:04")
    life.live("2026-12-06T18:05", through: "2026-12-08T20:00")
    #expect(life.told == ["2026-12-07T10:00 \(monday)/due", "2026-12-08T10:00 \(tuesday)/due"])
  }

  @Test("done and then skipped, undone once: it is done, for the turns as well")
  func secondAnswer() throws {
    var life = try evening()
    life.note(.done(on: try wall("2026-12-06T18:01")), of: monday, at: "2026-12-06T18:01")
    life.note(.skipped(on: try wall("2026-12-06T18:02")), of: monday, at: "2026-12-06T18:02")
    life.note(.undone, of: monday, at: "2026-12-06T18:03")
    let ledger = life.planner.chronicle["tea"]
    #expect(ledger[try start(monday)].answeredOn == (try wall("2026-12-06T18:01")))
    #expect(ledger.lastTime == (try wall("2026-12-06T18:01")))
  }

  @Test("where a turn goes on when it was done, a skip that is undone leaves it done")
  func turns() throws {
    let soup = try ritual("every day at 10:00") {
      $0.turns = Turns(roles: ["host"], order: ["sam", "ana"])
      $0.turns?.advance = .whenDone
    }
    var life = Life([soup])
    life.live("2026-12-06T18:00", through: "2026-12-07T10:00")
    life.note(.done(on: try wall("2026-12-07T10:01")), of: monday, at: "2026-12-07T10:01")
    life.note(.skipped(on: try wall("2026-12-07T10:02")), of: monday, at: "2026-12-07T10:02")
    life.note(.undone, of: monday, at: "2026-12-07T10:03")
    life.live("2026-12-07T10:04", through: "2026-12-08T10:00")
    #expect(life.log.map { $0.reminder.turn?.holder(of: "host")?.person } == ["sam", "ana"])
  }

  @Test("moved while it is snoozed, it comes at its new time alone")
  func moveEndsSnooze() throws {
    var life = try evening()
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T15:00")), of: monday, at: "2026-12-07T10:30")
    life.note(.moved(to: try wall("2026-12-07T20:00")), of: monday, at: "2026-12-07T10:31")
    life.live("2026-12-07T10:32", through: "2026-12-07T21:00")
    #expect(life.told == ["2026-12-07T10:00 \(monday)/due", "2026-12-07T20:00 \(monday)/moved-1"])
  }

  @Test("the last time of a cadence is again the one before")
  func lastTime() throws {
    var life = try evening()
    life.note(.done(on: try wall("2026-12-06T18:01")), of: monday, at: "2026-12-06T18:01")
    life.note(.done(on: try wall("2026-12-07T18:01")), of: tuesday, at: "2026-12-07T18:01")
    life.note(.undone, of: tuesday, at: "2026-12-07T18:02")
    #expect(life.planner.chronicle["tea"].lastTime == (try wall("2026-12-06T18:01")))
  }

  @Test("what was delivered at its new time stays open when the move is undone after it")
  func movedAndCome() throws {
    var life = try evening()
    life.note(.moved(to: try wall("2026-12-06T20:00")), of: monday, at: "2026-12-06T18:01")
    life.live("2026-12-06T18:02", through: "2026-12-06T20:30")
    life.note(.undone, of: monday, at: "2026-12-06T20:30")
    life.live("2026-12-06T20:31", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-06T20:00 \(monday)/moved-1"])
    #expect(life.planner.chronicle["tea"].open == (try start(monday)))
  }

  @Test("an answer that comes just before a reminder is recorded wins")
  func race() throws {
    var life = try evening()
    life.note(.done(on: try wall("2026-12-07T10:00")), of: monday, at: "2026-12-07T10:00")
    life.note(.reminded(.due, attempt: 1), of: monday, at: "2026-12-07T10:00")
    #expect(life.planner.chronicle["tea"].open == nil)
  }

  @Test("more answers than are remembered leave the earlier ones as they are")
  func depth() throws {
    var life = try evening()
    for day in 10..<30 {
      let name = "tea@2026-12-\(day)T10:00"
      life.note(.done(on: try wall("2026-12-\(day)T10:30")), of: name, at: "2026-12-\(day)T10:30")
    }
    var undone = 0
    while let (start, _) = life.planner.chronicle["tea"].undoable {
      life.note(.undone, of: "tea@\(start.shortDescription)", at: "2026-12-29T11:00")
      undone += 1
    }
    #expect(undone == 20, "all of them are ahead of what is settled")
    #expect(life.planner.chronicle["tea"].lastTime == nil)
  }
}
