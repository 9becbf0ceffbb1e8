import Recurrence

// The sections of kinkeeper(5) on what a `when` can say, and what time is.

extension ConfigManual {
  static func tellPhrases(on page: inout ManualPage) {
    page.heading("PHRASES")
    page.prose(
      """
      A `when`, and whatever `kin when` is asked, is mostly a phrase. `kin when "…"` says what one means and when it \
      comes next.
      """)
    page.prose(
      """
      Case and spaces do not matter, `or` is `and`, `each` is `every`; weekdays and months may be shortened to three \
      letters, and numbers up to twenty written as words. What counts every second or third day, week, month or year needs \
      a `starting` in its ritual, since a guess would be wrong half the time.

      How each is built, with capitals for what varies and brackets for what may be left out, an example, and the RRULE that \
      it is, or what it means:
      """)
    page.list(Phrase.grammar.map { (term: "Li \($0.form)", text: "`\($0.example)`: \($0.meaning)") })
    page.subheading("Calendar expressions")
    page.prose(
      """
      `{ "onCalendar": "Sat *-*-1..7 10:00" }` takes the whole of systemd.time(7): lists, ranges, steps, `~` from the end of \
      the month, shorthands, and a zone at the end, which wins over the ritual's. Fractions of a second are refused. Where \
      systemd leaves out a time that the clock skips, it comes later here, as all times do.
      """)
    page.subheading("Reminders")
    page.prose("The moments of `remind`, seen from the start of an occurrence:")
    page.list([
      ("Li at start", "When it starts."),
      ("Li 2h before , Li 1 day 2h before", "A span before it starts."),
      ("Li the day before , Li 2 days before", "At the same time of an earlier day."),
      (
        "Li the evening before , Li the morning before at 8 , Li 2 days before at 9:00",
        "At a time of its own on an earlier day; without one the evening means 19:00, the morning 09:00."
      ),
      ("Li on the day at 8:00 , Li the same morning", "At a time of its own on the day itself."),
    ])
    page.subheading("Spans")
    page.prose(
      """
      Lengths of time are written as in systemd.time(7): `20s`, `2h 30min`, `1.5h`, `1 day`, `3 weeks`, `1y 2month`. \
      Unlike there, a month is a month of the calendar, a number wants a unit, and what is finer than a second is refused. \
      Days, weeks, months and years are counted on the calendar, at the same time of the day; what is shorter is elapsed \
      time.
      """)
    page.subheading("Dates and times")
    page.prose(
      """
      Dates are `2026-12-05`, times of the day `10:00` or `10:00:05`, both together `2026-12-05T10:00`. A single time, as in \
      `except`, leaves out just that one; a date leaves out its day.
      """)
  }

  static func tellTimes(on page: inout ManualPage) {
    page.heading("WALL TIME")
    page.prose(
      """
      A ritual lives on the wall clock of its zone: its own `timeZone`, else that of the config, else the system's. Ten \
      o'clock stays ten o'clock when clocks change, and where somebody travels.

      A time that the clock skips in spring comes that much later: 02:30 becomes 03:30. One that happens twice in autumn \
      means the first. What comes every so many hours, minutes or seconds counts elapsed time from its start. A day that a \
      month does not have (the 31st, 29 February) is passed over, not moved.

      A ritual without a time of the day is at 09:00, or at the time of its `starting`. The start of an RRULE counts only \
      where the rule matches it.

      A cadence, as in `3 weeks after last time`, counts from the last time that was answered with `kin done` or \
      `kin skip`, or else from the last one that was due.

      An occurrence is open from its start until it is answered or the next one is due; then it has \
      lapsed, which is neutral. Editing a schedule gives nothing by itself: what was due before it was saved is not given.
      """)
  }
}
