import CivilTime
import TestSupport
import Testing

@testable import Rituals

/// Random lists, roles, absences, swaps and answers: the guarantees must hold for each.
@Suite struct RotationPropertyTests {
  private static let names = ["sam", "ana", "jo", "kim", "noor", "dad"]

  /// A life with a random list, some names of it twice, and whatever else turns can say.
  private func randomLife(_ random: inout SeededRandom) -> Played {
    let people = Array(
      RotationPropertyTests.names.shuffled(using: &random).prefix(.random(in: 1...6, using: &random)))
    var order = people
    for person in people where Int.random(in: 0..<4, using: &random) == 0 { order.append(person) }
    order.shuffle(using: &random)
    let roles = Array(["host", "cook", "dj"].prefix(.random(in: 1...3, using: &random)))
    var life = Played(order, roles: roles)
    if Bool.random(using: &random) { life.turns.advance = .whenDone }
    if Bool.random(using: &random) { life.turns.choose = .leastRecent }
    if Int.random(in: 0..<3, using: &random) == 0 {
      life.turns.every = Span(days: .random(in: 1...9, using: &random))
    }
    life.turns.atMost = .random(in: 1...4, using: &random)
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let from = Int.random(in: 0..<60, using: &random)
      if let person = people.randomElement(using: &random) {
        life.away(person, from, from + .random(in: 0...10, using: &random))
      }
    }
    return life
  }

  /// Changes the list in mid-life: somebody comes, somebody goes.
  private func changeRoster(_ life: inout Played, _ random: inout SeededRandom) {
    if life.turns.order.count > 1, Bool.random(using: &random) {
      life.turns.order.remove(at: .random(in: life.turns.order.indices, using: &random))
    } else {
      let new = "new-" + String(repeating: "n", count: life.people.count)
      life.people[new] = Person(id: new, name: new)
      life.turns.order.insert(new, at: .random(in: 0...life.turns.order.count, using: &random))
    }
  }

  private func check(_ decision: TurnDecision, _ life: Played, _ note: Comment) {
    let turn = decision.turn
    let present = Set(life.turns.order).filter {
      !(life.people[$0]?.isAway(on: turn.occurrence.date) ?? false)
    }
    let hand = turn.holders.compactMap(\.person)
    #expect(turn.holders.map(\.role) == life.turns.roles, note)
    for person in hand { #expect(life.people[person]?.isAway(on: turn.occurrence.date) == false, note) }
    // Nobody is on only where everybody is away.
    #expect((hand.isEmpty) == present.isEmpty || !life.state.swaps.isEmpty, note)
    if present.count >= life.turns.roles.count {
      #expect(Set(hand).count == hand.count, note)
      #expect(hand.count == life.turns.roles.count, note)
    }
    #expect(!decision.reasons.isEmpty, note)
  }

  @Test func `nobody away is on, nobody has two roles without need, and each turn has a reason`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("turns: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<120 {
      var life = randomLife(&random)
      for _ in 0..<60 {
        let note: Comment = "seed \(seed), round \(round), day \(life.day): \(life.turns)"
        if Int.random(in: 0..<15, using: &random) == 0 { changeRoster(&life, &random) }
        let decision = life.live([.done, .skipped, .none].randomElement(using: &random) ?? .none)
        check(decision, life, note)
      }
    }
  }

  @Test func `in the long run each has as many turns as the list says`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("fairness: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<100 {
      var life = randomLife(&random)
      life.turns.every = nil
      for id in life.people.keys { life.people[id]?.away = [] }
      let order = life.turns.order
      // With a seat each for far more turns than the list is long, what the beginning was like no longer counts.
      _ = life.live(order.count * 4)
      let rounds = 6
      let hands = (0..<order.count * rounds).map { _ in life.live().turn.holders }
      for person in Set(order) {
        let weight = order.filter { $0 == person }.count
        let had = hands.filter { $0.first?.person == person }.count
        let note: Comment = "seed \(seed), round \(round), \(person): \(life.turns)"
        // The first role goes round the list exactly; the others follow it.
        #expect(had == weight * rounds, note)
      }
    }
  }

  @Test func `two machines with the same events agree, and so does one that stops in between`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("two machines: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<100 {
      var life = randomLife(&random)
      var facts: [(fact: Event.Fact, start: CivilDateTime)] = []
      for _ in 0..<40 {
        let start = Played.start(life.day)
        if Int.random(in: 0..<5, using: &random) == 0,
          let from = life.decision(on: life.day).turn.holders.first?.person,
          let to = life.turns.order.randomElement(using: &random)
        {
          let isWhole = Bool.random(using: &random)
          let change = RoleSwap(role: "host", from: from, to: to, isWhole: isWhole)
          facts.append((.swapped(change), start))
          life.state.apply(.swapped(change), of: start)
        }
        let answer = [Played.Answer.done, .skipped, .none].randomElement(using: &random) ?? .none
        let turn = life.live(answer).turn
        facts += [(.turn(turn), start), (.reminded(.due, attempt: 1), start)]
        if answer == .done { facts.append((.done(on: start), start)) }
        if answer == .skipped { facts.append((.skipped(on: start), start)) }
      }
      var other = life
      other.state = TurnState()
      for (fact, start) in facts { other.state.apply(fact, of: start) }
      #expect(other.state == life.state, "seed \(seed), round \(round)")
      #expect(other.decision(on: life.day) == life.decision(on: life.day), "seed \(seed), round \(round)")
    }
  }

  /// PagerDuty: a changed roster changes the future only.
  @Test func `a changed list changes no turn that was announced, but for who has left`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("future only: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<120 {
      var life = randomLife(&random)
      for id in life.people.keys { life.people[id]?.away = [] }
      _ = life.live(.random(in: 0...20, using: &random), .none)
      // A lead announces the next turn ahead of its time.
      let told = life.decision(on: life.day).turn
      life.state.apply(.turn(told), of: told.occurrence)
      for _ in 0..<3 { changeRoster(&life, &random) }
      let note: Comment = "seed \(seed), round \(round): \(life.turns)"
      func isComplete(_ turn: Turn) -> Bool {
        turn.holders.allSatisfy { holder in
          [holder.person, holder.due].allSatisfy { $0.map(life.turns.order.contains) ?? true }
        }
      }
      if life.turns.every == nil, isComplete(told) {
        #expect(life.decision(on: life.day).turn == told, note)
      }
      for day in max(0, life.day - 2)...life.day {
        let isOver = day < life.day - 1
        let decided = life.decision(on: day).turn
        if let past = life.state.announced(at: Played.start(day)), day < life.day {
          if isOver || isComplete(past) { #expect(decided == past, note) }
        }
        if !isOver {
          #expect(decided.holders.compactMap(\.person).allSatisfy(life.turns.order.contains), note)
        }
      }
    }
  }

  @Test func `after any change of the list, the order goes on behind the same person`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("list changes: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<120 {
      var life = Played(Array(RotationPropertyTests.names.shuffled(using: &random)))
      let last = life.live(.random(in: 1...9, using: &random)).last ?? ""
      let before = life.turns.order
      changeRoster(&life, &random)
      let order = life.turns.order
      let next = life.decision(on: life.day).turn.people
      let note: Comment = "seed \(seed), round \(round): \(before) then \(order) after \(last)"
      if let place = order.firstIndex(of: last) {
        #expect(next == order[(place + 1) % order.count], note)
      } else if let place = before.firstIndex(of: last) {
        #expect(next == before[(place + 1) % before.count], note)
      }
    }
  }
}
