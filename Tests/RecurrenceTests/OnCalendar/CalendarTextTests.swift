import CivilTime
import Recurrence
import Testing
import Wording

/// Reading and writing: the examples of systemd.time(7) among them.
@Suite struct CalendarTextTests {
  /// Expressions with their normalized forms. The first group is the table of systemd.time(7).
  static let normalized: [(String, String)] = [
    ("Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"),
    ("Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"),
    ("Wed *-1", "Wed *-*-01 00:00:00"),
    ("Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"),
    ("Wed, 17:48", "Wed *-*-* 17:48:00"),
    ("Wed..Sat,Tue 12-10-15 1:2:3", "Tue..Sat 2012-10-15 01:02:03"),
    ("*-*-7 0:0:0", "*-*-07 00:00:00"),
    ("10-15", "*-10-15 00:00:00"),
    ("monday *-12-* 17:00", "Mon *-12-* 17:00:00"),
    ("Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"),
    ("12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"),
    ("12..14:10,20,30", "*-*-* 12..14:10,20,30:00"), ("10:00:0/1,24", "*-*-* 10:00:*"),
    ("mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01/2-01,03 *:30:45"),
    ("03-05 08:05:40", "*-03-05 08:05:40"),
    ("08:05:40", "*-*-* 08:05:40"),
    ("05:40", "*-*-* 05:40:00"),
    ("Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40"),
    ("Sat,Sun 08:05:40", "Sat,Sun *-*-* 08:05:40"),
    ("2003-03-05 05:40", "2003-03-05 05:40:00"),
    ("2003-02..04-05", "2003-02..04-05 00:00:00"),
    ("2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC"),
    ("2003-03-05", "2003-03-05 00:00:00"),
    ("03-05", "*-03-05 00:00:00"),
    ("hourly", "*-*-* *:00:00"),
    ("daily", "*-*-* 00:00:00"),
    ("daily UTC", "*-*-* 00:00:00 UTC"),
    ("monthly", "*-*-01 00:00:00"),
    ("weekly", "Mon *-*-* 00:00:00"),
    ("weekly Pacific/Auckland", "Mon *-*-* 00:00:00 Pacific/Auckland"),
    ("yearly", "*-01-01 00:00:00"),
    ("annually", "*-01-01 00:00:00"),
    ("*:2/3", "*-*-* *:02/3:00"),
    ("minutely", "*-*-* *:*:00"),
    ("quarterly", "*-01,04,07,10-01 00:00:00"),
    ("semiannually", "*-01,07-01 00:00:00"),
    ("Thu,Fri 2012-*-1,5 11:12:13", "Thu,Fri 2012-*-01,05 11:12:13"),
    ("*-02~03", "*-02~03 00:00:00"),
    ("Mon *-05~07/1", "Mon *-05~07/1 00:00:00"),
    // Ranges, steps, and what becomes of them.
    ("Tue..Sun,Mon", "*-*-* 00:00:00"),
    ("Mon..Sun 10:00", "*-*-* 10:00:00"),
    ("Mon-Fri", "Mon..Fri *-*-* 00:00:00"),
    ("Sat..Tue 10:00", "Mon,Tue,Sat,Sun *-*-* 10:00:00"),
    ("*-*-1..31/7", "*-*-01..29/7 00:00:00"),
    ("*-*-1..5/10", "*-*-01 00:00:00"),
    ("*-*-31..31", "*-*-31 00:00:00"),
    ("*-*-1/1", "*-*-01/1 00:00:00"),
    ("*-*~1..9/3", "*-*~01..07/3 00:00:00"),
    ("*-*~28/7", "*-*~28/7 00:00:00"),
    ("*-*~*", "*-*-* 00:00:00"),
    ("*~1", "*-*~01 00:00:00"),
    ("12..15-1-1", "2012..2015-01-01 00:00:00"),
    ("69,70-1-1", "1970,2069-01-01 00:00:00"),
    ("1970..2199/3-1-1", "1970..2198/3-01-01 00:00:00"),
    ("*:0/1", "*-*-* *:00/1:00"),
    ("*:*:*", "*-*-* *:*:*"),
    ("10:00:0/1", "*-*-* 10:00:*"),
    ("10:00:0..59", "*-*-* 10:00:00..59"),
    ("10:00:00.000", "*-*-* 10:00:00"),
    ("@1234567", "1970-01-15 06:56:07 UTC"),
    ("*-* 10:00", "*-*-* 10:00:00"),
    ("DAILY utc", "*-*-* 00:00:00 UTC"),
    ("10:00 America/Port-au-Prince", "*-*-* 10:00:00 America/Port-au-Prince"),
    ("anually", "*-01-01 00:00:00"),
    ("bi-annually", "*-01,07-01 00:00:00"),
    ("  Sat  10:00 ", "Sat *-*-* 10:00:00"),
  ]

