import CivilTime
import Testing

@testable import Recurrence
@testable import Wording

/// Phrases, each with the rule it means, in a shorthand of RFC 5545 that the tests read by themselves.
@Suite struct PhraseTests {
  @Test("A phrase of days, weeks, months or years is one rule, with its lists in order", arguments: rules)
  func rule(_ phrase: String, _ shorthand: String) throws {
    #expect(try Phrase.parse(phrase) == .rule(RecurrenceRule(shorthand: shorthand)), "\(phrase)")
  }

  @Test("Its meaning is a phrase that reads back to the same rule", arguments: rules)
  func meaning(_ phrase: String, _ shorthand: String) throws {
    let form = try Phrase.parse(phrase)
    #expect(try Phrase.parse(form.meaning) == form, "\(phrase) → \(form.meaning)")
    guard case .rule(let rule) = form else {
      Issue.record("\(phrase) is not a rule")
      return
    }
    #expect(rule.phrase == form.meaning)
  }

  @Test(
    "A time behind several rules is that of the days, weeks and longer ones, not of the hours before them",
    arguments: [
      ("every hour and every friday at 18:00", ["HOURLY", "WEEKLY;DAY=FR;H=18;M=0;S=0"]),
      (
        "every 10 seconds in may and every month on the 3rd at 9:00",
        ["SECONDLY;I=10;MON=5", "MONTHLY;MD=3;H=9;M=0;S=0"]
      ),
      (
        "every second in may, 70th day before easter sunday, hour 17, minute 7",
        ["SECONDLY;MON=5", "YEARLY;EASTER=-70;H=17;M=7"]
      ),
    ])
  func timeBehindHours(_ phrase: String, _ shorthands: [String]) throws {
    let form = try Phrase.parse(phrase)
    #expect(form == .rules(shorthands.map { RecurrenceRule(shorthand: $0) }), "\(form)")
    #expect(try Phrase.parse(form.meaning) == form, "\(phrase) → \(form.meaning)")
  }

