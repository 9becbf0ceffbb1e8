import CivilTime
import Recurrence
import Rituals

extension TurnWalk {
  /// The swaps that hold for an occurrence: its own, and those that the schedule has moved from under.
  ///
  /// A swap is bound to its occurrence by name. Where the schedule comes at that time no longer, it holds for the time of the
  /// same day, the next one of it where there are several, and else for the next one behind it. The time of a cadence moves
  /// with each answer, so a swap holds for whichever comes next.
  ///
  /// A whole swap of an earlier time is among them: whether its turn still goes on is for the rotation to say.
  func swaps(for start: CivilDateTime) -> [Swap] {
    state.swaps.compactMap { swap in
      if swap.occurrence == start || kept.schedule.isCadence && isPending(swap, at: start) { return swap }
      let target = target(of: swap)
      if target == start { return swap }
      guard swap.isWhole, target ?? swap.occurrence < start else { return nil }
      return Swap(occurrence: target ?? swap.occurrence, swap.change)
    }
  }

  /// A turn as it is for its whole period: without the swaps of this one time. A turn that is one occurrence long is whole
  /// with its swaps.
  func lasting(_ turn: Turn) -> Turn {
    guard kept.ritual.turns?.every != nil else { return turn }
    var turn = turn
    let single = swaps(for: turn.occurrence).filter { !$0.isWhole }
    for index in turn.holders.indices {
      for swap in single.reversed()
      where swap.role == turn.holders[index].role && swap.to == turn.holders[index].person {
        turn.holders[index].person = swap.from
      }
    }
    return turn
  }

  /// The same turn without those who are no longer among the people.
  func present(_ turn: Turn) -> Turn {
    var turn = turn
    for index in turn.holders.indices {
      turn.holders[index].person = turn.holders[index].person.flatMap { rotation.isUnknown($0) ? nil : $0 }
    }
    return turn
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
