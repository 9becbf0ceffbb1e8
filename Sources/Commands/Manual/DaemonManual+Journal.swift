// What kinkeeperd(8) says of the journal.

extension DaemonManual {
  static func tellJournal(on page: inout ManualPage) {
    page.prose("Every entry has `SYSLOG_IDENTIFIER=kinkeeperd`; a reminder also has these fields:")
    page.list(fields)
    page.prose(
      """
      `PRIORITY` is 6, 5 or 4 for a reminder whose urgency is low, normal or critical. It is low for what is asked again, but for the first \
      time, and for what is due on a day that has had its number of reminders. `MESSAGE_ID` says what an entry is, and \
      never changes:
      """)
    page.list(messages.map { (term: "Li \($0.0)", text: $0.1) })
  }

  private static let fields: [(term: String, text: String)] = [
    ("Va MESSAGE", "The title, when, with whom, whose turn, where."),
    ("Va KIN_RITUAL", "The ritual's id; in a digest once for each of its rituals."),
    ("Va KIN_OCCURRENCE", "The occurrence: `coffee-ana@2026-12-05T10:00`, on the ritual's wall clock."),
    ("Va KIN_REMINDER", "The reminder's own name: that of the occurrence and its kind."),
    ("Va KIN_KIND", "`lead`, `handoff`, `due`, `nudge`, `snooze`, `asked` or `digest`."),
    ("Va KIN_MEMBERS", "In a digest: the names of its reminders, with spaces between."),
    ("Va KIN_DUE", "When the occurrence starts, in UTC."),
    ("Va KIN_ROLES", "Whose turn it is: `host=Ana, cook=Sam`."),
    ("Va KIN_REASON", "Why it comes, and why now."),
    ("Va KIN_ATTEMPT", "Over 1 where it may have been given before, when the machine died."),
    ("Va KIN_CHANNEL", "In an entry on a channel that failed: its name."),
    ("Va KIN_CONFIG", "In an entry on the config: its path."),
  ]

  private static let messages: [(String, String)] = [
    ("3169d5cedeeb4bab8acac84b1628675e", "A reminder ahead of time."),
    ("dd517af77d0948b5bb36631e3b4930ea", "A reminder that somebody takes over."),
    ("c0d3f2d96f60488b85634403db7e9bb9", "A reminder at the time itself."),
    ("0a88507f17c740dc8276d4d93a3274bd", "A reminder of what is still open."),
    ("51be5a7f38884655b7a3d6b73190271f", "A reminder that was put off until now."),
    ("ac74e1ff569c4833ad152cd5a4427f39", "A reminder asked for with `kin remind`."),
    ("4248fbe42e534544aa67042e46281858", "Several reminders that waited, as one."),
    ("2d183902004e43b7abb4d402ac5d32a9", "A reminder whose time has come and that waits."),
    ("75ea221ad84f476d803c38ac09e128a2", "A reminder that passes since another one takes its place."),
    ("4a3147191a4249ecb6790ca2ca77ad4e", "An occurrence that passed without an answer."),
    ("c7f258795cc64b80bb30b6fcf304931f", "A saved config with mistakes."),
    ("a406d0a846d24d88ab218de1e2d4b486", "A config that is whole again."),
    ("b48a10c55da04317af57798a87f8cc30", "A channel that did not carry its reminder."),
    ("0c0509c3e4544910af947f2f9d3d7648", "The history cannot be read or written at present."),
    ("fa93e00ee3e44b77a14c4d731238597b", "A damaged history was set aside."),
  ]
}
