import CivilTime
import Recurrence
import Rituals

/// What the history says of one ritual, folded down to what planning needs: how far each of its occurrences has come.
///
/// | an occurrence is | until | and then |
/// |---|---|---|
/// | planned | its time comes | due: given at once, or held where it is quiet |
/// | planned | it is moved | planned for that time, under the name it has |
/// | planned | it is answered ahead | done or skipped, and its time passes in silence |
/// | due | the quiet ends | open |
/// | open | a reminder that was put off, or a nudge, is given | open |
/// | open | it is moved | planned for that time |
/// | due or open | it is answered | done or skipped |
/// | open | it was open as long as it may be (a birthday) | lapsed, which is neutral |
/// | due or open | the next one is due | lapsed, which is neutral |
/// | done, skipped, put off or moved | the answer is taken back | what it was before |
public struct Ledger: Hashable, Sendable {
  /// Nothing due before this instant is given; nil for a ritual that is not under care.
  public internal(set) var adoptedAt: Instant?
  /// What stands for the schedule that was adopted (`Fingerprint`).
  public internal(set) var schedule: UInt64?
  /// The start of the latest occurrence that was given, held, lapsed or answered: all up to it is settled.
  public internal(set) var settledThrough: CivilDateTime?
  /// The occurrence whose time has come and that has no answer.
  public internal(set) var current: Current?
  /// The wall time of the latest answer, for a cadence.
  public internal(set) var lastTime: CivilDateTime?
  /// Whose turn it was, swaps, and, under a person's key, absences. One word where there are none.
  public internal(set) var turns = TurnState()
  /// What few have at one time.
  private var more: Boxed<More>?

  private struct More: Hashable, Sendable {
    var heldBefore: [Current] = []
    var snoozes: [CivilDateTime: Snooze] = [:]
    var answered: Set<CivilDateTime> = []
    var moves: [CivilDateTime: Move] = [:]
    var movesTakenBack: [CivilDateTime: Int] = [:]
    var passed: Set<CivilDateTime> = []
    var leads: [CivilDateTime: Set<ReminderKind>] = [:]
    var asked: [Int: CivilDateTime?] = [:]
    var before: Before?

    static let none = More()
  }

  /// How far the history may lie ahead of the clock, in seconds, before the clock is taken to have been wrong: two days
  /// and a zone's width.
  public static let aheadOfClock: Int64 = 3 * 86_400

  /// An occurrence whose time has come.
  public struct Current: Hashable, Sendable {
    /// The start that it is named by.
    public var start: CivilDateTime
    /// The wall time at which it takes place: another one where it was moved.
    public var wall: CivilDateTime
    /// How often it was moved.
    public var moved = 0
    /// True while its first reminder waits; then it is due and not yet open.
    public var isHeld = false
    /// When its latest reminder was given; before that, when its time came.
    public var lastGiven: Instant
    /// How often was asked again.
    public var nudges = 0
  }

  /// An occurrence whose next reminder was put off.
  public struct Snooze: Hashable, Sendable {
    /// The occurrence's start.
    public var start: CivilDateTime
    /// How many snoozes it has had, this one among them.
    public var count: Int
    /// When the reminder comes; nil once it was given.
    public var until: Instant?
  }

  /// Where an occurrence was moved to.
  public struct Move: Hashable, Sendable {
    /// The wall time at which it takes place.
    public var to: CivilDateTime
    /// How often it was moved, this time among them.
    public var count: Int
    /// When that was said: what would have come before then is not made up for.
    public var since: Instant
    /// How often was asked again before.
    public var nudges = 0
  }

  /// What an answer changed, so that it can be taken back.
  final class Before: Hashable, Sendable {
    let start: CivilDateTime
    /// The occurrence itself, where it was due or open.
    let current: Current?
    let wasAhead: Bool
    let wasAnswered: Bool
    let snooze: Snooze?
    let lastTime: CivilDateTime?
    let move: Move?
    let leads: Set<ReminderKind>
    /// True where its time has come since.
    let hasCome: Bool

    init(_ start: CivilDateTime, in ledger: Ledger) {
      self.start = start
      current = ([ledger.current].compactMap { $0 } + ledger.heldBefore).first { $0.start == start }
      wasAhead = ledger.isAhead(start)
      wasAnswered = ledger.answered.contains(start)
      snooze = ledger.snoozes[start]
      lastTime = ledger.lastTime
      move = ledger.moves[start]
      leads = ledger.leads[start] ?? []
      hasCome = false
    }

    /// The same, once its time has come.
    init(come before: Before) {
      start = before.start
      current = before.current
      wasAhead = before.wasAhead
      wasAnswered = before.wasAnswered
      snooze = before.snooze
      lastTime = before.lastTime
      move = before.move
      leads = before.leads
      hasCome = true
    }

