import CivilTime
import Rituals
import Testing

@Suite("Turns by date, in order")
struct RotationTests {
  private func day(_ number: Int) -> CivilDateTime {
    CivilDateTime(CivilDate(dayNumber: 20_000 + number), TimeOfDay(secondOfDay: 36_000))
  }

  private func holders(
    _ turns: Turns, count: Int, isAway: (String, Int) -> Bool = { _, _ in false }
  ) -> [[String?]] {
    var previous: Turn?
    return (0..<count).map { index in
      let turn = turns.turn(at: day(index), following: previous) { isAway($0, index) }
      previous = turn
      return turn.holders.map(\.person)
    }
  }

  @Test("one role goes round")
  func oneRole() {
    let turns = Turns(roles: ["host"], order: ["sam", "ana", "jo"])
    #expect(holders(turns, count: 5) == [["sam"], ["ana"], ["jo"], ["sam"], ["ana"]])
  }

  @Test("several roles rotate jointly, and nobody holds two")
  func twoRoles() {
    let turns = Turns(roles: ["host", "cook"], order: ["sam", "ana", "jo"])
    #expect(holders(turns, count: 3) == [["sam", "ana"], ["ana", "jo"], ["jo", "sam"]])
  }

  @Test("with fewer people than roles somebody holds two")
  func fewPeople() {
    #expect(holders(Turns(roles: ["host", "cook"], order: ["sam"]), count: 1) == [["sam", "sam"]])
  }

  @Test("a name twice carries double weight")
  func weight() {
    let turns = Turns(roles: ["host"], order: ["sam", "ana", "sam"])
    #expect(holders(turns, count: 6).flatMap { $0 } == ["sam", "ana", "sam", "sam", "ana", "sam"])
  }

  @Test("who is away is passed over, and the order goes on")
  func away() {
    let turns = Turns(roles: ["host"], order: ["sam", "ana", "jo"])
    #expect(holders(turns, count: 4) { $0 == "ana" && $1 == 1 } == [["sam"], ["jo"], ["sam"], ["ana"]])
  }

  @Test("all away: nobody is on, and the order waits")
  func allAway() {
    let turns = Turns(roles: ["host"], order: ["sam", "ana"])
    #expect(holders(turns, count: 3) { $1 == 1 } == [["sam"], [nil], ["ana"]])
  }

  @Test("a changed order goes on behind the same person")
  func changedOrder() {
    let before = Turns(roles: ["host"], order: ["sam", "ana", "jo"])
    let turn = before.turn(at: day(0), following: nil) { _ in false }
    let after = Turns(roles: ["host"], order: ["kim", "sam", "jo"])
    #expect(after.turn(at: day(1), following: turn) { _ in false }.holders[0].person == "jo")
  }

  @Test("nobody in the order: the role is there and nobody holds it")
  func empty() {
    #expect(holders(Turns(roles: ["host"], order: []), count: 1) == [[nil]])
  }
}
