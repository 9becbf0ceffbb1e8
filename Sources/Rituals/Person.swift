import CivilTime

/// The user, or someone who takes part in rituals.
public struct Person: Equatable, Sendable {
  /// The name in the config: `ana`.
  public var id: String
  /// The name people use: `Ana`.
  public var name: String
  /// The person's own zone, where it is not the user's.
  public var timeZone: String?
  /// Nil where it is not known.
  public var birthday: Birthday?
  /// What the person appreciates, in the user's words.
  public var appreciates: [String] = []
  /// What the person asked for, in the user's words.
  public var boundaries: [String] = []
  /// Hours in which the person should not be disturbed, in the person's own zone.
  public var quietHours: [QuietHours] = []
  package var away: [Absence] = []
  /// The days on which the user feels stretched: there, but passing turns on where others are free. From the history.
  public var stretched: Absence?

  public init(id: String, name: String) { (self.id, self.name) = (id, name) }

  /// The birthdays within some days, both ends included, the earliest first.
  public func birthdays(in days: ClosedRange<CivilDate>) -> [CivilDate] {
    guard let birthday else { return [] }
    return (days.lowerBound.year...days.upperBound.year).compactMap { birthday.date(in: $0) }
      .filter(days.contains)
  }
}

/// A birthday, with its year where it is known: `03-14` or `1990-03-14`.
public struct Birthday: Equatable, Sendable, CustomStringConvertible {
  /// The year of birth; nil where it is not known.
  public var year: Int?
  /// 1…12.
  public var month: Int
  /// 1…31.
  public var day: Int

  public init(year: Int? = nil, month: Int, day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Reads a birthday as the config says it, `03-14` or `1990-03-14`; nil for anything else.
  public init?(_ text: String) {
    if let date = CivilDate(text) {
      self.init(year: date.year, month: date.month, day: date.day)
    } else if let date = CivilDate("2024-" + text) {
      // A leap year, so that 29 February is a birthday too.
      self.init(month: date.month, day: date.day)
    } else {
      return nil
    }
  }

  public var description: String {
    let date = year.flatMap { CivilDate(year: $0, month: month, day: day) }
    return date?.description ?? MonthDay(month: month, day: day).description
  }

  /// The day on which it is celebrated in a year: one on 29 February is on the 28th in a common year. Nil before the year
  /// of birth and outside the calendar.
  public func date(in year: Int) -> CivilDate? {
    if let born = self.year, year < born { return nil }
    return CivilDate(year: year, month: month, day: min(day, CivilDate.daysInMonth(year: year, month: month)))
  }
}

/// The day on which a person's birthday is celebrated in one year, by the person's id.
public typealias BirthdayDate = (person: String, date: CivilDate)

extension Sequence<Person> {
  /// Everybody's birthdays within some days, by day, then by id.
  public func birthdays(in days: ClosedRange<CivilDate>) -> [BirthdayDate] {
    flatMap { person in person.birthdays(in: days).map { (person.id, $0) } }
      .sorted { ($0.date, $0.person) < ($1.date, $1.person) }
  }

  /// Everybody's absences that touch some days, by first day, then by id.
  public func absences(touching days: ClosedRange<CivilDate>) -> [PersonAbsence] {
    flatMap { person in person.absences(touching: days).map { (person.id, $0) } }
      .sorted { ($0.absence.from, $0.absence.to, $0.person) < ($1.absence.from, $1.absence.to, $1.person) }
  }
}
