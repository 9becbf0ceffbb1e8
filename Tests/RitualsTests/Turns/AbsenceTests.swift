import CivilTime
import Testing

@testable import Rituals

@Suite struct AbsenceTests {
  @Test func `absences that meet are one, and days undone leave the rest`() {
    func days(_ from: Int, _ to: Int) -> Absence { Absence(from: Played.date(from), to: Played.date(to)) }
    var state = TurnState()
    for (from, to) in [(10, 12), (20, 22), (13, 15), (1, 2)] {
      state.apply(.away(person: "ana", from: Played.date(from), to: Played.date(to)), of: nil)
    }
    #expect(state.absences == [days(1, 2), days(10, 15), days(20, 22)])
    state.apply(.back(person: "ana", from: Played.date(12), to: Played.date(20)), of: nil)
    #expect(state.absences == [days(1, 2), days(10, 11), days(21, 22)])
  }

  @Test func `a ritual without turns uses one word of memory for them`() {
    #expect(MemoryLayout<TurnState>.size == 8)
    var state = TurnState()
    for fact in [
      Event.Fact.reminded(.due, attempt: 1), .began, .lapsed(.nextOneDue), .done(on: Played.start(0)),
    ] {
      state.apply(fact, of: Played.start(0))
    }
    #expect(state == TurnState() && Mirror(reflecting: state).children.allSatisfy { "\($0.value)" == "nil" })
  }
}
