import CivilTime
import Recurrence
import Rituals

extension Kept {
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
  /// With the absences that the history has of them besides the config's.
  public func away(by chronicle: Chronicle) -> [String: Person] {
    var people = self
    for id in keys {
      let absences = chronicle[Event.key(ofPerson: id)].turns.absences
      guard !absences.isEmpty else { continue }
      people[id]?.away += absences
    }
    return people
  }
}
