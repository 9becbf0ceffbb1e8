import CivilTime
import Recurrence
import Rituals

/// What is to be done now, when to look again, and why: the whole answer of the planner to any event.
public struct Plan: Equatable, Sendable {
  /// Rituals that come under care now, or whose schedule has changed: name and fingerprint.
  public var adopt: [Adoption] = []
  /// Reminders to deliver now, each on its own.
  public var deliver: [Reminder] = []
  /// Reminders to deliver now, several as one.
  public var digests: [Digest] = []
  /// Occurrences that start without a reminder, since the ritual asks for none at its start.
  public var begin: [OccurrenceID] = []
  /// Occurrences that pass without a reminder or an answer.
  public var lapse: [Lapse] = []
  /// Reminders that pass because another one takes their place.
  public var supersede: [Supersession] = []
  /// Reminders whose time has come and that wait.
  public var hold: [Hold] = []
  /// The next instant at which anything is to be done; nil where nothing ever is.
  public var wakeAt: Instant?

  /// The nearest occurrence that is still to come.
  public var next: Upcoming?

  public init() {}

  /// True where anything is to be done now.
  public var hasWork: Bool {
    !(adopt.isEmpty && deliver.isEmpty && digests.isEmpty && begin.isEmpty && lapse.isEmpty
      && supersede.isEmpty) || hold.contains(where: \.isNews)
  }

  /// An occurrence that is still to come.
  public struct Upcoming: Equatable, Sendable {
    /// Its name.
    public var occurrence: OccurrenceID
    /// When it is due.
    public var instant: Instant
  }

  /// A ritual that comes under care.
  public struct Adoption: Equatable, Sendable {
    /// The ritual's id.
    public var ritual: String
    /// The fingerprint of its schedule.
    public var schedule: String
  }

  mutating func comes(_ occurrence: @autoclosure () -> OccurrenceID, at instant: Instant) {
    wake(at: instant)
    if next.map({ instant < $0.instant }) ?? true {
      next = Upcoming(occurrence: occurrence(), instant: instant)
    }
  }

  mutating func wake(at instant: Instant) { if wakeAt.map({ instant < $0 }) ?? true { wakeAt = instant } }
}

extension Plan {
  /// All reminders that it delivers, those in digests included.
  public var reminders: [Reminder] { deliver + digests.flatMap(\.members) }

  /// The events that are recorded before anything is delivered.
  public func preparations(at now: Instant) -> [Event] {
    adopt.map { Event(at: now, ritual: $0.ritual, fact: .adopted(schedule: $0.schedule)) } + passing(at: now)
  }

  /// The same without the adoptions.
  private func passing(at now: Instant) -> [Event] {
    var events = lapse.map { Event(at: now, occurrence: $0.occurrence, fact: .lapsed($0.reason)) }
    events += supersede.map { $0.id.event(.superseded($0.id.kind, $0.reason), at: now) }
    events += begin.map { Event(at: now, occurrence: $0, fact: .began) }
    events += hold.filter(\.isNews).map { $0.id.event(.held($0.id.kind, $0.delay), at: now) }
    events += reminders.compactMap { reminder in reminder.turn.map { reminder.id.event(.turn($0), at: now) } }
    return events
  }

  /// Leaves out the reminders that the history has as delivered, as after a clock that stood ahead, and returns their
  /// events. They are recorded, so that the planner knows after a restart what it knew before.
  public mutating func leaveOut(_ delivered: Set<ReminderID>, at now: Instant) -> [Event] {
    guard !delivered.isEmpty else { return [] }
    let before = reminders.map(\.id).filter(delivered.contains)
    deliver.removeAll { delivered.contains($0.id) }
    for index in digests.indices { digests[index].members.removeAll { delivered.contains($0.id) } }
    digests.removeAll(where: \.members.isEmpty)
    return before.map { $0.reminded(at: now, attempt: 0) }
  }

  /// The events that settle which occurrences are open, as they are recorded when the plan is carried out; adoptions open
  /// none.
  func settling(at now: Instant) -> [Event] {
    passing(at: now) + reminders.map(\.id).filter(\.kind.startsOccurrence).map { $0.reminded(at: now) }
  }

  /// The events that are recorded once everything was delivered at the first attempt.
  public func outcomes(at now: Instant) -> [Event] {
    deliver.map { $0.id.reminded(at: now) }
      + digests.flatMap { digest in
        [digest.id.reminded(at: now)]
          + digest.members.map { $0.id.event(.gathered($0.id.kind, into: digest.id), at: now) }
      }
  }
}

extension ReminderID {
  fileprivate func event(_ fact: Event.Fact, at now: Instant) -> Event {
    Event(at: now, occurrence: occurrence, fact: fact)
  }

  fileprivate func reminded(at now: Instant, attempt: Int = 1) -> Event {
    event(.reminded(kind, attempt: attempt), at: now)
  }
}

/// The whole plan: pure, so that it can be asked for any instant, past or future.
///
/// - Parameters:
///   - now: the instant to plan for.
///   - rituals: the rituals under care, in the config's order.
///   - chronicle: what the history says.
///   - circumstances: what applies to all of them.
public func plan(
  now: Instant, rituals: [ScheduledRitual], chronicle: Chronicle, circumstances: Circumstances
) -> Plan {
  var planner = Planner(rituals, circumstances: circumstances, chronicle: chronicle)
  return planner.plan(now: now)
}
