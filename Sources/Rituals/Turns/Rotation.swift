import CivilTime

/// Whose turn it is: the rules of one ritual's turns, and who is away when. It asks only what was told before and what the
/// config says, so it answers the same on every machine.
///
/// Several roles rotate jointly: the first goes to the next in the order, each further role to whoever follows, and nobody
/// holds two unless there are fewer people than roles. Who is away is passed over, the order goes on unchanged, and
/// nothing has to be made up.
public struct Rotation: Sendable {
  let turns: Turns
  let stretch: TurnStretch?
  private let people: [String: Person]

  /// The rotation of a ritual's turns.
  ///
  /// - Parameters:
  ///   - starting: the ritual's anchor, from which turns longer than an occurrence are counted.
  ///   - people: who is who; their absences count, whether the config or the history has them.
  public init(_ turns: Turns, starting: LocalPoint?, people: [String: Person]) {
    self.turns = turns
    self.people = people
    stretch = turns.every.map { TurnStretch(every: $0, starting: starting) }
  }

  /// Where the turn that holds a wall time ends, and the next one begins; nil where a turn is one occurrence long.
  public func end(of local: CivilDateTime) -> CivilDateTime? { stretch?.end(of: local) }

  /// Whose turn an occurrence is, and why.
  ///
  /// What was told stands: a changed list of people changes the future only. What was told of an occurrence that is still
  /// to come gives way where somebody has gone away since, and, with `when done`, where the turn before it has been done
  /// since, or has not.
  /// - Parameters:
  ///   - state: the turns told before this occurrence, each given its answer.
  ///   - swaps: those of this occurrence, in the order in which they were made.
  public func decide(
    at start: CivilDateTime, after state: TurnState, swaps: [SwapInForce] = []
  ) -> TurnDecision {
    let facts = state.facts
    let before = facts.told.last { $0.turn.occurrence < start }?.turn
    let isSettled = facts.isOver(start)
    var turn: Turn
    if let told = state.told(at: start), isSettled || stands(told, after: before, facts) {
      turn = told
      for index in turn.holders.indices where !isSettled {
        turn.holders[index].person = turn.holders[index].due
      }
      if !isSettled, turn.ground == .within { standIn(&turn) }
    } else {
      turn = fresh(at: start, after: before, facts)
    }
    var decision = TurnDecision(turn: turn)
    let swaps = isSettled ? notCarriedOutYet(swaps, turn) : swaps
    for swap in swaps { decision.carryOut(swap, isAway: { people[$0]?.isAway(on: start.date) ?? false }) }
    decision.reasons = reasons(of: decision, facts)
    return decision
  }

  /// Without the swaps that are part of a turn as it was told, but for the last of each role: that one is its reason.
  private func notCarriedOutYet(_ swaps: [SwapInForce], _ turn: Turn) -> [SwapInForce] {
    swaps.enumerated().filter { index, one in
      let role = one.swap.role
      let last = swaps.lastIndex { $0.swap.role == role && $0.swap.to == turn.holder(of: role)?.person }
      return last.map { index >= $0 } ?? true
    }.map(\.element)
  }

  /// True for who is away, and for who feels stretched where others are free for every role.
  func isAway(_ person: String, _ start: CivilDateTime) -> Bool {
    (people[person]?.isAway(on: start.date) ?? false) || isEased(person, start)
  }

  private func isEased(_ person: String, _ start: CivilDateTime) -> Bool {
    guard people[person]?.isStretched(on: start.date) == true else { return false }
    let free = turns.order.uniqued.filter { other in
      guard other != person, let known = people[other] else { return other != person }
      return !known.isAway(on: start.date) && !known.isStretched(on: start.date)
    }
    return free.count >= turns.roles.count
  }

  /// Why somebody is passed over.
  func passedOver(_ person: String, _ start: CivilDateTime) -> TurnReason {
    if people[person]?.isAway(on: start.date) != true, isEased(person, start) {
      return .stretched(person, through: people[person]?.stretched?.to)
    }
    return .away(person, through: awayThrough(person, start))
  }

