import Rituals

// The section of kinkeeper(5) on hooks.

extension ConfigManual {
  static func tellHooks(on page: inout ManualPage) {
    page.heading("HOOKS")
    page.prose(
      """
      A hook is started in the home folder, without a shell, in a process group of its own, with the environment of the \
      daemon but for what systemd(1) set for the daemon alone. It learns of the reminder in three ways, to take whichever \
      suits: by the places in its arguments, by variables, and by a JSON object on standard input.
      """)
    page.list(
      HookPlaceholder.allCases.map { place in
        ("Li {\(place.rawValue)} , Ev KIN_\(place.rawValue.uppercased())", place.meaning)
      } + [("Ev KIN_UTC", "The start of the occurrence in UTC, as `2026-12-05T09:00:00Z`.")])
    page.prose(
      """
      The object has the same in lower case without the `KIN_`, and `zone`, that of the ritual's wall clock; in it, `with` is \
      a list of names, `roles` an object of role and name, `line` the reminder in one line, and `members` a list of such \
      objects, one for each reminder in a digest.

      A `digest` holds several reminders that waited: over a sleep of the machine, quiet hours, or a day that had its number. \
      Its `ritual` is `digest`, its `due` and `utc` are the moment at which it is given; each of its members has its own. What is answered while the \
      digest waits for another try is left out of it.

      Exit status 0 says that the reminder was given. Anything else, and to be still running at the end of the `timeout`, is a \
      failure, and the hook is tried again with growing pauses. It is ended by SIGTERM, and by SIGKILL 5 seconds later, with \
      all it has started.

      A line of its standard output may answer the reminder: `done`, `skip`, `later` (in an hour), or `snooze` or `move` \
      and a moment of kin(1), as in `snooze 2h`, `snooze tonight` and `move saturday`. The answer belongs to the occurrence \
      that was reminded of, however late it comes, and what is put off stays before the next one. A digest as a whole can be \
      put off only. A moment that cannot be read, or has passed, is told in the journal; other lines, and what comes after \
      64 KiB, are passed over.
      """)
    page.example(
      """
      "hooks": {
        "phone": {
          "run": ["ntfy", "publish", "-t", "{title}", "me", "{body}"],
          "timeout": "20s"
        },
        "lamp": { "run": ["sh", "-c", "blink \\"$KIN_URGENCY\\""] }
      }
      """)
  }
}

extension HookPlaceholder {
  /// What fills it.
  fileprivate var meaning: String {
    switch self {
    case .title: "The ritual's title."
    case .body: "The lines below the title: when, with whom, whose turn, where."
    case .ritual: "The ritual's id."
    case .occurrence: "The occurrence, as `coffee-ana@2026-12-05T10:00`."
    case .reminder: "The reminder's own name, the same however often it is tried."
    case .kind: "`lead`, `due`, `nudge`, `snooze`, `asked` or `digest`."
    case .due: "The start of the occurrence on the ritual's wall clock."
    case .with: "The names of the people it is kept with."
    case .roles: "Whose turn it is: `host=Ana, cook=Sam`."
    case .reason: "Why it comes, and why now."
    case .place: "Where it takes place."
    case .urgency: "`low`, `normal` or `critical`."
    case .members: "The names of the reminders in a `digest`, with spaces between; empty for any other."
    }
  }
}
