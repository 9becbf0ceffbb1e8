import CivilTime
import JSONText
import Planning
import Rituals
import Wording

extension Situation {
  /// The people whose days are worth knowing: all of the config, or those whom some rituals are kept with.
  func people(of rituals: [Ritual]? = nil) -> [Person] {
    guard let rituals else { return Array(household.people.values) }
    let ids = Set(rituals.flatMap(\.company))
    return household.people.values.filter { ids.contains($0.id) }
  }

  /// `Ana's birthday`, `your birthday`.
  func words(_ birthday: BirthdayDate) -> String {
    birthday.person == household.me
      ? "your birthday" : "\(DisplayText.possessive(name(birthday.person))) birthday"
  }

  /// `Ana is away`, `you are away`.
  func wordsOfAway(_ person: String) -> String {
    person == household.me ? "you are away" : "\(name(person)) is away"
  }

  /// The last day on which the user feels stretched; nil where that isn't so now.
  var stretchedThrough: CivilDate? {
    guard let stretch = planner.circumstances.stretch, stretch.contains(now) else { return nil }
    return stretch.days(in: zone)?.to
  }

  /// The absences noted with `kin away`.
  func absences(of person: String) -> [Absence] {
    planner.chronicle[Event.key(ofPerson: person)].turns.absences
  }

  /// Why whoever is on at an occurrence is on, as a sentence without a full stop; empty without turns.
  func turnSentence(_ one: Upcoming) -> String {
    one.turnReasons.sentence(today: one.zone.local(at: now).date, name: name)
  }
}

extension Situation {
  /// How far ahead the agenda looks for the days of people.
  private static let daysAhead = 14

  private var daysAhead: ClosedRange<CivilDate> { today...today.advanced(byDays: Situation.daysAhead) }

  /// The birthdays of the next fortnight.
  var birthdays: [BirthdayDate] { people().birthdays(in: daysAhead) }

  /// Who is away now, or within the next fortnight.
  var absences: [PersonAbsence] { people().absences(touching: daysAhead) }

  /// The days of people as aligned lines, the nearest first.
  var linesOfDays: [String] {
    func day(_ date: CivilDate) -> String { dayText(CivilDateTime(date, .midnight), seenFrom: here) }
    let born = birthdays.map { (date: $0.date, when: day($0.date), what: words($0), isAway: false) }
    let away = absences.map { one in
      let (from, to) = (max(one.absence.from, today), one.absence.to)
      let since = one.absence.from <= today ? "until \(day(to))" : "\(day(from)) to \(day(to))"
      return (date: from, when: from == to ? day(to) : since, what: wordsOfAway(one.person), isAway: true)
    }
    // The sort of a stable order: who is away already, then day by day.
    let days = (born + away).enumerated().sorted { ($0.1.date, $0.0) < ($1.1.date, $1.0) }
    return Columns(days.map(\.element), main: 2) { one in
      let mark = one.isAway ? RitualMarks.Mark.away : RitualMarks.Mark.birthday
      return [(String(mark.sign), mark.style), (one.when, .cyan), (one.what, nil)]
    }.lines(terminal)
  }

  /// `Ana: no calls after nine · likes voice messages`, of each person an occurrence is kept with: one thing of each kind,
  /// in turn, as the desktop has it.
  func goodToKnow(for one: Upcoming, besides known: Set<String> = []) -> [String] {
    let number = one.kept.schedule.number(of: one.start)
    return one.ritual.others(than: household.me).filter { !known.contains($0) }.compactMap { id in
      household.people[id]?.goodToKnow(number).map { "\(name(id)): \($0)" }
    }
  }

  /// The same of what is open or comes today, each person once.
  func goodToKnowToday(of upcoming: [Upcoming]) -> [String] {
    var seen: Set<String> = []
    return upcoming.filter { zone.local(at: $0.slot.instant).date <= today }.flatMap { one in
      defer { seen.formUnion(one.ritual.with) }
      return goodToKnow(for: one, besides: seen)
    }
  }
}

extension JSON {
  /// `{person, date}`.
  static func birthday(_ birthday: BirthdayDate) -> JSON {
    ["person": .string(birthday.person), "date": "\(birthday.date)"]
  }

  /// `{person, from, to}`, both days included.
  static func away(_ away: PersonAbsence) -> JSON {
    ["person": .string(away.person), "from": "\(away.absence.from)", "to": "\(away.absence.to)"]
  }
}
