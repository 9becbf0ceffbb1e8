import CivilTime

/// Settings for reminders of birthdays.
public struct BirthdayReminders: Equatable, Sendable {
  /// When to remind, relative to the day; empty for never.
  public var remind = BirthdayReminders.usual
  package var via = Channel.usual
  /// Whether only `kin` shows the names.
  public var isPrivate = false
  /// How urgent their notifications are.
  public var urgency: Ritual.Urgency = .normal
  /// The choices for Later; empty means one hour.
  public var later: [Moment] = []
  /// The sound of their notifications; nil leaves it to the desktop.
  public var sound: NotificationSound?

  /// The default: three days before, while a card still arrives, and on the day.
  public static let usual: [ReminderTime] = [
    .daysBefore(3, at: Schedule.defaultTime), .daysBefore(0, at: Schedule.defaultTime),
  ]
  /// How long a birthday stays open and is still delivered after an absence: that long, good wishes are welcome.
  public static let openFor = Span(days: 7)

  public init() {}
}
