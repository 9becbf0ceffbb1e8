import CivilTime
import Testing

@testable import Recurrence

/// What the engine's proofs lean on: how many years show every kind of year that the calendar has.
@Suite struct ProofTests {
  /// The weekday of 1 January, and whether the year, the one before and the one after have a 29 February.
  private func kind(_ year: Int) -> [Int] {
    [CivilDate(year: year, month: 1, day: 1)!.weekday.rawValue]
      + [year - 1, year, year + 1].map { CivilDate.isLeap($0) ? 1 : 0 }
  }

  @Test func twentyEightYearsFrom2000ShowAll() {
    let all = Set((1600..<2000).map(kind))
    #expect(all.count == 28)
    #expect(Set((2000..<2028).map(kind)) == all)
  }

  @Test func fortyEightYearsFromAnywhereShowAll() {
    let all = Set((1600..<2000).map(kind))
    for year in 1600..<2000 {
      #expect(Set((year..<year + Pattern.yearsThatShowAll - 1).map(kind)) == all, "from \(year)")
    }
  }

  @Test(arguments: [
    ("FREQ=MONTHLY;BYMONTHDAY=31", 4_800), ("FREQ=MONTHLY;INTERVAL=7;BYMONTHDAY=31", 4_800),
    ("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", 100), ("FREQ=WEEKLY;INTERVAL=9;BYMONTH=2", 2_319),
  ])
  func aCycleIsAsLongAsTheCalendarNeeds(text: String, steps: Int) throws {
    let pattern = Pattern(try RecurrenceRule(text), start: CivilDateTime("2000-01-01T00:00")!)
    // Without an interval the years that show all are enough.
    let shortest = pattern.interval == 1 ? Pattern.yearsThatShowAll * 12 : steps
    #expect(pattern.cycle >= shortest && pattern.cycle <= steps + 2)
  }
}