  func awayThrough(_ person: String, _ start: CivilDateTime) -> CivilDate? {
    people[person]?.awayThrough(on: start.date)
  }

  /// False for who is away, and for who is in the list no longer.
  private func isFree(_ person: String, _ start: CivilDateTime) -> Bool {
    turns.order.contains(person) && !isAway(person, start)
  }

  /// Whether what was told of an occurrence that is still to come holds.
  private func stands(_ told: Turn, after before: Turn?, _ facts: TurnState.Facts) -> Bool {
    guard !told.isNobodys else { return false }
    if turns.advance == .whenDone, let before {
      let stays = self.stays(before, at: told.occurrence, facts) != nil
      guard stays == (told.ground == .notDone || told.ground == .within) else { return false }
    }
    return told.ground == .within
      || told.holders.allSatisfy { holder in !(holder.due.map { isAway($0, told.occurrence) } ?? false) }
  }

  /// Why an occurrence still belongs to the turn before it; nil where the next turn begins.
  private func stays(_ before: Turn, at start: CivilDateTime, _ facts: TurnState.Facts) -> Turn.Ground? {
    guard !before.isNobodys else { return nil }
    if let stretch, stretch.start(of: before.occurrence) == stretch.start(of: start) { return .within }
    return turns.advance == .whenDone && !facts.isDone(since: before.since) ? .notDone : nil
  }

  private func fresh(at start: CivilDateTime, after before: Turn?, _ facts: TurnState.Facts) -> Turn {
    guard let before else { return choose(at: start, from: 0, ground: .first, facts) }
    switch stays(before, at: start, facts) {
    case .within: return within(before, at: start)
    case .notDone:
      let hand = before.holders.compactMap(\.due)
      let free = turns.order.uniqued.filter { isFree($0, start) }
      if before.holders.map(\.role) == turns.roles, hand.allSatisfy({ free.contains($0) }),
        // Somebody who held two, for want of people, gives one away as soon as there are more.
        Set(hand).count == min(turns.roles.count, free.count)
      {
        return Turn(
          occurrence: start, holders: before.holders.map { RoleHolder(role: $0.role, person: $0.due) },
          since: before.since, following: before.following, ground: .notDone)
      }
      return choose(at: start, from: place(of: before), ground: .notDone, facts)
    default:
      return choose(at: start, from: place(after: before), ground: .next, facts)
    }
  }

  /// The same turn at a later occurrence of its stretch. Who is away just then is stood in for, and on again when back.
  private func within(_ before: Turn, at start: CivilDateTime) -> Turn {
    var turn = Turn(
      occurrence: start, holders: [], since: before.since, following: before.following, ground: .within)
    turn.holders = turns.roles.map { RoleHolder(role: $0, person: before.holder(of: $0)?.due) }
    standIn(&turn)
    return turn
  }

  private func standIn(_ turn: inout Turn) {
    let start = turn.occurrence
    var hand = Set(turn.holders.compactMap(\.due).filter { isFree($0, start) })
    let free = (turn.following + turns.order).filter { isFree($0, start) }
    var seen: Set<String> = []
    turn.passedOver = []
    for index in turn.holders.indices {
      let due = turn.holders[index].due
      if let due, isFree(due, start) {
        // Somebody who held two, for want of people, gives one away as soon as there are more.
        guard !seen.insert(due).inserted, let other = free.first(where: { !hand.contains($0) }) else {
          continue
        }
        turn.holders[index] = RoleHolder(role: turn.holders[index].role, person: other)
        hand.insert(other)
        continue
      }
      if let due, isAway(due, start), !turn.passedOver.contains(due) { turn.passedOver.append(due) }
      let person = free.first { !hand.contains($0) } ?? free.first
      turn.holders[index].person = person
      // A role that is new in the config: who takes it has it for the rest of the turn.
      if due == nil { turn.holders[index].due = person }
      if let person { hand.insert(person) }
    }
  }
}
