import CivilTime

/// Who holds a role at one occurrence.
public struct RoleHolder: Hashable, Sendable {
  /// The role: `host`.
  public var role: String
  /// The person's id; nil where everybody is away.
  public var person: String?
  /// Whose turn it is by the order: another one than `person` where somebody stands in or has swapped. The rotation goes
  /// on from here, so that a swap leaves nothing to be made up.
  public var due: String?

  public init(role: String, person: String?) {
    self.init(role: role, person: person, due: person)
  }

  /// A role, who holds it, and whose turn it would have been.
  public init(role: String, person: String?, due: String?) {
    self.role = role
    self.person = person
    self.due = due
  }
}

/// The turn of one occurrence: who holds which role, why, and how the order goes on behind it.
public struct Turn: Hashable, Sendable {
  /// What decided whose turn it is, before anybody swapped or stood in. The raw values stand in the history.
  public enum Ground: String, CaseIterable, Hashable, Sendable {
    /// Nothing went before: the order begins.
    case first
    /// Next in the order.
    case next
    /// Had it longest ago, or never yet.
    case leastRecent = "least recent"
    /// In the middle of a turn that is longer than an occurrence.
    case within
    /// The turn before was not done, so it is still the same one's.
    case notDone = "not done"
    /// Everybody is away: nobody is on, and the order waits.
    case nobody
  }

  /// The start of the occurrence.
  public var occurrence: CivilDateTime
  /// Who holds each role, in the order of the roles.
  public var holders: [RoleHolder]
  /// The start of the occurrence at which this turn began: an earlier one within a turn that lasts longer, or while it
  /// waits to be done.
  public var since: CivilDateTime
  /// The order of people as it goes on behind this turn. Names and not a place in the list: that would drift when the
  /// list changes.
  public var following: [String]
  /// What decided it.
  public var ground: Ground
  /// Who would have been on and was passed over, being away.
  public var passedOver: [String]

  /// The turn of an occurrence; without `since` it begins there.
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

  /// True where by the order nobody is on.
  public var isNobodys: Bool { holders.allSatisfy { $0.due == nil } }

  /// Who holds a role; nil where nobody does, or where there is no such role.
  public func holder(of role: String) -> RoleHolder? { holders.first { $0.role == role } }
}

/// Someone takes a role in another one's place, at one occurrence.
public struct Swap: Hashable, Sendable {
  /// The start of the occurrence, by its name: it stays when the schedule moves.
  public var occurrence: CivilDateTime
  /// The role.
  public var role: String
  /// Who is replaced; nil where everybody was away.
  public var from: String?
  /// Who takes it.
  public var to: String

  public init(occurrence: CivilDateTime, role: String, from: String?, to: String) {
    self.occurrence = occurrence
    self.role = role
    self.from = from
    self.to = to
  }
}
