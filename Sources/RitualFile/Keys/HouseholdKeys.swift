import CivilTime
import JSONText
import Rituals

/// The keys of the config itself.
let householdSection = Section<Household>(
  "the config", "The file: people, rituals, and what holds for all of them.", readFirst: "defaults",
  [
    Key(
      "$schema", .prose, example: "config.schema.json",
      "The JSON Schema that an editor checks the file against; `kin config schema` writes it."
    ) { _, _ in },
    Key(
      "me", .person, example: "sam",
      "Who you are among `people`: your turns are told as yours."
    ) { $0.me = $1 },
    Key(
      "timeZone", .zone, otherwise: "the system's", example: "Europe/Berlin",
      "The zone whose wall clock rituals live on, where they name none of their own."
    ) { $0.timeZone = $1 },
    Key(
      "quietHours", .list(of: .quietHours, "quiet hours"), fallback: [],
      example: [["from": "22:00", "to": "08:00"]],
      "Hours in which nothing disturbs: reminders wait for their end, urgent ones pass."
    ) { $0.quietHours = $1 },
    Key(
      "budget", .budget, example: ["perDay": 4],
      "How much is enough: beyond it, leads and nudges wait for the next day's first reminder, at the latest for nine in the "
        + "morning, and what is due comes quietly. Several that come as one count as one."
    ) { $0.budgetPerDay = $1 },
    Key(
      "people", .map(of: .person, namePattern: Identifier.pattern), fallback: [:],
      example: ["ana": ["name": "Ana"]],
      "The people rituals are kept with, and you, each by an id of your choice."
    ) { household, people in
      for (id, person) in people { household.people[id] = person.named(id) }
    },
    Key(
      "birthdays", .birthdays, fallback: [:],
      example: ["remind": ["2 weeks before at 18:00", "on the day at 8:00"]],
      """
      When the birthdays of your people are reminded of. Each is a ritual of its own, named `birthday-` and the id of the \
      person, that nobody has to write; one of that name among the `rituals` takes its place. Your own is left out.
      """
    ) { household, keys in
      if let remind = keys.remind { household.birthdays.remind = remind }
      if let via = keys.via { household.birthdays.via = via }
    },
    Key(
      "hooks",
      .map(of: .hook, namePattern: Identifier.pattern, reserved: BuiltInChannel.allCases.map(\.rawValue)),
      fallback: [:],
      example: ["phone": ["run": ["ntfy", "publish", "rituals", "{title}"], "timeout": "20s"]],
      "Programs that carry reminders out, each by a name that `via` can use."
    ) { household, hooks in
      for (name, hook) in hooks { household.hooks[name] = hook.named(name) }
    },
    Key(
      "decks", .map(of: .deck, namePattern: Identifier.pattern), fallback: [:],
      example: ["ours": ["title": "Our questions", "prompts": ["What was good this week?"]]],
      "Questions of your own for check-ins, each deck by a name that `prompts` can use."
    ) { household, decks in
      for (id, deck) in decks { household.decks[id] = deck.named(id) }
    },
    Key(
      "defaults", .defaults, fallback: [:],
      example: ["remind": ["at start"], "via": ["journal", "desktop"]],
      "What holds for every ritual that does not say otherwise."
    ) { household, defaults in
      // Of birthdays too, but for when they are reminded of: a start means little to them.
      household.birthdays.via = defaults.ritual.via
      household.birthdays.isPrivate = defaults.ritual.isPrivate
      household.birthdays.urgency = defaults.ritual.urgency
    },
    Key(
      "rituals", .rituals, required: true,
      example: [["id": "coffee-ana", "title": "Coffee with Ana", "when": "every first saturday at 10:00"]],
      "What is kept up."
    ) { $0.rituals = $1 },
  ])

let quietHoursSection = Section<QuietHours>(
  "quiet hours", "Hours in which nothing should disturb; they may run over midnight.",
  [
    Key("from", .time, required: true, example: "22:00", "When they begin.") { $0.from = $1 },
    Key("to", .time, required: true, example: "08:00", "When they end; before `from`, on the next day.") {
      $0.to = $1
    },
    Key(
      "days", .list(of: .weekday, "weekdays", atLeast: 1, isUnique: true), otherwise: "every day",
      example: ["saturday", "sunday"], "The weekdays on which they begin."
    ) { $0.weekdays = $1 },
  ])

let budgetSection = Section<Int?>(
  "budget", "How many reminders are enough.",
  [
    Key("perDay", .count(1...1000), required: true, example: 4, "The reminders of one day.") { $0 = $1 }
  ])

extension Reader where Value == QuietHours {
  static var quietHours: Reader {
    // Sides that could not be read are no times at all, and never the same.
    let start = QuietHours(from: TimeOfDay(secondOfDay: -1), to: TimeOfDay(secondOfDay: -2))
    return .object(quietHoursSection, start: { start }) { hours, value, decoding in
      if hours.from == hours.to, let to = value["to"] { decoding.tell(.emptyHours, at: to.range) }
      return hours
    }
  }
}

extension Reader where Value == Int {
  static var budget: Reader { .object(budgetSection, start: { nil }) { budget, _, _ in budget } }
}

extension Reader where Value == RitualDraft {
  /// The keys of a ritual that may hold for all of them.
  static var defaults: Reader {
    let section = Section<RitualDraft>(
      "the defaults", "What holds for every ritual that does not say otherwise.",
      ritualSection.keys.filter(\.mayBeDefault))
    return .object(section, start: { RitualDraft() }) { draft, _, decoding in
      decoding.defaults = draft
      return draft
    }
  }
}

extension Reader {
  /// An object whose names are the user's own.
  static func map<Element>(
    of element: Reader<Element>, namePattern: String, reserved: [String] = []
  ) -> Reader where Value == [(String, Element)] {
    Reader(.map(to: element.shape, namePattern: namePattern)) { value, decoding in
      guard value.kind == .object else {
        decoding.tellWrongKind(value, wanted: "an object")
        return nil
      }
      var result: [(String, Element)] = []
      for member in value.members {
        let name = member.name
        if !Identifier.isGood(name) { decoding.tell(.badName(name), at: member.key.range) }
        if reserved.contains(name) { decoding.tell(.reservedHook(name), at: member.key.range) }
        if let read = element.read(member.value, &decoding) { result.append((name, read)) }
      }
      return result
    }
  }
}
