// The sections of kinkeeper(5) on what a `when` can say, and what time is.

extension ConfigManual {
  static func tellPhrases(on page: inout ManualPage) {
    page.heading("PHRASES")
    page.prose(
      """
      A `when`, and whatever `kin when` is asked, is mostly a phrase. `kin when "…"` says what one means and when it \
      comes next.
      """)
    page.list(phrases.map { (term: "Li \($0.0)", text: $0.1) })
    page.prose(
      """
      Case and spaces do not matter, `or` is `and`, `each` is `every`; weekdays and months may be shortened to three \
      letters, and numbers up to twenty written as words. What counts every second or third day, week, month or year needs \
      a `starting` in its ritual, since a guess would be wrong half the time. Whole, in the EBNF of ISO 14977:
      """)
    page.example(productions.map(folded).joined(separator: "\n"))
    page.subheading("Reminders")
    page.prose("The moments of `remind`, seen from the start of an occurrence:")
    page.list([
      ("Li at start", "When it starts."),
      ("Li 2h before , Li 1 day 2h before", "A span before it starts."),
      ("Li the day before , Li 2 days before", "At the same time of an earlier day."),
      (
        "Li the evening before at 19:00 , Li 2 days before at 9:00",
        "At a time of its own on an earlier day; the evening and the morning need one."
      ),
      ("Li on the day at 8:00", "At a time of its own on the day itself."),
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

  /// One of each kind, and what it says.
  private static let phrases: [(String, String)] = [
    ("every day at 18:30", "Also `at 7pm`, `at noon`, `at 10:00:05`, `at 9:00 and 17:00`."),
    ("every weekday , Li every weekend", "Monday to Friday; Saturday and Sunday."),
    ("every monday and thursday", "Any weekdays, every week; `every monday to friday`."),
    ("every 2 weeks on monday", "Also `every other monday`; both need a `starting`."),
    ("every first saturday", "Of the month; `second`, `third`, `last`, `second to last` and so on."),
    ("every last friday of march and september", "The same in some months."),
    ("every first weekday of the month", "The first day from Monday to Friday."),
    ("every month on the 15th , Li on the 1st and 15th", "Days of the month."),
    ("on the last day", "Of the month."),
    ("every 3 months on the first sunday", "Needs a `starting`."),
    ("every year on 14 march", "Also `every 14 march`, `every year on the 100th day of the year`."),
    ("every 90 minutes , Li every 6 hours", "Elapsed time from the start."),
    ("every saturday from april to october", "In some months only."),
    ("every day, until 2026-12-24", "With an end; also `every day, 12 times`."),
    ("once on 2026-12-24 at 18:00", "A single time."),
    ("3 weeks after last time", "A cadence, which counts from the last time it was kept."),
    (
      "10 days to 3 weeks after last time, saturday or sunday",
      "The first of these weekdays between the two; where there is none, the first after them."
    ),
  ]

  /// As it stands above `Phrase`; a test holds the two together.
  static let grammar = #"""
    phrase    = once | cadence | rule ;
    once      = [ "once" ] [ "on" ] date [ times ] ;
    cadence   = [ "every" ] span [ ( "to" | "-" ) span ] "after" [ "the" ] "last" [ "time" ]
                [ [ "," ] [ "on" ] weekdays ] [ times ] ;
    rule      = [ times ] ( [ "once" ] "every" repeated | "once" "a" unit [ place ]
                | "every" ( "morning" | "evening" ) times | adverb | bare ) [ ( "in" | "of" | "from" ) months ]
                [ times ] [ end ] ;
    repeated  = [ "other" ] weekdays                    (* every monday and thursday; every other saturday *)
              | [ count | "other" | ordinal ] unit [ place ]     (* every 2 weeks on monday *)
              | positions                               (* every second saturday; every 14 march *)
              | months [ place ] ;                      (* every march on the first sunday *)
    adverb    = ( "hourly" | "daily" | "weekly" | "fortnightly" | "monthly" | "quarterly" | "yearly" )
                [ place ] ;
    bare      = [ "on" ] ( weekdays | positions [ "every year" ] ) ;
    place     = [ "on" ] ( weekdays | positions | "day" number ) | ( "in" | "of" ) months ;
    positions = position { sep position } ;
    position  = [ "the" ] ordinals [ weekdays | "weekday" | "day" ] [ scope ]
              | number months | months number ;
    ordinals  = ordinal { sep [ "the" ] ordinal } ;
    ordinal   = ( "first" | "1st" | … ) [ "to" ] [ "last" ] | "last" | "penultimate" ;
    scope     = ( "of" | "in" ) ( months | "the" "month" | "the" "year" )
              | [ "of" ] "every" [ count | "other" ] ( "month" | "year" ) ;
    times     = [ "," ] [ "at" ] time { sep [ "at" ] time } ;
    time      = "18:30" | "18:30:05" | "7pm" | "7:30 pm" | "noon" | "midnight" ;
    end       = [ "," ] ( "until" date [ time ] | count "times" ) ;
    weekdays  = weekday [ "to" weekday ] { sep weekday } | "weekdays" | "weekend" ;
    months    = month [ "to" month ] { sep month } ;
    date      = "2026-12-24" | "24 december 2026" | "december 24, 2026" ;
    span      = count unit { [ "and" ] count unit } ;
    sep       = "," | "and" | "," "and" ;
    """#

  /// The grammar's productions, each on a line, without comments.
  private static var productions: [String] {
    var productions: [String] = []
    for line in grammar.split(separator: "\n") {
      var line = line
      if let comment = line.firstRange(of: "(*"), let end = line.firstRange(of: "*)") {
        line.removeSubrange(comment.lowerBound..<end.upperBound)
      }
      if line.hasPrefix(" "), let last = productions.indices.last {
        productions[last] += " " + line
      } else {
        productions.append(String(line))
      }
    }
    return productions
  }

  /// A production in lines that fit the page, its semicolon where it belongs.
  private static func folded(_ production: String) -> String {
    var words = production.split(separator: " ").map(String.init)
    guard words.count > 3, let name = words.first else { return production }
    words[words.count - 2] += " " + words.removeLast()
    var lines = ""
    var line = name + String(repeating: " ", count: max(0, 10 - name.count)) + "="
    for word in words.dropFirst(2) {
      if line.count + word.count > 66 {
        lines += line + "\n"
        line = String(repeating: " ", count: 11)
      }
      line += " " + word
    }
    return lines + line
  }
}
