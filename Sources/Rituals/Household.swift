import CivilTime

/// A config: people, rituals, and the settings for all of them.
public struct Household: Equatable, Sendable {
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

extension Household {
  /// How long a channel may take to deliver a reminder.
  public func patience(with channel: Channel) -> Duration {
    switch channel {
    case .journal: .zero
    case .desktop: Channel.desktopPatience
    case .hook(let name):
      hooks[name]?.patience ?? (Channel.presets.contains(name) ? Channel.desktopPatience : .zero)
    }
  }
}

/// A program that delivers reminders.
public struct Hook: Equatable, Sendable {
  /// The name by which `via` calls it.
  public var name: String
  /// The program and its arguments; `{title}`-like places are filled, no shell is involved.
  public var run: [String]
  /// How long it may run before it is stopped.
  public var timeout: Span

  public init(name: String, run: [String], timeout: Span = Span(seconds: 30)) {
    (self.name, self.run, self.timeout) = (name, run, timeout)
  }

  /// The same as a duration, of a second at least.
  public var patience: Duration { .seconds(max(1, timeout.seconds + timeout.days * 86_400)) }
}
