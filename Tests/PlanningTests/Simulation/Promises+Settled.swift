import CivilTime
import Planning
import Recurrence
import Rituals

extension Promises {
  /// Nothing is left that had to come by now.
  mutating func settled(_ now: Instant, ledgers: Chronicle) throws {
    guard asks.isEmpty else { throw fail("\(asks) was asked for and does not come") }
    for (id, care) in cares where !care.ritual.isPaused {
      for (start, one) in care.met {
        let name = OccurrenceID(ritual: id, start: start)
        let quiet = quiet
        let isQuiet = { quiet.mayWait(now, for: care.ritual, isAhead: false) }
        switch one.state {
        case .due: throw fail("\(name) is lost: its time has come, and nothing came of it")
        case .passed: throw fail("\(name) was taken back after its time, and nothing is told of it")
        case .held where care.instant(one.wall) <= now:
          if !isQuiet() { throw fail("\(name) is still held") }
        case .open where care.open == start:
          guard ledgers[id].open == start else { throw fail("\(name) is open no more") }
        default: break
        }
        if let until = one.snooze, until <= now, one.state == .open || one.state == .planned, !isQuiet() {
          throw fail("\(name) was put off until \(until) and does not come")
        }
        if let nudge = care.ritual.nudge, one.state == .open, care.open == start, one.nudges < nudge.times,
          one.snooze == nil, household.budgetPerDay == nil || care.ritual.urgency == .critical,
          wanted(nudge, one, care) <= now, !isQuiet()
        {
          throw fail("\(name) is not asked about again")
        }
      }
      if care.met.count > 64 {
        let old = now.advanced(bySeconds: -60 * 86_400)
        cares[id]?.met = care.met.filter {
          ![.over, .answered].contains($0.value.state) || care.instant(max($0.key, $0.value.wall)) > old
            || ledgers[id][$0.key].undoable != nil
        }
      }
    }
  }
}
