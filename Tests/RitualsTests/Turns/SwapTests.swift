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

  // MARK: Whole turns

  @Test func `a whole swap lasts to the end of the turn period, and no longer`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.swap("ana", "jo", on: 7, isWhole: true)
    #expect(life.live(21) == Array(repeating: "sam", count: 7) + Array(repeating: "jo", count: 14))
    #expect(life.live(1) == ["sam"])
    // Nothing is kept of it once it is over.
    #expect(life.state.swaps.isEmpty)
  }

  @Test func `in the middle of a turn period it changes the rest, and what is over stays`() {
    var life = Played(["sam", "ana"]) { $0.every = Span(days: 7) }
    #expect(life.live(3) == ["sam", "sam", "sam"])
    life.swap("sam", "ana", on: 3, isWhole: true)
    #expect(life.decision(on: 2).turn.people == "sam")
    #expect(life.live(5) == ["ana", "ana", "ana", "ana", "ana"])
  }

  @Test func `while a whole turn is swapped a single time can be swapped as well`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.swap("sam", "ana", on: 0, isWhole: true)
    life.swap("ana", "jo", on: 2)
    #expect(life.live(4) == ["ana", "ana", "jo", "ana"])
  }

  @Test func `a single swap made before stays under a whole one`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.swap("sam", "jo", on: 1)
    life.swap("sam", "ana", on: 0, isWhole: true)
    #expect(life.live(3) == ["ana", "jo", "ana"])
  }

  @Test func `a whole swap there and back leaves nothing, also once its turn has begun`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.swap("sam", "ana", on: 0, isWhole: true)
    #expect(life.live(2) == ["ana", "ana"])
    life.swap("ana", "sam", on: 0, isWhole: true)
    #expect(life.state.swaps.standing.isEmpty)
    // What is over stays as it was.
    #expect(life.decision(on: 1).turn.people == "ana")
    #expect(life.live(2) == ["sam", "sam"])
    #expect(life.decision(on: 4).reasons == [.within(["sam"], through: Played.date(6))])
  }

  @Test func `who took over a whole turn and goes away meanwhile gives it back for those days`() {
    var life = Played(["sam", "ana"]) { $0.every = Span(days: 7) }
    life.swap("sam", "ana", on: 0, isWhole: true)
    life.away("ana", 2, 3)
    #expect(life.live(5) == ["ana", "ana", "sam", "sam", "ana"])
  }

  @Test func `a turn that waits to be done is swapped until it is`() {
    var life = Played(["sam", "ana", "jo"]) { $0.advance = .whenDone }
    life.swap("sam", "jo", on: 0, isWhole: true)
    #expect(life.live(2, .none) == ["jo", "jo"])
    #expect(life.live(2, .done) == ["jo", "ana"])
  }

  @Test func `a swap is undone while its time is open, too`() {
    for isWhole in [false, true] {
      var life = Played(["sam", "ana", "jo"]) { if isWhole { $0.every = Span(days: 7) } }
      life.swap("sam", "jo", on: 0, isWhole: isWhole)
      #expect(life.live(1, .none) == ["jo"])
      life.swap("jo", "sam", on: 0, isWhole: isWhole)
      #expect(life.decision(on: 0).turn.people == "sam")
      #expect(life.decision(on: 0).reasons.first == .first(["sam"]))
      #expect(!life.decision(on: 0).reasons.contains { if case .swapped = $0 { true } else { false } })
      #expect(life.state.swaps.standing.isEmpty)
    }
  }

  // MARK: Who has left

  @Test func `a swap with somebody who has left the order does nothing, and the reason says so`() {
    var life = Played(["sam", "ana", "jo"])
    life.swap("sam", "jo", on: 0)
    life.turns.order = ["sam", "ana"]
    #expect(life.decision(on: 0).turn.people == "sam")
    #expect(life.decision(on: 0).reasons.last == .idleSwap("jo", for: "sam", why: .gone))
  }

  @Test func `a swap with a guest who has left the people does nothing`() {
    var life = Played(["sam", "ana"])
    life.people["kim"] = Person(id: "kim", name: "Kim")
    life.swap("sam", "kim", on: 0)
    #expect(life.decision(on: 0).turn.people == "kim")
    life.people["kim"] = nil
    #expect(life.decision(on: 0).turn.people == "sam")
  }

  @Test(arguments: [Turns.Choice.inOrder, .leastRecent])
  func `who has left is on for nothing that was announced ahead`(choose: Turns.Choice) {
    var life = Played(["sam", "ana", "jo"]) { $0.choose = choose }
    #expect(life.live(1) == ["sam"])
    life.state.apply(.turn(life.decision(on: 1).turn), of: Played.start(1))
    #expect(life.decision(on: 1).turn.people == "ana")
    life.turns.order = ["sam", "jo"]
    #expect(life.live(3) == ["jo", "sam", "jo"])
  }

  @Test func `who has left is on for nothing in a turn period, and the order goes on behind them`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    #expect(life.live(9).last == "ana")
    life.turns.order = ["sam", "jo"]
    let decision = life.decision(on: 9)
    #expect(decision.turn.people == "jo")
    #expect(decision.reasons == [.takesOver("jo", from: "ana")])
    #expect(life.live(6) == ["jo", "jo", "jo", "jo", "jo", "jo"])
  }

  @Test func `while it is open, who has left makes room; once it is over, it stays as it was`() {
    var life = Played(["sam", "ana", "jo"])
    #expect(life.live(1, .none) == ["sam"])
    life.turns.order = ["ana", "jo"]
    #expect(life.decision(on: 0).turn.people == "ana")
    #expect(life.decision(on: 0).reasons == [.takesOver("ana", from: "sam")])
    life.state.apply(.done(on: Played.start(0)), of: Played.start(0))
    #expect(life.decision(on: 0).turn.people == "sam")
  }

  @Test func `where a swap put them there, it goes back to whose turn it was`() {
    var life = Played(["sam", "ana", "jo"])
    life.swap("sam", "jo", on: 0)
    #expect(life.live(1, .none) == ["jo"])
    life.turns.order = ["sam", "ana"]
    #expect(life.decision(on: 0).turn.people == "sam")
  }

  // MARK: Somebody else did it

  @Test func `what somebody else did counts as a swap of that time does`() {
    for advance in [Turns.Advance.byDate, .whenDone] {
      var life = Played(["sam", "ana", "jo"]) { $0.advance = advance }
      #expect(life.live(1, .none) == ["sam"])
      let swap = RoleSwap(role: "host", from: "sam", to: "jo")
      life.state.apply(.done(on: Played.start(0), by: swap), of: Played.start(0))
      #expect(life.decision(on: 0).turn.holders == [RoleHolder(role: "host", person: "jo", due: "sam")])
      #expect(life.decision(on: 0).reasons == [.first(["sam"]), .did("jo", for: "sam")])
      #expect(life.live(3) == ["ana", "jo", "sam"])
    }
  }

  @Test func `undone, it is as if nobody had done it`() {
    var life = Played(["sam", "ana", "jo"]) { $0.advance = .whenDone }
    #expect(life.live(1, .none) == ["sam"])
    let before = life.state
    let swap = RoleSwap(role: "host", from: "sam", to: "jo")
    life.state.apply(.done(on: Played.start(0), by: swap), of: Played.start(0))
    life.state.apply(.undone, of: Played.start(0))
    #expect(life.state == before)
    #expect(life.live(1) == ["sam"])
  }
}
