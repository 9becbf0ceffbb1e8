import CivilTime

/// A fact in the history. Events are only ever added; every state is derived from them.
public struct Event: Equatable, Sendable {
  /// What happened.
  public enum Fact: Equatable, Sendable {
    /// A ritual, or a new schedule of it, was adopted: nothing due before this instant is delivered.
    case adopted(schedule: String)
    /// A ritual left the config: what falls due from here on is not recorded.
    case released
    /// Whose turn it was.
    case turn(Turn)
    /// A reminder was delivered. Attempt 0: in an earlier life of its occurrence, before the clock was set back or the
    /// ritual came back into the config; it is not delivered again.
    case reminded(ReminderKind, attempt: Int)
    /// The occurrence started without a reminder, since none is asked for at its start.
    case began
    /// Another reminder replaced this one.
    case superseded(ReminderKind, SupersedeReason)
    /// The occurrence's time has come, and its reminder (due or moved) is held.
    case held(ReminderKind, Delay)
    /// A reminder was delivered as one of several in a digest.
    case gathered(ReminderKind, into: ReminderID)
    /// A channel delivered a reminder.
    case delivered(ReminderKind, channel: Channel)
    /// A channel could not deliver a reminder and does not try again.
    case failed(ReminderKind, channel: Channel, DeliveryFailure)
    /// The occurrence took place; `on` is the wall time of the answer, and `by` says who else did it than whose turn it was.
    case done(on: CivilDateTime, by: RoleSwap? = nil)
    /// The occurrence was passed over, which needs no reason; `on` is the wall time of the answer.
    case skipped(on: CivilDateTime)
    /// The next reminder of the occurrence comes at `until`.
    case snoozed(until: Instant)
    /// The occurrence takes place at another wall time of the ritual's zone; it keeps its name.
    case moved(to: CivilDateTime)
    /// The latest answer to the occurrence was undone.
    case undone
    /// The occurrence passed without an answer, or without a reminder of its own; neutral.
    case lapsed(LapseReason)
    /// At this occurrence, or from it to the end of the turn, a person takes a role for another.
    case swapped(RoleSwap)
    /// A person is away on these days, both inclusive. The ritual is `Event.key(ofPerson:)`.
    case away(person: String, from: CivilDate, to: CivilDate)
    /// A person is not away after all on these days, both inclusive.
    case back(person: String, from: CivilDate, to: CivilDate)
    /// The user feels stretched until then; an instant that is not ahead ends it. The ritual is the user's key, too.
    case stretched(until: Instant)
    /// The user asked for a reminder now.
    case asked
  }

  package var at: Instant
  package var ritual: String
  /// The start of the occurrence it is about; nil where it is about the ritual.
  public var start: CivilDateTime?
  package var fact: Fact

  public init(at: Instant, ritual: String, start: CivilDateTime? = nil, fact: Fact) {
    self.at = at
    self.ritual = ritual
    self.start = start
    self.fact = fact
  }

  public init(at: Instant, occurrence: OccurrenceID, fact: Fact) {
    self.init(at: at, ritual: occurrence.ritual, start: occurrence.start, fact: fact)
  }

  /// The occurrence it is about.
  public var occurrence: OccurrenceID? { start.map { OccurrenceID(ritual: ritual, start: $0) } }
}

// Events about people.
extension Event {
  public init(at: Instant, person: String, fact: Fact) {
    self.init(at: at, ritual: Event.key(ofPerson: person), fact: fact)
  }

  /// What events about a person have in place of a ritual's id: no ritual can have it, since an id has no `@`.
  public static func key(ofPerson id: String) -> String { "@" + id }

  /// The id of the person it is about; nil for an event of a ritual.
  public var person: String? { ritual.first == "@" ? String(ritual.dropFirst()) : nil }
}
