import CivilTime
import Recurrence
import Rituals

/// One message about an occurrence, ready to be delivered.
public struct Reminder: Equatable, Sendable {
  /// Its name: the same however often it is delivered.
  public var id: ReminderID
  /// When the occurrence is due, by a wall time that exists: `id` names it by the one that its rule says.
  public var due: Slot
  /// The zone of the ritual's wall clock.
  public var zone: String
  /// The ritual's title.
  public var title: String
  /// The names of the people it is kept with.
  public var with: [String] = []
  /// Who is away then: of those people, and of those whose turn it would have been.
  public var away: [Absentee] = []
  /// Whose turn it is, by the people's ids: what the history records.
  public var turn: Turn?
  /// Whose turn it is, by the people's names: what the message says.
  public var roles: [RoleHolder] = []
  /// Why it is theirs; empty for a ritual without turns.
  public var turnReasons: [TurnReason] = []
  /// Where the ritual takes place, if the config says.
  public var place: String?
  /// How the desktop treats it.
  public var urgency: Ritual.Urgency
  /// The choices for Later; empty means one hour.
  public var later: [Moment] = []
  /// The sound of its notification; nil leaves it to the desktop.
  public var sound: NotificationSound?
  /// The channels it goes out by.
  public var via: [Channel]
  /// Why it comes, and why now.
  public var reason: Reason
}

/// Several reminders that come at once, as one message.
public struct Digest: Equatable, Sendable {
  /// Its name, after the moment at which it was made.
  public var id: ReminderID
  /// What it holds, in the order of their times.
  public var members: [Reminder]
  /// How the desktop treats it: as the most urgent of its members.
  public var urgency: Ritual.Urgency
  /// The channels it goes out by: those of its members.
  public var via: [Channel]

  /// The name in place of a ritual's that digests go by; it may be a ritual's as well, since their kinds differ.
  public static let ritual = "digest"
}