  static let rules: [(String, String)] = [
    // Days and weeks.
    ("every day", "DAILY"),
    ("daily", "DAILY"),
    ("  Every   DAY ", "DAILY"),
    ("every day at 18:30", "DAILY;H=18;M=30;S=0"),
    ("daily at 7pm", "DAILY;H=19;M=0;S=0"),
    ("every day at 7:30 pm", "DAILY;H=19;M=30;S=0"),
    ("every day at 7 p.m.", "DAILY;H=19;M=0;S=0"),
    ("every day at 12am", "DAILY;H=0;M=0;S=0"),
    ("every day at 12 pm", "DAILY;H=12;M=0;S=0"),
    ("every day at 12", "DAILY;H=12;M=0;S=0"), ("every day at 19", "DAILY;H=19;M=0;S=0"),
    ("every evening at 7", "DAILY;H=19;M=0;S=0"), ("every sunday evening at 7", "WEEKLY;DAY=SU;H=19;M=0;S=0"),
    ("every day at 9 and 17", "DAILY;H=9,17;M=0;S=0"),
    ("every day at noon", "DAILY;H=12;M=0;S=0"),
    ("every day at midnight", "DAILY;H=0;M=0;S=0"),
    ("every day at noon and midnight", "DAILY;H=0,12;M=0;S=0"),
    ("every day at 18:30:05", "DAILY;H=18;M=30;S=5"),
    ("every day at 9:00 and 17:00", "DAILY;H=9,17;M=0;S=0"),
    ("every day at 9:00, 13:00 and at 17:00", "DAILY;H=9,13,17;M=0;S=0"),
    ("every day at 9:00, 9:30, 10:00 and 10:30", "DAILY;H=9,10;M=0,30;S=0"),
    ("every day 8:00", "DAILY;H=8;M=0;S=0"),
    ("at 8:00 every day", "DAILY;H=8;M=0;S=0"),
    ("every 2 days", "DAILY;I=2"),
    ("every other day", "DAILY;I=2"),
    ("every second day at 8:00", "DAILY;I=2;H=8;M=0;S=0"),
    ("every 3rd day", "DAILY;I=3"),
    ("every day in march", "DAILY;MON=3"),
    ("every evening at 19:00", "DAILY;H=19;M=0;S=0"),
    ("7:30pm every day", "DAILY;H=19;M=30;S=0"),
    ("once a day at 9:00", "DAILY;H=9;M=0;S=0"),
    ("once every 2 days", "DAILY;I=2"),
    ("from monday to friday at 9:00", "WEEKLY;DAY=MO,TU,WE,TH,FR;H=9;M=0;S=0"),
    ("once a week on friday", "WEEKLY;DAY=FR"),
    ("every weekday", "WEEKLY;DAY=MO,TU,WE,TH,FR"),
    ("weekdays at 9:00", "WEEKLY;DAY=MO,TU,WE,TH,FR;H=9;M=0;S=0"),
    ("on weekdays at 9:00", "WEEKLY;DAY=MO,TU,WE,TH,FR;H=9;M=0;S=0"),
    ("every weekend", "WEEKLY;DAY=SA,SU"),
    ("on the weekend at 10:00", "WEEKLY;DAY=SA,SU;H=10;M=0;S=0"),
    ("every saturday", "WEEKLY;DAY=SA"),
    ("every saturdays", "WEEKLY;DAY=SA"),
    ("saturdays", "WEEKLY;DAY=SA"),
    ("each Sat at 10:00", "WEEKLY;DAY=SA;H=10;M=0;S=0"),
    ("Sat. at 10:00", "WEEKLY;DAY=SA;H=10;M=0;S=0"),
    ("every monday and thursday", "WEEKLY;DAY=MO,TH"),
    ("every monday or thursday", "WEEKLY;DAY=MO,TH"),
    ("every thursday & monday", "WEEKLY;DAY=MO,TH"),
    ("every monday, wednesday and friday", "WEEKLY;DAY=MO,WE,FR"),
    ("every mon, wed, and fri, at 7:00", "WEEKLY;DAY=MO,WE,FR;H=7;M=0;S=0"),
    ("every monday to friday at 8:00", "WEEKLY;DAY=MO,TU,WE,TH,FR;H=8;M=0;S=0"),
    ("fri-mon", "WEEKLY;DAY=MO,FR,SA,SU"),
    ("every monday and monday", "WEEKLY;DAY=MO"),
    ("every saturday in march", "WEEKLY;MON=3;DAY=SA"),
    ("every saturday from april to october at 9:00", "WEEKLY;MON=4,5,6,7,8,9,10;DAY=SA;H=9;M=0;S=0"),
    ("every sunday in november to february", "WEEKLY;MON=1,2,11,12;DAY=SU"),
    ("every week", "WEEKLY"),
    ("weekly", "WEEKLY"),
    ("every week on friday", "WEEKLY;DAY=FR"),
    ("weekly on monday and friday", "WEEKLY;DAY=MO,FR"),
    ("every 2 weeks", "WEEKLY;I=2"),
    ("every two weeks", "WEEKLY;I=2"),
    ("every other week", "WEEKLY;I=2"),
    ("every second week on monday", "WEEKLY;I=2;DAY=MO"),
    ("every 2nd week on monday", "WEEKLY;I=2;DAY=MO"),
    ("every 2 weeks on monday", "WEEKLY;I=2;DAY=MO"),
    ("every 2 weeks on monday and thursday at 19:00", "WEEKLY;I=2;DAY=MO,TH;H=19;M=0;S=0"),
    ("every 3 weeks on the weekend", "WEEKLY;I=3;DAY=SA,SU"),
    ("every 2 weeks on weekdays", "WEEKLY;I=2;DAY=MO,TU,WE,TH,FR"),
    ("every other saturday at 10:00", "WEEKLY;I=2;DAY=SA;H=10;M=0;S=0"),
    ("every other weekend", "WEEKLY;I=2;DAY=SA,SU"),
    ("every fortnight", "WEEKLY;I=2"),
    ("fortnightly on friday", "WEEKLY;I=2;DAY=FR"),
    ("every two fortnights", "WEEKLY;I=4"),
    // Weekdays of a month.
    ("every first saturday at 10:00", "MONTHLY;DAY=1SA;H=10;M=0;S=0"),
    ("every second saturday", "MONTHLY;DAY=2SA"),
    ("every 2nd Sat", "MONTHLY;DAY=2SA"),
    ("every fifth friday", "MONTHLY;DAY=5FR"),
    ("every last friday", "MONTHLY;DAY=-1FR"),
    ("every second to last friday", "MONTHLY;DAY=-2FR"),
    ("every second-to-last friday", "MONTHLY;DAY=-2FR"),
    ("every second last friday", "MONTHLY;DAY=-2FR"),
    ("every penultimate friday", "MONTHLY;DAY=-2FR"),
    ("every first and third monday", "MONTHLY;DAY=1MO,3MO"),
    ("every third and first monday", "MONTHLY;DAY=1MO,3MO"),
    ("every 1st and 3rd monday at 9:00", "MONTHLY;DAY=1MO,3MO;H=9;M=0;S=0"),
    ("every first and last friday", "MONTHLY;DAY=1FR,-1FR"),
    ("every first monday and tuesday", "MONTHLY;DAY=1MO,1TU"),
    ("every first saturday and third sunday", "MONTHLY;DAY=1SA,3SU"),
    ("first saturday of every month", "MONTHLY;DAY=1SA"),
    ("the first saturday of the month", "MONTHLY;DAY=1SA"),
    ("on the first saturday of each month at noon", "MONTHLY;DAY=1SA;H=12;M=0;S=0"),
    ("first saturday of every 3 months", "MONTHLY;I=3;DAY=1SA"),
    ("first saturday of every other month", "MONTHLY;I=2;DAY=1SA"),
    ("first saturday every month", "MONTHLY;DAY=1SA"),
    ("every 3 months on the first sunday", "MONTHLY;I=3;DAY=1SU"),
    ("every quarter on the first sunday", "YEARLY;MON=1,4,7,10;DAY=1SU"),
    ("quarterly", "MONTHLY;I=3"),
    ("monthly on the second tuesday", "MONTHLY;DAY=2TU"),
    ("every first weekday of the month", "MONTHLY;DAY=MO,TU,WE,TH,FR;POS=1"),
    ("every last weekday at 16:00", "MONTHLY;DAY=MO,TU,WE,TH,FR;POS=-1;H=16;M=0;S=0"),
    ("every first weekday of march", "MONTHLY;MON=3;DAY=MO,TU,WE,TH,FR;POS=1"),
    // Days of a month.
    ("every month", "MONTHLY"),
    ("monthly", "MONTHLY"),
    ("every other month", "MONTHLY;I=2"),
    ("every month on the 15th", "MONTHLY;MD=15"),
    ("every month on 15", "MONTHLY;MD=15"),
    ("every month on day 15", "MONTHLY;MD=15"),
    ("every month on the fifteenth", "MONTHLY;MD=15"),
    ("every month on the twenty-first", "MONTHLY;MD=21"),
    ("every month on the 15th, at 7pm", "MONTHLY;MD=15;H=19;M=0;S=0"),
    ("every month on the 31st", "MONTHLY;MD=31"),
    ("every month on the 1st and 15th", "MONTHLY;MD=1,15"),
    ("on the 1st and 15th", "MONTHLY;MD=1,15"),
    ("on the 15th and the 1st at 9:00", "MONTHLY;MD=1,15;H=9;M=0;S=0"),
    ("every month on the last day", "MONTHLY;MD=-1"),
    ("on the last day", "MONTHLY;MD=-1"),
    ("last day of the month", "MONTHLY;MD=-1"),
    ("every last day of the month", "MONTHLY;MD=-1"),
    ("on the second to last day", "MONTHLY;MD=-2"),
    ("every month on the 1st, 15th and last day", "MONTHLY;MD=1,15,-1"),
    ("every 15th", "MONTHLY;MD=15"),
    ("the 15th of every month", "MONTHLY;MD=15"),
    ("every first of the month", "MONTHLY;MD=1"),
    ("every 2 months on the 1st", "MONTHLY;I=2;MD=1"),
    ("every second day of the month", "MONTHLY;MD=2"),
    // Years.
    ("every last friday of march and september", "YEARLY;MON=3,9;DAY=-1FR"),
    ("last friday of september and march", "YEARLY;MON=3,9;DAY=-1FR"),
    ("every first saturday and third sunday of march", "YEARLY;MON=3;DAY=1SA,3SU"),
    ("every first sunday in may", "YEARLY;MON=5;DAY=1SU"),
    ("every year", "YEARLY"),
    ("yearly", "YEARLY"),
    ("annually on 14 march", "YEARLY;MON=3;MD=14"),
    ("every year on 14 march", "YEARLY;MON=3;MD=14"),
    ("every year on march 14", "YEARLY;MON=3;MD=14"),
    ("every year on March 14th at 8am", "YEARLY;MON=3;MD=14;H=8;M=0;S=0"),
    ("every year on the 14th of march", "YEARLY;MON=3;MD=14"),
    ("every 14 march", "YEARLY;MON=3;MD=14"),
    ("every 14th of march", "YEARLY;MON=3;MD=14"),
    ("every march 14", "YEARLY;MON=3;MD=14"),
    ("14 march every year", "YEARLY;MON=3;MD=14"),
    ("every year on 29 february", "YEARLY;MON=2;MD=29"),
    ("every year on 1 and 15 march", "YEARLY;MON=3;MD=1,15"),
    ("every year on march 1 and 15", "YEARLY;MON=3;MD=1,15"),
    ("every year on 14 march and 14 june", "YEARLY;MON=3,6;MD=14"),
    ("every year on the last day of february", "YEARLY;MON=2;MD=-1"),
    ("every 2 years on 14 march", "YEARLY;I=2;MON=3;MD=14"),
    ("every 2 years on the first sunday of may", "YEARLY;I=2;MON=5;DAY=1SU"),
    ("every march on the first sunday", "YEARLY;MON=3;DAY=1SU"),
    ("every march and september on the 1st", "YEARLY;MON=3,9;MD=1"),
    ("every year in march", "YEARLY;MON=3"),
    ("every year on the 100th day of the year", "YEARLY;YD=100"),
    ("every year on the last day", "YEARLY;YD=-1"),
    ("every year on the 20th monday of the year", "YEARLY;DAY=20MO"),
    // Hours and less.
    ("every hour", "HOURLY"),
    ("hourly", "HOURLY"),
    ("every 6 hours", "HOURLY;I=6"),
    ("every 90 minutes", "MINUTELY;I=90"),
    ("every minute", "MINUTELY"),
    ("every 30 seconds", "SECONDLY;I=30"),
    ("every second", "SECONDLY"),
    ("every 2 hours on weekdays", "HOURLY;I=2;DAY=MO,TU,WE,TH,FR"),
    // Ends.
    ("every day, 12 times", "DAILY;N=12"),
    ("every first saturday at 10:00, 12 times", "MONTHLY;DAY=1SA;H=10;M=0;S=0;N=12"),
    ("every saturday at 10:00 until 2026-12-24", "WEEKLY;DAY=SA;H=10;M=0;S=0;UNTIL=2026-12-24"),
    ("every day, until 2026-12-24 18:00", "DAILY;UNTIL=2026-12-24T18:00"),
    ("on the 15th, 12 times", "MONTHLY;MD=15;N=12"),
  ]

