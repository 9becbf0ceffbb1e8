import CivilTime
import Recurrence
import Rituals

/// An occurrence that is still to come, with whose turn it is.
public struct Upcoming: Sendable {
  /// Whose occurrence it is.
  public let kept: ScheduledRitual
  /// The start that it is named by.
  public let start: CivilDateTime
  /// When it is due: at the start it is named by, or where it was moved to.
  public let slot: Slot
  // Few rituals have turns.
  private let decision: Boxed<TurnDecision>?
  /// True where a cadence comes half as long again after its last time, since the user felt stretched.
  public let isStretched: Bool

  /// - Parameters:
  ///   - decision: whose turn it is, and why; nil for a ritual without turns.
  public init(
    of kept: ScheduledRitual, start: CivilDateTime, slot: Slot, _ decision: TurnDecision? = nil,
    isStretched: Bool = false
  ) {
    self.kept = kept
    self.start = start
    self.slot = slot
    self.decision = decision.map { Boxed($0) }
    self.isStretched = isStretched
  }

  /// Whose turn it is; nil for a ritual without turns.
  public var turn: Turn? { decision?.value.turn }

  /// Why whoever is on is on; none for a ritual without turns.
  public var turnReasons: [TurnReason] { decision?.value.reasons ?? [] }

  /// The ritual that it is a time of.
  public var ritual: Ritual { kept.ritual }

  /// The zone of the ritual's wall clock.
  public var zone: Zone { kept.schedule.zone }

  /// What the clocks of its zone show when it is due: a time that exists, also where a gap has moved it.
  public var due: CivilDateTime { zone.local(at: slot.instant) }

  /// True where it takes place at another time than its own.
  public var isMoved: Bool { start != slot.local }

  /// Its name.
  public var occurrence: OccurrenceID { OccurrenceID(ritual: ritual.id, start: start) }
}

extension ScheduledRitual {
  /// The next occurrences after an instant that have neither come nor been answered, the nearest first. A cadence has one:
  /// the one after it hangs on what becomes of it.
  ///
  /// With `from`, those after a later instant, as they look from `now`.
  public func upcoming(
    after now: Instant, from: Instant? = nil, ledger: Ledger, circumstances: Circumstances, count: Int
  ) -> [Upcoming] {
    guard !ritual.isPaused else { return [] }
    let context = RitualContext(kept: self, ledger: ledger, circumstances: circumstances, now: now)
    var moved = context.moved.filter { $0.slot.instant > from ?? now }[...]
    var found: [Upcoming] = []
    var cursor = max(ledger.adoptedAt == nil ? now : context.floor, from ?? now, now)
    var walk = TurnWalk(self, ledger: ledger, people: circumstances.people, now: now)
    let wanted = schedule.isCadence ? min(count, 1) : count
    while found.count < wanted {
      let own = context.next(after: cursor, last: context.last)
      let occasion: Occasion
      if let first = moved.first, own.map({ first.slot.instant <= $0.instant }) ?? true {
        occasion = first
        moved.removeFirst()
      } else if let slot = own {
        occasion = Occasion(slot)
        cursor = slot.instant
      } else {
        break
      }
      found.append(upcoming(occasion, walk?.decide(at: slot(at: occasion.start)), context))
    }
    return found
  }

  /// An occurrence by the start that it is named by, wherever it was moved to.
  public func occurrence(
    _ start: CivilDateTime, ledger: Ledger, circumstances: Circumstances, now: Instant
  ) -> Upcoming {
    let context = RitualContext(kept: self, ledger: ledger, circumstances: circumstances, now: now)
    let occasion = context.occasion(asked: start)
    return upcoming(
      occasion,
      decision(at: slot(at: occasion.start), ledger: ledger, people: circumstances.people, now: now), context)
  }

  private func upcoming(_ occasion: Occasion, _ decision: TurnDecision?, _ context: RitualContext) -> Upcoming
  {
    Upcoming(
      of: self, start: occasion.start, slot: occasion.slot, decision,
      isStretched: context.isStretched(occasion))
  }