  @Test("An expression has the normalized form that systemd prints", arguments: normalized)
  func normalizes(_ text: String, _ normalized: String) throws {
    let expression = try CalendarExpression(text)
    #expect(expression.description == normalized)
    #expect(try CalendarExpression(normalized) == expression)
    let sentence = Form.calendar(expression).meaning
    #expect(try Phrase.parse(sentence) == .calendar(expression), "\(sentence)")
  }

  @Test(
    "The meaning says every field, and no more than it needs",
    arguments: [
      ("Sat *-*-1..7 10:00", "whenever the calendar shows saturday, days 1 to 7, and the clock 10:00"),
      ("daily", "whenever the clock shows 00:00"),
      ("Mon..Fri 8,17:30", "whenever the calendar shows a weekday, and the clock 08:30 and 17:30"),
      (
        "*-02~03 UTC",
        "whenever the calendar shows day 3 from the end of february, and the clock 00:00, in the zone UTC"
      ),
      ("*:0/15", "whenever the clock shows any hour, minutes from 0 in steps of 15"),
      (
        "2026/2-3..5-* 9..17:0,30:5",
        "whenever the calendar shows march to may, in the years from 2026 in steps of 2, "
          + "and the clock hours 9 to 17, minutes 0 and 30, second 5"
      ),
      (
        "*-*~07/2 12:00",
        "whenever the calendar shows days from 7 in steps of 2 from the end of the month, and the clock 12:00"
      ),
      ("*:*:*", "whenever the clock shows any hour, any minute, any second"),
    ])
  func says(_ text: String, _ meaning: String) throws {
    #expect(Form.calendar(try CalendarExpression(text)).meaning == meaning)
  }

