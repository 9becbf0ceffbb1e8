import CivilTime
import Recurrence
import Rituals

/// The state of one ritual, derived from its history: its occurrences by their starts, and its turns.
///
/// It remembers those occurrences alone that planning or an undo still needs; the others are settled.
public struct Ledger: Equatable, Sendable {
  /// Nothing due before this instant is delivered; nil for a ritual that is not under care.
  public internal(set) var adoptedAt: Instant?
  /// Stands for the schedule that was adopted (`Fingerprint`).
  public internal(set) var schedule: UInt64?
  /// All occurrences up to this wall time have come, were answered or have lapsed.
  public internal(set) var settledThrough: CivilDateTime?
  /// Whose turn it was, swaps, and, under a person's key, absences. One word where there are none.
  public internal(set) var turns = TurnState()
  /// Requests of `kin remind` not yet met: the event's number and the occurrence, nil for the next one.
  public internal(set) var asked: [Int: CivilDateTime?] = [:]
  /// The occurrences of which something is known, by their starts.
  private(set) var states: [OccurrenceState] = []
  /// The wall time of the latest answer among those that are not remembered any more.
  private var earlierTime: CivilDateTime?
  /// The occurrences that are settled; nil where nobody wants to look back.
  public private(set) var past: [OccurrenceState]?

  /// How far the history may lie ahead of the clock, in seconds, before the clock is taken to have been wrong: two days
  /// and a zone's width.
  public static let aheadOfClock: Int64 = 3 * 86_400
  /// How many answers of a ritual can be undone one after another.
  static let undoDepth = 8

  /// - Parameter keepsPast: whether occurrences stay known that planning needs no more.
  public init(keepsPast: Bool = false) { if keepsPast { past = [] } }
}

// MARK: Questions

extension Ledger {
  /// The state of an occurrence; of one that nothing is known of, that its time is ahead or over.
  public subscript(start: CivilDateTime) -> OccurrenceState {
    if let place = place(of: start) { return states[place] }
    return OccurrenceState(start, isAhead: isAhead(start))
  }

  /// True where nothing is known of any occurrence.
  var knowsNothing: Bool { states.isEmpty && past?.isEmpty ?? true }

  /// All occurrences of which something is known, the past ones first where they are kept.
  public var known: [OccurrenceState] { (past ?? []) + states }

  /// The state of an occurrence of which something is known, past ones included; nil for any other.
  public func known(_ start: CivilDateTime) -> OccurrenceState? {
    place(of: start).map { states[$0] } ?? past?.last { $0.start == start }
  }

  /// The latest occurrence that is over, whichever way, by when it was.
  public var latestOver: OccurrenceState? {
    known.compactMap { state in state.overSince.map { ($0, state) } }
      .max { ($0.0, $0.1.start) < ($1.0, $1.1.start) }?.1
  }

  /// The wall time at which the ritual last took place, where the past is kept: a cadence when the answer came, anything
  /// else no later than it was due, since an answer often comes the day after.
  public func lastDone(isCadence: Bool) -> CivilDateTime? {
    known.compactMap { state in
      guard case .done(let on, _) = state.phase else { return nil }
      return isCadence ? on : min(on, state.wall)
    }.max()
  }

  /// The occurrences that took place, as a balance weighs them.
  public var carried: [CarriedTime] {
    known.compactMap { state in
      guard case .done(_, let at) = state.phase, let turn = state.carriedTurn else { return nil }
      return CarriedTime(turn: turn, doneAt: at, swapped: state.swapped)
    }
  }

  /// The latest occurrence whose time has come and that has no answer: an open one, else one that is held.
  public var current: OccurrenceState? {
    states.max { Ledger.rank($0) < Ledger.rank($1) }.flatMap { $0.isCurrent ? $0 : nil }
  }

  private static func rank(_ state: OccurrenceState) -> (Int, CivilDateTime) {
    (state.isOpen ? 2 : state.isHeld ? 1 : 0, state.wall)
  }