    static func == (left: Before, right: Before) -> Bool {
      left.start == right.start && left.current == right.current && left.snooze == right.snooze
        && left.lastTime == right.lastTime && left.move == right.move && left.leads == right.leads
        && left.wasAhead == right.wasAhead && left.wasAnswered == right.wasAnswered
        && left.hasCome == right.hasCome
    }

    func hash(into hasher: inout Hasher) { hasher.combine(start) }
  }

  /// Of a ritual that the history has never seen.
  public init() {}

  init(keepingTurnOf other: Ledger) {
    turns = other.turns
    lastTime = other.lastTime
  }
}

// What few have at one time: it is read without being made, and gone where nothing of it is left.
extension Ledger {
  /// Those whose time came before that of `current` and that wait with it, where all that are missed are given.
  var heldBefore: [Current] {
    get { more?.value.heldBefore ?? [] }
    set { change { $0.heldBefore = newValue } }
  }

  /// The occurrences whose reminder was put off, and how often each was.
  var snoozes: [CivilDateTime: Snooze] {
    get { more?.value.snoozes ?? [:] }
    set { change { $0.snoozes = newValue } }
  }

  /// Occurrences answered ahead of their time, or that took place ahead of it: it passes in silence.
  public internal(set) var answered: Set<CivilDateTime> {
    get { more?.value.answered ?? [] }
    set { change { $0.answered = newValue } }
  }

  /// Occurrences that are planned for another time than their own.
  public internal(set) var moves: [CivilDateTime: Move] {
    get { more?.value.moves ?? [:] }
    set { change { $0.moves = newValue } }
  }

  /// How often occurrences were moved whose moves were taken back: a number names a reminder once.
  var movesTakenBack: [CivilDateTime: Int] {
    get { more?.value.movesTakenBack ?? [:] }
    set { change { $0.movesTakenBack = newValue } }
  }

  /// Occurrences whose answer was taken back when a later one had come: nothing told yet that they have passed.
  var passed: Set<CivilDateTime> {
    get { more?.value.passed ?? [] }
    set { change { $0.passed = newValue } }
  }

  /// Leads that were given or folded, of occurrences that are not settled.
  public internal(set) var leads: [CivilDateTime: Set<ReminderKind>] {
    get { more?.value.leads ?? [:] }
    set { change { $0.leads = newValue } }
  }

  /// Requests of `kin remind` not yet carried out: the event's number and the occurrence, nil for the next one.
  public internal(set) var asked: [Int: CivilDateTime?] {
    get { more?.value.asked ?? [:] }
    set { change { $0.asked = newValue } }
  }

  /// How it stood before the latest answer.
  var before: Before? {
    get { more?.value.before }
    set { change { $0.before = newValue } }
  }

  private mutating func change(_ body: (inout More) -> Void) {
    var values = more?.value ?? .none
    body(&values)
    more = values == .none ? nil : Boxed(values)
  }
}

extension Ledger {
  /// The snooze that waits, the earliest of several; else what the open occurrence has had of them.
  public var snooze: Snooze? {
    guard !snoozes.isEmpty else { return nil }
    let waiting = snoozes.values.compactMap { snooze in snooze.until.map { (until: $0, snooze: snooze) } }
    return waiting.min { ($0.until, $0.snooze.start) < ($1.until, $1.snooze.start) }?.snooze
      ?? current.flatMap { snoozes[$0.start] }
  }

  /// Until when an occurrence's reminder is put off; nil where none waits.
  public func putOff(_ start: CivilDateTime) -> Instant? { snoozes[start]?.until }

  /// The latest occurrence whose time has come and that has no answer.
  public var open: CivilDateTime? { current?.start }

  /// The occurrence that `kin undo` would take the answer back of; nil where there is none.
  public var undoable: CivilDateTime? { before?.start }

  /// True for an occurrence whose time has come and whose first reminder waits.
  func isHeld(_ start: CivilDateTime) -> Bool { heldSince(start) != nil }

  /// Since when an occurrence's first reminder waits; nil where it does not.
  func heldSince(_ start: CivilDateTime) -> Instant? {
    if let current, current.isHeld, current.start == start { return current.lastGiven }
    return heldBefore.first { $0.start == start }?.lastGiven
  }

  /// True for an occurrence that has not come yet.
  func isAhead(_ start: CivilDateTime) -> Bool {
    settledThrough.map { start > $0 } ?? true
  }

  /// True where an occurrence can still be put off or moved.
  public func isAnswerable(_ start: CivilDateTime) -> Bool {
    current?.start == start || moves[start] != nil || heldBefore.contains { $0.start == start }
      || (isAhead(start) && !answered.contains(start))
  }
}
