import CivilTime
import Recurrence
import Rituals

/// One ritual's turns from occurrence to occurrence, continued from the history.
///
/// By date, each occurrence that was passed over moves the turn on, however long nobody looked. When done, what has
/// passed moves nothing, and what is still to come is taken to take place.
struct TurnWalk {
  let kept: ScheduledRitual
  let rotation: Rotation
  private let turns: Turns
  private let now: Instant
  private let adoptedAt: Instant?
  private(set) var state: TurnState
  /// Whether somebody is on only if times before it take place.
  private var isAssumed = false

  /// Nil for a ritual without turns.
  init?(_ kept: ScheduledRitual, ledger: Ledger, people: [String: Person], now: Instant) {
    guard let turns = kept.ritual.turns else { return nil }
    self.kept = kept
    self.turns = turns
    self.now = now
    rotation = Rotation(turns, starting: kept.ritual.starting, people: people)
    state = ledger.turns
    adoptedAt = ledger.adoptedAt
  }

  private var schedule: Schedule { kept.schedule }

  /// Goes on to an occurrence, and says whose turn it is.
  mutating func decide(at slot: Slot) -> TurnDecision {
    goOn(to: slot)
    return look(at: slot.local)
  }

  /// Whose turn it was at the latest occurrence before the one that was gone on to.
  func before(_ slot: Slot) -> Turn? { state.announced(before: slot.local) }

  /// Goes on to an occurrence, over all that lie between.
  mutating func goOn(to slot: Slot) {
    assumeDone(before: slot.local)
    // The next time of a cadence depends on the last one, so nothing lies between.
    guard !schedule.isCadence,
      state.announced(at: slot.local) == nil || state.announced(before: slot.local) != nil
    else { return }
    var cursor = start(for: slot)
    if turns.advance == .whenDone { cursor = max(cursor, now) }
    while let next = schedule.next(after: cursor), next.local < slot.local {
      take(look(at: next.local), isAhead: next.instant > now)
      cursor = next.instant
      if let jump = jump(from: next.local, to: slot.local) { cursor = max(cursor, jump) }
    }
  }

  private func look(at start: CivilDateTime) -> TurnDecision {
    var decision = rotation.decide(at: start, after: state, swaps: swaps(for: start))
    if isAssumed { decision.reasons.append(.ifDone) }
    return decision
  }

  private mutating func take(_ decision: TurnDecision, isAhead: Bool) {
    let start = decision.turn.occurrence
    // What was announced stays.
    if state.announced(at: start) == nil { state.apply(.turn(decision.turn), of: start) }
    state.apply(.began, of: start)
    if turns.advance == .whenDone, isAhead {
      state.apply(.done(on: start), of: start)
      isAssumed = true
    }
  }

  /// What was announced ahead is taken to take place.
  private mutating func assumeDone(before start: CivilDateTime) {
    guard turns.advance == .whenDone, let announced = state.announced(before: start),
      schedule.zone.instant(of: announced.occurrence) > now
    else { return }
    state.apply(.done(on: announced.occurrence), of: announced.occurrence)
    isAssumed = true
  }

  /// After which instant the walk to an occurrence begins: the latest turn announced before it, else `starting`, else when
  /// the ritual came under care.
  private func start(for slot: Slot) -> Instant {
    if let announced = state.announced(before: slot.local) {
      return schedule.zone.instant(of: announced.occurrence)
    }
    if let starting = kept.ritual.starting {
      let first = schedule.zone.instant(of: CivilDateTime(starting.date, starting.time ?? .midnight))
      return first.advanced(bySeconds: -1)
    }
    return min(adoptedAt ?? now, slot.instant.advanced(bySeconds: -1))
  }

  /// The end of a turn period that lies between, less a second; nil where the occurrence lies in it or in the next one.
  private func jump(from local: CivilDateTime, to start: CivilDateTime) -> Instant? {
    guard let end = rotation.end(of: local), let next = rotation.end(of: end), next <= start,
      state.announced(at: local)?.isNobodys == false
    else { return nil }
    return schedule.zone.instant(of: end).advanced(bySeconds: -1)
  }
}
