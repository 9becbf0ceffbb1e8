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
/// | due or open | the next one is due | lapsed, which is neutral |
/// | done, skipped, put off or moved | the answer is taken back | what it was before |
public struct Ledger: Hashable, Sendable {
  /// Nothing due before this instant is given; nil for a ritual that is not under care.
  public internal(set) var adoptedAt: Instant?
  /// What stands for the schedule that was adopted (`Kept.fingerprint`).
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
    var snooze: Snooze?
    var answered: Set<CivilDateTime> = []
    var moves: [CivilDateTime: Move] = [:]
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
  }

  /// What an answer changed, so that it can be taken back.
  final class Before: Hashable, Sendable {
    let start: CivilDateTime
    let current: Current?
    let snooze: Snooze?
    let lastTime: CivilDateTime?
    let move: Move?
    let leads: Set<ReminderKind>?

    init(_ start: CivilDateTime, in ledger: Ledger) {
      self.start = start
      current = ledger.current
      snooze = ledger.snooze
      lastTime = ledger.lastTime
      move = ledger.moves[start]
      leads = ledger.leads[start]
    }

    static func == (left: Before, right: Before) -> Bool {
      left.start == right.start && left.current == right.current && left.snooze == right.snooze
        && left.lastTime == right.lastTime && left.move == right.move && left.leads == right.leads
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
  /// The snooze that waits, and how many the occurrence has had with it.
  public internal(set) var snooze: Snooze? {
    get { more?.value.snooze }
    set { change { $0.snooze = newValue } }
  }

  /// Occurrences answered ahead of their time.
  public internal(set) var answered: Set<CivilDateTime> {
    get { more?.value.answered ?? [] }
    set { change { $0.answered = newValue } }
  }

  /// Occurrences that are planned for another time than their own.
  public internal(set) var moves: [CivilDateTime: Move] {
    get { more?.value.moves ?? [:] }
    set { change { $0.moves = newValue } }
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
  /// The latest occurrence whose time has come and that has no answer.
  public var open: CivilDateTime? { current?.start }

  /// The occurrence that `kin undo` would take the answer back of; nil where there is none.
  public var undoable: CivilDateTime? { before?.start }

  /// True for an occurrence that has not come yet.
  func isAhead(_ start: CivilDateTime) -> Bool {
    settledThrough.map { start > $0 } ?? true
  }

  /// True where an occurrence can still be put off or moved.
  public func isAnswerable(_ start: CivilDateTime) -> Bool {
    current?.start == start || moves[start] != nil || (isAhead(start) && !answered.contains(start))
  }
}
