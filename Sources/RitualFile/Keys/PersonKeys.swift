import CivilTime
import JSONText
import Rituals

/// The keys of one of the `people`.
let personSection = Section<Person>(
  "person", "Someone whom a ritual is kept with, or you.",
  [
    Key("name", .line, required: true, example: "Ana", "What the person is called.") { $0.name = $1 },
    Key(
      "timeZone", .zone, otherwise: "the config's", example: "America/Lima",
      "The person's own zone: reminders then tell the time there too."
    ) { $0.timeZone = $1 },
    Key(
      "birthday", .birthday, example: "03-14",
      """
      The birthday, with its year or without: `03-14`, `1990-03-14`. It is reminded of as `birthdays` has it; an age is never \
      told.
      """
    ) { $0.birthday = $1 },
    Key(
      "appreciates", .list(of: .line, "texts"), fallback: [], example: ["listening", "practical help"],
      "What does the person good; reminders of a ritual with the person alone bring one of them, on the desktop."
    ) { $0.appreciates = $1 },
    Key(
      "boundaries", .list(of: .line, "texts"), fallback: [], example: ["no calls after nine"],
      "What the person asked for; shown above a check-in and, one at a time, where a reminder shows what does good."
    ) { $0.boundaries = $1 },
    Key(
      "quietHours", .list(of: .quietHours, "quiet hours"), fallback: [],
      example: [["from": "21:00", "to": "09:00"]],
      "Hours of the person's own clock in which nobody should call: what would have you turn to them at once waits, reminders "
        + "ahead of time do not."
    ) { $0.quietHours = $1 },
    Key(
      "away", .list(of: .absence, "absences"), fallback: [],
      example: [["from": "2026-12-20", "to": "2027-01-03"]],
      "Days on which the person is away: turns pass over them, and nothing has to be made up."
    ) { $0.away = $1 },
  ])

let absenceSection = Section<Absence>(
  "absence", "Days on which someone is away, both inclusive.",
  [
    Key("from", .date, required: true, example: "2026-12-20", "The first day.") { $0.from = $1 },
    Key("to", .date, required: true, example: "2027-01-03", "The last day.") { $0.to = $1 },
  ])

extension Reader where Value == Person {
  static var person: Reader {
    .object(personSection, start: { Person(id: "", name: "") }) { person, _, _ in person }
  }
}

extension Reader where Value == Absence {
  static var absence: Reader {
    // A side that could not be read stays at the far end, so that only two good ones are compared.
    let start = Absence(from: CivilDate(dayNumber: .min), to: CivilDate(dayNumber: .max))
    return .object(absenceSection, start: { start }) { absence, value, decoding in
      if absence.to < absence.from, let to = value["to"], let from = value["from"]?.string {
        decoding.tell(.endsBeforeStart(end: to.string ?? "", start: from), at: to.range)
      }
      return absence
    }
  }
}

extension Person {
  func named(_ id: String) -> Person {
    var person = self
    person.id = id
    return person
  }
}
