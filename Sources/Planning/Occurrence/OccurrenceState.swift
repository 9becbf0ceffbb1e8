import CivilTime
import Recurrence
import Rituals

/// How far one occurrence has come: its phase, and what goes along with it through all phases.
///
/// | an occurrence is | until | and then it is |
/// |---|---|---|
/// | planned | its time comes | open, or held where it is quiet |
/// | planned | it is moved | planned for that time, under the name it has |
/// | planned | it is answered ahead | done or skipped, and its time passes in silence |
/// | held | the quiet ends | open |
/// | open | a snoozed reminder or a nudge is delivered | open |
/// | held or open | it is moved | planned for that time |
/// | held or open | it is answered | done or skipped |
/// | held or open | the next one is due, or its time is over | lapsed, which is neutral |
/// | done, skipped, snoozed or moved | the answer is undone | what it was before |
/// | held or open before an answer | the answer is undone, and a later one has come | passed, to be reported as lapsed |
///
/// `apply` is this table. What it needs of the other occurrences of the ritual is in `Neighbours`.
@dynamicMemberLookup public struct OccurrenceState: Equatable, Sendable {
  /// Where an occurrence stands.
  public enum Phase: Equatable, Sendable {
    /// Its time is still to come.
    case planned
    /// Its time has come, and its first reminder has waited since then.
    case held(since: Instant)
    /// Its time has come; the latest reminder was delivered then.
    case open(lastReminder: Instant)
    /// It took place; `on` is the wall time of the answer.
    case done(on: CivilDateTime, at: Instant)
    /// It was passed over; `on` is the wall time of the answer.
    case skipped(on: CivilDateTime, at: Instant)
    /// A later one came before the answer to it was undone: it is to be reported as lapsed.
    case passed
    /// It is over without an answer.
    case lapsed(LapseReason, at: Instant)
    /// It was over before anything was heard of it.
    case over
  }

  /// The start that names it.
  public let start: CivilDateTime
  /// The wall time at which it takes place: another one where it was moved.
  public var wall: CivilDateTime
  /// Where it stands.
  public var phase: Phase
  /// How often it was moved to be where it is.
  public var moved: Int { Int(timesMoved) }
  /// How often a nudge was delivered.
  public var nudges: Int { Int(nudgeCount) }
  /// How many snoozes it has had.
  public var snoozes: Int { Int(snoozeCount) }
  /// When the snoozed reminder comes; nil where none waits.
  public internal(set) var snoozedUntil: Instant?

  var timesMoved: Int16 = 0
  /// How often it was ever moved, moves that were undone included: a number names a reminder once.
  var highestMove: Int16 = 0
  var nudgeCount: Int16 = 0
  var snoozeCount: Int16 = 0
  /// How often its time has come: again after it was moved.
  var comings: Int16 = 0
  /// What few have.
  var rare: Boxed<Rare>?

  /// What few occurrences have, read as members of the state.
  public struct Rare: Equatable, Sendable {
    /// When it was moved: leads due before then are not made up for.
    var movedAt: Instant?
    /// The reminders ahead that were delivered, with nil, or superseded, and the nudges that were superseded.
    public internal(set) var leads: [ReminderKind: SupersedeReason?] = [:]
    /// Whose turn it is, as it was last recorded.
    public internal(set) var turn: Turn?
    /// Who else did it than whose turn it was.
    public internal(set) var doneBy: RoleSwap?
    /// The roles that were ever swapped.
    public internal(set) var swapped: Set<String> = []
    /// The latest answer that can be undone.
    var latest: Undoable?

    static let none = Rare()
  }

  /// An occurrence of which nothing is known but whether its time is ahead.
  init(_ start: CivilDateTime, isAhead: Bool) {
    self.start = start
    wall = start
    phase = isAhead ? .planned : .over
  }
}

