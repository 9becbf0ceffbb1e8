import Recurrence

/// What a handoff reminder shows: somebody takes over at an occurrence.
public struct Handoff: Equatable, Sendable {
  /// A role that changes hands; people are ids.
  public struct Change: Equatable, Sendable {
    package var role: String
    /// Nil where nobody had it, or where they have left since.
    public var from: String?
    /// Nil where nobody has it from here on.
    public var to: String?
  }

  /// The first occurrence of the new turn, when it takes place.
  public var slot: Slot
  /// What changes hands, in the order of the roles.
  public var changes: [Change]
  /// Who takes a role the first time alone, by a swap.
  public var firstTime: [RoleHolder]
  /// The whole turn, as the history records it.
  public var turn: Turn
  package var reasons: [TurnReason]

  /// Nil where everybody has what they had in the turn before.
  ///
  /// - Parameters:
  ///   - lasting: the same turn without the swaps of one time in it.
  ///   - before: the turn before, without them as well.
  package init?(at slot: Slot, _ decision: TurnDecision, lasting: Turn, after before: Turn?) {
    changes = lasting.holders.compactMap { holder in
      let from = before?.holder(of: holder.role)?.person
      return from == holder.person ? nil : Change(role: holder.role, from: from, to: holder.person)
    }
    guard !changes.isEmpty else { return nil }
    firstTime = zip(decision.turn.holders, lasting.holders).compactMap { $0.person == $1.person ? nil : $0 }
    self.slot = slot
    turn = decision.turn
    reasons = decision.reasons
  }

  /// True where a person takes a role or hands one over.
  public func concerns(_ person: String) -> Bool {
    changes.contains { $0.from == person || $0.to == person } || firstTime.contains { $0.person == person }
  }
}
