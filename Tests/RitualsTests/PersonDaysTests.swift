import CivilTime
import Rituals
import Testing

@Suite("days of people")
struct PersonDaysTests {
  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func days(_ from: String, _ to: String) throws -> ClosedRange<CivilDate> {
    try date(from)...date(to)
  }

  private func person(_ id: String, birthday: Birthday? = nil, away: [(String, String)] = []) throws -> Person
  {
    var person = Person(id: id, name: id)
    person.birthday = birthday
    person.away = try away.map { Absence(from: try date($0.0), to: try date($0.1)) }
    return person
  }

  @Test func `a birthday comes once a year, on its day`() throws {
    let ana = try person("ana", birthday: Birthday(month: 3, day: 14))
    #expect(
      try ana.birthdays(in: days("2026-03-14", "2028-03-13")) == [date("2026-03-14"), date("2027-03-14")])
    #expect(try ana.birthdays(in: days("2026-03-15", "2027-03-13")) == [])
  }

  @Test func `one on 29 February is on the 28th where the year has none`() throws {
    let leap = try person("leap", birthday: Birthday(year: 2004, month: 2, day: 29))
    let kept = try leap.birthdays(in: days("2026-01-01", "2028-12-31"))
    #expect(kept == [try date("2026-02-28"), try date("2027-02-28"), try date("2028-02-29")])
    #expect(Birthday(month: 2, day: 29).date(in: 2100) == (try date("2100-02-28")))
    #expect(Birthday(month: 2, day: 29).date(in: 2000) == (try date("2000-02-29")))
  }

  @Test func `nobody has a birthday before being born, or after the calendar's end`() throws {
    let child = try person("child", birthday: Birthday(year: 2027, month: 5, day: 2))
    #expect(try child.birthdays(in: days("2025-01-01", "2028-12-31")).map(\.year) == [2027, 2028])
    #expect(Birthday(month: 5, day: 2).date(in: 10_000) == nil)
    #expect(try person("a").birthdays(in: days("2026-01-01", "2026-12-31")) == [])
  }

  @Test func `absences that meet are one, and each is whole`() throws {
    let jo = try person(
      "jo",
      away: [
        ("2026-12-26", "2027-01-03"), ("2026-12-20", "2026-12-25"), ("2026-12-22", "2026-12-23"),
        ("2027-01-05", "2027-01-06"),
      ])
    let whole = Absence(from: try date("2026-12-20"), to: try date("2027-01-03"))
    #expect(try jo.absences(touching: days("2026-12-31", "2027-01-01")) == [whole])
    #expect(try jo.absences(touching: days("2027-01-04", "2027-01-04")) == [])
    #expect(try jo.absences(touching: days("2027-01-03", "2027-01-05")).count == 2)
  }

  @Test func `the days of several people come in their order`() throws {
    let people = [
      try person("zoe", birthday: Birthday(month: 12, day: 3), away: [("2026-12-01", "2026-12-09")]),
      try person("ana", birthday: Birthday(month: 12, day: 3), away: [("2026-12-02", "2026-12-02")]),
      try person("jo", birthday: Birthday(month: 12, day: 1)),
    ]
    let december = try days("2026-12-01", "2026-12-31")
    #expect(people.birthdays(in: december).map(\.person) == ["jo", "ana", "zoe"])
    #expect(people.absences(touching: december).map(\.person) == ["zoe", "ana"])
  }
}
