import CivilTime
import Recurrence
import Rituals

extension ScheduledRitual {
  /// Who takes over at an occurrence; nil where roles stay as they were, or where there are no turns. After downtime, just
  /// the last of the handoffs in between.
  public func handoff(at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant) -> Handoff? {
    guard var walk = TurnWalk(self, ledger: ledger, people: people, now: now) else { return nil }
    let decision = walk.decide(at: slot)
    return Handoff(at: slot, decision, after: walk.before(slot))
  }
}
