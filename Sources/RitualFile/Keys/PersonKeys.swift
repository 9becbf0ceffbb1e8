import CivilTime
import JSONText
import Rituals

/// The keys of one of the `people`.
let personSection = Section<Person>(
  "person", "You, or someone you do rituals with.", start: Person(id: "", name: ""),
  [
    Key("name", .line, \.name, required: true, example: "Ana", "The person's name."),
    Key(
      "timeZone", .zone, optional: \.timeZone, otherwise: "the config's", example: "America/Lima",
      "The person's time zone. Reminders then show the time there too."),
    Key(
      "birthday", .birthday, optional: \.birthday, example: "03-14",
      """
      The birthday, with or without its year: `03-14`, `1990-03-14`. `birthdays` says when you are reminded of it. No \
      reminder mentions an age.
      """),
    Key(
      "appreciates", .list(of: .line, "strings"), \.appreciates, example: ["listening", "practical help"],
      "What the person appreciates. Desktop reminders of a ritual with this person alone show one of them."),
    Key(
      "boundaries", .list(of: .line, "strings"), \.boundaries, example: ["no calls after nine"],
      "What the person asked you for. Shown above a check-in, and one at a time wherever a reminder shows what the person "
        + "appreciates."),
    Key(
      "quietHours", .list(of: .object(quietHoursSection), "quiet hours"), \.quietHours,
      example: [["from": "21:00", "to": "09:00"]],
      "Hours on the person's own clock in which nobody should call. Reminders that would make you call wait until they end; "
        + "reminders ahead of time don't."),
    Key(
      "away", .list(of: .object(absenceSection), "absences"), \.away,
      example: [["from": "2026-12-20", "to": "2027-01-03"]],
      "Days when the person is away. Turns skip them, and nothing has to be made up."),
  ])

let absenceSection = Section<Absence>(
  "absence", "Days when someone is away. Both are included.",
  // A side that could not be read stays at the far end, so that only two good ones are compared.
  start: Absence(from: CivilDate(dayNumber: .min), to: CivilDate(dayNumber: .max)),
  [
    Key("from", .date, \.from, required: true, example: "2026-12-20", "The first day."),
    Key("to", .date, \.to, required: true, example: "2027-01-03", "The last day."),
  ]
) { absence, value, decoding in
  if absence.to < absence.from, let to = value["to"], let from = value["from"]?.string {
    decoding.report(.endsBeforeStart(end: to.string ?? "", start: from), at: to.range)
  }
}
