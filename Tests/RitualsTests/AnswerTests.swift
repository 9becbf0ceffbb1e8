import CivilTime
import Recurrence
import TestSupport
import Testing

@testable import Rituals

@Suite struct AnswerTests {
  private let berlin = systemZone("Europe/Berlin")

  @Test("A hook's line answers with a moment; what is no answer is none")
  func lines() throws {
    #expect(Answer(line: "done") == .done)
    #expect(Answer(line: " Skip ") == .skip)
    #expect(Answer(line: "later") == .later)
    #expect(Answer(line: "snooze 1h") == .snooze(.later(Span(seconds: 3600))))
    #expect(Answer(line: "snooze tonight") == .snooze(.tonight))
    #expect(
      Answer(line: "snooze tomorrow 9:00") == .snooze(.on(.tomorrow, at: TimeOfDay(hour: 9, minute: 0))))
    #expect(Answer(line: "move saturday") == .move(.on(.weekday(.saturday))))
    #expect(Answer(line: "move 2026-12-05 18:00") == (try .move(Moment(parsing: "2026-12-05 18:00"))))
    for line in ["", "snooze", "move", "snooze soonish", "snooze 0h", "done now", "move 30 february"] {
      #expect(Answer(line: line) == nil, "\(line)")
    }
  }

  @Test("A snooze is an instant, a move a wall time; what has passed is neither")
  func events() throws {
    let id = try #require(OccurrenceID("coffee-ana@2026-12-05T10:30"))
    let now = try #require(Instant("2026-12-03T12:00:30Z"))
    func fact(_ line: String) throws -> Event.Fact? {
      try #require(Answer(line: line)).event(for: id, at: now, zone: berlin)?.fact
    }
    #expect(try fact("snooze tonight") == .snoozed(until: #require(Instant("2026-12-03T19:00:00Z"))))
    #expect(try fact("snooze saturday") == .snoozed(until: #require(Instant("2026-12-05T08:00:00Z"))))
    #expect(try fact("move sunday") == .moved(to: #require(CivilDateTime("2026-12-06T10:30"))))
    #expect(try fact("move 1 day later") == .moved(to: #require(CivilDateTime("2026-12-06T10:30"))))
    #expect(try fact("move in 1 hour") == .moved(to: #require(CivilDateTime("2026-12-03T14:01"))))
    #expect(try fact("snooze today 9:00") == nil)
    #expect(try fact("move 2026-12-01") == nil)
    let moved = Answer.move(.later(Span(days: 1))).event(
      for: id, at: now, zone: berlin, start: CivilDateTime("2026-12-07T09:00"))
    #expect(moved?.fact == .moved(to: try #require(CivilDateTime("2026-12-08T09:00"))))
  }
}
