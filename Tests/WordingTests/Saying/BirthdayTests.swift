import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@Suite("birthdays as rituals")
struct BirthdayTests {
  private func household(_ birthdays: String...) throws -> Household {
    var household = Household()
    household.me = "sam"
    for (id, birthday) in zip(["ana", "james", "sam"], birthdays) {
      var person = Person(id: id, name: id.prefix(1).uppercased() + id.dropFirst())
      let date = try #require(CivilDate(birthday))
      person.birthday = Birthday(year: date.year, month: date.month, day: date.day)
      household.people[id] = person
    }
    household.people["li"] = Person(id: "li", name: "Li")
    return household
  }

  /// The starts that a ritual has within some years.
  private func starts(_ ritual: Ritual, _ years: ClosedRange<Int>) -> [String] {
    let schedule = Schedule(ritual, zone: systemZone("Europe/Berlin"))
    var cursor = systemZone("Europe/Berlin").instant(of: CivilDateTime("\(years.lowerBound)-01-01T00:00")!)
    var starts: [String] = []
    while let next = schedule.next(after: cursor), years.contains(next.local.date.year) {
      starts.append(next.local.shortDescription)
      cursor = next.instant
    }
    return starts
  }

  @Test func `everybody's birthday but the user's is a ritual, with reminders before and on the day`() throws
  {
    let rituals = try household("1990-03-14", "1985-10-02", "1990-11-25").everyRitual
    #expect(rituals.map(\.id) == ["birthday-ana", "birthday-james"])
    #expect(rituals.map(\.title) == ["Ana's birthday", "James' birthday"])
    #expect(rituals.map(\.with) == [["ana"], ["james"]])
    #expect(rituals[0].remind == [.daysBefore(3, at: Schedule.defaultTime), .atStart])
    #expect(rituals[0].whenText == "every year on 14 march at 09:00")
    #expect(try Phrase.parse(rituals[0].whenText) == rituals[0].when)
    #expect(starts(rituals[0], 2026...2027) == ["2026-03-14T09:00", "2027-03-14T09:00"])
    #expect(!"\(rituals)".contains("1990") && !"\(rituals)".contains("1985"), "nothing in it can tell an age")
  }

  @Test func `one on 29 February is on the 28th in common years`() throws {
    let household = try household("2004-02-29")
    let ritual = try #require(household.birthdayRituals.first)
    let starts = starts(ritual, 2026...2029)
    #expect(starts == ["2026-02-28T09:00", "2027-02-28T09:00", "2028-02-29T09:00", "2029-02-28T09:00"])
    let days = CivilDate("2026-01-01")!...CivilDate("2029-12-31")!
    #expect(household.people["ana"]?.birthdays(in: days).map { "\($0)T09:00" } == starts)
    #expect(try Phrase.parse(ritual.whenText) == ritual.when)
  }

  @Test func `it takes place at the last reminder's time on the day, else at nine`() throws {
    var household = try household("1990-03-14")
    func ritual(_ remind: String...) throws -> Ritual? {
      household.birthdays.remind = try remind.map { try ReminderTime(parsing: $0) }
      return household.birthdayRituals.first
    }
    let two = try #require(try ritual("on the day at 7:30", "2 weeks before", "on the day at 20:00"))
    #expect(starts(two, 2026...2026) == ["2026-03-14T20:00"])
    #expect(two.remind.map(\.description) == ["on the day at 07:30", "2 weeks before", "at start"])
    let ahead = try #require(try ritual("the day before"))
    #expect(starts(ahead, 2026...2026) == ["2026-03-14T09:00"])
    #expect(ahead.remind == [.before(Span(days: 1))])
    #expect(try ritual() == nil, "an empty list turns them off")
  }

  @Test func `a ritual of the config replaces it, and the settings for birthdays apply`() throws {
    var household = try household("1990-03-14", "1985-10-02")
    household.rituals = [
      Ritual(id: "birthday-ana", title: "Cake", when: try Phrase.parse("every day"), whenText: "every day")
    ]
    household.birthdays.via = [.desktop]
    household.birthdays.isPrivate = true
    #expect(household.everyRitual.map(\.title) == ["Cake", "James' birthday"])
    let james = try #require(household.birthdayRituals.first)
    #expect(james.via == [.desktop] && james.shownTitle == "A ritual of yours")
    #expect(james.birthdayOf == "james" && household.rituals[0].birthdayOf == nil)
  }
}
