import CivilTime

@testable import Rituals

/// Plays turns without a planner: each day at 10:00 an occurrence is announced, then answered.
struct Played {
  /// How an occurrence is answered.
  enum Answer { case done, skipped, none }

  var turns: Turns
  var people: [String: Person] = [:]
  var starting: LocalPoint?
  var state = TurnState()
  var day = 0

  init(_ order: [String], roles: [String] = ["host"], _ change: (inout Turns) -> Void = { _ in }) {
    turns = Turns(roles: roles, order: order)
    change(&turns)
    for id in order { people[id] = Person(id: id, name: id) }
  }

  /// 2026-01-05 is a Monday, and day 0.
  static func date(_ day: Int) -> CivilDate { CivilDate(dayNumber: 20_458 + day) }
  static func start(_ day: Int) -> CivilDateTime {
    CivilDateTime(date(day), TimeOfDay(secondOfDay: 36_000))
  }

  mutating func away(_ person: String, _ from: Int, _ to: Int? = nil) {
    people[person, default: Person(id: person, name: person)].away.append(
      Absence(from: Played.date(from), to: Played.date(to ?? from)))
  }

  /// Somebody who is in the order takes it, or a guest.
  mutating func swap(
    _ from: String?, _ to: String, role: String = "host", on day: Int, isWhole: Bool = false
  ) {
    let change = RoleSwap(
      role: role, from: from, to: to, isWhole: isWhole, isGuest: !turns.order.contains(to))
    state.apply(.swapped(change), of: Played.start(day))
  }

  /// Whose turn a day is, and why, without announcing it.
  func decision(on day: Int) -> TurnDecision {
    let start = Played.start(day)
    return Rotation(turns, starting: starting, people: people).decide(
      at: start, after: state,
      swaps: state.swaps.filter { $0.occurrence == start || $0.isWhole && $0.occurrence < start })
  }

  /// Announces the day's turn, answers it, and goes on to the next day.
  @discardableResult
  mutating func live(_ answer: Answer = .done) -> TurnDecision {
    let decision = decision(on: day)
    let start = Played.start(day)
    state.apply(.turn(decision.turn), of: start)
    state.apply(.reminded(.due, attempt: 1), of: start)
    if answer == .done { state.apply(.done(on: start), of: start) }
    if answer == .skipped { state.apply(.skipped(on: start), of: start) }
    day += 1
    return decision
  }

  /// Plays some days; who was on, role by role: `sam`, `sam+ana`, `-` for nobody.
  mutating func live(_ count: Int, _ answer: Answer = .done) -> [String] {
    (0..<count).map { _ in live(answer).turn.people }
  }
}

extension Turn {
  /// Who is on, in the order of the roles: `sam+ana`, `-` for nobody.
  var people: String { holders.map { $0.person ?? "-" }.joined(separator: "+") }
}
