/// A `{title}`-like place in a hook's arguments, and what fills it.
public enum HookPlaceholder: String, CaseIterable, Hashable, Sendable {
  case title
  /// The whole message of the reminder.
  case body
  /// The ritual's id.
  case ritual
  /// The occurrence's name, `coffee-ana@2026-12-05T10:00`.
  case occurrence
  /// The reminder's name, the occurrence's with its kind.
  case reminder
  /// The word of the reminder's kind: `lead`, `due`, `nudge`, `snooze`, `asked`, `digest`.
  case kind
  /// The wall time at which the occurrence starts.
  case due
  /// The names of the people who take part.
  case with
  /// The names of those who are away then.
  case away
  /// Who has which role.
  case roles
  /// Why the reminder comes now.
  case reason
  case place
  case urgency
  /// The names of a digest's reminders.
  case members
}
