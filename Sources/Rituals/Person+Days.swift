import CivilTime

extension Birthday {
  /// The day on which it is kept in a year: one on 29 February stays in its month, so that a common year has it on the
  /// 28th. Nil before the year of birth, where that is known, and outside the calendar.
  public func date(in year: Int) -> CivilDate? {
    if let born = self.year, year < born { return nil }
    return CivilDate(year: year, month: month, day: day)
      ?? CivilDate(year: year, month: month, day: CivilDate.daysInMonth(year: year, month: month))
  }
}

extension Person {
  /// The birthdays within some days, both ends included, the earliest first.
  public func birthdays(in days: ClosedRange<CivilDate>) -> [CivilDate] {
    guard let birthday else { return [] }
    return (days.lowerBound.year...days.upperBound.year).compactMap { birthday.date(in: $0) }
      .filter(days.contains)
  }

  /// The absences that touch some days, each whole, the earliest first. Those that overlap, or that follow each other
  /// without a day between, are one: who is away until Friday and from Saturday on is away.
  public func absences(touching days: ClosedRange<CivilDate>) -> [Absence] {
    var joined: [Absence] = []
    for absence in away.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where absence.from <= absence.to {
      if let last = joined.last, absence.from <= last.to.advanced(byDays: 1) {
        joined[joined.count - 1].to = max(last.to, absence.to)
      } else {
        joined.append(absence)
      }
    }
    return joined.filter { $0.from <= days.upperBound && $0.to >= days.lowerBound }
  }
}

/// A birthday of somebody's, on its day.
public struct BirthdayDate: Hashable, Sendable {
  /// The person's id.
  public var person: String
  /// The day on which it is kept.
  public var date: CivilDate

  public init(person: String, date: CivilDate) {
    self.person = person
    self.date = date
  }
}

/// Days on which somebody is away.
public struct PersonAbsence: Hashable, Sendable {
  /// The person's id.
  public var person: String
  /// The days.
  public var absence: Absence
}

extension Sequence<Person> {
  /// Everybody's birthdays within some days, in the order of the days, then of the ids.
  public func birthdays(in days: ClosedRange<CivilDate>) -> [BirthdayDate] {
    flatMap { person in person.birthdays(in: days).map { BirthdayDate(person: person.id, date: $0) } }
      .sorted { ($0.date, $0.person) < ($1.date, $1.person) }
  }

  /// Everybody's absences that touch some days, in the order in which they begin, then of the ids.
  public func absences(touching days: ClosedRange<CivilDate>) -> [PersonAbsence] {
    flatMap { person in
      person.absences(touching: days).map { PersonAbsence(person: person.id, absence: $0) }
    }
    .sorted { ($0.absence.from, $0.absence.to, $0.person) < ($1.absence.from, $1.absence.to, $1.person) }
  }
}
