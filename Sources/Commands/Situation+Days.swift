import CivilTime
import JSONText
import Rituals

extension Situation {
  /// The people whose days are worth knowing: all of the config, or those whom some rituals are kept with.
  func people(of rituals: [Ritual]? = nil) -> [Person] {
    guard let rituals else { return Array(household.people.values) }
    let ids = Set(rituals.flatMap { $0.with + ($0.turns?.order ?? []) })
    return household.people.values.filter { ids.contains($0.id) }
  }

  /// `Ana's birthday`, `your birthday`.
  func words(_ birthday: BirthdayDate) -> String {
    birthday.person == household.me ? "your birthday" : "\(name(birthday.person).possessive) birthday"
  }

  /// `Ana is away until Sunday, 3 January`, `you are away` on a single day.
  func words(_ away: PersonAbsence, seenFrom today: CivilDate) -> String {
    let who = away.person == household.me ? "you are away" : "\(name(away.person)) is away"
    guard away.absence.to > max(away.absence.from, today) || away.absence.to < today else { return who }
    guard away.absence.to > away.absence.from else { return who }
    return "\(who) until \(DisplayText.day(away.absence.to, seenFrom: today, inSentence: true))"
  }
}

extension String {
  /// `Ana's`, `James'`.
  fileprivate var possessive: String { self + (hasSuffix("s") ? "'" : "'s") }
}

extension JSON {
  /// `{person, date}`.
  static func birthday(_ birthday: BirthdayDate) -> JSON {
    ["person": .string(birthday.person), "date": .string(birthday.date.description)]
  }

  /// `{person, from, to}`, both days included.
  static func away(_ away: PersonAbsence) -> JSON {
    [
      "person": .string(away.person), "from": .string(away.absence.from.description),
      "to": .string(away.absence.to.description),
    ]
  }
}
