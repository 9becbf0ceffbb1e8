import CivilTime
import Recurrence
import Rituals

/// What is to be done now, when to look again, and why: the whole answer of the planner to any event.
public struct Plan: Hashable, Sendable {
  /// Rituals that come under care now, or whose schedule has changed: name and fingerprint.
  public var adopt: [Adoption] = []
  /// Reminders to give now, each on its own.
  public var deliver: [Reminder] = []
  /// Reminders to give now, several as one.
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
  public struct Upcoming: Hashable, Sendable {
    /// Its name.
    public var occurrence: OccurrenceID
    /// When it is due.
    public var instant: Instant

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

  mutating func wake(at instant: Instant) { if wakeAt.map({ instant < $0 }) ?? true { wakeAt = instant } }
}

extension Plan {
  /// All reminders that it gives, those in digests among them.
  public var reminders: [Reminder] { deliver + digests.flatMap(\.members) }

  /// What stands in the history before anything is given.
  public func preparations(at now: Instant) -> [Event] {
    var events = adopt.map { Event(at: now, ritual: $0.ritual, fact: .adopted(schedule: $0.schedule)) }
    events += lapse.map { Event(at: now, occurrence: $0.occurrence, fact: .lapsed($0.reason)) }
    events += supersede.map {
      Event(at: now, occurrence: $0.id.occurrence, fact: .superseded($0.id.kind, $0.reason))
    }
    events += begin.map { Event(at: now, occurrence: $0, fact: .began) }
    for hold in hold where hold.isNews {
      let fact = Event.Fact.held(hold.id.kind, hold.delay)
      events.append(Event(at: now, occurrence: hold.id.occurrence, fact: fact))
    }
    for reminder in reminders {
      guard let turn = reminder.turn else { continue }
      events.append(Event(at: now, occurrence: reminder.id.occurrence, fact: .turn(turn)))
    }
    return events
  }

  /// Leaves out the reminders that the history knows as given, as after a clock that stood ahead, and returns the facts
  /// that stand for them. They are recorded, so that the planner knows after a restart what it knew before.
  public mutating func leaveOut(_ givenBefore: Set<ReminderID>, at now: Instant) -> [Event] {
    guard !givenBefore.isEmpty else { return [] }
    let before = reminders.map(\.id).filter(givenBefore.contains)
    deliver.removeAll { givenBefore.contains($0.id) }
    for index in digests.indices { digests[index].members.removeAll { givenBefore.contains($0.id) } }
    digests.removeAll(where: \.members.isEmpty)
    return before.map { Event(at: now, occurrence: $0.occurrence, fact: .reminded($0.kind, attempt: 0)) }
  }

  /// What settles which occurrences are open, as it is recorded when the plan is carried out.
  public func settling(at now: Instant) -> [Event] {
    preparations(at: now)
      + reminders.filter { $0.id.kind.startsOccurrence }.map {
        Event(at: now, occurrence: $0.id.occurrence, fact: .reminded($0.id.kind, attempt: 1))
      }
  }

  /// What stands in the history once everything was given at the first attempt.
  public func outcomes(at now: Instant) -> [Event] {
    var events = deliver.map {
      Event(at: now, occurrence: $0.id.occurrence, fact: .reminded($0.id.kind, attempt: 1))
    }
    for digest in digests {
      events.append(
        Event(at: now, occurrence: digest.id.occurrence, fact: .reminded(digest.id.kind, attempt: 1)))
      events += digest.members.map { $0.gathered(into: digest.id, at: now) }
    }
    return events
  }
}

extension Reminder {
  func gathered(into digest: ReminderID, at now: Instant) -> Event {
    Event(at: now, occurrence: id.occurrence, fact: .gathered(id.kind, into: digest))
  }
}

/// The whole plan: pure, so that it can be asked for any instant, past or future.
///
/// - Parameters:
///   - now: the instant to plan for.
///   - rituals: the rituals under care, in the config's order.
///   - chronicle: what the history says.
///   - circumstances: what holds for all of them.
public func plan(
  now: Instant, rituals: [ScheduledRitual], chronicle: Chronicle, circumstances: Circumstances
) -> Plan {
  var planner = Planner(rituals, circumstances: circumstances, chronicle: chronicle)
  return planner.plan(now: now)
}
