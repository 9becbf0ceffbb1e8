import CivilTime

/// Who holds a role at one occurrence.
public struct RoleHolder: Equatable, Sendable {
  /// The role: `host`.
  public var role: String
  /// The person's id; nil where everybody is away.
  public var person: String?
  /// Whose turn it is by the order, also if somebody stands in or has swapped. The rotation goes on from here.
  public var due: String?

  public init(role: String, person: String?) { self.init(role: role, person: person, due: person) }

  public init(role: String, person: String?, due: String?) {
    (self.role, self.person, self.due) = (role, person, due)
  }
}

/// The turn of one occurrence: who holds which role, why, and how the order goes on after it.
public struct Turn: Equatable, Sendable {
  /// What decided whose turn it is, before anybody swapped or stood in. The history has the raw values.
  public enum Ground: String, CaseIterable, Hashable, Sendable {
    /// There was no turn before: the order begins.
    case first
    /// Next in the order.
    case next
    /// Had it longest ago, or never yet.
    case leastRecent = "least recent"
    /// The turn period goes on.
    case within
    /// The turn before was not done, so the same person still has it.
    case notDone = "not done"
    /// Everybody is away: nobody has it, and the order waits.
    case nobody
  }

  package var occurrence: CivilDateTime
  /// Who holds each role, in the order of the roles.
  public var holders: [RoleHolder]
  /// The start of the turn's first occurrence: an earlier one in a turn period, or while the turn waits to be done.
  public var since: CivilDateTime
  /// The people who follow in the order: a place in the list would be wrong once the list changes.
  public var following: [String]
  package var ground: Ground
  /// Who would have had it and was away.
  public var passedOver: [String]

  /// Without `since` the turn begins at the occurrence.
  public init(
    occurrence: CivilDateTime, holders: [RoleHolder], since: CivilDateTime? = nil, following: [String] = [],
    ground: Ground = .next, passedOver: [String] = []
  ) {
    self.occurrence = occurrence
    self.holders = holders
    self.since = since ?? occurrence
    self.following = following
    self.ground = ground
    self.passedOver = passedOver
  }

  /// True where by the order nobody has it.
  public var isNobodys: Bool { holders.allSatisfy { $0.due == nil } }

  /// Who holds a role; nil where there is no such role.
  public func holder(of role: String) -> RoleHolder? { holders.first { $0.role == role } }
}

/// Whose turn an occurrence is, and why, in the order in which it was decided.
public struct TurnDecision: Equatable, Sendable {
  package var turn: Turn
  package var reasons: [TurnReason]

  package init(turn: Turn, reasons: [TurnReason]) { (self.turn, self.reasons) = (turn, reasons) }
}
