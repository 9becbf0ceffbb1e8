import CivilTime
import Testing

@testable import Rituals

@Suite struct SwapTests {
  @Test func `a swap applies to its occurrence only, and the order goes on as if there were none`() {
    var life = Played(["sam", "ana", "jo"])
    life.swap("ana", "sam", on: 1)
    #expect(life.live(5) == ["sam", "sam", "jo", "sam", "ana"])
  }

  @Test func `the reason names the swap, and whose turn it would have been`() {
    var life = Played(["sam", "ana"])
    life.swap("sam", "ana", on: 0)
    let decision = life.live()
    #expect(decision.reasons == [.first(["sam"]), .swapped("ana", for: "sam", from: nil)])
    #expect(decision.turn.holders == [RoleHolder(role: "host", person: "ana", due: "sam")])
    #expect(life.live(2) == ["ana", "sam"])
  }

  /// GoAlert: a replacement of somebody who is not on duty is ignored.
  @Test func `a swap whose replaced person is not on does nothing, and the reason says so`() {
    var life = Played(["sam", "ana", "jo"])
    life.swap("jo", "ana", on: 0)
    #expect(life.decision(on: 0).turn.people == "sam")
    #expect(
      life.decision(on: 0).reasons == [.first(["sam"]), .idleSwap("ana", for: "jo", why: .notOn)])
  }

  @Test func `a swap with somebody who has gone away since does nothing`() {
    var life = Played(["sam", "ana"])
    life.swap("sam", "ana", on: 0)
    life.away("ana", 0)
    #expect(life.decision(on: 0).turn.people == "sam")
    #expect(life.decision(on: 0).reasons.last == .idleSwap("ana", for: "sam", why: .away))
  }

  @Test func `nobody gets two roles by a swap`() {
    var life = Played(["sam", "ana", "jo"], roles: ["host", "cook"])
    life.swap("sam", "ana", role: "host", on: 0)
    #expect(life.decision(on: 0).turn.people == "sam+ana")
    #expect(life.decision(on: 0).reasons.last == .idleSwap("ana", for: "sam", why: .hasAnother))
  }

  @Test func `swaps follow one another, and one there and back leaves nothing`() {
    var life = Played(["sam", "ana", "jo"])
    life.swap("sam", "ana", on: 0)
    life.swap("ana", "jo", on: 0)
    #expect(life.decision(on: 0).turn.people == "jo")
    life.swap("jo", "ana", on: 0)
    #expect(life.decision(on: 0).turn.people == "ana")
    life.swap("ana", "sam", on: 0)
    #expect(life.decision(on: 0).turn.people == "sam")
    #expect(life.state.swaps.isEmpty)
  }

  @Test func `a swap after a lead and one while it is open both apply`() {
    var life = Played(["sam", "ana", "jo"])
    life.state.apply(.turn(life.decision(on: 0).turn), of: Played.start(0))
    life.swap("sam", "ana", on: 0)
    #expect(life.live(.none).turn.people == "ana")
    life.swap("ana", "jo", on: 0)
    #expect(life.decision(on: 0).turn.people == "jo")
    #expect(life.live(2) == ["ana", "jo"])
  }

  @Test func `where nobody is on, somebody may be put there, and the order still waits`() {
    var life = Played(["sam", "ana"])
    for person in ["sam", "ana"] { life.away(person, 1) }
    life.people["kim"] = Person(id: "kim", name: "Kim")
    life.swap(nil, "kim", on: 1)
    #expect(life.live(3) == ["sam", "kim", "ana"])
  }

  @Test func `least recent: a swap is neutral`() {
    var life = Played(["sam", "ana", "jo"]) { $0.choose = .leastRecent }
    life.swap("sam", "jo", on: 0)
    #expect(life.live(4) == ["jo", "ana", "jo", "sam"])
  }
}
