import CivilTime
import Recurrence

/// The state of turns, derived from the history: of a ritual, whose turn it was and what was swapped; of a person, the days
/// away. It takes one word of memory if it is empty, since most rituals have no turns.
public struct TurnState: Equatable, Sendable {
  private var boxed: Boxed<Facts>?

  /// The most turns that are kept as announced ahead of one that never falls due.
  static let mostAhead = 128

  public init() {}

  var facts: Facts {
    get { boxed?.value ?? Facts() }
    set { boxed = Boxed(newValue) }
  }

  /// A turn that was announced, and how its occurrence was answered.
  struct Announced: Equatable, Sendable {
    var turn: Turn
    var isDone = false
    var isSkipped = false
    var isLapsed = false
    /// Who else did it.
    var doneBy: RoleSwap?

    /// The turn as it was carried out.
    var carried: Turn { turn.done(by: doneBy) }
  }

  struct Facts: Equatable, Sendable {
    /// The two latest turns that have fallen due, and those that were announced ahead; the earliest first.
    var announced: [Announced] = []
    /// What is left of the turns before them, by role and person.
    var served: [String: [String: [Served]]] = [:]
    /// By role.
    var runs: [String: Run] = [:]
    /// Swaps of occurrences not earlier than the first one announced, in the order in which they were made.
    var swaps: [Swap] = []
    /// Of a person: the days away, apart from each other, the earliest first.
    var absences: [Absence] = []
    /// Of the user: the latest while of feeling stretched.
    var stretch: Stretch?
    /// The start of the latest occurrence that has fallen due or lapsed.
    var settled: CivilDateTime?
  }
}

extension TurnState {
  /// The turn that was announced for an occurrence, if it is among the latest.
  public func announced(at start: CivilDateTime) -> Turn? {
    boxed?.value.announced.last { $0.turn.occurrence == start }?.carried
  }

  /// The latest turn announced for an occurrence before a wall time.
  public func announced(before start: CivilDateTime) -> Turn? {
    boxed?.value.announced.last { $0.turn.occurrence < start }?.carried
  }

  /// The swaps of occurrences that are not long over, in the order in which they were made.
  public var swaps: [Swap] { boxed?.value.swaps ?? [] }

  /// Of a person: the days away by `kin away`.
  public var absences: [Absence] { boxed?.value.absences ?? [] }

  /// Of the user: the latest while of feeling stretched, over or not.
  public var stretch: Stretch? { boxed?.value.stretch }

  /// Notes that the user feels stretched until then, or no longer.
  public mutating func stretch(from now: Instant, until: Instant) {
    let from = stretch.flatMap { $0.contains(now) ? $0.from : nil } ?? now
    facts.stretch = Stretch(from: from, until: max(until, from))
  }

  /// Applies a fact about the occurrence at `start`. Facts about other things change nothing and cost nothing.
  public mutating func apply(_ fact: Event.Fact, of start: CivilDateTime?) {
    switch fact {
    case .turn(let turn): facts.announce(turn)
    case .swapped(let change): if let start { facts.add(Swap(occurrence: start, change)) }
    case .away(_, let from, let to): facts.absences = (absences + [Absence(from: from, to: to)]).joined
    case .back(_, let from, let to): facts.absences = absences.subtracting(Absence(from: from, to: to))
    case .done(_, let swap):
      // First, since an answer lets go of turns that are over.
      amend(start) { $0.doneBy = swap }
      answer(start) { $0.isDone = true }
    case .skipped: answer(start) { $0.isSkipped = true }
    case .undone: answer(start) { $0 = Announced(turn: $0.turn) }
    case .lapsed:
      amend(start) { $0.isLapsed = true }
      if boxed != nil, let start { facts.settle(start) }
    case .reminded(.due, _), .reminded(.moved, _), .gathered(.due, _), .gathered(.moved, _), .held, .began:
      if boxed != nil, let start { facts.settle(start) }
    default: break
    }
  }

