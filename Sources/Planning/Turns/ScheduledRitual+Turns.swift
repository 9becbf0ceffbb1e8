import CivilTime
import Recurrence
import Rituals

extension ScheduledRitual {
  /// Whose turn an occurrence is, and why: as announced, else counted on from the latest turn announced, else from the
  /// first occurrence since `starting` or since the ritual was adopted. Nil for a ritual without turns.
  public func decision(
    at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant
  ) -> TurnDecision? {
    var walk = TurnWalk(self, ledger: ledger, people: people, now: now)
    return walk?.decide(at: slot)
  }

  /// Who takes over at an occurrence; nil where roles stay as they were, or where there are no turns. After downtime, just
  /// the last of the handoffs in between.
  ///
  /// - Parameter taking: when the occurrence takes place, where it was moved.
  public func handoff(
    at slot: Slot, taking place: Slot? = nil, ledger: Ledger, people: [String: Person], now: Instant
  ) -> Handoff? {
    guard var walk = TurnWalk(self, ledger: ledger, people: people, now: now) else { return nil }
    let decision = walk.decide(at: slot)
    return Handoff(
      at: place ?? slot, decision, lasting: walk.lasting(decision.turn),
      after: walk.before(slot).map { walk.present(walk.lasting($0)) })
  }
}

extension [String: Person] {
  /// With what the history has of them: absences besides the config's, and days of feeling stretched, by a wall clock.
  public func away(by chronicle: Chronicle, zone: Zone) -> [String: Person] {
    var people = self
    for id in keys {
      let turns = chronicle[Event.key(ofPerson: id)].turns
      if !turns.absences.isEmpty { people[id]?.away += turns.absences }
      if let stretch = turns.stretch { people[id]?.stretched = stretch.days(in: zone) }
    }
    return people
  }
}