  @Test(
    "A single date is once",
    arguments: [
      ("once on 2026-12-24", "2026-12-24", nil), ("once 2026-12-24", "2026-12-24", nil),
      ("once on 2026-12-24 at 18:00", "2026-12-24", "18:00"), ("2026-12-24, at 6pm", "2026-12-24", "18:00"),
      ("on 2026-12-24 18:00:05", "2026-12-24", "18:00:05"),
      ("once on 2026-12-24T18:00", "2026-12-24", "18:00"),
      ("once on 24 december 2026", "2026-12-24", nil),
      ("once on the 24th of December, 2026", "2026-12-24", nil),
      ("December 24, 2026 at noon", "2026-12-24", "12:00"), ("once on 2028-02-29", "2028-02-29", nil),
    ] as [(String, String, String?)])
  func once(_ phrase: String, _ date: String, _ time: String?) throws {
    let form = try Phrase.parse(phrase)
    #expect(form == .once(try #require(CivilDate(date)), time.flatMap { TimeOfDay($0) }))
    #expect(try Phrase.parse(form.meaning) == form)
    #expect(!form.needsAnchor)
  }

  @Test(
    "A cadence counts from the last time",
    arguments: [
      ("3 weeks after last time", Cadence(shortest: Span(days: 21))),
      ("three weeks after the last time", Cadence(shortest: Span(days: 21))),
      ("every 3 weeks after last time", Cadence(shortest: Span(days: 21))),
      ("a week after last time", Cadence(shortest: Span(days: 7))),
      ("2h 30min after last time", Cadence(shortest: Span(seconds: 9000))),
      (
        "1 month after last time at 7pm",
        Cadence(shortest: Span(months: 1), time: TimeOfDay(hour: 19, minute: 0))
      ),
      ("10 days to 3 weeks after last time", Cadence(shortest: Span(days: 10), longest: Span(days: 21))),
      ("10 to 14 days after last time", Cadence(shortest: Span(days: 10), longest: Span(days: 14))),
      ("10-14 days after last time", Cadence(shortest: Span(days: 10), longest: Span(days: 14))),
      (
        "10 days to 3 weeks after last time, saturday or sunday, at 11:00",
        Cadence(
          shortest: Span(days: 10), longest: Span(days: 21), weekdays: [.saturday, .sunday],
          time: TimeOfDay(hour: 11, minute: 0))
      ),
      (
        "3 weeks after last time, tuesday or monday",
        Cadence(shortest: Span(days: 21), weekdays: [.monday, .tuesday])
      ),
      ("2 weeks after last time on a friday", Cadence(shortest: Span(days: 14), weekdays: [.friday])),
      ("1 month and 2 days after last time", Cadence(shortest: Span(months: 1, days: 2))),
    ])
  func cadence(_ phrase: String, _ cadence: Cadence) throws {
    let form = try Phrase.parse(phrase)
    #expect(form == .cadence(cadence))
    #expect(try Phrase.parse(form.meaning) == form, "\(form.meaning)")
  }

