import CivilTime
import Rituals

extension Ledger {
  /// Applies one more event; `number` is its place in the history.
  public mutating func apply(_ event: Event, number: Int) {
    switch event.fact {
    case .adopted(let schedule): adopt(Fingerprint.mark(of: schedule), at: event.at)
    case .released: release()
    case .asked: asked.updateValue(event.start, forKey: number)
    case .reminded(.asked(let request), _): asked[request] = nil
    case .stretched(let until): turns.stretch(from: event.at, until: until)
    default: break
    }
    turns.apply(event.fact, of: event.start)
    guard let start = event.start, event.fact.concernsOccurrence else { return }
    apply(event.fact, to: start, at: event.at, number: number)
  }

  private mutating func apply(_ fact: Event.Fact, to start: CivilDateTime, at instant: Instant, number: Int) {
    var state = self[start]
    let others = states.filter { $0.start != start && $0.isCurrent }
    let neighbours = OccurrenceState.Neighbours(
      settledThrough: settledThrough, latestCurrent: others.map(\.wall).max())
    let settles = state.apply(fact, at: instant, number: number, among: neighbours)
    if settles, state.isOpen, others.contains(where: { $0.isOpen && $0.wall > state.wall }) {
      state.phase = .lapsed(.nextOneDue, at: instant)
    }
    store(state)
    if case .undone = fact { turns.answer(start, with: state) }
    guard settles else { return }
    if state.isCurrent {
      // Where all that were missed are delivered, the latest is the open one.
      change(where: { $0.isOpen && $0.start != start && $0.wall <= state.wall }) {
        $0.phase = .lapsed(.nextOneDue, at: instant)
        $0.snoozedUntil = nil
      }
    }
    settle(through: state.wall)
  }

  /// Takes the ritual under care with a schedule, by its fingerprint's mark.
  mutating func adopt(_ schedule: UInt64, at instant: Instant) {
    adoptedAt = instant
    self.schedule = schedule
    // A clock that once stood far ahead has settled what is still to come: care begins anew.
    let limit = instant.seconds + Ledger.aheadOfClock
    guard let settled = settledThrough, settled.localSeconds > limit else { return }
    // An answer stands, whenever its time comes.
    letGo {
      $0.start <= settled && !$0.isCurrent && !$0.isMovedAhead && $0.phase != .passed && $0.answeredOn == nil
    }
    change(where: { $0.isCurrent && $0.wall.localSeconds > limit }) { $0.beginAgain() }
    settledThrough = nil
  }
}

extension OccurrenceState {
  /// Planned again for its own time; its numbers go on.
  fileprivate mutating func beginAgain() {
    phase = .planned
    wall = start
    timesMoved = 0
    nudgeCount = 0
  }
}

extension TurnState {
  /// The answer to an occurrence is what its state says, once another one was undone.
  fileprivate mutating func answer(_ start: CivilDateTime, with state: OccurrenceState) {
    switch state.phase {
    case .done(let on, _): apply(.done(on: on, by: state.doneBy), of: start)
    case .skipped(let on, _): apply(.skipped(on: on), of: start)
    case .planned, .held, .open, .passed, .lapsed, .over: break
    }
  }
}

extension Event.Fact {
  /// False for what changes no occurrence's state.
  fileprivate var concernsOccurrence: Bool {
    switch self {
    case .reminded(.asked, _), .adopted, .released, .asked, .delivered, .failed, .away, .back, .stretched:
      false
    case .reminded, .swapped, .gathered, .began, .held, .superseded, .turn, .done, .skipped, .snoozed, .moved,
      .undone,
      .lapsed:
      true
    }
  }
}

extension ReminderKind {
  /// True for the reminder that an occurrence starts with.
  public var startsOccurrence: Bool {
    switch self {
    case .due, .moved: true
    case .lead, .handoff, .nudge, .snooze, .asked, .digest: false
    }
  }

  /// True for a reminder ahead of the start.
  var isAhead: Bool {
    switch self {
    case .lead, .handoff: true
    case .due, .moved, .nudge, .snooze, .asked, .digest: false
    }
  }

  /// How often the occurrence was moved that starts with this reminder.
  var timesMoved: Int { if case .moved(let count) = self { count } else { 0 } }
}
