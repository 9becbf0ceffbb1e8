import CivilTime

/// A config: people, rituals, and the settings for all of them.
public struct Household: Hashable, Sendable {
  /// The id of the user among `people`.
  public var me: String?
  /// The default zone of rituals; nil means the system's.
  public var timeZone: String?
  /// Hours in which the user is not disturbed.
  public var quietHours: [QuietHours] = []
  /// At most this many reminders a day; nil means no limit.
  public var budgetPerDay: Int?
  package var people: [String: Person] = [:]
  package var hooks: [String: Hook] = [:]
  package var decks: [String: Deck] = [:]
  /// How to remind of birthdays.
  public var birthdays = BirthdayReminders()
  /// The rituals in the order of the file.
  public var rituals: [Ritual] = []

  public init() {}
}

/// A program that delivers reminders.
public struct Hook: Hashable, Sendable {
  /// The name by which `via` calls it.
  public var name: String
  /// The program and its arguments; `{title}`-like places are filled, no shell is involved.
  public var run: [String]
  /// How long it may run before it is stopped.
  public var timeout: Span

  public init(name: String, run: [String], timeout: Span = Span(seconds: 30)) {
    (self.name, self.run, self.timeout) = (name, run, timeout)
  }
}