  /// Text, the words at fault, what is told, and what to write instead.
  static let broken: [(String, String, String, String?)] = [
    ("", "", "nothing is said", nil),
    ("  ", "  ", "nothing is said", nil),
    ("12", "12", "\"12\" is neither a date (month-day) nor a time (hour:minute)", "12:00"),
    ("Sat 5", "5", "\"5\" is neither a date (month-day) nor a time (hour:minute)", "5:00"),
    ("Saterday 10:00", "Saterday", "unknown word \"Saterday\" in a calendar expression", "saturday"),
    ("Mo 10:00", "Mo", "unknown word \"Mo\" in a calendar expression", "Mon"),
    ("Tues 10:00", "Tues", "unknown word \"Tues\" in a calendar expression", "Tue"),
    ("dayly", "dayly", "unknown word \"dayly\" in a calendar expression", "daily"),
    (
      "Mon Tue 10:00", "Tue",
      "\"Tue\" stands too late: weekdays come first, joined by \",\" or \"..\" without spaces", nil
    ),
    (
      "10:00 Mon", "Mon",
      "\"Mon\" stands too late: weekdays come first, joined by \",\" or \"..\" without spaces", nil
    ),
    ("Mon.. 10:00", "..", "the range of weekdays has no end", nil),
    ("Mon,,Tue", "", "a weekday is missing here", nil),
    ("daily 10:00", " 10:00", "\"daily\" stands for a whole expression; only a zone may follow it", nil),
    ("*-13-01", "13", "a month is a number from 1 to 12, not 13", nil),
    ("*-*-32", "32", "a day is a number from 1 to 31, not 32", nil),
    ("*-*-0", "0", "a day is a number from 1 to 31, not 0", nil),
    ("24:00", "24", "an hour is a number from 0 to 23, not 24", nil),
    ("2200-01-01", "2200", "a year is a number from 1970 to 2199, not 2200", nil),
    ("10:00:60", "60", "a second is a number from 0 to 59, not 60", nil),
    ("*-*~29", "29", "only 1 to 28 days can be counted from every month's end, not 29", nil),
    ("*-*~3..1", "3..1", "the range \"3..1\" of days ends before it begins", nil),
    ("5..3:00", "5..3", "the range \"5..3\" of hours ends before it begins", nil),
    ("*-*-5/0", "0", "a step of 0 goes nowhere", nil),
    ("5/20:00", "20", "a step of 20 from hour 5 meets no other hour", "5"),
    ("*-*~01/7", "7", "a step of 7 from day 1 meets no other day", "1"),
    ("*:*/7", "*/7", "steps count from a number, not from \"*\"", "0/7"),
    ("*-*-*/2", "*/2", "steps count from a number, not from \"*\"", "1/2"),
    ("2026~02-01", "~", "\"~\" counts days from a month's end, so it stands between month and day", nil),
    ("10:00:00.5", "00.5", "\"00.5\" is finer than a second, the finest that is kept", "00"),
    ("*:*:0/0.25", "0.25", "\"0.25\" is finer than a second, the finest that is kept", "0"),
    ("2026-01-02T10:00", "T", "a space stands between date and time, not \"T\"", " "),
    (
      "10:00+02:00", "+02:00", "\"+02:00\" is an offset; a zone is named, as in \"UTC\" or \"Europe/Berlin\"",
      nil
    ),
    ("10:", "", "a minute is missing here", nil),
    ("*-*-1..", "", "a day is missing here", nil),
    ("*-", "", "a day is missing here", nil),
    ("10:0x", "x", "\"x\" cannot follow a minute", nil),
    ("10:00 20:00", "20:00", "\"20:00\" is unexpected here: what comes before it is complete", nil),
    ("@1234567.5", "@1234567.5", "unexpected character \"@1234567.5\"", nil),
  ]

  @Test("A fault is reported at its place, with what to write instead", arguments: broken)
  func faults(_ text: String, _ place: String, _ message: String, _ suggestion: String?) throws {
    let fault = try #require(throws: ExpressionFault.self) { try CalendarExpression(text) }
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[fault.range], as: UTF8.self) == place)
    #expect(fault.message == message)
    #expect(fault.suggestion == suggestion)
  }

  @Test("The zone of an expression is found in its text")
  func zones() throws {
    let text = "Sat 10:00  Europe/Berlin "
    let expression = try CalendarExpression(text)
    #expect(expression.zone == "Europe/Berlin")
    let range = CalendarExpression.zoneRange("Europe/Berlin", in: text)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "Europe/Berlin")
  }

  @Test(
    "What can never match is told, whatever its steps",
    arguments: [
      ("*-02-30", false), ("*-02,04-31", false), ("2027-02-29", false), ("2027/2-02-29", false),
      ("Fri 2026-11-21", false), ("*-02-29", true), ("Mon 2028/4-02-29", true),
      ("Tue..Thu 2027..2029-02-05", false),
      ("*-*~28", true), ("Sat 2026-11-21", true), ("2199-12-31 23:59:59", true),
      ("2027..2029/2-2-29,30", false),
    ])
  func satisfiable(_ text: String, _ isSatisfiable: Bool) throws {
    #expect(try CalendarExpression(text).isSatisfiable == isSatisfiable)
  }
}
