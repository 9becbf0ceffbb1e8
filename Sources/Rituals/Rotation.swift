import CivilTime

/// Who holds a role at one occurrence.
public struct RoleHolder: Hashable, Sendable {
  /// The role: `host`.
  public var role: String
  /// The person's id; nil where everybody is away.
  public var person: String?

  /// A role and who holds it.
  public init(role: String, person: String?) {
    self.role = role
    self.person = person
  }
}

/// The turn of one occurrence: its holders, and the place in the order from which the next turn goes on.
public struct Turn: Hashable, Sendable {
  /// The start of the occurrence.
  public var occurrence: CivilDateTime
  /// Who holds each role, in the order of the roles.
  public var holders: [RoleHolder]
  /// The place of the first role's holder in `Turns.order`. It only tells a name's two places apart: the person is what
  /// counts when the order has changed since.
  public var position: Int

  /// The turn of an occurrence.
  public init(occurrence: CivilDateTime, holders: [RoleHolder], position: Int) {
    self.occurrence = occurrence
    self.holders = holders
    self.position = position
  }
}

extension Turns {
  /// The turn of an occurrence, given the turn before it; nil `previous` means the first turn of all.
  ///
  /// Several roles rotate jointly: the first goes to the next in the order, each further role to whoever follows, and
  /// nobody holds two unless there are fewer people than roles. Who is away is passed over; the order goes on unchanged.
  public func turn(at start: CivilDateTime, following previous: Turn?, isAway: (String) -> Bool) -> Turn {
    guard !order.isEmpty else {
      return Turn(
        occurrence: start, holders: roles.map { RoleHolder(role: $0, person: nil) }, position: 0)
    }
    let first = previous.map { place(after: $0) } ?? 0
    let present = (0..<order.count).map { (first + $0) % order.count }.filter { !isAway(order[$0]) }
    guard let position = present.first else {
      // Everybody is away: nobody is on, and the next turn begins where this one would have.
      return Turn(
        occurrence: start, holders: roles.map { RoleHolder(role: $0, person: nil) },
        position: (first + order.count - 1) % order.count)
    }
    var people: [String] = []
    for place in present where !people.contains(order[place]) { people.append(order[place]) }
    let holders = roles.enumerated().map { index, role in
      RoleHolder(role: role, person: people[index % people.count])
    }
    return Turn(occurrence: start, holders: holders, position: position)
  }

  /// The place in the order that follows a turn.
  private func place(after turn: Turn) -> Int {
    let person = turn.holders.first?.person
    if turn.position < order.count, person == nil || order[turn.position] == person {
      return (turn.position + 1) % order.count
    }
    // The order has changed since: go on behind the same person, or, if gone, from the same place.
    if let person, let place = order.firstIndex(of: person) { return (place + 1) % order.count }
    return turn.position % order.count
  }
}

extension Person {
  /// True on a day of an absence.
  public func isAway(on date: CivilDate) -> Bool { away.contains { $0.from <= date && date <= $0.to } }
}
