import CivilTime

/// One reason why somebody has a turn; people are ids. `TurnReason+Prose.swift` turns it into words.
public enum TurnReason: Equatable, Sendable {
  /// Why a swap did nothing.
  public enum Idle: Equatable, Sendable {
    /// The person to be replaced doesn't have the role.
    case notOn
    /// Who should take it is away.
    case away
    /// Who should take it has left the people, or the order.
    case gone
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
  /// Has a turn period; the last day of it.
  case within([String], through: CivilDate?)
  /// Still has it, since the turn has not been done.
  case notDone([String])
  /// Away, so passed over; the last day, where it is known.
  case away(String, through: CivilDate?)
  /// Feels stretched, so it passes on; the last day, where it is known.
  case stretched(String, through: CivilDate?)
  /// Takes it meanwhile for somebody who is away.
  case standsIn(String, for: String)
  /// Takes it over from somebody who has left the order.
  case takesOver(String, from: String)
  /// Did it, in somebody else's place.
  case did(String, for: String?)
  /// Everybody is away and the order waits.
  case nobody
  /// Takes it by a swap; `from` is the occurrence by which it was made, where the schedule has moved since.
  case swapped(String, for: String?, from: CivilDateTime?)
  /// A swap that did nothing.
  case idleSwap(String, for: String?, why: Idle)
  /// Has had it so often in a row that a pause, or sharing it, may do good.
  case oftenInARow(String, role: String)
  /// True if the times before it take place.
  case ifDone
}

extension TurnReason {
  /// Who is away, where that is the reason.
  package var absent: String? {
    switch self {
    case .away(let person, _), .idleSwap(let person, _, .away): person
    default: nil
    }
  }
}

extension Rotation {
  func reasons(of turn: Turn, _ swaps: [SwapOutcome], _ facts: TurnState.Facts) -> [TurnReason] {
    let start = turn.occurrence
    // Who has left the order has nothing; the occurrences that are over stay as they were.
    let isOver = facts.isOver(start) && !facts.isOpen(start)
    let hand = turn.holders.compactMap(\.due).filter { isOver || turns.order.contains($0) }.uniqued
    let last = period.map { CivilDateTime(localSeconds: $0.end(of: start).localSeconds - 1).date }
    var reasons: [TurnReason] =
      switch turn.ground {
      case .nobody: [.nobody]
      case _ where hand.isEmpty: []
      case .first: [.first(hand)]
      case .next: [.next(hand)]
      case .notDone: [.notDone(hand)]
      case .within: [.within(hand, through: last)]
      case .leastRecent:
        turn.holders.compactMap { holder in
          holder.due.flatMap { person in
            !hand.contains(person)
              ? nil
              : facts.served(holder.role, person, before: start, onlyDone: turns.advance == .whenDone).isEmpty
                ? .neverYet(person, role: holder.role) : .longestAgo(person, role: holder.role)
          }
        }
      }
    if let last, last > start.date, !hand.isEmpty, ![.nobody, .notDone, .within].contains(turn.ground) {
      reasons.append(.within(hand, through: last))
    }
    // Where everybody is away, that says it all.
    if turn.ground != .nobody { reasons += turn.passedOver.map { passedOver($0, start) } }
    // Swapped there and back again is no reason.
    let back = Set(turn.holders.filter { $0.person == $0.due }.map(\.role))
    let swapped = swaps.filter { !$0.isIdle && !back.contains($0.role) }
    let doneBy = facts.doneBy(start)
    for holder in turn.holders where !swapped.contains(where: { $0.role == holder.role }) {
      guard let person = holder.person, let due = holder.due, person != due, doneBy?.role != holder.role
      else { continue }
      reasons.append(hand.contains(due) ? .standsIn(person, for: due) : .takesOver(person, from: due))
    }
    reasons += (swapped + swaps.filter(\.isIdle)).map(\.reason).uniqued
    // Who had it has left the order, and everybody else is away.
    if reasons.isEmpty { reasons = [.nobody] }
    if let doneBy { reasons.append(.did(doneBy.to, for: doneBy.from)) }
    if let most = turns.atMost {
      for holder in turn.holders {
        if let person = holder.person,
          facts.hasHad(holder.role, person, times: most, before: turn, countingTurns: period != nil)
        {
          reasons.append(.oftenInARow(person, role: holder.role))
        }
      }
    }
    // Where whose turn it was has left and everybody else is away.
    return reasons.isEmpty ? [.nobody] : reasons
  }
}
