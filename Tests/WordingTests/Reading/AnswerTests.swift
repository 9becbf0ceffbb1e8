import CivilTime
import Recurrence
import Testing

@testable import Rituals
@testable import Wording

@Suite struct AnswerTests {
  @Test("A line of a hook answers, with a moment if need be; any other line doesn't")
  func lines() throws {
    #expect(Answer(line: "done") == .done)
    #expect(Answer(line: " Skip ") == .skip)
    #expect(Answer(line: "later") == .later && Answer(line: "snooze") == .later)
    #expect(Answer(line: "snooze 1h") == .snooze(.later(Span(seconds: 3600))))
    #expect(Answer(line: "snooze tonight") == .snooze(.tonight))
    #expect(
      Answer(line: "snooze tomorrow 9:00") == .snooze(.on(.tomorrow, at: TimeOfDay(hour: 9, minute: 0))))
    #expect(Answer(line: "move saturday") == .move(.on(.weekday(.saturday))))
    #expect(Answer(line: "move 2026-12-05 18:00") == (try .move(Moment(parsing: "2026-12-05 18:00"))))
    for line in ["", "move", "snooze soonish", "snooze 0h", "done now", "move 30 february"] {
      #expect(Answer(line: line) == nil, "\(line)")
    }
  }
}
