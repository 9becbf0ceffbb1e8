import CivilTime
import Testing

@testable import Rituals

@Suite struct RotationTests {
  /// grocy#894: an order one can give.
  @Test func `one role goes round`() {
    var life = Played(["sam", "ana", "jo"])
    #expect(life.live(5) == ["sam", "ana", "jo", "sam", "ana"])
  }

  @Test func `several roles rotate jointly, and nobody has two`() {
    var life = Played(["sam", "ana", "jo"], roles: ["host", "cook"])
    #expect(life.live(4) == ["sam+ana", "ana+jo", "jo+sam", "sam+ana"])
  }

  @Test func `with fewer people than roles, one of them has two`() {
    var life = Played(["sam"], roles: ["host", "cook"])
    #expect(life.live(1) == ["sam+sam"])
    var two = Played(["sam", "ana"], roles: ["host", "cook"])
    two.away("ana", 1)
    #expect(two.live(3) == ["sam+ana", "sam+sam", "ana+sam"])
  }

  @Test func `a name twice carries double weight`() {
    var life = Played(["sam", "ana", "sam"])
    #expect(life.live(6) == ["sam", "ana", "sam", "sam", "ana", "sam"])
  }

  @Test func `who is away is passed over, the order goes on, and nothing is made up`() {
    var life = Played(["sam", "ana", "jo"])
    life.away("ana", 1)
    #expect(life.live(5) == ["sam", "jo", "sam", "ana", "jo"])
  }

  @Test func `with nobody in the list, nobody has the role`() {
    var life = Played([])
    #expect(life.live(1) == ["-"])
  }

  /// ChoreOps#123, holidays: everybody away leaves nobody on, and the order waits.
  @Test func `with everybody away nobody is on, and the order waits`() {
    var life = Played(["sam", "ana", "jo"])
    for person in ["sam", "ana", "jo"] { life.away(person, 1, 2) }
    #expect(life.live(5) == ["sam", "-", "-", "ana", "jo"])
    #expect(life.decision(on: 2).reasons == [.nobody])
  }

  @Test func `when done, it goes on only when it took place`() {
    var life = Played(["sam", "ana"]) { $0.advance = .whenDone }
    #expect(life.live(1, .none) == ["sam"])
    #expect(life.live(2) == ["sam", "ana"])
    #expect(life.live(1) == ["sam"])
  }

  /// ChoreOps#255 (go on if not done: a choice), and grocy, which counts a skip as a turn: not here.
  @Test func `when done, a skip keeps the same person on; by date it does not`() {
    var whenDone = Played(["sam", "ana"]) { $0.advance = .whenDone }
    #expect(whenDone.live(3, .skipped) == ["sam", "sam", "sam"])
    #expect(whenDone.decision(on: 3).reasons == [.notDone(["sam"])])
    var byDate = Played(["sam", "ana"])
    #expect(byDate.live(3, .skipped) == ["sam", "ana", "sam"])
  }

  @Test func `when done, a late answer still moves it on, and only once`() {
    var life = Played(["sam", "ana", "jo"]) { $0.advance = .whenDone }
    #expect(life.live(4, .none) == ["sam", "sam", "sam", "sam"])
    // The first one did take place; it is said days later.
    life.state.apply(.done(on: Played.start(3)), of: Played.start(0))
    #expect(life.live(1, .none) == ["ana"])
    life.state.apply(.done(on: Played.start(4)), of: Played.start(3))
    #expect(life.live(1, .none) == ["ana"])
    life.state.apply(.done(on: Played.start(5)), of: Played.start(5))
    #expect(life.live(1, .none) == ["jo"])
  }

  @Test func `when done and away, somebody else has it, and whoever does it moves it on`() {
    var life = Played(["sam", "ana", "jo"]) { $0.advance = .whenDone }
    life.away("sam", 1)
    #expect(life.live(1, .none) == ["sam"])
    #expect(life.live(1) == ["ana"])
    #expect(life.live(1) == ["jo"])
  }

