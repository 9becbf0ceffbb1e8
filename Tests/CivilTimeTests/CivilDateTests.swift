import CivilTime
import Testing

@Suite struct CivilDateTests {
  @Test func everyDayOfTheYears1To9999ComesBack() {
    var number = CivilDate.first.dayNumber
    var wrong = 0
    for year in 1...9999 {
      for month in 1...12 {
        let count = CivilDate.daysInMonth(year: year, month: month)
        let first = CivilDate.dayNumber(year: year, month: month, day: 1)
        if first != number { wrong += 1 }
        for day in 1...count {
          let parts = CivilDate(dayNumber: number).parts
          if parts.year != year || parts.month != month || parts.day != day { wrong += 1 }
          number += 1
        }
      }
    }
    #expect(wrong == 0)
    #expect(number == CivilDate.last.dayNumber + 1)
  }

  @Test func weekdaysFollowEachOther() {
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.weekday == .thursday)
    #expect(CivilDate(year: 2026, month: 11, day: 21)?.weekday == .saturday)
    #expect(CivilDate.first.weekday == .monday)
    #expect(CivilDate(dayNumber: -4).weekday == .sunday)
  }

  @Test(arguments: [
    (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (0, 1, 1), (10000, 1, 1), (2026, 1, 0),
  ])
  func datesThatDoNotExistAreNil(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func leapYears() {
    #expect([1900, 2000, 2024, 2023, 2100].map(CivilDate.isLeap) == [false, true, true, false, false])
  }

  @Test(arguments: ["2026-12-05", "0001-01-01", "9999-12-31", "2024-02-29"])
  func textComesBack(text: String) { #expect(CivilDate(text)?.description == text) }

  @Test(arguments: [
    "", "2026-2-05", "2026-02-30", "2026/02/03", "20260203", "2026-02-03 ", "２０２６-02-03", "+026-02-03",
  ])
  func otherTextIsRefused(text: String) { #expect(CivilDate(text) == nil) }

  @Test func datesMoveByDays() {
    #expect(CivilDate("2024-02-28")?.advanced(byDays: 2) == CivilDate("2024-03-01"))
  }
}

@Suite struct CivilDateTimeTests {
  @Test(arguments: [
    "2026-12-05T10:00:00", "1969-12-31T23:59:59", "0001-01-01T00:00:00", "9999-12-31T23:59:59",
  ])
  func textComesBack(text: String) { #expect(CivilDateTime(text)?.description == text) }

  @Test func shortTextLeavesSecondsOut() {
    #expect(CivilDateTime("2026-12-05 10:00")?.shortDescription == "2026-12-05T10:00")
    #expect(CivilDateTime("2026-12-05T10:00:05")?.shortDescription == "2026-12-05T10:00:05")
  }

  @Test(arguments: [
    "2026-12-05", "2026-12-05T", "2026-12-05T24:00", "2026-12-05T10:00:60", "2026-12-05x10:00", "T",
  ])
  func otherTextIsRefused(text: String) { #expect(CivilDateTime(text) == nil) }

  @Test func secondsBefore1970FallOnTheRightDay() {
    let time = CivilDateTime(localSeconds: -1)
    #expect(time.date == CivilDate("1969-12-31") && time.time == TimeOfDay("23:59:59"))
    #expect(CivilDateTime(localSeconds: -86_400).date == CivilDate("1969-12-31"))
    #expect(CivilDateTime(localSeconds: .min).date < .first)
  }

  @Test func instantsReadRFC3339() {
    #expect(Instant("2026-12-05T10:00:00+01:00")?.description == "2026-12-05T09:00:00Z")
    #expect(Instant("2026-12-05T09:00:00Z") == Instant("2026-12-05t03:30:00-05:30"))
    for text in [
      "", "Z", "2026-12-05T10:00:00", "2026-12-05T10:00:00.5Z", "2026-12-05T10:00:00+24:00", "+01:00",
    ] {
      #expect(Instant(text) == nil)
    }
  }

  @Test func theEndsOfTheCalendarAreWhatTheySay() {
    #expect(Instant.distantPast.description == "0001-01-01T00:00:00Z")
    #expect(Instant.distantFuture.description == "9999-12-31T23:59:59Z")
    #expect(Instant(seconds: .max).advanced(bySeconds: 1).seconds == .max)
  }
}
