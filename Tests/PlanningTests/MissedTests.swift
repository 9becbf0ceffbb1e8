import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

@Suite("What was missed")
struct MissedTests {
  @Test("missed ones: the latest, all of them, or none; counted from the end of the quiet")
  func missed() throws {
    let kinds: [(Ritual.Missed, Span?, Int)] = [
      (.latest, nil, 1), (.all, nil, 3), (.none, nil, 0), (.latest, Span(seconds: 3600), 0),
      (.all, Span(days: 1, seconds: 10 * 3600), 2),
    ]
    for (missed, within, count) in kinds {
      let tea = try ritual("every day at 10:00") {
        $0.missed = missed
        $0.missedWithin = within
      }
      var life = Life([tea], household { $0.quietHours = [nights] })
      life.live(at: berlin("2026-12-06T12:00"))
      life.live(at: berlin("2026-12-09T12:00"))
      #expect(life.log.count == count, "\(missed) \(String(describing: within))")
      #expect(life.log.count + life.passed.count == 3)
    }
    let late = try ritual("every day at 23:00") { $0.missed = .none }
    var life = Life([late], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-07T09:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("what comes a little late into the quiet is not too late when the quiet ends")
  func lateIntoQuiet() throws {
    let tea = try ritual("every day at 21:30") { $0.missedWithin = Span(seconds: 7200) }
    var life = Life([tea], household { $0.quietHours = [nights] })
    life.live(at: berlin("2026-12-06T20:00"))
    life.live("2026-12-06T22:30", through: "2026-12-07T09:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T21:30/due"])
  }

  @Test("a held one whose clock was set back waits for its time")
  func setBack() throws {
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-06T23:10")
    #expect(life.live(at: berlin("2026-12-06T21:00")) == berlin("2026-12-06T23:00"))
    #expect(life.told.isEmpty)
  }

  @Test("a missed one before one that was answered ahead comes once")
  func missedBeforeAnswered() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live(at: berlin("2026-12-06T12:00"))
    life.note(
      .done(on: CivilDateTime("2026-12-06T12:00")!), of: "tea@2026-12-09T10:00", at: "2026-12-06T12:00")
    life.live(at: berlin("2026-12-09T12:00"))
    #expect(life.given == ["2026-12-08T10:00"])
  }

  @Test("while it rests nothing comes, and nothing is made up for; an edit delivers nothing by itself")
  func rests() throws {
    var life = Life([try ritual("every day at 10:00") { $0.isPaused = true }])
    life.live("2026-12-06T09:00", through: "2026-12-08T12:00")
    life.planner = Planner(
      [try ritual("every day at 10:00")], circumstances: life.planner.circumstances,
      chronicle: life.planner.chronicle)
    life.live("2026-12-08T12:00", through: "2026-12-09T12:00")
    #expect(life.given == ["2026-12-09T10:00"])
  }
}