  @Test func `an answer that was undone counts as never given`() {
    var life = Played(["sam", "ana"]) { $0.advance = .whenDone }
    _ = life.live(1)
    #expect(life.decision(on: 1).turn.people == "ana")
    life.state.apply(.undone, of: Played.start(0))
    #expect(life.decision(on: 1).turn.people == "sam")
  }

  /// LinkedIn's oncall: drop who is away, then who never served, then longest ago.
  @Test func `least recent: never first, then longest ago`() {
    var life = Played(["sam", "ana", "jo"]) { $0.choose = .leastRecent }
    life.away("sam", 0, 1)
    #expect(life.live(2) == ["ana", "jo"])
    #expect(life.decision(on: 2).reasons == [.neverYet("sam", role: "host")])
    #expect(life.live(4) == ["sam", "ana", "jo", "sam"])
    #expect(life.decision(on: 6).reasons == [.longestAgo("ana", role: "host")])
  }

  @Test func `least recent: who comes back from an absence is next, and not twice`() {
    var life = Played(["sam", "ana", "jo"]) { $0.choose = .leastRecent }
    life.away("ana", 3, 8)
    #expect(life.live(9).suffix(6) == ["sam", "jo", "sam", "jo", "sam", "jo"])
    #expect(life.live(4) == ["ana", "sam", "jo", "ana"])
  }

  /// donetick breaks ties by the order of a map, so at random.
  @Test func `least recent: ties are broken by the order of the list`() {
    for order in [["sam", "ana", "jo"], ["jo", "sam", "ana"]] {
      var life = Played(order) { $0.choose = .leastRecent }
      #expect(life.live(3) == order)
    }
  }

  @Test func `least recent: each role for itself, a name twice twice as often`() {
    var life = Played(["sam", "ana", "jo"], roles: ["host", "cook"]) { $0.choose = .leastRecent }
    // After the first three everybody has had everything once.
    let hands = life.live(9).dropFirst(3)
    for role in 0...1 {
      let had = hands.map { $0.split(separator: "+")[role] }
      for person in ["sam", "ana", "jo"] { #expect(had.filter { $0 == person }.count == 2, "\(hands)") }
    }
    var double = Played(["sam", "ana", "sam"]) { $0.choose = .leastRecent }
    #expect(double.live(6) == ["sam", "ana", "sam", "sam", "ana", "sam"])
  }

  @Test func `least recent, when done: what did not take place is not had`() {
    var life = Played(["sam", "ana"]) {
      $0.choose = .leastRecent
      $0.advance = .whenDone
    }
    #expect(life.live(2, .skipped) == ["sam", "sam"])
    #expect(life.live(3) == ["sam", "ana", "sam"])
  }

  @Test func `after so many in a row, a pause or a share is offered`() {
    var life = Played(["sam", "ana"]) { $0.atMost = 2 }
    life.away("ana", 0, 9)
    #expect(life.live(2) == ["sam", "sam"])
    #expect(life.decision(on: 2).reasons.last == .oftenInARow("sam", role: "host"))
    // A swap is a pause.
    life.people["kim"] = Person(id: "kim", name: "Kim")
    life.swap("sam", "kim", on: 2)
    #expect(life.live(2) == ["kim", "sam"])
    #expect(life.decision(on: 4).reasons.allSatisfy { if case .oftenInARow = $0 { false } else { true } })
  }

  @Test func `what was skipped does not count as having had it`() {
    var life = Played(["sam"]) { $0.atMost = 2 }
    _ = life.live(1)
    _ = life.live(4, .skipped)
    #expect(life.decision(on: 5).reasons == [.next(["sam"])])
    _ = life.live(1)
    #expect(life.decision(on: 6).reasons.last == .oftenInARow("sam", role: "host"))
  }

  @Test func `the first reason names who follows for the further roles`() {
    var life = Played(["ana", "sam", "jo"], roles: ["host", "cook"])
    life.away("ana", 0, 4)
    let decision = life.decision(on: 0)
    #expect(decision.reasons == [.first(["sam", "jo"]), .away("ana", through: Played.date(4))])
  }
}
