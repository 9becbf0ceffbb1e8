import CivilTime

/// Whose turn it is. It depends on the config and on the turns announced before only, so it is the same on every machine.
///
/// Several roles rotate jointly: the first goes to the next in the order, each further role to whoever follows, and nobody
/// has two unless there are fewer people than roles. Who is away is passed over and doesn't have to make up for it.
public struct Rotation: Sendable {
  let turns: Turns
  let period: TurnPeriod?
  private let people: [String: Person]

  /// - Parameters:
  ///   - starting: the ritual's anchor, from which turn periods are counted.
  ///   - people: by their ids, with the absences of the config and the history.
  public init(_ turns: Turns, starting: LocalPoint?, people: [String: Person]) {
    self.turns = turns
    self.people = people
    period = turns.every.map { TurnPeriod(every: $0, starting: starting) }
  }

  /// Where the turn period of a wall time ends, and the next one begins; nil where a turn is one occurrence long.
  public func end(of local: CivilDateTime) -> CivilDateTime? { period?.end(of: local) }

  /// Whose turn an occurrence is, and why.
  ///
  /// A turn that was announced stays: a changed list of people changes the future only. Before the occurrence it
  /// changes only if a holder goes away or, with `when done`, if the turn before it is done or passes.
  /// - Parameters:
  ///   - state: the turns announced before this occurrence, each with its answer.
  ///   - swaps: those for this occurrence, in the order in which they were made. One that names another occurrence was
  ///     made before the schedule moved.
  public func decide(at start: CivilDateTime, after state: TurnState, swaps: [Swap] = []) -> TurnDecision {
    let facts = state.facts
    let before = state.announced(before: start)
    let isSettled = facts.isOver(start)
    var turn: Turn
    if let announced = state.announced(at: start), isSettled || stands(announced, after: before, facts) {
      turn = announced
      if isSettled {
        if facts.isOpen(start) { standInForGone(&turn, swaps) }
      } else {
        for index in turn.holders.indices { turn.holders[index].person = turn.holders[index].due }
        if turn.ground == .within { standIn(&turn) }
      }
    } else {
      turn = fresh(at: start, after: before, facts)
    }
    let reaching = swaps.filter { !$0.isWhole || $0.occurrence >= start || goesOn($0, at: turn) }
    let swaps = isSettled ? notCarriedOutYet(reaching, turn, isOpen: facts.isOpen(start)) : reaching
    let outcomes = swaps.compactMap { carryOut($0, on: &turn) }
    return TurnDecision(turn: turn, reasons: reasons(of: turn, outcomes, facts))
  }

  /// Whether a whole swap of an earlier occurrence still holds at a turn.
  private func goesOn(_ swap: Swap, at turn: Turn) -> Bool {
    swap.reaches(turn)
      || period.map { $0.start(of: swap.occurrence) == $0.start(of: turn.occurrence) } ?? false
  }

  /// Without the swaps that are part of a turn as it was announced, except for the last of each role, the reason for it;
  /// what is over is not changed by a whole swap any more.
  private func notCarriedOutYet(_ swaps: [Swap], _ turn: Turn, isOpen: Bool) -> [Swap] {
    swaps.enumerated().filter { index, swap in
      let last = swaps.lastIndex { $0.role == swap.role && $0.to == turn.holder(of: swap.role)?.person }
      if !isOpen, swap.isWhole { return index == last }
      return last.map { index >= $0 } ?? true
    }.map(\.element)
  }

  struct SwapOutcome {
    var role: String
    var reason: TurnReason
    var isIdle = false
  }

  /// Applies a swap, or returns why it changes nothing; nil if that person has the role anyway.
  private func carryOut(_ swap: Swap, on turn: inout Turn) -> SwapOutcome? {
    // A whole one is for this occurrence as well.
    let own = swap.isWhole || swap.occurrence == turn.occurrence ? nil : swap.occurrence
    let swapped = SwapOutcome(role: swap.role, reason: .swapped(swap.to, for: swap.from, from: own))
    func idle(_ why: TurnReason.Idle) -> SwapOutcome {
      SwapOutcome(role: swap.role, reason: .idleSwap(swap.to, for: swap.from, why: why), isIdle: true)
    }
    let place = turn.holders.firstIndex { $0.role == swap.role }
    let holder = place.map { turn.holders[$0] }
    // Where it was announced with the swap, that is the reason.
    if let holder, holder.person == swap.to { return holder.due == swap.to ? nil : swapped }
    if isGone(swap.change) { return idle(.gone) }
    if isOut(swap.to, turn.occurrence) { return idle(.away) }
    if turn.holders.contains(where: { $0.person == swap.to }) { return idle(.hasAnother) }
    guard let place, holder?.person == swap.from else { return idle(.notOn) }
    turn.holders[place].person = swap.to
    return swapped
  }

