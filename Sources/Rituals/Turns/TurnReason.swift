import CivilTime

/// One reason why somebody is on, as data; people are ids. `TurnReason+Prose.swift` turns it into words.
public enum TurnReason: Hashable, Sendable {
  /// Why a swap did nothing.
  public enum Idle: Hashable, Sendable {
    /// The person to be replaced is not on.
    case notOn
    /// Who should take it is away.
    case away
    /// Who should take it has another role by now.
    case hasAnother
  }

  /// The order begins: the first, and who follows for the further roles.
  case first([String])
  /// Next in the order, and who follows for the further roles.
  case next([String])
  /// Never had this role yet.
  case neverYet(String, role: String)
  /// Had this role longest ago.
  case longestAgo(String, role: String)
  /// Has a turn longer than an occurrence; the last day of it.
  case within([String], through: CivilDate?)
  /// Still on, since the turn has not been done.
  case notDone([String])
  /// Away, so passed over; the last day, where it is known.
  case away(String, through: CivilDate?)
  /// Feels stretched, so it passes on; the last day, where it is known.
  case stretched(String, through: CivilDate?)
  /// Takes it meanwhile for somebody who is away.
  case standsIn(String, for: String)
  /// Everybody is away and the order waits.
  case nobody
  /// Takes it by a swap; `from` is the occurrence by which it was made, where the schedule has moved since.
  case swapped(String, for: String?, from: CivilDateTime?)
  /// A swap that did nothing.
  case idleSwap(String, for: String?, why: Idle)
  /// Has had it so often in a row that a pause, or sharing it, may do good.
  case oftenInARow(String, role: String)
  /// It holds if the times before it take place.
  case ifDone
}

extension Rotation {
  func reasons(of decision: TurnDecision, _ facts: TurnState.Facts) -> [TurnReason] {
    let turn = decision.turn
    let start = turn.occurrence
    let hand = turn.holders.compactMap(\.due).uniqued
    var reasons: [TurnReason] = []
    switch turn.ground {
    case .nobody: reasons.append(.nobody)
    case .first: reasons.append(.first(hand))
    case .next: reasons.append(.next(hand))
    case .notDone: reasons.append(.notDone(hand))
    case .within:
      reasons.append(.within(hand, through: nil))
    case .leastRecent:
      reasons += turn.holders.compactMap { holder in
        holder.due.map { person in
          facts.served(holder.role, person, before: start, onlyDone: turns.advance == .whenDone).isEmpty
            ? .neverYet(person, role: holder.role) : .longestAgo(person, role: holder.role)
        }
      }
    }
    if turn.ground != .nobody, turn.ground != .notDone, let stretch {
      let last = CivilDateTime(localSeconds: stretch.end(of: start).localSeconds - 1).date
      if last > start.date || turn.ground == .within {
        if turn.ground == .within { reasons.removeLast() }
        reasons.append(.within(hand, through: last))
      }
    }
    // Where everybody is away, that says it all.
    let passedOver = turn.ground == .nobody ? [] : turn.passedOver
    reasons += passedOver.map { self.passedOver($0, start) }
    let swapped = Set(decision.carriedOut.map(\.swap.role))
    for holder in turn.holders where !swapped.contains(holder.role) {
      if let person = holder.person, let due = holder.due, person != due {
        reasons.append(.standsIn(person, for: due))
      }
    }
    for one in decision.carriedOut {
      reasons.append(
        .swapped(one.swap.to, for: one.swap.from, from: one.hasMoved ? one.swap.occurrence : nil))
    }
    reasons += decision.idle.map { .idleSwap($0.swap.swap.to, for: $0.swap.swap.from, why: $0.why) }
    if let most = turns.atMost {
      for holder in turn.holders {
        if let person = holder.person,
          facts.hasHad(holder.role, person, times: most, before: turn, countingTurns: stretch != nil)
        {
          reasons.append(.oftenInARow(person, role: holder.role))
        }
      }
    }
    return reasons
  }
}
