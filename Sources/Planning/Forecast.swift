import CivilTime
import Recurrence
import Rituals

/// An occurrence that is still to come, with whose turn it is.
public struct Upcoming: Hashable, Sendable {
  /// Whose occurrence it is.
  public var ritual: Ritual
  /// When it is due.
  public var slot: Slot
  /// The zone of the ritual's wall clock.
  public var zone: Zone
  /// Whose turn it is; nil for a ritual without turns.
  public var turn: Turn?
  /// Why whoever is on is on.
  public var turnReasons: [TurnReason] = []
  /// Why it comes then, as a sentence.
  public var reason: String

  /// An occurrence of all its parts.
  public init(ritual: Ritual, slot: Slot, zone: Zone, turn: Turn?, reason: String) {
    self.ritual = ritual
    self.slot = slot
    self.zone = zone
    self.turn = turn
    self.reason = reason
  }

  /// Its name.
  public var occurrence: OccurrenceID { OccurrenceID(ritual: ritual.id, start: slot.local) }

  /// Zones are compared by what they make of the occurrence: its slot.
  public static func == (left: Upcoming, right: Upcoming) -> Bool {
    left.ritual == right.ritual && left.slot == right.slot && left.turn == right.turn
  }

  /// By the ritual's name and the slot.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ritual.id)
    hasher.combine(slot)
  }
}

extension Kept {
  /// The next occurrences after an instant that are neither settled nor answered, the nearest first. A cadence has one:
  /// the one after it hangs on what becomes of it.
  ///
  /// With `from`, those after a later instant, as they look from `now`.
  public func upcoming(
    after now: Instant, from: Instant? = nil, ledger: Ledger, people: [String: Person], count: Int
  ) -> [Upcoming] {
    guard !ritual.isPaused else { return [] }
    let context = RitualContext(kept: self, ledger: ledger, people: people, now: now)
    var found: [Upcoming] = []
    var cursor = max(ledger.adoptedAt == nil ? now : context.floor, from ?? now, now)
    var walk = TurnWalk(self, ledger: ledger, people: people, now: now)
    while found.count < (schedule.isCadence ? min(count, 1) : count),
      let slot = context.next(after: cursor, last: context.last)
    {
      let decision = walk?.decide(at: slot)
      found.append(upcoming(slot, decision))
      cursor = slot.instant
    }
    return found
  }

  /// One occurrence, with whose turn it is and why.
  public func upcoming(at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant) -> Upcoming {
    upcoming(slot, decision(at: slot, ledger: ledger, people: people, now: now))
  }

  private func upcoming(_ slot: Slot, _ decision: TurnDecision?) -> Upcoming {
    var upcoming = Upcoming(
      ritual: ritual, slot: slot, zone: schedule.zone, turn: decision?.turn, reason: ritual.whenText)
    upcoming.turnReasons = decision?.reasons ?? []
    return upcoming
  }

  /// The reminders of an occurrence that are still to come, in their order.
  public func reminders(of slot: Slot, after now: Instant) -> [(instant: Instant, time: ReminderTime)] {
    ritual.remind.map { ($0.instant(for: slot, zone: schedule.zone), $0) }
      .filter { $0.0 > now && $0.0 <= slot.instant }
      .sorted { $0.0 < $1.0 }
  }
}

/// The nearest occurrences over all rituals: `perRitual` of each at most, `total` in all.
public func forecast(
  after now: Instant, rituals: some Sequence<Kept>, history: [String: Ledger], people: [String: Person],
  perRitual: Int, total: Int = .max
) -> [Upcoming] {
  let all = rituals.flatMap { kept in
    kept.upcoming(after: now, ledger: history[kept.ritual.id] ?? Ledger(), people: people, count: perRitual)
  }
  let sorted = all.sorted { ($0.slot.instant, $0.ritual.id) < ($1.slot.instant, $1.ritual.id) }
  return Array(sorted.prefix(total))
}
