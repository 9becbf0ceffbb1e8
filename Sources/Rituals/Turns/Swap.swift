import CivilTime

/// Someone takes a role for another person, this once or for the rest of the turn.
public struct RoleSwap: Equatable, Sendable {
  /// The role: `host`.
  public var role: String
  /// Who is replaced; nil where everybody was away.
  public var from: String?
  /// Who takes it.
  public var to: String
  /// True where it goes on to the end of the turn: of the turn period, or until the turn is done.
  public var isWhole: Bool
  /// True for a person who was in no order of the ritual when it was agreed. All others are out once they leave it.
  public var isGuest: Bool

  public init(role: String, from: String?, to: String, isWhole: Bool = false, isGuest: Bool = false) {
    (self.role, self.from, self.to) = (role, from, to)
    (self.isWhole, self.isGuest) = (isWhole, isGuest)
  }
}

/// A swap, and the occurrence for which it was agreed.
@dynamicMemberLookup public struct Swap: Equatable, Sendable {
  /// The start of the occurrence, by its name: it stays when the schedule moves. A whole swap begins there.
  public var occurrence: CivilDateTime
  /// Who takes what for whom.
  public var change: RoleSwap

  public init(occurrence: CivilDateTime, _ change: RoleSwap) {
    (self.occurrence, self.change) = (occurrence, change)
  }

  /// The members of the change as its own.
  public subscript<Value>(dynamicMember path: KeyPath<RoleSwap, Value>) -> Value { change[keyPath: path] }

  /// Whether it bears on an occurrence: its own, or a later one of the same turn for a whole one.
  ///
  /// - Parameter turn: the turn of that occurrence.
  public func reaches(_ turn: Turn) -> Bool {
    turn.occurrence == occurrence
      || self.isWhole && turn.since <= occurrence && occurrence < turn.occurrence
  }
}

extension Swap {
  /// Whether another one of the same time puts back who was replaced.
  func isUndone(by other: Swap) -> Bool {
    occurrence == other.occurrence && self.role == other.role && self.isWhole == other.isWhole
      && self.from == other.to && self.to == other.from
  }
}

extension [Swap] {
  /// Without those that were undone.
  public var standing: [Swap] {
    reduce(into: []) { standing, next in
      if let index = standing.lastIndex(where: { $0.isUndone(by: next) }) {
        standing.remove(at: index)
      } else {
        standing.append(next)
      }
    }
  }
}

extension Turn {
  /// The turn with the person who did it instead, where there is one.
  package func done(by swap: RoleSwap?) -> Turn {
    guard let swap, let place = holders.firstIndex(where: { $0.role == swap.role }) else { return self }
    var turn = self
    turn.holders[place].person = swap.to
    return turn
  }
}
