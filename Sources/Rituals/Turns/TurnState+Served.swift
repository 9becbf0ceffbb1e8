import CivilTime

extension TurnState {
  /// How far back it is remembered when somebody had a role: as far as the weight of a name reaches.
  static let remembered = 16

  /// When somebody had a role, by the order: what `least recent` chooses by.
  struct Served: Hashable, Sendable {
    var role: String
    var person: String
    /// The latest turns, the earliest first.
    var times: [Time]

    struct Time: Hashable, Sendable {
      var since: CivilDateTime
      var isDone: Bool
    }

    mutating func note(_ since: CivilDateTime, isDone: Bool) {
      if let index = times.lastIndex(where: { $0.since == since }) {
        times[index].isDone = times[index].isDone || isDone
      } else {
        times.append(Time(since: since, isDone: isDone))
        if times.count > TurnState.remembered { times.removeFirst() }
      }
    }
  }

  /// Who has had a role last, and how long in a row: it is never told, only held against `atMost`.
  struct Run: Hashable, Sendable {
    var role: String
    var person: String?
    var occurrences = 0
    var turns = 0
    var since: CivilDateTime?

    /// Counts a turn that is over. What was skipped is neutral: it neither counts nor ends a row.
    static func note(_ holder: RoleHolder, of told: Told, into runs: inout [Run]) {
      guard !told.isSkipped else { return }
      let index = runs.firstIndex { $0.role == holder.role } ?? runs.endIndex
      if index == runs.endIndex { runs.append(Run(role: holder.role)) }
      if runs[index].person != holder.person { runs[index] = Run(role: holder.role, person: holder.person) }
      runs[index].occurrences += 1
      if runs[index].since != told.turn.since { runs[index].turns += 1 }
      runs[index].since = told.turn.since
    }
  }
}

extension TurnState.Facts {
  func note(_ told: TurnState.Told, into served: inout [TurnState.Served]) {
    for holder in told.turn.holders {
      guard let person = holder.due else { continue }
      let found = served.firstIndex { $0.role == holder.role && $0.person == person }
      let index = found ?? served.endIndex
      if found == nil { served.append(.init(role: holder.role, person: person, times: [])) }
      served[index].note(told.turn.since, isDone: told.isDone)
    }
  }

  /// When somebody had a role before a wall time, the earliest first; with `onlyDone`, only what took place.
  func served(_ role: String, _ person: String, before start: CivilDateTime, onlyDone: Bool)
    -> [CivilDateTime]
  {
    var own = served.filter { $0.role == role && $0.person == person }
    for told in told where told.turn.occurrence < start {
      guard told.turn.holder(of: role)?.due == person else { continue }
      note(told, into: &own)
    }
    let times = own.first { $0.role == role && $0.person == person }?.times ?? []
    return times.filter { $0.isDone || !onlyDone }.map(\.since)
  }

  /// True where somebody who has a role again has had it so often in a row already. A turn longer than an occurrence
  /// counts once.
  func hasHad(
    _ role: String, _ person: String, times most: Int, before turn: Turn, countingTurns: Bool
  ) -> Bool {
    var runs = runs
    for told in told where told.turn.occurrence < turn.occurrence {
      if countingTurns, told.turn.since == turn.since { continue }
      for holder in told.turn.holders where holder.role == role {
        TurnState.Run.note(holder, of: told, into: &runs)
      }
    }
    guard let run = runs.first(where: { $0.role == role }), run.person == person else { return false }
    return (countingTurns ? run.turns : run.occurrences) >= most
  }

  /// True where the turn that began at a start has been done.
  func isDone(since start: CivilDateTime) -> Bool { told.contains { $0.turn.since == start && $0.isDone } }
}
