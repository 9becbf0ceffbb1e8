import CivilTime
import Recurrence
import Rituals

extension TurnWalk {
  /// The swaps that hold for an occurrence: its own, and those that the schedule has moved from under.
  ///
  /// A swap is bound to its occurrence by name. Where the schedule comes at that time no longer, it holds for the time of the
  /// same day, the next one of it where there are several, and else for the next one behind it. The time of a cadence moves
  /// with each answer, so a swap holds for whichever comes next.
  func swaps(for start: CivilDateTime) -> [Swap] {
    state.swaps.filter { swap in
      swap.occurrence == start || target(of: swap) == start
        || kept.schedule.isCadence && isPending(swap, at: start)
    }
  }

  /// The occurrence that stands in for the one that a swap names; nil where that one is there, or none is.
  private func target(of swap: Swap) -> CivilDateTime? {
    let schedule = kept.schedule
    guard !schedule.isCadence else { return nil }
    let instant = schedule.zone.instant(of: swap.occurrence)
    let next = schedule.next(after: instant.advanced(bySeconds: -1))?.local
    if next == swap.occurrence || next?.date == swap.occurrence.date {
      return next == swap.occurrence ? nil : next
    }
    let midnight = schedule.zone.instant(of: CivilDateTime(swap.occurrence.date, .midnight))
    if let earlier = schedule.next(after: midnight.advanced(bySeconds: -1))?.local,
      earlier.date == swap.occurrence.date
    {
      return earlier
    }
    return next
  }

  private func isPending(_ swap: Swap, at start: CivilDateTime) -> Bool {
    state.announced(at: swap.occurrence) == nil
      && state.announced(before: start).map { $0.occurrence < swap.occurrence } ?? true
  }
}
