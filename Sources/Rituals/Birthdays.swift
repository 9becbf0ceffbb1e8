import CivilTime
import Recurrence

/// How birthdays are reminded of.
public struct BirthdayReminders: Hashable, Sendable {
  /// When reminders come, seen from the day; none where it is empty.
  public var remind = BirthdayReminders.usual
  /// The channels they go out by.
  public var via = Channel.usual
  /// Whether names stay within `kin`.
  public var isPrivate = false
  /// How the desktop treats them.
  public var urgency: Ritual.Urgency = .normal

  /// Where the config says nothing: three days before, while a card still arrives, and on the day.
  public static let usual: [ReminderTime] = [
    .daysBefore(3, at: Schedule.defaultTime), .daysBefore(0, at: Schedule.defaultTime),
  ]
  /// How long one stays open, and is still told after an absence: so long good wishes are welcome.
  public static let openFor = Span(days: 7)

  /// As they are where the config says nothing.
  public init() {}
}
