import CivilTime

/// Whose turn an occurrence is, with the reasons for it.
public struct TurnDecision: Hashable, Sendable {
  /// Whose turn it is.
  public var turn: Turn
  /// Why, in the order in which it decided.
  public var reasons: [TurnReason] = []

  public init(turn: Turn) { self.turn = turn }

  private(set) var carriedOut: [SwapInForce] = []
  private(set) var idle: [(swap: SwapInForce, why: TurnReason.Idle)] = []

  /// Carries a swap out. One whose replaced person is not on, or which would change nothing, is left aside and told.
  mutating func carryOut(_ swap: SwapInForce, isAway: (String) -> Bool) {
    let (role, from, to) = (swap.swap.role, swap.swap.from, swap.swap.to)
    let found = turn.holders.firstIndex { $0.role == role }
    if found.map({ turn.holders[$0].person == to }) ?? false {
      // In force already: the turn was told with it, or it has become true by itself.
      if turn.holders[found ?? 0].due != to { carriedOut.append(swap) }
    } else if isAway(to) {
      idle.append((swap, .away))
    } else if turn.holders.contains(where: { $0.person == to }) {
      idle.append((swap, .hasAnother))
    } else if let found, turn.holders[found].person == from {
      turn.holders[found].person = to
      carriedOut.append(swap)
    } else {
      idle.append((swap, .notOn))
    }
  }

  /// By the turn and its reasons.
  public static func == (left: TurnDecision, right: TurnDecision) -> Bool {
    left.turn == right.turn && left.reasons == right.reasons
  }

  /// By the turn.
  public func hash(into hasher: inout Hasher) { hasher.combine(turn) }
}

/// A swap, and for which occurrence it holds now.
public struct SwapInForce: Hashable, Sendable {
  /// The swap as it was made.
  public var swap: Swap
  /// True where the schedule has moved from under it, so that it holds for another occurrence than the one it names.
  public var hasMoved: Bool

  /// A swap, at its own occurrence unless it has moved.
  public init(_ swap: Swap, hasMoved: Bool = false) {
    self.swap = swap
    self.hasMoved = hasMoved
  }
}
