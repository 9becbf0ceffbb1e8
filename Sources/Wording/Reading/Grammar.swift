import Rituals

/// One row of the grammar: how something is said, an example, and what the example means.
public struct GrammarRow: Hashable, Sendable {
  /// How it is built: words as they are written, `WHAT` for what varies, `[…]` for what may be left out.
  public let form: String
  /// A text of that form.
  public let example: String
  /// The example's RRULE, where it is one; else what it means, in words.
  public let meaning: String
}

private func row(_ form: String, _ example: String, _ meaning: String) -> GrammarRow {
  GrammarRow(form: form, example: example, meaning: meaning)
}

extension Phrase {
  /// The grammar as a table, for the manual and for `kin when --help`. A test reads every example.
  public static let grammar: [GrammarRow] = [
    // Days and weeks.
    row("every day|hour|minute|second", "every day at 18:30", "FREQ=DAILY;BYHOUR=18;BYMINUTE=30;BYSECOND=0"),
    row("every N days|hours|minutes|seconds", "every 6 hours", "FREQ=HOURLY;INTERVAL=6"),
    row("every other|second|third UNIT", "every other day", "FREQ=DAILY;INTERVAL=2"),
    row("every WEEKDAYS", "every monday and thursday", "FREQ=WEEKLY;BYDAY=MO,TH"),
    row("every WEEKDAY to WEEKDAY", "every monday to thursday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"),
    row("every weekday|weekend", "every weekend", "FREQ=WEEKLY;BYDAY=SA,SU"),
    row("every [N] week[s] on WEEKDAYS", "every 2 weeks on monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    row(
      "UNIT of days or less on WEEKDAYS", "every 2 hours on weekdays",
      "FREQ=HOURLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR"),
    row(
      "daily|weekly|fortnightly|monthly|quarterly|yearly", "fortnightly on friday",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    row("once a UNIT", "once a week on sunday", "FREQ=WEEKLY;BYDAY=SU"),
    row("WEEKDAYS", "saturdays at 10:00", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=10;BYMINUTE=0;BYSECOND=0"),
    row("… in MONTHS", "every sunday from november to february", "FREQ=WEEKLY;BYMONTH=1,2,11,12;BYDAY=SU"),
    // Months.
    row("every ORDINALS WEEKDAYS", "every first saturday", "FREQ=MONTHLY;BYDAY=1SA"),
    row("every last|second to last WEEKDAY", "every last friday", "FREQ=MONTHLY;BYDAY=-1FR"),
    row(
      "every ORDINAL WEEKDAY of MONTHS", "every last friday of march and september",
      "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1FR"),
    row(
      "ORDINAL WEEKDAY of every [N] month[s]", "first sunday of every 3 months",
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU"),
    row("every [N] month[s] on the DAYS", "every month on the 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    row("every [N] month[s] on the last day", "every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    row(
      "every [N] month[s] on the ORDINAL WEEKDAY", "every 3 months on the first sunday",
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU"),
    row(
      "every ORDINAL weekday of the month", "every last weekday of the month",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    // Years.
    row("every [N] year[s] on DATE", "every year on 14 march", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=14"),
    row(
      "every [N] year[s] on the ORDINAL WEEKDAY of MONTH", "every 2 years on the first sunday of may",
      "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=1SU"),
    row(
      "every year on the ORDINAL day of the year", "every year on the 100th day of the year",
      "FREQ=YEARLY;BYYEARDAY=100"),
    row(
      "every year on the ORDINAL WEEKDAY of the year", "every year on the 20th monday of the year",
      "FREQ=YEARLY;BYDAY=20MO"),
    row(
      "every year in week N on WEEKDAYS", "every year in week 20 on monday",
      "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
    // Times and ends, behind any of these.
    row(
      "… at TIME [and TIME]", "every day at 9:00 and 17:00", "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0;BYSECOND=0"),
    row(
      "TIME: 18:30, 18:30:05, 7pm, noon, midnight, 9 to 23", "every sunday at 7pm",
      "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=0;BYSECOND=0"),
    row("…, N times", "every saturday, 12 times", "FREQ=WEEKLY;COUNT=12;BYDAY=SA"),
    row("… until DATE [TIME]", "every saturday until 2027-06-30", "FREQ=WEEKLY;UNTIL=20270630;BYDAY=SA"),
    // Once, and after the last time.
    row("once on DATE [at TIME]", "once on 2026-12-24 at 18:00", "once on 2026-12-24 at 18:00"),
    row("SPAN after last time", "3 weeks after last time", "3 weeks after last time"),
    row(
      "SPAN to SPAN after last time[, WEEKDAYS][, at TIME]",
      "10 days to 3 weeks after last time, saturday or sunday, at 11:00",
      "10 days to 3 weeks after last time, saturday or sunday, at 11:00"),
    // Parts of an RRULE, one by one.
    row(
      "…, only in MONTHS", "every month on the 15th, only in march", "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=15"),
    row(
      "…, in the ORDINALS week of the year", "every year, in the last week of the year, on sunday",
      "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU"),
    row(
      "…, on the ORDINALS day of the month|year", "every month, on the 13th day of the month, on friday",
      "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
    row(
      "…, of these only the ORDINALS in each UNIT",
      "every month, on tuesday or wednesday, of these only the third in each month",
      "FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=3"),
    row(
      "…, hours|minutes|seconds NUMBERS", "every 15 minutes, hours 9 to 11",
      "FREQ=MINUTELY;INTERVAL=15;BYHOUR=9,10,11"),
    row(
      "…, weeks from WEEKDAY", "every 2 weeks on sunday, weeks from sunday",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU"),
    row(
      "…, a missing day moved back|on", "every month on the 31st, a missing day moved back",
      "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD"),
    // Calendar expressions in words.
    row(
      "whenever the calendar shows WEEKDAYS, days NUMBERS of MONTHS, in the year NUMBERS, and the clock TIMES",
      "whenever the calendar shows saturday, days 1 to 7, and the clock 10:00",
      "whenever the calendar shows saturday, days 1 to 7, and the clock 10:00"),
    row(
      "whenever the clock shows hours NUMBERS, minutes NUMBERS[, in the zone ZONE]",
      "whenever the clock shows any hour, minutes from 0 in steps of 15, in the zone UTC",
      "whenever the clock shows any hour, minutes from 0 in steps of 15, in the zone UTC"),
  ]
}

extension Moment {
  /// The moments as a table, for help and the manual. A test reads every example.
  public static let grammar: [GrammarRow] = [
    row("SPAN [later]", "1h", "so long from now; of what is moved, so long after its start"),
    row("in SPAN , SPAN from now", "in half an hour", "so long from now"),
    row("in SPAN at TIME", "in 2 days at 10:00", "so many days from now, at that time"),
    row("TIME , at TIME", "at 18:30", "the next time that the clock shows it"),
    row(
      "in the morning|afternoon|evening", "in the evening", "the next 09:00, 15:00 or 19:00"),
    row("tonight , this evening", "tonight", "at 20:00, or in an hour where that has passed"),
    row("tonight [at] TIME", "tonight at 9", "at that time of the evening, or in the small hours"),
    row("today|tomorrow [TIME]", "tomorrow 9:00", "that day"),
    row("the day after tomorrow [TIME]", "the day after tomorrow", "the day in two days"),
    row(
      "DAY morning|afternoon|evening|night", "tomorrow evening", "at 09:00, 15:00, 19:00 or 20:00 of that day"
    ),
    row("DAY PART at HOUR", "tomorrow evening at 8", "at that hour of that part of the day"),
    row(
      "[on] WEEKDAY [TIME]", "on saturday at 10",
      "the next one; today only with a time that is still ahead"),
    row("next WEEKDAY [TIME]", "next monday", "that of next week; weeks begin on Monday"),
    row("this weekend [TIME]", "this weekend", "Saturday, or Sunday where that has passed"),
    row("next weekend [TIME]", "next weekend", "Saturday of next week"),
    row("next week [TIME]", "next week", "Monday of next week"),
    row("next month [TIME]", "next month", "the first of next month"),
    row("YEAR-MONTH-DAY [TIME]", "2026-12-05T10:00", "that date"),
    row("DAY MONTH [TIME] , MONTH DAY [TIME]", "5 december at 10", "the next such date"),
    row("the DAY [TIME]", "the 15th", "the next such day of a month"),
  ]
}
