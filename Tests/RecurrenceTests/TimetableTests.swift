import CivilTime
import Recurrence
import TestSupport
import Testing

@Suite struct TimetableTests {
  func walls(_ timetable: Timetable, count: Int = 6) -> [String] {
    var found: [String] = []
    var after = Instant.distantPast
    while found.count < count, let slot = timetable.next(after: after) {
      found.append(slot.local.shortDescription)
      after = slot.instant
    }
    return found
  }

  func recurrence(_ rule: String, _ zone: Zone = .utc) throws -> Recurrence {
    Recurrence(try RecurrenceRule(rule), start: CivilDateTime("2027-01-01T10:00")!, zone: zone)
  }

  @Test func datesAreAddedAndTakenAway() throws {
    let timetable = Timetable(
      try recurrence("FREQ=WEEKLY;COUNT=4"), zone: .utc,
      also: ["2027-01-20T18:00", "2027-01-03T09:00", "2027-01-08T10:00"].map { CivilDateTime($0)! },
      except: [CivilDateTime("2027-01-15T10:00")!, CivilDateTime("2027-01-22T11:00")!],
      exceptDays: [CivilDate("2027-01-01")!])
    // COUNT is not made up for; a time that is given twice is one.
    #expect(
      walls(timetable) == ["2027-01-03T09:00", "2027-01-08T10:00", "2027-01-20T18:00", "2027-01-22T10:00"])
  }

  @Test func theEndHoldsForAddedDatesToo() throws {
    let timetable = Timetable(
      try recurrence("FREQ=DAILY"), zone: .utc, also: [CivilDateTime("2027-02-01T00:00")!],
      until: CivilDateTime("2027-01-02T10:00")!)
    #expect(walls(timetable) == ["2027-01-01T10:00", "2027-01-02T10:00"])
  }

  @Test func aWholeDayOfSecondsIsPassedAtOnce() throws {
    let zone = systemZone("America/Sao_Paulo")
    let days = (0..<200).map { CivilDate("2027-01-01")!.advanced(byDays: $0) }
    let timetable = Timetable(try recurrence("FREQ=SECONDLY", zone), zone: zone, exceptDays: days.shuffled())
    #expect(walls(timetable, count: 1) == ["2027-07-20T00:00"])
  }

  @Test func withoutARuleThereAreOnlyTheDates() {
    let timetable = Timetable(nil, zone: .utc, also: [CivilDateTime("2027-01-01T00:00")!])
    #expect(walls(timetable) == ["2027-01-01T00:00"])
    #expect(walls(Timetable(nil, zone: .utc)).isEmpty)
  }
}
