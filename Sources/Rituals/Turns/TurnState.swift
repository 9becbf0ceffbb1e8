import CivilTime

/// What the history says about turns: of a ritual whose turn it was and what was swapped, of a person when it is away. A
/// fold over events, so the same on every machine that has them; who is next is made of it and of the config.
///
/// One word where there is nothing to say: most rituals have no turns.
public struct TurnState: Hashable, Sendable {
  private var box: Box?

  /// More turns than this are not told ahead of one that nobody ever sees fall due.
  static let mostAhead = 128

  public init() {}

  /// All of it, for whoever folds or asks.
  var facts: Facts {
    get { box?.facts ?? Facts() }
    set { box = Box(newValue) }
  }

  /// A turn that was told, and what became of its occurrence.
  struct Told: Hashable, Sendable {
    var turn: Turn
    var isDone = false
    var isSkipped = false
  }

  struct Facts: Hashable, Sendable {
    /// The two latest turns that have fallen due, and those that were told ahead; the earliest first.
    var told: [Told] = []
    /// What is left of the turns before them.
    var served: [Served] = []
    var runs: [Run] = []
    /// Swaps of occurrences not earlier than the first one told, in the order in which they were made.
    var swaps: [Swap] = []
    /// Of a person: the days away, apart from each other, the earliest first.
    var absences: [Absence] = []
    /// Of the user: the latest while of feeling stretched.
    var stretch: Stretch?
    /// The start of the latest occurrence that has fallen due or lapsed.
    var settled: CivilDateTime?
  }

  private final class Box: Hashable, Sendable {
    let facts: Facts
    init(_ facts: Facts) { self.facts = facts }
    static func == (left: Box, right: Box) -> Bool { left === right || left.facts == right.facts }
    func hash(into hasher: inout Hasher) { hasher.combine(facts) }
  }
}

extension TurnState {
  /// The latest turn that was told.
  public var last: Turn? { box?.facts.told.last?.turn }

  /// The turn that was told of an occurrence, as long as it is among the latest.
  public func told(at start: CivilDateTime) -> Turn? {
    box?.facts.told.last { $0.turn.occurrence == start }?.turn
  }

  /// The latest turn told of an occurrence before a wall time.
  public func told(before start: CivilDateTime) -> Turn? {
    box?.facts.told.last { $0.turn.occurrence < start }?.turn
  }

  /// The swaps of occurrences that are not long over, in the order in which they were made.
  public var swaps: [Swap] { box?.facts.swaps ?? [] }

  /// Of a person: the days away that were told on the command line.
  public var absences: [Absence] { box?.facts.absences ?? [] }

  /// Of the user: the latest while of feeling stretched, over or not.
  public var stretch: Stretch? { box?.facts.stretch }

  /// The user feels stretched, for longer or shorter than was said before, or no longer.
  public mutating func stretch(from now: Instant, until: Instant) {
    let from = stretch.flatMap { $0.contains(now) ? $0.from : nil } ?? now
    facts.stretch = Stretch(from: from, until: max(until, from))
  }

  /// Takes a fact in; `start` is the occurrence it is about. Facts about other things change nothing and cost nothing.
  public mutating func apply(_ fact: Event.Fact, of start: CivilDateTime?) {
    switch fact {
    case .turn(let turn): facts.tell(turn)
    case .swapped(let role, let from, let to):
      if let start { facts.add(Swap(occurrence: start, role: role, from: from, to: to)) }
    case .away(_, let from, let to): facts.absences = absences.adding(Absence(from: from, to: to))
    case .back(_, let from, let to): facts.absences = absences.subtracting(Absence(from: from, to: to))
    case .done: answer(start) { $0.isDone = true }
    case .skipped: answer(start) { $0.isSkipped = true }
    case .undone: if let start { takeBackAnswer(to: start) }
    case .reminded(.due, _), .reminded(.moved, _), .gathered(.due, _), .gathered(.moved, _), .held, .began,
      .lapsed:
      if box != nil, let start { facts.settle(start) }
    default: break
    }
  }

  /// Forgets the answer to an occurrence, as if it had never been given.
  public mutating func takeBackAnswer(to start: CivilDateTime) {
    answer(start) {
      $0.isDone = false
      $0.isSkipped = false
    }
  }

  private mutating func answer(_ start: CivilDateTime?, _ note: (inout Told) -> Void) {
    guard box != nil, let start else { return }
    facts.answer(start, note)
  }
}

extension TurnState.Facts {
  mutating func tell(_ turn: Turn) {
    if let index = told.lastIndex(where: { $0.turn.occurrence <= turn.occurrence }) {
      if told[index].turn.occurrence == turn.occurrence {
        told[index].turn = turn
      } else {
        told.insert(TurnState.Told(turn: turn), at: index + 1)
      }
    } else if told.count < 2 || settled.map({ turn.occurrence > $0 }) ?? true {
      told.insert(TurnState.Told(turn: turn), at: 0)
    }
    prune()
  }

  mutating func answer(_ start: CivilDateTime, _ note: (inout TurnState.Told) -> Void) {
    if let index = told.lastIndex(where: { $0.turn.occurrence == start }) {
      note(&told[index])
    } else if let first = told.first, first.turn.since <= start, start < first.turn.occurrence {
      // A late answer to an earlier occurrence of the turn that is still the same one's.
      note(&told[0])
    }
    prune()
  }

  mutating func settle(_ start: CivilDateTime) {
    settled = max(settled ?? start, start)
    prune()
  }

  /// True for an occurrence that has fallen due, or was answered ahead of that: whose turn it was stands.
  func isOver(_ start: CivilDateTime) -> Bool {
    settled.map { start <= $0 } ?? false
      || told.contains { $0.turn.occurrence == start && ($0.isDone || $0.isSkipped) }
  }

  mutating func add(_ swap: Swap) {
    if let index = swaps.lastIndex(where: { $0.occurrence == swap.occurrence && $0.role == swap.role }),
      swaps[index].from == swap.to, swaps[index].to == swap.from
    {
      // There and back again.
      swaps.remove(at: index)
    } else {
      swaps.append(swap)
    }
  }

  /// Keeps the two latest turns that are over, and folds those before them.
  private mutating func prune() {
    while told.count > 2,
      told.count > TurnState.mostAhead || told[...2].allSatisfy({ isOver($0.turn.occurrence) })
    {
      let old = told.removeFirst()
      note(old, into: &served)
      for holder in old.turn.holders { TurnState.Run.note(holder, of: old, into: &runs) }
      if old.isDone, told[0].turn.since == old.turn.since { told[0].isDone = true }
      let first = told[0].turn.occurrence
      if !swaps.isEmpty { swaps.removeAll { $0.occurrence < first } }
    }
  }
}
