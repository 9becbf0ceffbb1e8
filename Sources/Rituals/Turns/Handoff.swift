import CivilTime
import Recurrence

/// Somebody takes over at an occurrence: what a handoff reminder tells.
public struct Handoff: Hashable, Sendable {
  /// A role that changes hands; nil where nobody had it, or nobody has it.
  public struct Change: Hashable, Sendable {
    /// The role.
    public var role: String
    /// Who had it at the occurrence before, by id.
    public var from: String?
    /// Who has it from here on, by id.
    public var to: String?

    package init(role: String, from: String?, to: String?) {
      self.role = role
      self.from = from
      self.to = to
    }
  }

  /// The first occurrence of the new turn.
  public var slot: Slot
  /// What changes hands, in the order of the roles.
  public var changes: [Change]
  /// The whole turn, as the history records it.
  public var turn: Turn
  /// Why.
  public var reasons: [TurnReason]

  package init(slot: Slot, changes: [Change], turn: Turn, reasons: [TurnReason]) {
    self.slot = slot
    self.changes = changes
    self.turn = turn
    self.reasons = reasons
  }

  /// True where a person takes a role or hands one over.
  public func concerns(_ person: String) -> Bool {
    changes.contains { $0.from == person || $0.to == person }
  }
}
