import CivilTime
import Recurrence
import Rituals

extension ScheduledRitual {
  /// Whose turn an occurrence is: as told, else counted on from the latest turn told, else from the first occurrence since
  /// `starting` or since the ritual came under care. Nil for a ritual without turns.
  public func turn(at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant) -> Turn? {
    decision(at: slot, ledger: ledger, people: people, now: now)?.turn
  }

  /// The same with the reasons for it.
  public func decision(
    at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant
  ) -> TurnDecision? {
    var walk = TurnWalk(self, ledger: ledger, people: people, now: now)
    return walk?.decide(at: slot)
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
