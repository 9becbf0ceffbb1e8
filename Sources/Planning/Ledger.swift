import CivilTime
import Rituals

/// What the history says of one ritual, folded down to what planning needs.
public struct Ledger: Hashable, Sendable {
  /// Nothing due before this instant is given; nil for a ritual that is not under care.
  public private(set) var adoptedAt: Instant?
  /// The schedule that was adopted (`Kept.fingerprint`).
  public private(set) var schedule: String?
  /// The start of the latest occurrence that was given, lapsed or answered: all up to it is settled.
  public private(set) var settledThrough: CivilDateTime?
  /// The latest occurrence that was given as due and has no answer.
  public private(set) var open: CivilDateTime?
  /// The snooze that waits, and how many the occurrence has had with it.
  public private(set) var snooze: Snooze?
  /// The wall time of the latest answer, for a cadence.
  public private(set) var lastTime: CivilDateTime?
  /// Occurrences answered ahead of their time.
  public private(set) var answered: Set<CivilDateTime> = []
  /// Leads that were given or folded, of occurrences that are not settled.
  public private(set) var leads: [CivilDateTime: Set<ReminderKind>] = [:]
  /// Requests of `kin remind` not yet carried out: the event's number and the occurrence, nil for the next one.
  public private(set) var asked: [Int: CivilDateTime?] = [:]
  /// The latest turn that was recorded.
  public private(set) var lastTurn: Turn?

  /// How far the history may lie ahead of the clock, in seconds, before the clock is taken to have been wrong: two days
  /// and a zone's width.
  public static let aheadOfClock: Int64 = 3 * 86_400

  /// An occurrence whose next reminder was put off.
  public struct Snooze: Hashable, Sendable {
    /// The occurrence's start.
    public var start: CivilDateTime
    /// How many snoozes it has had, this one among them.
    public var count: Int
    /// When the reminder comes; nil once it was given.
    public var until: Instant?
  }

  /// Of a ritual that the history has never seen.
  public init() {}

  /// Takes one more event in; `number` is its place in the history.
  public mutating func apply(_ event: Event, number: Int) {
    switch event.fact {
    case .adopted(let schedule):
      adoptedAt = event.at
      self.schedule = schedule
      // A clock that once stood far ahead has settled what is still to come: care begins anew.
      if let settled = settledThrough, settled.localSeconds > event.at.seconds + Ledger.aheadOfClock {
        settledThrough = nil
      }
    case .released:
      self = Ledger(keepingTurnOf: self)
    case .turn(let turn):
      if lastTurn.map({ $0.occurrence <= turn.occurrence }) ?? true { lastTurn = turn }
    case .given(let kind, _):
      apply(given: kind, start: event.start)
    case .began:
      apply(given: .due, start: event.start)
    case .folded(let kind):
      if let start = event.start { leads[start, default: []].insert(kind) }
    case .carried, .failed, .moved:
      break
    case .done(let on), .skipped(let on):
      lastTime = max(lastTime ?? on, on)
      guard let start = event.start else { break }
      if open == start { open = nil }
      if snooze?.start == start { snooze = nil }
      if isAhead(start) { answered.insert(start) }
    case .snoozed(let until):
      // A late click on an occurrence that is over puts nothing off.
      guard let start = event.start, open == start || isAhead(start) else { break }
      snooze = Snooze(
        start: start, count: snooze?.start == start ? (snooze?.count ?? 0) + 1 : 1, until: until)
    case .lapsed:
      guard let start = event.start else { break }
      if open == start { open = nil }
      settle(start)
    case .asked:
      asked.updateValue(event.start, forKey: number)
    }
  }

  private init(keepingTurnOf other: Ledger) {
    lastTurn = other.lastTurn
    lastTime = other.lastTime
  }

  private mutating func apply(given kind: ReminderKind, start: CivilDateTime?) {
    guard let start else { return }
    switch kind {
    case .due:
      settle(start)
      open = start
    case .lead:
      leads[start, default: []].insert(kind)
    case .snooze:
      if snooze?.start == start { snooze?.until = nil }
    case .asked(let number):
      asked[number] = nil
    case .nudge:
      break
    }
  }

  private func isAhead(_ start: CivilDateTime) -> Bool {
    settledThrough.map { start > $0 } ?? true
  }

  private mutating func settle(_ start: CivilDateTime) {
    settledThrough = max(settledThrough ?? start, start)
    if let snoozed = snooze?.start, snoozed <= start { snooze = nil }
    if !answered.isEmpty { answered = answered.filter { $0 > start } }
    if !leads.isEmpty { leads = leads.filter { $0.key > start } }
  }
}
