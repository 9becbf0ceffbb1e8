import CivilTime
import Recurrence
import Rituals

/// One message about an occurrence, ready to be given.
public struct Reminder: Hashable, Sendable {
  /// Its name: the same however often it is given.
  public var id: ReminderID
  /// When the occurrence is due.
  public var due: Slot
  /// The zone of the ritual's wall clock.
  public var zone: String
  /// The ritual's title.
  public var title: String
  /// The names of the people it is kept with.
  public var with: [String]
  /// Whose turn it is, by the people's ids: what the history records.
  public var turn: Turn?
  /// Whose turn it is, by the people's names: what the message says.
  public var roles: [RoleHolder]
  /// Where the ritual takes place, if the config says.
  public var place: String?
  /// How the desktop treats it.
  public var urgency: Ritual.Urgency
  /// The channels it goes out by.
  public var via: [String]
  /// Why it comes, and why now.
  public var reason: Reason

  /// A reminder of all its parts.
  public init(
    id: ReminderID, due: Slot, zone: String, title: String, with: [String], turn: Turn?,
    roles: [RoleHolder], place: String?, urgency: Ritual.Urgency, via: [String], reason: Reason
  ) {
    self.id = id
    self.due = due
    self.zone = zone
    self.title = title
    self.with = with
    self.turn = turn
    self.roles = roles
    self.place = place
    self.urgency = urgency
    self.via = via
    self.reason = reason
  }
}

/// Why a reminder comes now, as data; `Reason+Prose.swift` turns it into a sentence.
public enum Reason: Hashable, Sendable {
  /// The occurrence starts, by the ritual's `when`.
  case starts(when: String)
  /// It should have come earlier; nothing was there to give it.
  case late(when: String, since: Instant)
  /// Ahead of the start, by the ritual's `remind`.
  case ahead(ReminderTime)
  /// Put off until now by an answer.
  case snoozed(until: Instant)
  /// The user asked for it.
  case asked
}

/// Why an occurrence, or one reminder of it, passed ungiven.
public enum LapseReason: Hashable, Sendable {
  /// A later occurrence of the same ritual was due by the time anything could be given.
  case laterOneDue
  /// The next occurrence is due and this one had no answer.
  case nextOneDue
}

/// Something that passes without a reminder: neutral, and told.
public struct Lapse: Hashable, Sendable {
  /// What passes.
  public var occurrence: OccurrenceID
  /// Why it passes.
  public var reason: LapseReason

  /// An occurrence that passes, and why.
  public init(_ occurrence: OccurrenceID, _ reason: LapseReason) {
    self.occurrence = occurrence
    self.reason = reason
  }
}
