import CivilTime
import Testing

@testable import Recurrence
@testable import Wording

/// What people get wrong, with the exact message, its place, and the suggestion.
@Suite struct BrokenPhraseTests {
  @Test("A broken phrase is reported at its place, with a suggestion", arguments: broken)
  func refuses(_ phrase: String, _ place: String, _ message: String, _ suggestion: String?) throws {
    let fault = try #require(throws: TextFault.self) { try Phrase.parse(phrase) }
    #expect(fault.message == message)
    #expect(fault.suggestion == suggestion)
    let found = String(
      decoding: Array(phrase.utf8)[fault.range], as: UTF8.self)
    #expect(found == place, "\(fault.range)")
    if place.isEmpty, !phrase.isEmpty { #expect(fault.range.lowerBound > 0) }
  }

  /// The phrase, the text at the fault's place (empty at the end), the message, the suggestion.
  static let broken: [(String, String, String, String?)] = [
    ("", "", "nothing is said", nil),
    ("   ", "   ", "nothing is said", nil),
    // Words.
    ("every saterday", "saterday", "unknown weekday \"saterday\"", "saturday"),
    ("evry saturday", "evry", "unknown word \"evry\"", "every"),
    ("every Wendsday at 10:00", "Wendsday", "unknown weekday \"Wendsday\"", "wednesday"),
    ("every first saterday", "saterday", "unknown weekday \"saterday\"", "saturday"),
    ("every last friday of setpember", "setpember", "unknown month \"setpember\"", "september"),
    ("every 2 weaks", "weaks", "unknown word \"weaks\"", "weeks"),
    ("every 2 weeks on mnday", "mnday", "unknown weekday \"mnday\"", "monday"),
    ("every monday and thrusday", "thrusday", "unknown weekday \"thrusday\"", "thursday"),
    ("every zorkmid", "zorkmid", "unknown word \"zorkmid\"", nil),
    (
      "tomorrow", "tomorrow",
      "\"tomorrow\" depends on the day it is read; write a date like 2026-12-24", nil
    ),
    ("every evening at 08:00", "08:00", "\"08:00\" is not in the evening", "20:00"),
    ("every day at 5", "5", "\"5\" does not say which hour: write 5:00 or 5pm", "5:00"),
    ("jeden samstag", "jeden", "unknown word \"jeden\"", nil),
    ("every größte", "größte", "unknown word \"größte\"", nil),
    ("3 weeks aftr last time", "aftr", "unknown word \"aftr\"", "after"),
    ("every day at non", "non", "unknown word \"non\"", "noon"),
    ("every saturday # sunday", "#", "unexpected character \"#\"", nil),
    ("every saturday 🦆", "🦆", "unknown word \"🦆\"", nil),
    ("every saturday in mrch", "mrch", "unknown month \"mrch\"", "march"),
    ("every saturday, snday", "snday", "unknown weekday \"snday\"", "sunday"),
    // Something missing, or too much.
    ("every", "", "a weekday, a unit or a date is missing here", nil),
    ("every 2", "", "a unit like \"days\" or \"weeks\" is missing here", nil),
    ("every first", "", "a day like \"15th\", \"last day\" or \"first friday\" is missing here", nil),
    ("every last", "", "a day like \"15th\", \"last day\" or \"first friday\" is missing here", nil),
    (
      "every last week", "week",
      "\"week\" cannot stand here; expected a day like \"15th\", \"last day\" or \"first friday\"", nil
    ),
    ("every day at", "", "a time like 18:30 is missing here", nil),
    ("every month on", "", "a day like \"15th\", \"last day\" or \"first friday\" is missing here", nil),
    ("every year on", "", "a date like 2026-12-24 is missing here", nil),
    ("every 2 weeks on", "", "a weekday is missing here", nil),
    ("once on", "", "a date like 2026-12-24 is missing here", nil),
    ("3 weeks after", "", "\"last time\" is missing here", nil),
    ("3 weeks", "", "\"after last time\" is missing here", nil),
    (
      "last friday of", "",
      "\"month\", \"year\" or the name of a month is missing here", nil
    ),
    ("monday to", "", "a weekday is missing here", nil),
    (
      "on", "", "a day like \"15th\", \"last day\" or \"first friday\" is missing here", nil
    ),
    ("every every day", "every", "\"every\" cannot stand here; expected a weekday, a unit or a date", nil),
    (
      "every saturday every day", "every", "\"every\" is unexpected here: what comes before it is complete",
      nil
    ),
    (
      "every saturday at 10:00 at 11:00", "at",
      "\"at\" is unexpected here: what comes before it is complete", nil
    ),
    (
      "at 9:00", "at 9:00", "\"at 9:00\" does not say on which days; write them, as in \"every day at 9:00\"",
      "every day at 9:00"
    ),
    ("every day of", "of", "\"of\" is unexpected here: what comes before it is complete", nil),
    ("every 2 weeks on the first monday", "the", "\"the\" cannot stand here; expected a weekday", nil),
    ("every other weekday", "weekday", "\"weekday\" cannot stand here; expected a weekday", nil),
    // Numbers.
    ("every 0 days", "0", "an interval is a number from 1 to 999999999999, not 0", nil),
    (
      "every 1000000000000 days", "1000000000000",
      "an interval is a number from 1 to 999999999999, not 1000000000000", nil
    ),
    (
      "every 99999999999999999999999999 days", "99999999999999999999999999",
      "an interval is a number from 1 to 999999999999, not 99999999999999999999999999", nil
    ),
    ("every 2.5 days", "2.5", "\"2.5\" is not whole; use a smaller unit", nil),
    (
      "every month on friday", "friday",
      "\"friday\" cannot stand here; expected a day like \"15th\", \"last day\" or \"first friday\"", nil
    ),
    ("every month on the 32nd", "32nd", "a day of the month is a number from 1 to 31, not 32nd", nil),
    ("every month on the 0th", "0th", "a day of the month is a number from 1 to 31, not 0th", nil),
    (
      "every sixth saturday", "sixth", "a weekday's number in a month is a number from 1 to 5, not sixth", nil
    ),
    ("every day, 0 times", "0", "a number of times is a number from 1 to 999999999999, not 0", nil),
    (
      "every 2 saturdays", "2 saturdays", "\"2 saturdays\" is read in two ways; count weeks instead",
      "2 weeks on saturday"
    ),
    (
      "biweekly", "biweekly",
      "\"biweekly\" is read in two ways: \"every 2 weeks on monday\" or \"every monday and thursday\"",
      "every 2 weeks on monday"
    ),
    // Dates.
    (
      "once on 24.12.2026", "24.12.2026",
      "\"24.12.2026\" is not a date here; dates are written year-month-day", "2026-12-24"
    ),
    (
      "once on 24.12.26", "24.12.26", "\"24.12.26\" is not a date here; dates are written year-month-day",
      "2026-12-24"
    ),
    (
      "once on 12/24/2026", "12/24/2026",
      "\"12/24/2026\" is not a date here; dates are written year-month-day", "2026-12-24"
    ),
    (
      "once on 24/12/2026", "24/12/2026",
      "\"24/12/2026\" is not a date here; dates are written year-month-day", "2026-12-24"
    ),
    (
      "once on 2026/12/24", "2026/12/24",
      "\"2026/12/24\" is not a date here; dates are written year-month-day", "2026-12-24"
    ),
    (
      "once on 2026-1-5", "2026-1-5", "\"2026-1-5\" is not a date here; dates are written year-month-day",
      "2026-01-05"
    ),
    (
      "once on 03/04/2026", "03/04/2026",
      "\"03/04/2026\" is read in two ways: 2026-04-03 or 2026-03-04; dates are written year-month-day", nil
    ),
    (
      "24.12.2026 at 18:00", "24.12.2026",
      "\"24.12.2026\" is not a date here; dates are written year-month-day", "2026-12-24"
    ),
    (
      "every year on 24.12.2026", "24.12.2026",
      "\"24.12.2026\" is not a date here; dates are written year-month-day", nil
    ),
    ("on 24.12.", "24.12", "\"24.12\" is not a date here; dates are written year-month-day", nil),
    ("every 24/12", "24/12", "\"24/12\" is not a date here; dates are written year-month-day", nil),
    ("once on 2026-02-30", "2026-02-30", "there is no 2026-02-30", nil),
    ("once on 30 february 2028", "30 february 2028", "there is no 30 february 2028", nil),
    ("once on 24 december", "24 december", "\"24 december\" needs a year to come once", nil),
    (
      "once on saturday", "saturday",
      "\"saturday\" depends on the day it is read; write a date like 2026-12-24", nil
    ),
    ("every year on 30 february", "30 february", "there is no 30 february", nil),
    (
      "every year on 31 march and 31 april", "31 march and 31 april", "there is no 31 march and 31 april", nil
    ),
    ("every year on the 15th", "the 15th", "\"the 15th\" of which month?", nil),
    (
      "on 14 march", "on 14 march", "\"14 march\" does not say whether it comes once or every year",
      "every year on 14 march"
    ),
    // Times.
    ("every day at 25:00", "25:00", "\"25:00\" is not a time of the day", nil),
    ("every day at 24:00", "24:00", "\"24:00\" is not a time of the day", nil),
    ("every day at 18:60", "18:60", "\"18:60\" is not a time of the day", nil),
    ("every day at 18:5", "18:5", "\"18:5\" is not a time of the day", nil),
    ("every day at 7", "7", "\"7\" does not say which hour: write 7:00 or 7pm", "7:00"),
    ("every day at 13pm", "13pm", "\"13pm\" is not a time of the day", "13:00"),
    ("every day at 0 am", "0 am", "\"0 am\" is not a time of the day", "00:00"),
    ("every day at saturday", "saturday", "\"saturday\" cannot stand here; expected a time like 18:30", nil),
    (
      "every hour at 9:00", "at 9:00",
      "a time of the day fits days and longer, not hours, minutes or seconds", nil
    ),
    (
      "every monday and every hour at 9:00", "at 9:00",
      "a time of the day fits days and longer, not hours, minutes or seconds", nil
    ),
    ("once on 2026-12-24 at 9:00 and 17:00", "at 9:00 and 17:00", "only one time of the day fits here", nil),
    // What belongs elsewhere, and cadences.
    ("3 weeks to 10 days after last time", "3 weeks to 10 days", "the window ends before it begins", nil),
    ("0 days after last time", "0 days", "a distance of nothing", nil),
    ("1.5 weeks after last time", "1.5 weeks", "\"1.5 weeks\" is not whole; use a smaller unit", nil),
    ("3 weeks after saturday", "saturday", "\"saturday\" cannot stand here; expected \"last time\"", nil),
    ("3 weeks after last time, on", "", "a weekday is missing here", nil),
    (
      "3 weeks after last time at 9:00 and 10:00", "at 9:00 and 10:00", "only one time of the day fits here",
      nil
    ),
  ]

  @Test("A phrase longer than any that people write is refused")
  func tooLong() throws {
    let phrase = "every monday" + String(repeating: " and monday", count: 3000)
    let fault = try #require(throws: TextFault.self) { try Phrase.parse(phrase) }
    #expect(fault == TextFault(.tooLong(limit: 32_768), at: 0..<phrase.utf8.count))
    #expect(fault.message == "longer than 32768 bytes")
  }
}