  /// True for who is no longer among the people.
  package func isUnknown(_ person: String) -> Bool { people[person] == nil }

  /// True for a swap with a person who has left the people or the order since.
  private func isGone(_ swap: RoleSwap) -> Bool {
    isUnknown(swap.to) || !swap.isGuest && !turns.order.contains(swap.to)
  }

  private func isOut(_ person: String, _ start: CivilDateTime) -> Bool {
    people[person]?.isAway(on: start.date) ?? false
  }

  /// True for who is away, and for who feels stretched where others are free for every role.
  func isAway(_ person: String, _ start: CivilDateTime) -> Bool {
    isOut(person, start) || isSpared(person, start)
  }

  private func isSpared(_ person: String, _ start: CivilDateTime) -> Bool {
    guard people[person]?.isStretched(on: start.date) == true else { return false }
    let free = turns.order.uniqued.filter { other in
      other != person && !isOut(other, start) && people[other]?.isStretched(on: start.date) != true
    }
    return free.count >= turns.roles.count
  }

  /// Why somebody is passed over.
  func passedOver(_ person: String, _ start: CivilDateTime) -> TurnReason {
    if !isOut(person, start), isSpared(person, start) {
      return .stretched(person, through: people[person]?.stretched?.to)
    }
    return .away(person, through: people[person]?.awayThrough(on: start.date))
  }

  /// False for who is away, and for who is in the list no longer.
  private func isFree(_ person: String, _ start: CivilDateTime) -> Bool {
    turns.order.contains(person) && !isAway(person, start)
  }

  /// Whether a turn that was announced for an occurrence to come is still right.
  private func stands(_ turn: Turn, after before: Turn?, _ facts: TurnState.Facts) -> Bool {
    guard !turn.isNobodys else { return false }
    // Who has left the order is on for nothing that is still to come.
    guard turn.ground == .within || turn.holders.compactMap(\.due).allSatisfy(turns.order.contains) else {
      return false
    }
    if turns.advance == .whenDone, let before {
      let stays = self.stays(before, at: turn.occurrence, facts) != nil
      guard stays == (turn.ground == .notDone || turn.ground == .within) else { return false }
    }
    return turn.ground == .within || !turn.holders.compactMap(\.due).contains { isAway($0, turn.occurrence) }
  }

  /// Why an occurrence still belongs to the turn before it; nil where the next turn begins.
  private func stays(_ before: Turn, at start: CivilDateTime, _ facts: TurnState.Facts) -> Turn.Ground? {
    guard !before.isNobodys else { return nil }
    if let period, period.start(of: before.occurrence) == period.start(of: start) { return .within }
    return turns.advance == .whenDone && !facts.isDone(since: before.since) ? .notDone : nil
  }

  private func fresh(at start: CivilDateTime, after before: Turn?, _ facts: TurnState.Facts) -> Turn {
    guard let before else { return choose(at: start, from: 0, ground: .first, facts) }
    switch stays(before, at: start, facts) {
    case .within:
      // The same turn, with a stand-in for who is away.
      var turn = Turn(
        occurrence: start, holders: [], since: before.since, following: before.following, ground: .within)
      turn.holders = turns.roles.map { RoleHolder(role: $0, person: before.holder(of: $0)?.due) }
      standIn(&turn)
      return turn
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
      return choose(at: start, from: place(0, after: before), ground: .notDone, facts)
    default: return choose(at: start, from: place(1, after: before), ground: .next, facts)
    }
  }

  /// Replaces who has left the order while an occurrence is open: by whose turn it was where a swap had put them there,
  /// else by whoever follows.
  private func standInForGone(_ turn: inout Turn, _ swaps: [Swap]) {
    func isGone(_ holder: RoleHolder) -> Bool {
      guard let person = holder.person, !turns.order.contains(person) else { return false }
      return isUnknown(person) || !swaps.contains { $0.to == person && $0.role == holder.role && $0.isGuest }
    }
    for index in turn.holders.indices where isGone(turn.holders[index]) {
      let others = Set(turn.holders.indices.filter { $0 != index }.compactMap { turn.holders[$0].person })
      let free = (turn.following + turns.order).filter { isFree($0, turn.occurrence) }
      let due = turn.holders[index].due.flatMap { isFree($0, turn.occurrence) ? $0 : nil }
      turn.holders[index].person = due ?? free.first { !others.contains($0) } ?? free.first
    }
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
        guard !seen.insert(due).inserted, let other = free.first(where: { !hand.contains($0) })
        else { continue }
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