  /// The start of the current occurrence.
  public var open: CivilDateTime? { current?.start }

  /// The wall time of the latest answer, for a cadence.
  public var lastTime: CivilDateTime? {
    let times = states.compactMap(\.answeredOn) + (earlierTime.map { [$0] } ?? [])
    return times.max()
  }

  /// Until when an occurrence's reminder is snoozed; nil where none waits.
  public func snoozedUntil(_ start: CivilDateTime) -> Instant? {
    place(of: start).flatMap { states[$0].snoozedUntil }
  }

  /// Occurrences answered ahead of their time, or that took place ahead of it: it passes in silence.
  public var answeredAhead: [CivilDateTime] {
    states.filter { isAhead($0.start) && $0.takesOwnTime && !$0.isMovedAhead }.map(\.start)
  }

  /// The latest answer of all that can be undone.
  public var undoable: (start: CivilDateTime, answer: AnswerRecord)? {
    states.compactMap { state in state.undoable.map { (start: state.start, answer: $0) } }
      .max { $0.answer.number < $1.answer.number }
  }

  /// True for an occurrence that has not come yet.
  func isAhead(_ start: CivilDateTime) -> Bool { settledThrough.map { start > $0 } ?? true }

  /// True where the schedule's own time is not to come: it has come, was answered, or was moved away.
  func isSettled(_ start: CivilDateTime) -> Bool {
    !isAhead(start) || place(of: start).map { states[$0].takesOwnTime } ?? false
  }

  private func place(of start: CivilDateTime) -> Int? { states.firstIndex { $0.start == start } }
}

// MARK: Changes

extension Ledger {
  /// Takes the state of an occurrence in; what it settles is settled.
  mutating func store(_ state: OccurrenceState) {
    if let place = place(of: state.start) {
      states[place] = state
    } else if !state.isPlain {
      states.insert(state, at: states.firstIndex { $0.start > state.start } ?? states.count)
    }
  }

  /// All up to a wall time is settled; what nobody needs any more is let go.
  mutating func settle(through wall: CivilDateTime) {
    settledThrough = max(settledThrough ?? wall, wall)
    prune()
  }

  /// Changes the states for which a condition holds.
  mutating func change(where isMeant: (OccurrenceState) -> Bool, _ body: (inout OccurrenceState) -> Void) {
    for place in states.indices where isMeant(states[place]) { body(&states[place]) }
  }

  /// Lets go of the occurrences for which a condition holds.
  mutating func letGo(where isMeant: (OccurrenceState) -> Bool) {
    for state in states where isMeant(state) { archive(state) }
    states.removeAll(where: isMeant)
  }

  /// Begins with nothing but whose turn it was and when the last time was.
  mutating func release() {
    let time = lastTime
    letGo { _ in true }
    (adoptedAt, schedule, settledThrough, asked, earlierTime) = (nil, nil, nil, [:], time)
  }

  private mutating func archive(_ state: OccurrenceState) {
    if let on = state.answeredOn { earlierTime = max(earlierTime ?? on, on) }
    switch state.phase {
    case .planned, .passed, .over: break
    case .held, .open, .done, .skipped, .lapsed: past?.append(state)
    }
  }

  mutating func prune() {
    guard !states.isEmpty else { return }
    let numbers = states.compactMap { $0.undoable?.number }.sorted()
    let oldest = numbers.suffix(Ledger.undoDepth).first ?? .max
    let settled = settledThrough
    letGo { state in
      if state.isCurrent || state.isMovedAhead || state.phase == .passed { return false }
      if settled.map({ state.start > $0 }) ?? true { return state.isPlain }
      // Its own time may have been settled by another one that was moved to it, in the plan in which both come.
      if state.phase == .planned { return state.start != settled }
      return state.undoable.map { $0.number < oldest } ?? true
    }
  }
}
