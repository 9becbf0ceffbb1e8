import Rituals

/// One row of a grammar: how something is said, an example, and what the example means.
public struct GrammarRow: Equatable, Sendable {
  /// How it is built: words as they are written, `WHAT` for what varies, `[…]` for what may be left out.
  public let form: String
  /// A text of that form.
  public let example: String
  /// What the example means.
  public let meaning: String
}

extension Phrase {
  /// The phrases as a table, for the manual. The meaning is the RRULE where there is one; else the example's own words.
  public static let grammar = examples.map { form, example in
    let phrase = try? Phrase(parsing: example)
    let meaning: String? =
      switch phrase?.form {
      case .rule(let rule) where phrase == Phrase(form: .rule(rule)): rule.description
      default: phrase?.meaning
      }
    return GrammarRow(form: form, example: example, meaning: meaning ?? "")
  }

  private static let examples: KeyValuePairs = [
    // Days and weeks.
    "every day|hour|minute|second": "every day at 18:30",
    "every N days|hours|minutes|seconds": "every 6 hours",
    "every other|second|third UNIT": "every other day",
    "every WEEKDAYS": "every monday and thursday",
    "every WEEKDAY to WEEKDAY": "every monday to thursday",
    "every weekday|weekend": "every weekend",
    "every [N] week[s] on WEEKDAYS": "every 2 weeks on monday",
    "UNIT of days or less on WEEKDAYS": "every 2 hours on weekdays",
    "daily|weekly|fortnightly|monthly|quarterly|yearly": "fortnightly on friday",
    "once|twice|N times a UNIT on DAYS": "twice a week on monday and thursday",
    "every other|alternate WEEKDAYS": "alternate sundays",
    "only|all WEEKDAYS , WEEKDAYS only": "mondays only",
    "WEEKDAYS every [N] weeks": "on wednesday every 3 weeks",
    "every WEEKDAYS in even|odd weeks of the year": "every friday in even weeks of the year",
    "WEEKDAYS": "saturdays at 10:00",
    "… in MONTHS|spring|summer|autumn|winter": "every saturday in summer",
    "… from MONTH to MONTH": "every sunday from november to february",
    "… except [in] MONTHS|WEEKDAYS": "every weekday except friday",
    "… except the ORDINALS WEEKDAY of the month": "every friday except the last friday of the month",
    // Months.
    "every ORDINALS WEEKDAYS": "every first saturday",
    "every last|second to last WEEKDAY": "every last friday",
    "every ORDINAL WEEKDAY of MONTHS": "every last friday of march and september",
    "ORDINAL WEEKDAY of every [N] month[s]": "first sunday of every 3 months",
    "every [N] month[s] on the DAYS": "every month on the 1st and 15th",
    "every [N] month[s] on the last day": "every month on the last day",
    "beginning|end of the month": "end of the month at 18:00",
    "ORDINAL WEEKDAY monthly": "2nd tuesday monthly",
    "every [N] month[s] on the ORDINAL WEEKDAY": "every 3 months on the first sunday",
    "every ORDINAL weekday of the month": "every last weekday of the month",
    "every quarter on the DAYS": "every quarter on the last friday",
    // Years.
    "every [N] year[s] on DATE": "every year on 14 march",
    "every [N] year[s] on the ORDINAL WEEKDAY of MONTH": "every 2 years on the first sunday of may",
    "every year on the ORDINAL day of the year": "every year on the 100th day of the year",
    "every year on the ORDINAL WEEKDAY of the year": "every year on the 20th monday of the year",
    "every year in week N on WEEKDAYS": "every year in week 20 on monday",
    "every christmas eve|christmas|new year's eve|new year's day|halloween": "every christmas eve at 18:00",
    "every easter sunday|easter monday|good friday|ascension day|whit sunday|…":
      "every easter monday at 11:00",
    "every [N] year[s] on FEAST": "every 2 years on good friday",
    "[every year on] N days|weeks before|after FEAST": "2 weeks before easter sunday at 10:00",
    "RULE and RULE": "monday at 18:00 and thursday at 19:30",
    // Times and ends, behind any of these.
    "… at TIME [and TIME] , TIME …": "every day at 9:00 and 17:00",
    "TIME: 18:30, 18.30, 7pm, 19h, noon, midnight, 9 to 23": "7pm every friday",
    "TIME: half past SEVEN pm, quarter to EIGHT in the evening":
      "every monday at half past six in the evening",
    "… morning|afternoon|evening|night [at TIME]": "every friday evening",
    "every PART and PART [at TIME]": "every morning and evening at 8",
    "every [N] hour[s] from TIME to TIME": "every 2 hours from 9:00 to 17:00",
    "…, N times , for N times": "every saturday, 12 times",
    "… for SPAN": "every monday for 6 weeks",
    "… until DATE [TIME]": "every saturday until 2027-06-30",
    "… in YEAR , in MONTH YEAR": "every monday in june 2027",
    "END|EXCEPTION|MONTHS RULE": "except in july every monday at 18:00",
    "… starting DATE": "every 2 weeks on monday starting 2027-01-04",
    "… except DATES": "every monday except 2027-02-01",
    // Once, and after the last time.
    "once on DATE [at TIME]": "once on 2026-12-24 at 18:00",
    "SPAN after last time , every SPAN when done": "3 weeks after last time",
    "every WEEKDAYS when done": "every monday when done",
    "every N to N UNIT": "every 3 to 4 weeks",
    "SPAN to SPAN after last time[, WEEKDAYS][, at TIME]":
      "10 days to 3 weeks after last time, saturday or sunday, at 11:00",
    // Parts of an RRULE, one by one.
    "…, only in MONTHS": "every month on the 15th, only in march",
    "…, in the ORDINALS week of the year": "every year, in the last week of the year, on sunday",
    "…, on the ORDINALS day of the month|year": "every month, on the 13th day of the month, on friday",
    "…, of these only the ORDINALS in each UNIT":
      "every month, on tuesday or wednesday, of these only the third in each month",
    "…, hours|minutes|seconds NUMBERS": "every 15 minutes, hours 9 to 11",
    "…, weeks from WEEKDAY": "every 2 weeks on sunday, weeks from sunday",
    "…, a missing day moved back|on": "every month on the 31st, a missing day moved back",
    // Calendar expressions in words.
    "whenever the calendar shows WEEKDAYS, days NUMBERS of MONTHS, in the year NUMBERS, and the clock TIMES":
      "whenever the calendar shows saturday, days 1 to 7, and the clock 10:00",
    "whenever the clock shows hours NUMBERS, minutes NUMBERS[, in the zone ZONE]":
      "whenever the clock shows any hour, minutes from 0 in steps of 15, in the zone UTC",
  ]
}