extension OccurrenceState {
  /// An answer, and the state before it.
  final class Undoable: Equatable, Sendable {
    /// The number of its event in the history, and the event's fact and instant.
    let answer: AnswerRecord
    let before: OccurrenceState

    init(_ answer: AnswerRecord, before: OccurrenceState) {
      self.answer = answer
      self.before = before
    }

    static func == (left: Undoable, right: Undoable) -> Bool {
      left === right || left.answer == right.answer && left.before == right.before
    }
  }

  /// What an occurrence's state depends on besides its own facts.
  struct Neighbours {
    /// All occurrences up to this wall time have come.
    var settledThrough: CivilDateTime?
    /// The wall time of the latest other occurrence that is held or open.
    var latestCurrent: CivilDateTime?
  }
}

/// An answer as the history has it.
public struct AnswerRecord: Equatable, Sendable {
  /// The event's number in the history.
  public var number: Int
  /// When it was answered.
  public var at: Instant
  /// What was answered.
  public var fact: Event.Fact
}

extension OccurrenceState {
  /// What few have: read without being made, and gone where nothing of it is left.
  public subscript<Value>(dynamicMember path: KeyPath<Rare, Value>) -> Value {
    (rare?.value ?? .none)[keyPath: path]
  }

  subscript<Value>(dynamicMember path: WritableKeyPath<Rare, Value>) -> Value {
    get { (rare?.value ?? .none)[keyPath: path] }
    set { changeRare { $0[keyPath: path] = newValue } }
  }

  /// Changes what few have, several parts of it at once.
  mutating func changeRare(_ change: (inout Rare) -> Void) {
    // Most have none and keep none; what is there is changed where it lies, unless the state before an answer shares it.
    guard var changed = rare.take() else {
      var values = Rare.none
      change(&values)
      if values != .none { rare = Boxed(values) }
      return
    }
    change(&changed.value)
    if changed.value != .none { rare = changed }
  }

  /// The latest answer that can be undone.
  public var undoable: AnswerRecord? { self.latest?.answer }

  /// Whose turn it was, with who else did it.
  public var carriedTurn: Turn? { self.turn.map { $0.done(by: self.doneBy) } }

  /// True where it is planned for another time than its own.
  public var isMovedAhead: Bool { phase == .planned && timesMoved > 0 }

  /// True where its first reminder waits.
  public var isHeld: Bool { if case .held = phase { true } else { false } }

  /// True where it waits for an answer.
  public var isOpen: Bool { if case .open = phase { true } else { false } }

  /// True where its time has come and it has no answer.
  public var isCurrent: Bool { isHeld || isOpen }

  /// The wall time of the answer; nil where it has none.
  public var answeredOn: CivilDateTime? {
    switch phase {
    case .done(let on, _), .skipped(let on, _): on
    case .planned, .held, .open, .passed, .lapsed, .over: nil
    }
  }

  /// Since when it has been done, skipped or lapsed; nil where it is none of these.
  var overSince: Instant? {
    switch phase {
    case .done(_, let at), .skipped(_, let at), .lapsed(_, let at): at
    case .planned, .held, .open, .passed, .over: nil
    }
  }

  /// When its latest reminder was delivered, or its first one was held; nil where its time has not come or it is over.
  public var lastReminder: Instant? {
    switch phase {
    case .held(let instant), .open(let instant): instant
    case .planned, .done, .skipped, .passed, .lapsed, .over: nil
    }
  }

  /// Since when its first reminder waits; nil where none does.
  var heldSince: Instant? { isHeld ? lastReminder : nil }

  /// True where it can still be snoozed or moved.
  public var isAnswerable: Bool { phase == .planned || isCurrent }

  /// True where its own time, if that is still ahead, passes in silence.
  var takesOwnTime: Bool { phase != .planned || timesMoved > 0 }

  /// True where there is nothing to know of it that its name does not say.
  var isPlain: Bool {
    phase == .planned && timesMoved == 0 && highestMove == 0 && rare == nil && snoozeCount == 0
  }
}
