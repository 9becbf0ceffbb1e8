import CivilTime
import Recurrence
import Rituals

/// The turn period that an occurrence is in.
extension ScheduledRitual {
  /// How many occurrences of a period are looked at.
  private static let mostOfPeriod = 1000

  /// The occurrences of a turn period that are not over yet, the earliest first. The occurrence alone where a turn is one
  /// time long, or where the next time depends on the last one.
  public func restOfPeriod(
    of start: CivilDateTime, ledger: Ledger, circumstances: Circumstances, now: Instant
  ) -> [Upcoming] {
    func occurrence(_ start: CivilDateTime) -> Upcoming {
      self.occurrence(start, ledger: ledger, circumstances: circumstances, now: now)
    }
    guard let every = ritual.turns?.every, !schedule.isCadence else { return [occurrence(start)] }
    let period = TurnPeriod(every: every, starting: ritual.starting)
    let end = period.end(of: start)
    var cursor = schedule.zone.instant(of: period.start(of: start)).advanced(bySeconds: -1)
    // What came before the ritual was taken up is over, though nothing is known of it.
    let adopted = ledger.adoptedAt ?? now
    var found: [Upcoming] = []
    while let slot = schedule.next(after: cursor), slot.local < end, found.count < Self.mostOfPeriod {
      let isLeft =
        ledger[slot.local].isAnswerable && (slot.instant > adopted || ledger.known(slot.local) != nil)
      if slot.local >= period.start(of: start), isLeft {
        found.append(occurrence(slot.local))
      }
      cursor = slot.instant
    }
    return found
  }

  /// Who holds each role for the whole turn that an occurrence is in, without the swaps of that time alone.
  public func lastingTurn(
    at start: CivilDateTime, ledger: Ledger, circumstances: Circumstances, now: Instant
  ) -> Turn? {
    guard var walk = TurnWalk(self, ledger: ledger, people: circumstances.people, now: now) else {
      return nil
    }
    return walk.lasting(walk.decide(at: slot(at: start)).turn)
  }
}
