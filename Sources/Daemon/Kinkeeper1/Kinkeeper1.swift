import Bus

/// The object on the session bus that bars, panels and scripts use.
public enum Kinkeeper1 {
  /// Its well-known name, and that of its one interface. The number goes up with a change that breaks clients.
  public static let name = "org.kinkeeper.Kinkeeper1"
  /// Where it is.
  public static let path = "/org/kinkeeper/Kinkeeper1"

  /// The most occurrences that `Upcoming` gives.
  static let mostUpcoming: UInt32 = 1000

  /// Its interface; `make man` writes `dbus/org.kinkeeper.Kinkeeper1.xml` from this.
  public static let interface = BusInterface(
    name,
    methods: [
      .init(
        Request.Method.upcoming, takes: [.init("count", "u")], gives: [.init("occurrences", "aa{sv}")],
        """
        The next occurrences, the nearest first, at most \(mostUpcoming). Each has ritual, occurrence (its name), title, \
        due (the wall time in zone), utc, zone, with (ids of people), roles (a{sv}: the id of who has a role, empty where \
        everybody is away) and reason.
        """),
      .init(
        Request.Method.open, gives: [.init("occurrences", "aa{sv}")],
        "The occurrences that have come and have no answer, the earliest first, each as Upcoming has it."),
      .init(
        Request.Method.explain, takes: [.init("name", "s")], gives: [.init("explanation", "s")],
        "Why a ritual, or one of its occurrences, comes when it does: the lines of kin explain."),
      .init(
        Request.Method.answer, takes: [.init("occurrence", "s"), .init("answer", "s")],
        """
        Answers an occurrence: done, skip, later, snooze 1h, snooze tonight, move sunday 11:00, or undo, which takes its \
        latest answer back.
        """),
      .init(
        Request.Method.remind, takes: [.init("name", "s")],
        "Delivers one reminder of a ritual, or of one of its occurrences, now. It changes no schedule."),
      .init(
        Request.Method.reload,
        "Reads the config and the time zones again. It fails where the config has mistakes; the last good one stays."
      ),
    ],
    properties: [
      .init(
        Property.next, "a{sv}",
        "The nearest occurrence that is still to come, as Upcoming has it; empty if nothing is to come."),
      .init(Property.openCount, "u", "How many occurrences have come and have no answer."),
      .init(
        Property.problems, "as", "What is wrong with the config, the history or a channel, as sentences."),
      .init(Property.version, "s", isConstant: true, "The daemon's version."),
    ],
    signals: [
      .init(
        Signal.reminder, carries: [.init("reminder", "a{sv}")],
        """
        A reminder is delivered. It has what a hook gets as JSON: reminder (its name), ritual, occurrence, kind, title, \
        body, line, due, utc, zone, with (names), away, roles, reason, place, urgency and members.
        """),
      .init(Signal.changed, "Rituals, answers or times have changed: whoever shows them asks again."),
    ])

  /// The names of its properties.
  enum Property {
    static let next = "Next"
    static let openCount = "OpenCount"
    static let problems = "Problems"
    static let version = "Version"
  }

  /// The names of its signals.
  enum Signal {
    static let reminder = "Reminder"
    static let changed = "Changed"
  }

  /// A method call.
  enum Request: Equatable, Sendable {
    case upcoming(UInt32)
    case open
    case explain(String)
    case answer(occurrence: String, String)
    case remind(String)
    case reload

    /// The names of the methods.
    enum Method {
      static let upcoming = "Upcoming"
      static let open = "Open"
      static let explain = "Explain"
      static let answer = "Answer"
      static let remind = "Remind"
      static let reload = "Reload"
    }

    /// Nil if the interface doesn't declare such a call.
    init?(_ method: String, _ arguments: [BusValue]) {
      guard arguments.count <= 2 else { return nil }
      switch (method, arguments.first, arguments.dropFirst().first) {
      case (Method.upcoming, .number(let count)?, nil): self = .upcoming(count)
      case (Method.open, nil, nil): self = .open
      case (Method.explain, .text(let name)?, nil): self = .explain(name)
      case (Method.answer, .text(let occurrence)?, .text(let answer)?):
        self = .answer(occurrence: occurrence, answer)
      case (Method.remind, .text(let name)?, nil): self = .remind(name)
      case (Method.reload, nil, nil): self = .reload
      default: return nil
      }
    }
  }
}
