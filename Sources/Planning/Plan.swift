import CivilTime
import Recurrence
import Rituals

/// What is to be done now, when to look again, and why: the whole answer of the planner to any event.
public struct Plan: Hashable, Sendable {
  /// Rituals that come under care now, or whose schedule has changed: name and fingerprint.
  public var adopt: [Adoption] = []
  /// Reminders to give now.
  public var give: [Reminder] = []
  /// Occurrences that start without a reminder, since the ritual asks for none at its start.
  public var begin: [OccurrenceID] = []
  /// Occurrences that pass without a reminder or an answer.
  public var lapse: [Lapse] = []
  /// Reminders that pass because a nearer one of the same occurrence is given.
  public var fold: [ReminderID] = []
  /// The next instant at which anything is to be done; nil where nothing ever is.
  public var wakeAt: Instant?

  /// The nearest occurrence that is still to come.
  public var next: Upcoming?

  /// A plan that does nothing.
  public init() {}

  /// True where anything is to be done now.
  public var hasWork: Bool {
    !(adopt.isEmpty && give.isEmpty && begin.isEmpty && lapse.isEmpty && fold.isEmpty)
  }

  /// An occurrence that is still to come.
  public struct Upcoming: Hashable, Sendable {
    /// Its name.
    public var occurrence: OccurrenceID
    /// When it is due.
    public var instant: Instant

    /// An occurrence and its instant.
    public init(occurrence: OccurrenceID, instant: Instant) {
      self.occurrence = occurrence
      self.instant = instant
    }
  }

  /// A ritual that comes under care.
  public struct Adoption: Hashable, Sendable {
    /// The ritual's id.
    public var ritual: String
    /// The fingerprint of its schedule.
    public var schedule: String

    /// A ritual and its fingerprint.
    public init(ritual: String, schedule: String) {
      self.ritual = ritual
      self.schedule = schedule
    }
  }

  mutating func comes(_ occurrence: @autoclosure () -> OccurrenceID, at instant: Instant) {
    wake(at: instant)
    if next.map({ instant < $0.instant }) ?? true {
      next = Upcoming(occurrence: occurrence(), instant: instant)
    }
  }

  mutating func wake(at instant: Instant) {
    if wakeAt.map({ instant < $0 }) ?? true { wakeAt = instant }
  }
}

/// The whole plan: pure, so that it can be asked for any instant, past or future.
///
/// - Parameters:
///   - now: the instant to plan for.
///   - rituals: the rituals under care, in the config's order.
///   - history: what the history says of each, by the ritual's id.
///   - people: who is who, for names and absences.
public func plan(
  now: Instant, rituals: some Sequence<Kept>, history: [String: Ledger], people: [String: Person]
) -> Plan {
  var plan = Plan()
  for kept in rituals {
    planRitual(
      kept, ledger: history[kept.ritual.id] ?? Ledger(), people: people, now: now, into: &plan)
  }
  return plan
}
