import Rituals

// The sections of kin(1) that no declaration holds.

extension CommandManual {
  static func tellTheRest(on page: inout ManualPage) {
    page.heading("MOMENTS")
    page.prose(
      """
      `kin snooze`, the answers of hooks, and `--at` take a point in time as people say it. Days keep the wall clock, hours \
      and less are elapsed time. A day without a time is at 09:00, and what is moved keeps its own. An hour needs no minutes \
      where it is plain, as in `at 10`; 1 to 8 need them, or an `am` or `pm`, unless a part of the day tells. What has passed \
      is refused. With capitals for what varies:
      """)
    page.list(Moment.grammar.map { (term: "Li \($0.form)", text: "`\($0.example)`: \($0.meaning).") })
    page.heading("ENVIRONMENT")
    page.list([
      ("Ev XDG_CONFIG_HOME , Ev XDG_STATE_HOME", "Where config and history lie; see `FILES`."),
      ("Ev KINKEEPER_CONFIG_LIMIT", "The largest config that is read, in bytes. Without it: 1048576."),
      ("Ev TZ , Ev TZDIR", "The system's time zone, and where zones are; as tzset(3) has them."),
      ("Ev VISUAL , Ev EDITOR", "The editor of `kin checkin --editor`."),
      ("Ev NO_COLOR", "Where it is set, nothing is coloured; nor is it in a pipe."),
    ])
    page.heading("FILES")
    page.list([
      ("Pa ~/.config/kinkeeper/config.json", "The config, described in kinkeeper(5)."),
      ("Pa ~/.local/state/kinkeeper/history.sqlite", "What was given and answered."),
      (
        "Pa ~/.local/state/kinkeeper/notebook.sqlite",
        "Check-ins, details and small wins, for you alone; nothing makes a copy of it, and deleting it forgets them all."
      ),
    ])
    page.heading("EXIT STATUS")
    page.list([
      ("0", "It went well."), ("1", "It could not be done; standard error says why."),
      ("64", "The command line is wrong."), ("78", "The config has a mistake; every one is told."),
      ("130", "A check-in was ended by Ctrl-C; what was written is kept."),
    ])
    page.heading("EXAMPLES")
    page.prose(
      """
      The agenda, and what it would be on a day in summer:

        kin
        kin --at 2027-07-01

      What a rule means, before it goes into the config:

        kin when "10 days to 3 weeks after last time, saturday or sunday"

      An answer to what is open, and one to a time that is named:

        kin done coffee-ana
        kin skip coffee-ana@2026-12-05T10:00

      To be reminded again in the evening, or on another day:

        kin snooze coffee-ana tonight
        kin snooze coffee-ana saturday at 10

      Whose turn it is, a swap for once, and somebody who is away:

        kin turns soup-night --count 3
        kin swap soup-night jo --for sam
        kin away noor until 3 january

      When things are a lot: what can be eased is, and ends by itself:

        kin stretched --for "2 weeks"

      How roles go round of late, in words, and looking back on it all:

        kin balance
        kin review

      Try every channel of a ritual, its hooks too, right now:

        kin remind coffee-ana

      A talk with a few questions, and what it asked and was told, months later:

        kin checkin check-in
        kin checkin check-in --show --last 0

      Something to ask about, brought back when a ritual with her comes:

        kin note ana "starts the new job in May"

      Everything that happened with one ritual, for another program:

        kin history coffee-ana --count 0 --json
      """)
    page.heading("SEE ALSO")
    page.macro("Xr", "journalctl 1 ,")
    page.macro("Xr", "kinkeeper 5 ,")
    page.macro("Xr", "kinkeeperd 8")
  }
}