  @Test(
    "An anchor is needed if the phrase alone doesn't say which day",
    arguments: [
      ("every 2 weeks", true), ("every 2 weeks on monday", true), ("every other day", true),
      ("every 90 minutes", true), ("every month", true), ("every week", true), ("every year in march", true),
      ("every day, 3 times", true), ("every day", false), ("every hour", false), ("every saturday", false),
      ("every first saturday", false), ("every year on 14 march", false), ("3 weeks after last time", false),
    ])
  func anchor(_ phrase: String, _ isNeeded: Bool) throws {
    #expect(try Phrase.parse(phrase).needsAnchor == isNeeded)
  }
}

extension RecurrenceRule {
  /// Reads `WEEKLY;I=2;DAY=MO,TH;H=19;M=0;S=0`: a shorthand of the tests, so that they need no other reader.
  init(shorthand: String) {
    let parts = shorthand.split(separator: ";").map(String.init)
    let names = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    self.init(Frequency(rawValue: UInt8(names.firstIndex(of: parts[0])!))!)
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=").map(String.init)
      let numbers = pair[1].split(separator: ",").compactMap { Int($0) }
      switch pair[0] {
      case "I": interval = numbers[0]
      case "N": end = .count(numbers[0])
      case "UNTIL": end = CivilDate(pair[1]).map(End.untilDate) ?? .untilLocal(CivilDateTime(pair[1])!)
      case "H": byHour = numbers
      case "M": byMinute = numbers
      case "S": bySecond = numbers
      case "MD": byMonthDay = numbers
      case "YD": byYearDay = numbers
      case "WN": byWeekNumber = numbers
      case "EASTER": byEaster = numbers
      case "MON": byMonth = numbers
      case "POS": bySetPosition = numbers
      case "DAY":
        byDay = pair[1].split(separator: ",").map { entry in
          let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
          let weekday = Weekday(rawValue: codes.firstIndex(of: String(entry.suffix(2)))!)!
          return WeekdayNumber(Int(entry.dropLast(2)) ?? 0, weekday)
        }
      default: fatalError("unknown shorthand \(part)")
      }
    }
  }
}

extension RecurrenceRule {
  /// The plain phrase that reads back to this rule; nil if only clauses (`RuleParts.swift`) can say it.
  var phrase: String? {
    let sentence = self.sentence
    let isPhrase = try? TokenReader.read(sentence) { reader throws(TextFault) in
      try reader.phrase().form == .rule(self) && !reader.saysParts
    }
    return isPhrase == true ? sentence : nil
  }
}
