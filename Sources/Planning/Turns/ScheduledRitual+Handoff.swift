import CivilTime
import Recurrence
import Rituals

extension ScheduledRitual {
  /// Who takes over at an occurrence; nil where everybody has what he had before, or where there are no turns.
  ///
  /// After downtime every handoff is walked through, so asked of the latest occurrence it tells the last alone.
  public func handoff(at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant) -> Handoff? {
    guard var walk = TurnWalk(self, ledger: ledger, people: people, now: now) else { return nil }
    let decision = walk.decide(at: slot)
    return Handoff(at: slot, decision, after: walk.before(slot))
  }
}
