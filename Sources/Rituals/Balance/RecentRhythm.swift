import CivilTime

/// An occurrence that took place, and who had which role.
public struct CarriedTime: Equatable, Sendable {
  /// Whose turn it was.
  public var turn: Turn
  /// When it was answered as done.
  public var doneAt: Instant
  /// The roles that were swapped, there and back included.
  public var swapped: Set<String>

  public init(turn: Turn, doneAt: Instant, swapped: Set<String> = []) {
    (self.turn, self.doneAt, self.swapped) = (turn, doneAt, swapped)
  }
}

/// How evenly each role of a ritual goes round, from the occurrences that took place lately.
///
/// | an occurrence | counts |
/// |---|---|
/// | done by whoever had the turn by the order | for the person, and against nobody who was away |
/// | done after a swap, or by somebody who stood in | for nobody: a swap is neutral |
/// | skipped, lapsed or not answered | for nobody, and asks for no reason |
///
/// Older ones count for less, half as much every 45 days, and nothing after four months: rhythm, not totals. A name that
/// stands twice in the order is expected twice as often.
public enum RecentRhythm {
  /// How much of its weight an occurrence keeps with each day.
  private static let fading = 0.98472
  /// In days.
  private static let window = 120

  /// The balance of each role; empty where there are no turns, or only one person takes them.
  ///
  /// - Parameter today: the day in the user's zone, which decides who is there to be invited.
  public static func balance(
    of ritual: Ritual, times: [CarriedTime], people: [String: Person], now: Instant, today: CivilDate
  ) -> [Balance] {
    guard let turns = ritual.turns, turns.order.uniqued.count > 1 else { return [] }
    func isAway(_ person: String, on date: CivilDate) -> Bool { people[person]?.isAway(on: date) ?? false }
    return turns.roles.map { role in
      var carried: [String: Double] = [:]
      var expected: [String: Double] = [:]
      var all = 0.0
      for time in times where !time.swapped.contains(role) {
        let days = max(0, (now.seconds - time.doneAt.seconds) / 86_400)
        guard let holder = time.turn.holder(of: role), let person = holder.person, holder.due == person,
          turns.order.contains(person), days <= window
        else { continue }
        let weight = (0..<days).reduce(1.0) { weight, _ in weight * fading }
        let date = time.turn.occurrence.date
        let free = turns.order.filter {
          $0 == person || !time.turn.passedOver.contains($0) && !isAway($0, on: date)
        }
        carried[person, default: 0] += weight
        all += weight
        for one in free { expected[one, default: 0] += weight / Double(free.count) }
      }
      func surplus(_ person: String) -> Double { (carried[person] ?? 0) - (expected[person] ?? 0) }
      let order = turns.order.uniqued
      var balance = Balance(ritual: ritual.id, role: role, band: .even, hasGoneRound: all > 0)
      guard let carrier = order.max(by: { surplus($0) < surplus($1) }) else { return balance }
      // One skip, swap or absence moves less than one whole occurrence.
      let most = surplus(carrier)
      let room = all - (expected[carrier] ?? 0)
      guard most >= 1, room > 0, most / room >= 0.5 else { return balance }
      balance.band = most >= 1.2 && most / room >= 0.85 ? .worthATalk : .leaning
      balance.carrier = carrier
      balance.invited = order.filter { $0 != carrier && !isAway($0, on: today) }
        .min { surplus($0) < surplus($1) }
      return balance
    }
  }
}
