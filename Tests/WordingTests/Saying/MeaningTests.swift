import CivilTime
import Testing

@testable import Recurrence
@testable import Wording

/// What rules mean in words; the rules of phrases are in PhraseTests.
@Suite struct MeaningTests {
  @Test(
    "A phrase's meaning is the phrase as one would write it",
    arguments: [
      ("Every 1st Sat at 10am", "every first saturday at 10:00"),
      ("monday to friday 8:30", "every weekday at 08:30"),
      ("saturdays and sundays", "every weekend"),
      ("every other week on thursday, monday", "every 2 weeks on monday and thursday"),
      ("every 3rd and 1st mon", "every first and third monday"),
      ("first sat and third sun of every month", "every first saturday and third sunday"),
      ("last friday of sept and mar", "every last friday of march and september"),
      ("on the last day and the 1st", "every month on the 1st and last day"),
      ("every penultimate day of the month", "every month on the second to last day"),
      ("every march 14", "every year on 14 march"),
      ("annually on the 1st of may and july", "every year on the 1st of may and july"),
      ("every 2 years on the first sunday of may", "every 2 years on the first sunday of may"),
      ("last weekday of the month at 4pm", "every last weekday of the month at 16:00"),
      ("daily at 9:00, 17:00 until 2026-12-24", "every day at 09:00 and 17:00, until 2026-12-24"),
      ("every sunday from november to february", "every sunday from november to february"),
      ("hourly", "every hour"),
      ("once 2026-12-24 at 6pm", "once on 2026-12-24 at 18:00"),
      (
        "10-21 days after last time, sun or sat, 11:00",
        "10 days to 3 weeks after last time, saturday or sunday, at 11:00"
      ),
      ("a month after last time at noon", "1 month after last time at 12:00"),
    ])
  func phrases(_ phrase: String, _ meaning: String) throws {
    #expect(try Phrase.parse(phrase).meaning == meaning)
  }

  @Test(
    "A rule that no phrase fits has clauses, and reads back",
    arguments: [
      ("DAILY;DAY=MO", "every day, on monday"),
      ("DAILY;I=2;MD=13", "every 2 days, on the 13th day of the month"),
      ("MONTHLY;MD=13;DAY=FR", "every month, on the 13th day of the month, on friday"),
      ("MONTHLY;DAY=SA,1SU", "every month, on any saturday or first sunday"),
      (
        "MONTHLY;DAY=TU,WE,TH;POS=3",
        "every month, on tuesday, wednesday or thursday, of these only the third in each month"
      ),
      ("YEARLY;WN=20;DAY=MO", "every year, in the 20th week of the year, on monday"),
      ("YEARLY;WN=20", "every year, in the 20th week of the year"),
      ("YEARLY;YD=1,100;MON=4", "every year in april, on the 1st and 100th day of the year"),
      ("YEARLY;MON=1;DAY=SU", "every year in january, on sunday"),
      ("YEARLY;EASTER=0;MON=4", "every year in april, on easter sunday"),
      (
        "YEARLY;EASTER=-2,5;DAY=FR",
        "every year, on good friday and the 5th day after easter sunday, on friday"
      ),
      (
        "YEARLY;EASTER=-2,1;POS=-1",
        "every year on good friday and easter monday, of these only the last in each year"
      ),
      (
        "YEARLY;MON=3,9;DAY=MO,TU,WE,TH,FR;POS=1",
        "every year in march and september, on monday, tuesday, wednesday, thursday or friday, of these only the first in each year"
      ),
      ("MONTHLY;MON=3;DAY=1SA", "every month, only in march, on the first saturday"),
      ("DAILY;H=9,10;M=0", "every day at 09:00 and 10:00, the second of the start"),
      ("DAILY;H=9,10;N=3", "every day, hours 9 and 10, 3 times"),
      ("DAILY;M=0,20;S=5", "every day, minutes 0 and 20, second 5"),
      ("HOURLY;I=6;H=9", "every 6 hours, hour 9"),
      ("MINUTELY;I=15;H=9,10,11", "every 15 minutes, hours 9, 10 and 11"),
    ])
  func rules(_ shorthand: String, _ meaning: String) throws {
    let rule = RecurrenceRule(shorthand: shorthand)
    #expect(Form.rule(rule).meaning == meaning)
    #expect(rule.phrase == nil)
    #expect(try Phrase.parse(meaning) == .rule(rule.canonical))
  }

  @Test("Week start, skip and an end in UTC are clauses, too")
  func otherParts() throws {
    var rule = RecurrenceRule(.weekly, interval: 2, end: .untilInstant(Instant(seconds: 1_798_070_400)))
    rule.weekStart = .sunday
    #expect(Form.rule(rule).meaning == "every 2 weeks, weeks from sunday, until 2026-12-24T00:00:00Z")
    #expect(try Phrase.parse(Form.rule(rule).meaning) == .rule(rule))
    rule = RecurrenceRule(.monthly)
    rule.byMonthDay = [31]
    rule.skip = .backward
    #expect(Form.rule(rule).meaning == "every month on the 31st, a missing day moved back")
    #expect(try Phrase.parse(Form.rule(rule).meaning) == .rule(rule))
    rule.skip = .forward
    #expect(Form.rule(rule).meaning == "every month on the 31st, a missing day moved on")
    #expect(rule.phrase == nil)
    rule.end = .count(999_999_999_999)
    rule.interval = 999_999_999_999
    #expect(try Phrase.parse(Form.rule(rule).meaning) == .rule(rule))
  }

  @Test("Lists come back in order, each entry once")
  func canonical() throws {
    let rule = try RecurrenceRule("FREQ=WEEKLY;BYDAY=FR,MO,FR")
    #expect(Form.rule(rule).meaning == "every monday and friday")
    #expect(rule.canonical.description == "FREQ=WEEKLY;BYDAY=MO,FR")
  }

  @Test(
    "People may write the clauses of a rule, too",
    arguments: [
      ("every year in week 20 on monday", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
      (
        "every year, in weeks 20 and 21, on monday at 9:00",
        "FREQ=YEARLY;BYWEEKNO=20,21;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0"
      ),
      ("every month, on the 13th, on friday", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
      ("every month on the 15th, only in march and june", "FREQ=MONTHLY;BYMONTH=3,6;BYMONTHDAY=15"),
      ("every 6 hours on weekdays", "FREQ=HOURLY;INTERVAL=6;BYDAY=MO,TU,WE,TH,FR"),
      ("every hour, hours 9, 12 and 15", "FREQ=HOURLY;BYHOUR=9,12,15"),
      ("every day on the 100th day of the year", nil),
      ("every year on the 100th day of the year", "FREQ=YEARLY;BYYEARDAY=100"),
      ("every month on the last weekday", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
      ("every saturday until 2026-12-24T18:00:00", "FREQ=WEEKLY;UNTIL=20261224T180000;BYDAY=SA"),
      ("every month, in week 20", nil),
      ("every week, on the 13th day of the month", nil),
      ("every monday, on friday", nil),
    ] as [(String, String?)])
  func said(_ phrase: String, _ rrule: String?) throws {
    guard let rrule else {
      let fault = try #require(throws: TextFault.self) { try Phrase.parse(phrase) }
      #expect(!fault.message.isEmpty)
      return
    }
    #expect(try Phrase.parse(phrase) == .rule(try RecurrenceRule(rrule)))
  }
}