extension Moment {
  /// The moments as a table, for the manual.
  public static let grammar = rows.map { form, row in
    GrammarRow(form: form, example: row.example, meaning: row.meaning)
  }

  private static let rows: KeyValuePairs<String, (example: String, meaning: String)> = [
    "SPAN [later]": ("1h", "so long from now; of what is moved, so long after its start"),
    "in SPAN , SPAN from now": ("in half an hour", "so long from now"),
    "within SPAN , in about SPAN , after SPAN , +SPAN": ("in about 5 hours", "the same, taken at its word"),
    "in SPAN at TIME": ("in 2 days at 10:00", "so many days from now, at that time"),
    "TIME , at TIME": ("at 18:30", "the next time that the clock shows it"),
    "in the morning|afternoon|evening": ("in the evening", "the next 09:00, 15:00 or 19:00"),
    "tonight , this evening": ("tonight", "at 20:00, or in an hour where that has passed"),
    "tonight [at] TIME": ("tonight at 9", "at that time of the evening, or in the small hours"),
    "today|tomorrow [TIME]": ("tomorrow 9:00", "that day"),
    "the day after tomorrow [TIME]": ("the day after tomorrow", "the day in two days"),
    "DAY morning|afternoon|evening|night":
      ("tomorrow evening", "at 09:00, 15:00, 19:00 or 20:00 of that day"),
    "DAY PART at HOUR": ("tomorrow evening at 8", "at that hour of that part of the day"),
    "[on] WEEKDAY [TIME]": ("on saturday at 10", "the next one; today only with a time that is still ahead"),
    "next WEEKDAY [TIME]": ("next monday", "that of next week; weeks begin on Monday"),
    "this weekend [TIME]": ("this weekend", "Saturday, or Sunday where that has passed"),
    "the weekend [TIME]": ("the weekend", "the same, or Saturday of next week where both have passed"),
    "WEEKDAY next week|this week [TIME]": ("friday next week", "that day of that week"),
    "WEEKDAY in N weeks [TIME]": ("monday in 2 weeks", "that of the week so many weeks on"),
    "N weeks from WEEKDAY [TIME]": ("2 weeks from monday", "so many weeks after the next one"),
    "the week after next [TIME] , WEEKDAY the week after next":
      ("friday the week after next", "that day of that week; else its Monday"),
    "a week today|tomorrow [TIME]": ("a week tomorrow", "so much later than that"),
    "the ORDINAL WEEKDAY of MONTH|the month|next month [TIME]":
      ("the first monday of next month", "that day of that month"),
    "the end of [next] month [TIME]": ("the end of the month", "its last day"),
    "the end of MONTH|the year [TIME]": ("the end of january", "its last day"),
    "the DAY of next month [TIME] , next month on the DAY": ("the 15th of next month", "that day"),
    "HOUR tonight|tomorrow": ("11 tonight", "that hour of that day"),
    "next weekend [TIME]": ("next weekend", "Saturday of next week"),
    "next week [TIME]": ("next week", "Monday of next week"),
    "[in] MONTH [YEAR] [TIME]": ("in august", "the first of that month"),
    "next month [TIME]": ("next month", "the first of next month"),
    "YEAR-MONTH-DAY [TIME]": ("2026-12-05T10:00", "that date"),
    "WEEKDAY, DATE [TIME]": ("saturday, 5 december 2026", "that date, if it is such a day"),
    "DAY MONTH [TIME] , MONTH DAY [TIME]": ("5 december at 10", "the next such date"),
    "FEAST [YEAR] [TIME]": ("easter monday at 10", "the next one, or that of the year"),
    "N days|weeks before|after FEAST": ("2 days before easter", "the day so far from the next one"),
    "the DAY [TIME]": ("the 15th", "the next such day of a month"),
  ]
}
