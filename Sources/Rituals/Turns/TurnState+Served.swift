import CivilTime

extension TurnState {
  /// How many turns of a person in a role are remembered, and how often at most a name counts in the list.
  static let remembered = 16

  /// A turn that somebody had by the order: `least recent` chooses by them.
  struct Served: Equatable, Sendable {
    var since: CivilDateTime
    var isDone: Bool
  }

  /// How often in a row the same person has had a role, to compare with `atMost`; it is never shown.
  struct Run: Equatable, Sendable {
    var person: String?
    var occurrences = 0
    var turns = 0
    var since: CivilDateTime?
  }
}

extension [TurnState.Served] {
  /// Adds a turn, the latest one last.
  mutating func note(_ announced: TurnState.Announced) {
    if let index = lastIndex(where: { $0.since == announced.turn.since }) {
      self[index].isDone = self[index].isDone || announced.isDone
    } else {
      append(TurnState.Served(since: announced.turn.since, isDone: announced.isDone))
      if count > TurnState.remembered { removeFirst() }
    }
  }
}

extension [String: TurnState.Run] {
  /// Counts a turn that is over. A skipped one neither counts nor ends a row.
  mutating func note(_ holder: RoleHolder, of announced: TurnState.Announced) {
    guard !announced.isSkipped else { return }
    var run = self[holder.role] ?? TurnState.Run(person: holder.person)
    if run.person != holder.person { run = TurnState.Run(person: holder.person) }
    run.occurrences += 1
    if run.since != announced.turn.since { run.turns += 1 }
    run.since = announced.turn.since
    self[holder.role] = run
  }
}

extension TurnState.Facts {
  /// When somebody had a role before a wall time, the earliest first; with `onlyDone`, only what took place.
  func served(
    _ role: String, _ person: String, before start: CivilDateTime, onlyDone: Bool
  ) -> [CivilDateTime] {
    var own = served[role]?[person] ?? []
    for one in announced where one.turn.occurrence < start && one.turn.holder(of: role)?.due == person {
      own.note(one)
    }
    return own.filter { $0.isDone || !onlyDone }.map(\.since)
  }

  /// Whether somebody who has a role again has had it this often in a row already. A turn period counts once.
  func hasHad(
    _ role: String, _ person: String, times most: Int, before turn: Turn, countingTurns: Bool
  ) -> Bool {
    var runs = runs
    for one in announced where one.turn.occurrence < turn.occurrence {
      if countingTurns, one.turn.since == turn.since { continue }
      if let holder = one.carried.holder(of: role) { runs.note(holder, of: one) }
    }
    guard let run = runs[role], run.person == person else { return false }
    return (countingTurns ? run.turns : run.occurrences) >= most
  }

  /// Whether the turn that began at a start has been done.
  func isDone(since start: CivilDateTime) -> Bool {
    announced.contains { $0.turn.since == start && $0.isDone }
  }
}