  private mutating func answer(_ start: CivilDateTime?, _ note: (inout Announced) -> Void) {
    if boxed != nil, let start { facts.answer(start, note) }
  }

  /// Notes something of the very occurrence that was announced.
  private mutating func amend(_ start: CivilDateTime?, _ note: (inout Announced) -> Void) {
    guard let index = boxed?.value.announced.lastIndex(where: { $0.turn.occurrence == start }) else { return }
    note(&facts.announced[index])
  }
}

extension TurnState.Facts {
  fileprivate mutating func announce(_ turn: Turn) {
    if let index = announced.lastIndex(where: { $0.turn.occurrence <= turn.occurrence }) {
      if announced[index].turn.occurrence == turn.occurrence {
        announced[index].turn = turn
      } else {
        announced.insert(TurnState.Announced(turn: turn), at: index + 1)
      }
    } else if announced.count < 2 || settled.map({ turn.occurrence > $0 }) ?? true {
      announced.insert(TurnState.Announced(turn: turn), at: 0)
    }
    prune()
  }

  fileprivate mutating func answer(_ start: CivilDateTime, _ note: (inout TurnState.Announced) -> Void) {
    if let index = announced.lastIndex(where: { $0.turn.occurrence == start }) {
      note(&announced[index])
    } else if let first = announced.first?.turn, first.since <= start, start < first.occurrence {
      // A late answer to an earlier occurrence of a turn that still goes on.
      note(&announced[0])
    }
    prune()
  }

  fileprivate mutating func settle(_ start: CivilDateTime) {
    settled = max(settled ?? start, start)
    prune()
  }

  /// Whether an occurrence has fallen due or was answered before that, so that its turn is final.
  func isOver(_ start: CivilDateTime) -> Bool {
    settled.map { start <= $0 } ?? false
      || announced.contains { $0.turn.occurrence == start && ($0.isDone || $0.isSkipped) }
  }

  /// Whether an occurrence's time has come and it waits for an answer.
  func isOpen(_ start: CivilDateTime) -> Bool {
    settled == start
      && announced.contains { $0.turn.occurrence == start && !$0.isDone && !$0.isSkipped && !$0.isLapsed }
  }

  /// Who else did what was done at an occurrence.
  func doneBy(_ start: CivilDateTime) -> RoleSwap? {
    announced.last { $0.turn.occurrence == start }?.doneBy
  }

  /// Whether a turn was announced with a swap as a part of it: what undoes it is then to be carried out as well.
  private func isAnnounced(_ swap: Swap) -> Bool {
    announced.contains { swap.reaches($0.turn) && $0.turn.holder(of: swap.role)?.person == swap.to }
  }

  fileprivate mutating func add(_ swap: Swap) {
    let last = swaps.lastIndex {
      $0.occurrence == swap.occurrence && $0.role == swap.role && $0.isWhole == swap.isWhole
    }
    if let index = last, swaps[index].isUndone(by: swap), !isAnnounced(swaps[index]) {
      // There and back again.
      swaps.remove(at: index)
    } else {
      swaps.append(swap)
    }
  }

  /// Keeps the two latest turns that are over, and what is left of those before them.
  private mutating func prune() {
    while announced.count > 2,
      announced.count > TurnState.mostAhead || announced[...2].allSatisfy({ isOver($0.turn.occurrence) })
    {
      let old = announced.removeFirst()
      for holder in old.turn.holders {
        if let person = holder.due { served[holder.role, default: [:]][person, default: []].note(old) }
        runs.note(old.carried.holder(of: holder.role) ?? holder, of: old)
      }
      if old.isDone, announced[0].turn.since == old.turn.since { announced[0].isDone = true }
      let first = announced[0].turn
      swaps.removeAll { $0.occurrence < first.occurrence && !$0.reaches(first) }
    }
  }
}
