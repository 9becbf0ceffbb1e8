/// kinkeeperd(8), written by hand; tests hold its options and message ids to the daemon's.
enum DaemonManual {
  static var text: String {
    var page = ManualPage("kinkeeperd", section: 8, about: "the daemon that keeps small rituals")
    page.heading("SYNOPSIS")
    page.macro("Nm")
    page.macro("Op", "Fl -config Ar file")
    page.macro("Op", "Fl -state Ar folder")
    page.macro("Nm")
    page.macro("Fl", "-version | -help")
    page.heading("DESCRIPTION")
    page.prose(
      """
      It reads the rituals of kinkeeper(5), waits for the nearest one on a single timer of the wall clock, and reminds: in \
      the journal, on the desktop through notify-send(1), and by any hook of the config. It is meant to run as a user \
      service, which `kin service install` sets up, and runs in a terminal as well, where it also prints what it does.

      It plans anew, and gives what is due, whenever the config or the zones are saved, the clock is set, the machine \
      resumes, or kin(1) writes into the history.
      """)
    page.list([
      ("Fl -config Ar file", "The config. Without it: `~/.config/kinkeeper/config.json`."),
      ("Fl -state Ar folder", "The folder of the history. Without it: `~/.local/state/kinkeeper`."),
      ("Fl -version", "Print the version."),
      ("Fl -help", "Print the usage."),
    ])
    page.heading("WHAT HAPPENS WHEN")
    page.list(happenings)
    page.heading("SIGNALS")
    page.list([
      (
        "Dv SIGTERM , Dv SIGINT",
        "Stop within a second: hooks that still run are ended, and tried again later."
      ),
      ("Dv SIGHUP", "Read the config afresh, as `systemctl --user reload kinkeeper` asks."),
    ])
    page.heading("JOURNAL")
    tellJournal(on: &page)
    page.heading("ENVIRONMENT")
    page.list([
      (
        "Ev XDG_CONFIG_HOME , Ev XDG_STATE_HOME",
        "Where config and history lie, if not below `~/.config` and `~/.local/state`."
      ),
      ("Ev KINKEEPER_CONFIG_LIMIT", "The largest config that is read, in bytes. Without it: 1048576."),
      ("Ev TZ , Ev TZDIR", "The system's zone, in place of `/etc/localtime`, and where zones are."),
      (
        "Ev NOTIFY_SOCKET , Ev WATCHDOG_USEC",
        "Set by systemd(1): it is told when the daemon is ready, reloads and stops, what comes next, and that it is alive."
      ),
      (
        "Ev DBUS_SESSION_BUS_ADDRESS , Ev DISPLAY",
        "Passed on to hooks, as the rest of the environment is."
      ),
    ])
    page.heading("FILES")
    page.list(files)
    page.heading("EXIT STATUS")
    page.list([
      ("0", "A signal asked it to stop."),
      ("1", "It could not start at all; standard error says why."),
      ("64", "The command line is wrong."),
      ("75", "Another process holds the state folder; it is named. The unit does not start it again."),
      (
        "78",
        """
        The history was written by a newer version of Kinkeeper, and must not be touched. The unit does not start it again. \
        A config with mistakes is no reason to leave: the last good one serves.
        """
      ),
    ])
    page.heading("EXAMPLES")
    page.prose(
      """
      How it is, what comes next, and what it said today:

        systemctl --user status kinkeeper
        kin status
        journalctl --user -u kinkeeper --since today

      Every reminder of one ritual with all its fields:

        journalctl --user KIN_RITUAL=coffee-ana -o json

      Another household beside the first:

        kinkeeperd --config club.json --state ~/.local/state/club
      """)
    page.heading("SEE ALSO")
    for reference in [
      "journalctl 1 ,", "kin 1 ,", "notify-send 1 ,", "systemctl 1 ,", "kinkeeper 5 ,",
      "systemd.journal-fields 7",
    ] {
      page.macro("Xr", reference)
    }
    return page.text
  }

  private static let happenings: [(term: String, text: String)] = [
    (
      "Em A reminder is due",
      """
      It is written into the history as pending, then into the journal, then into the history as given, and then hooks run. \
      A crash in between leaves it pending: it comes again at the next start, under the same name and marked by \
      `KIN_ATTEMPT`.
      """
    ),
    (
      "Em A channel fails",
      """
      It is tried again after 10 seconds, 30 seconds, 90 seconds and so on up to an hour, for a week, as long as the \
      reminder still matters. `kin status` says so.
      """
    ),
    (
      "Em The daemon was not running, or the machine slept",
      """
      What should have come is given at once, the latest of each ritual unless its `missed` says otherwise, with the reason; \
      what it overtook is told as lapsed. Several come as one message, a digest.
      """
    ),
    (
      "Em Quiet hours, or a day that has had its number",
      """
      A reminder that falls into quiet hours waits for their end, and one that is not urgent for a day with room in its \
      `budget`. The journal tells at once what waits, for what, and until when.
      """
    ),
    (
      "Em Answers, and newer reminders",
      """
      A notification that is still on the screen goes when its occurrence is answered, there or by kin(1) or a hook, and when \
      a newer reminder of the same occurrence comes. Done, Later (in an hour) and Skip answer it; Later on a digest puts all \
      of it off. What stands on the screen when the daemon stops is shown again when it is back.
      """
    ),
    ("Em The clock is set back", "What was given stays given: nothing comes twice."),
    (
      "Em The config has a mistake",
      "The last good one stays, across restarts too. The mended file is taken as soon as it is saved."
    ),
    ("Em The config changes a schedule", "Nothing is given for what lies before the moment it was saved."),
    (
      "Em The history cannot be written",
      "Reminders are given all the same, and recorded as soon as that can be done; the journal says so."
    ),
    (
      "Em The history is damaged",
      "It is moved aside, never deleted, and the last backup is used, or a new one is begun."
    ),
  ]

  private static let files: [(term: String, text: String)] = [
    ("Pa ~/.config/kinkeeper/config.json", "The config; see kinkeeper(5)."),
    (
      "Pa ~/.local/state/kinkeeper/history.sqlite",
      "The history: what was given, answered and passed. It is only added to."
    ),
    ("Pa ~/.local/state/kinkeeper/history.sqlite.backup", "A copy of it, made once a day at most."),
    ("Pa ~/.local/state/kinkeeper/history.sqlite.damaged-*", "What was moved aside."),
    ("Pa ~/.local/state/kinkeeper/config.last-good.json", "The last config without a mistake."),
    ("Pa ~/.local/state/kinkeeper/lock", "Held by the daemon that runs, and names it."),
    ("Pa ~/.config/systemd/user/kinkeeper.service", "The unit."),
  ]
}
