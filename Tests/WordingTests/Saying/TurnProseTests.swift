import CivilTime
import Testing
import Wording

@testable import Rituals

@Suite("turns and balance in words")
struct TurnProseTests {
  private let name = { (id: String) in id.capitalizedFirst }

  private static let ninth = CivilDate("2026-01-09")!

  @Test(
    arguments: [
      (.first(["sam", "jo"]), "Sam is first in the order, and Jo follows"),
      (.next(["ana", "sam", "jo"]), "Ana is next in the order, and Sam and Jo follow"),
      (.neverYet("sam", role: "host"), "Sam has not been host yet"),
      (.longestAgo("ana", role: "host"), "it is longest since Ana was host"),
      (.within(["sam"], through: ninth), "Sam has it until 9 January"),
      (.within(["sam", "jo"], through: nil), "Sam and Jo have it for now"),
      (.notDone(["sam"]), "Sam is next"),
      (.away("ana", through: CivilDate("2026-12-09")!), "Ana is away until 9 December"),
      (.away("ana", through: CivilDate("2027-12-09")!), "Ana is away until 9 December 2027"),
      (.stretched("sam", through: nil), "Sam takes it easy for a while"),
      (.standsIn("ana", for: "sam"), "Ana stands in for Sam"),
      (.nobody, "everybody is away, so nobody is on and the order waits"),
      (.swapped("ana", for: "sam", from: nil), "Ana takes it in Sam's place, as agreed"),
      (.swapped("ana", for: nil, from: nil), "Ana takes it while everybody else is away, as agreed"),
      (
        .swapped("ana", for: "sam", from: CivilDateTime("2026-01-09T10:00")!),
        "Ana takes it in Sam's place, as agreed for 9 January at 10:00, which has moved since"
      ),
      (
        .idleSwap("ana", for: "jo", why: .notOn), "the swap with Ana does not hold, since Jo is not on"
      ),
      (.takesOver("ana", from: "jo"), "Ana takes it, since Jo is no longer in the order"),
      (.did("ana", for: "jo"), "Ana did it in Jo's place"), (.did("ana", for: nil), "Ana did it"),
      (
        .idleSwap("jo", for: "ana", why: .gone),
        "the swap with Jo does not hold, since Jo is no longer in the order"
      ),
      (.idleSwap("ana", for: "jo", why: .away), "the swap with Ana does not hold, since Ana is away"),
      (
        .idleSwap("ana", for: "jo", why: .hasAnother),
        "the swap with Ana does not hold, since Ana has another role then"
      ),
      (
        .oftenInARow("sam", role: "host"),
        "Sam has been host for a while now: a pause, or sharing it, may do good"
      ),
    ] as [(TurnReason, String)])
  func `a reason is a clause`(reason: TurnReason, words: String) {
    #expect([reason].sentence(today: CivilDate("2026-01-05")!, name: name) == words)
  }

  @Test func `several reasons are one sentence`() {
    #expect(
      [TurnReason.next(["ana"]), .ifDone].sentence(today: TurnProseTests.ninth, name: name)
        == "Ana is next in the order; if it takes place by then")
  }

  @Test func `a balance names who had it, and invites the other`() {
    let leaning = Balance(ritual: "soup", role: "host", band: .leaning, carrier: "sam", invited: "ana")
    #expect(leaning.observation(me: "sam", name: name) == "You have hosted lately.")
    #expect(leaning.observation(me: "ana", name: name) == "Sam has hosted lately.")
    #expect(leaning.invitation(me: "sam", name: name) == "Ana could choose next.")
    #expect(leaning.invitation(me: "ana", name: name) == "You could choose next.")
  }
}