  /// The occurrence whose time has come and that has no answer; nil where there is none.
  public func open(_ ledger: Ledger, circumstances: Circumstances, now: Instant) -> Upcoming? {
    ledger.open.map { occurrence($0, ledger: ledger, circumstances: circumstances, now: now) }
  }

  /// Whether the ritual has an occurrence of that start, by its schedule or in its history.
  public func comes(at start: CivilDateTime, _ ledger: Ledger) -> Bool {
    if schedule.isCadence || ledger[start].isCurrent || ledger[start].isMovedAhead { return true }
    if ledger.answeredAhead.contains(start) || nearest(to: start)?.local == start { return true }
    return ledger.settledThrough.map { start <= $0 } ?? false && ledger.known(start) != nil
  }

  /// The first scheduled time at or after a start.
  public func nearest(to start: CivilDateTime) -> Slot? {
    schedule.next(after: slot(at: start).instant.advanced(bySeconds: -1))
  }

  /// The reminders ahead of an occurrence that are still to come, in their order.
  public func reminders(of slot: Slot, after now: Instant) -> [(instant: Instant, time: ReminderTime)] {
    ritual.remind.map { ($0.instant(for: slot, zone: schedule.zone), $0) }
      .filter { $0.0 > now && $0.0 <= slot.instant }
      .sorted { $0.0 < $1.0 }
  }
}

extension Chronicle {
  /// The event that records whose turn an occurrence is; nil if the history has it. An answer ahead of time, or while no
  /// daemon ran, has to record it.
  public func unrecordedTurn(of one: Upcoming, at now: Instant) -> Event? {
    guard let turn = one.turn, self[one.ritual.id].known(one.start)?.carriedTurn == nil else { return nil }
    return Event(at: now, occurrence: one.occurrence, fact: .turn(turn))
  }
}

extension Planner {
  /// An occurrence of a ritual, by the start that it is named by.
  public func occurrence(of kept: ScheduledRitual, _ start: CivilDateTime, at now: Instant) -> Upcoming {
    kept.occurrence(start, ledger: chronicle[kept.ritual.id], circumstances: circumstances, now: now)
  }

  /// The occurrences that were due and have no answer, the earliest first.
  public func open(at now: Instant) -> [Upcoming] {
    var open: [Upcoming] = []
    for (place, kept) in rituals.enumerated() where !kept.ritual.isPaused {
      let ledger = ledger(of: place)
      if let found = kept.open(ledger, circumstances: circumstances, now: now) { open.append(found) }
    }
    return open.sorted { $0.slot.instant < $1.slot.instant }
  }

  /// The nearest occurrences of some rituals that are still to come, of all where none are named: `perRitual` of each at
  /// most, `total` in all.
  public func coming(
    after now: Instant, of some: [ScheduledRitual]? = nil, perRitual: Int, total: Int = .max
  ) -> [Upcoming] {
    // Only rituals whose next occurrence is among the nearest can contribute.
    if perRitual > 1, total < some?.count ?? rituals.count {
      let nearest = coming(after: now, of: some, perRitual: 1, total: total)
      return coming(after: now, of: nearest.map(\.kept), perRitual: perRitual, total: total)
    }
    var all: [Upcoming] = []
    func add(_ kept: ScheduledRitual, _ ledger: Ledger) {
      all += kept.upcoming(after: now, ledger: ledger, circumstances: circumstances, count: perRitual)
    }
    if let some {
      for kept in some { add(kept, chronicle[kept.ritual.id]) }
    } else {
      all.reserveCapacity(rituals.count)
      for place in rituals.indices {
        if perRitual == 1, let next = plannedNext(of: place, at: now) {
          all.append(next)
        } else {
          add(rituals[place], ledger(of: place))
        }
      }
    }
    all.sort { one, other in
      // At one instant by their names: those are rarely asked for.
      one.slot.instant == other.slot.instant
        ? one.ritual.id < other.ritual.id : one.slot.instant < other.slot.instant
    }
    return total < all.count ? Array(all.prefix(total)) : all
  }
}
