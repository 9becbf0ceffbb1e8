import CivilTime
import JSONText
import Rituals
import Wording

/// The names of the config's keys, in the order of the manual.
public enum HouseholdKey: String, CaseIterable, CustomStringConvertible, Sendable {
  case schema = "$schema"
  case me, timeZone, quietHours, budget, people, birthdays, hooks, decks, defaults, rituals

  public var description: String { rawValue }
}

/// The keys of the config itself.
let householdSection = Section<Household>(
  "the config", "The file: people, rituals, and the settings for all of them.",
  start: Household(), householdKeys)

private let householdKeys: [Key<Household>] = [
  Key(
    HouseholdKey.schema, .prose, example: "config.schema.json",
    "The JSON Schema for editors to check the file against. `kin config schema` prints it.",
    // Of no use to the program, so it isn't kept.
    get: { _ in nil }, set: { _, _ in }),
  Key(
    HouseholdKey.me, .person, optional: \.me, example: "sam",
    "Your own id among `people`. Reminders then call your turns yours."),
  Key(
    HouseholdKey.timeZone, .zone, optional: \.timeZone, otherwise: "the system's", example: "Europe/Berlin",
    "The time zone whose wall clock rituals follow, unless they name their own."),
  Key(
    HouseholdKey.quietHours, .list(of: .object(quietHoursSection), "quiet hours"), \.quietHours,
    example: [["from": "22:00", "to": "08:00"]],
    "Hours in which you aren't disturbed. Reminders wait until they end, except urgent ones."),
  Key(
    HouseholdKey.budget,
    .object(budgetSection, write: { budgetSection.write($0) }, finish: { budget, _, _ in budget }),
    optional: \.budgetPerDay, example: ["perDay": 4],
    "How many reminders are enough for a day. Beyond that, leads and nudges wait for the next day's first reminder, or "
      + "until nine in the morning at the latest, and what is due comes silently. Several in one message count as one."
  ),
  Key(
    HouseholdKey.people, .map(of: .object(personSection), id: \.id), \.people,
    example: ["ana": ["name": "Ana"]],
    "You and the people you do rituals with, each under an id of your choice."),
  Key(
    HouseholdKey.birthdays, .object(birthdaysSection) { $0.birthdays }, \.birthdays,
    example: ["remind": ["2 weeks before at 18:00", "on the day at 8:00"]],
    """
    When to remind you of people's birthdays. Each birthday, except your own, is a ritual named `birthday-` and the id of \
    the person, which you don't have to write. A ritual of that name in `rituals` replaces it.
    """),
  Key(
    HouseholdKey.hooks,
    .map(of: .object(hookSection), id: \.name, reserved: Channel.builtIn.map(\.name)), \.hooks,
    example: ["phone": ["run": ["ntfy", "publish", "rituals", "{title}"], "timeout": "20s"]],
    "Programs that deliver reminders, each under a name for `via`. One that is called `notify-send` takes the place of "
      + "the one that is always there."),
  Key(
    HouseholdKey.decks, .map(of: .object(deckSection), id: \.id), \.decks,
    example: ["ours": ["title": "Our questions", "prompts": ["What was good this week?"]]],
    "Your own questions for check-ins, each deck under a name for `prompts`."),
  Key(
    HouseholdKey.defaults,
    // Decoding has read them, and each ritual holds its own share.
    Format(shape: .section { defaultsSection.facts }, write: { [:] }, read: { _, _ in nil }),
    example: ["remind": ["at start"], "via": ["journal", "desktop"]], "Defaults for every ritual.",
    get: { _ in () }, set: { _, _ in }),
  Key(
    HouseholdKey.rituals, .rituals, \.rituals, required: true,
    example: [["id": "coffee-ana", "title": "Coffee with Ana", "when": "every first saturday at 10:00"]],
    "Your rituals."),
]

let quietHoursSection = Section<QuietHours>(
  "quiet hours", "Hours without disturbance. They may run over midnight.",
  // Sides that could not be read aren't times at all, and never equal.
  start: QuietHours(from: TimeOfDay(secondOfDay: -1), to: TimeOfDay(secondOfDay: -2)),
  [
    Key("from", .time, \.from, required: true, example: "22:00", "When they start."),
    Key(
      "to", .time, \.to, required: true, example: "08:00",
      "When they end. A time before `from` is on the next day."),
    Key(
      "days", .list(of: .weekday, "weekdays", atLeast: 1, isUnique: true), \.weekdays,
      otherwise: "every day", example: ["saturday", "sunday"], "The weekdays on which they start."),
  ]
) { hours, value, decoding in
  if hours.from == hours.to, let to = value["to"] { decoding.report(.emptyHours, at: to.range) }
}

let budgetSection = Section<Int?>(
  "budget", "How many reminders are enough.", start: nil,
  [
    Key(
      "perDay", .count(1...1000), required: true, example: 4, "The number of reminders a day.", get: { $0 },
      set: { $0 = $1 })
  ])

/// The keys of a ritual that `defaults` may hold.
let defaultsSection = Section<RitualDraft>(
  "the defaults", "Defaults for every ritual.", start: RitualDraft(),
  ritualSection.keys.filter(\.mayBeDefault))

extension Format where Value == Weekday {
  fileprivate static var weekday: Format { .choice(of: Weekday.allCases) { $0.name.lowercased() } }
}

extension Format {
  /// An object keyed by ids of the user's own; each value knows its id.
  static func map<Element>(
    of element: Format<Element>, id: WritableKeyPath<Element, String> & Sendable, reserved: [String] = []
  ) -> Format where Value == [String: Element] {
    Format(
      shape: .map(to: element.shape, namePattern: Identifier.pattern),
      write: { values in
        .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, element.write($0.value)) })
      }
    ) { value, decoding in
      guard value.kind == .object else { return decoding.refuse(value, wanted: "an object") }
      var result: [String: Element] = [:]
      for member in value.members {
        let name = member.name
        if !Identifier.isGood(name) { decoding.report(.badName(name), at: member.key.range) }
        if reserved.contains(name) { decoding.report(.reservedHook(name), at: member.key.range) }
        guard var read = element.read(member.value, &decoding) else { continue }
        read[keyPath: id] = name
        result[name] = read
      }
      return result
    }
  }
}
