import CivilTime

extension Rotation {
  /// A turn that begins at an occurrence: in the order from a place on, or by who had each role longest ago.
  func choose(
    at start: CivilDateTime, from place: Int, ground: Turn.Ground, _ facts: TurnState.Facts
  ) -> Turn {
    let order = turns.order
    var turn = Turn(occurrence: start, holders: [], ground: ground)
    let round = order.indices.map { order[($0 + place) % order.count] }
    guard round.contains(where: { !isAway($0, start) }) else {
      // Everybody is away, so the order waits: the next turn begins where this one would have.
      turn.holders = turns.roles.map { RoleHolder(role: $0, person: nil) }
      turn.following = round
      turn.ground = .nobody
      turn.passedOver = round.uniqued
      return turn
    }
    switch turns.choose {
    case .inOrder: chooseInOrder(round, &turn)
    case .leastRecent: chooseLeastRecent(&turn, facts)
    }
    return turn
  }

  private func chooseInOrder(_ round: [String], _ turn: inout Turn) {
    var hand: [String] = []
    for (index, person) in round.enumerated() {
      guard hand.count < turns.roles.count else { break }
      if hand.contains(person) || turn.passedOver.contains(person) { continue }
      if isAway(person, turn.occurrence) {
        turn.passedOver.append(person)
        continue
      }
      if hand.isEmpty { turn.following = Array(round[(index + 1)...] + round[...index]) }
      hand.append(person)
    }
    turn.holders = turns.roles.enumerated().map { RoleHolder(role: $1, person: hand[$0 % hand.count]) }
  }

  /// For each role, who never had it comes first, then who had it longest ago; of equals, the first in the list.
  private func chooseLeastRecent(_ turn: inout Turn, _ facts: TurnState.Facts) {
    let start = turn.occurrence
    let order = turns.order
    if turn.ground == .next { turn.ground = .leastRecent }
    var hand: [String] = []
    for role in turns.roles {
      let ranked = order.uniqued.map { ($0, rank(of: $0, in: role, before: start, facts)) }
        .sorted { $0.1 < $1.1 }.map(\.0)
      let isAlone = ranked.allSatisfy { isAway($0, start) || hand.contains($0) }
      for person in ranked {
        if isAway(person, start) {
          if !turn.passedOver.contains(person) { turn.passedOver.append(person) }
        } else if isAlone || !hand.contains(person) {
          hand.append(person)
          break
        }
      }
    }
    turn.holders = zip(turns.roles, hand).map { RoleHolder(role: $0, person: $1) }
    if let index = hand.first.flatMap({ order.firstIndex(of: $0) }) {
      turn.following = Array(order[(index + 1)...] + order[...index])
    }
  }

  /// The rank by `least recent`, the lowest first: who never had the role (0), who has a seat that was never used (1), who
  /// had it longest ago (2). A name that stands twice in the list has two seats, and so comes twice as often.
  private func rank(
    of person: String, in role: String, before start: CivilDateTime, _ facts: TurnState.Facts
  ) -> (group: Int, since: CivilDateTime, seat: Int) {
    let seats = turns.order.indices.filter { turns.order[$0] == person }.prefix(TurnState.remembered)
    let times = facts.served(role, person, before: start, onlyDone: turns.advance == .whenDone)
    guard times.count >= seats.count else { return (times.isEmpty ? 0 : 1, start, seats[times.count]) }
    return (2, times[times.count - seats.count], seats.first ?? 0)
  }

  /// The place in the list some steps after a turn; if its person has left the list, that of the first who followed.
  func place(_ steps: Int, after turn: Turn) -> Int {
    let following = turn.following.filter { turns.order.contains($0) }
    if let person = turn.holders.first?.due, let place = place(of: person, before: following) {
      return (place + steps) % turns.order.count
    }
    return following.first.flatMap { place(of: $0, before: Array(following.dropFirst())) } ?? 0
  }

  /// The place of a person in the list; of several, the one after which the order goes on most like `following`.
  private func place(of person: String, before following: [String]) -> Int? {
    let order = turns.order
    var best: (place: Int, length: Int)?
    for place in order.indices where order[place] == person {
      let behind = (1...order.count).lazy.map { order[(place + $0) % order.count] }
      let length = zip(behind, following).prefix { $0 == $1 }.count
      if length > best?.length ?? -1 { best = (place, length) }
    }
    return best?.place
  }
}

extension Array where Element: Equatable {
  /// Each once, in their order.
  package var uniqued: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
