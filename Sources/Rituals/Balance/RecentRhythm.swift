import CivilTime

/// Who carried what of late: a fold over events, from which each role's balance is told.
///
/// | an occurrence | counts |
/// |---|---|
/// | done by whoever was on by the order | for the person, and against nobody who was away |
/// | done after a swap, or by somebody who stood in | for nobody: a swap is neutral |
/// | skipped, lapsed or not answered | for nobody, and asks for no reason |
///
/// What was longer ago counts for less, half as much every 45 days, and nothing at all after some four months: rhythm, not
/// totals. What the order agrees on is what is even: a name that stands twice in it is expected twice as often.
public struct RecentRhythm: Sendable {
  private struct Time {
    var turn: Turn?
    var doneAt: Instant?
    var swapped: Set<String> = []
  }
  private var times: [OccurrenceID: Time] = [:]

  /// How much is left of a time's weight with each day.
  private static let fading = 0.98472
  private static let window = 120

  public init() {}

  /// Takes one more event in.
  public mutating func apply(_ event: Event) {
    guard let occurrence = event.occurrence else { return }
    switch event.fact {
    case .turn(let turn): times[occurrence, default: Time()].turn = turn
    case .swapped(let role, _, _): times[occurrence, default: Time()].swapped.insert(role)
    case .done: times[occurrence, default: Time()].doneAt = event.at
    case .skipped, .undone: times[occurrence]?.doneAt = nil
    default: break
    }
  }

  /// How each role of a ritual goes round; none where there are no turns, or only one person takes them.
  public func balance(of ritual: Ritual, people: [String: Person], now: Instant, today: CivilDate)
    -> [Balance]
  {
    guard let turns = ritual.turns, turns.order.uniqued.count > 1 else { return [] }
    let done = times.filter { $0.key.ritual == ritual.id }
    return turns.roles.map { role in
      var weigh = Weighing(order: turns.order)
      for (occurrence, time) in done {
        guard let doneAt = time.doneAt, let turn = time.turn, !time.swapped.contains(role),
          let holder = turn.holder(of: role), let person = holder.person, holder.due == person
        else { continue }
        let days = max(0, (now.seconds - doneAt.seconds) / 86_400)
        guard days <= RecentRhythm.window else { continue }
        var weight = 1.0
        for _ in 0..<days { weight *= RecentRhythm.fading }
        let away = turns.order.filter {
          turn.passedOver.contains($0) || people[$0]?.isAway(on: occurrence.start.date) ?? false
        }
        weigh.add(person, weight: weight, away: Set(away))
      }
      let present = turns.order.uniqued.filter { !(people[$0]?.isAway(on: today) ?? false) }
      return weigh.balance(of: role, in: ritual.id, present: present)
    }
  }
}

/// Weighs who carried a role against what the order agrees on. Its numbers stay here.
private struct Weighing {
  let order: [String]
  private var carried: [String: Double] = [:]
  private var expected: [String: Double] = [:]
  private var all = 0.0

  init(order: [String]) { self.order = order }

  mutating func add(_ person: String, weight: Double, away: Set<String>) {
    let free = order.filter { !away.contains($0) || $0 == person }
    guard free.contains(person) else { return }
    carried[person, default: 0] += weight
    all += weight
    for one in free { expected[one, default: 0] += weight / Double(free.count) }
  }

  func surplus(_ person: String) -> Double { (carried[person] ?? 0) - (expected[person] ?? 0) }

  func balance(of role: String, in ritual: String, present: [String]) -> Balance {
    var even = Balance(ritual: ritual, role: role, band: .even)
    even.hasGoneRound = all > 0
    let people = order.uniqued
    guard let carrier = people.max(by: { surplus($0) < surplus($1) }) else { return even }
    // One skip, swap or absence moves less than one whole time.
    let most = surplus(carrier)
    let room = all - (expected[carrier] ?? 0)
    guard most >= 1, room > 0, most / room >= 0.5 else { return even }
    let others = people.filter { $0 != carrier && present.contains($0) }
    return Balance(
      ritual: ritual, role: role, band: most >= 1.2 && most / room >= 0.85 ? .worthATalk : .leaning,
      carrier: carrier, invited: others.min { surplus($0) < surplus($1) })
  }
}
