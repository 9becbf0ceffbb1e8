import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// The names of a ritual's keys, in the order of the manual.
public enum RitualKey: String, CaseIterable, CustomStringConvertible, Sendable {
  case id, title, with, when, timeZone, starting, until, except, also, season, remind, nudge, later, duration,
    turns
  case prompts, missed, urgency, sound, via, place, notes
  case isPrivate = "private"
  case isPaused = "paused"

  public var description: String { rawValue }
}

/// The keys of one of the `rituals`.
let ritualSection = Section<RitualDraft>(
  "ritual", "A small thing that people do together, again and again.", start: RitualDraft(), ritualKeys)

private let ritualKeys: [Key<RitualDraft>] = [
  Key(
    RitualKey.id, .placed(.id), required: true, example: "coffee-ana",
    "The ritual's name in commands and in the history: letters, digits and `. _ -`. Keep it when the title changes.",
    get: { ($0.ritual.id, $0.idRange) }, set: { ($0.ritual.id, $0.idRange) = $1 }),
  Key(
    RitualKey.title, .line, required: true, example: "Coffee with Ana", "The title that reminders show.",
    get: { $0.ritual.title }, set: { $0.ritual.title = $1 }),
  Key(
    RitualKey.with, .company, example: ["ana"],
    "The ids of the people you do it with.", get: { $0.ritual.with }, set: { $0.ritual.with = $1 }),
  Key(
    RitualKey.when, .schedule, required: true, example: "every first saturday at 10:00",
    "When it is due: a phrase, an RRULE with its start, or a calendar expression. `kin when \"…\"` explains a phrase.",
    decidesWhen: { $0.ritual.whenText },
    get: { WrittenSchedule($0.ritual.when, $0.ritual.whenText, start: $0.ritual.starting) },
    set: { $0.schedule = $1 }),
  Key(
    RitualKey.timeZone, .zone, optional: \.ritual.timeZone, otherwise: "the config's",
    example: "America/Lima", "The time zone whose wall clock the ritual follows.",
    decidesWhen: { $0.ritual.timeZone.map { "zone \($0)" } }),
  Key(
    RitualKey.starting, .point, optional: \.ritual.starting, example: "2026-01-03",
    "The date, or date and time, to count from. An interval over 1 needs it. What counts from the last time begins with "
      + "the first day that fits from this one on.",
    decidesWhen: { $0.ritual.starting.map { "starting \($0)" } }),
  Key(
    RitualKey.until, .point, optional: \.ritual.until, example: "2027-06-30",
    "The last day, or the last wall time, that may have an occurrence.",
    decidesWhen: { $0.ritual.until.map { "until \($0)" } }),
  Key(
    RitualKey.except, .list(of: .point, "dates", isUnique: true), \.ritual.except, example: ["2026-12-26"],
    "Days, or single times, to leave out.", decidesWhen: { words("except", $0.ritual.except) }),
  Key(
    RitualKey.also, .list(of: .point, "dates", isUnique: true), \.ritual.also, example: ["2026-12-28T15:00"],
    "Extra days, or single times.", decidesWhen: { words("also", $0.ritual.also) }),
  Key(
    RitualKey.season, .object(seasonSection), optional: \.ritual.season,
    example: ["from": "04-15", "to": "10-15"],
    "The part of the year in which the ritual takes place. It may run over the new year.",
    decidesWhen: { $0.ritual.season.map { "season \($0)" } }),
  Key(
    RitualKey.remind, .list(of: .reminder, "reminders", atLeast: 1, isUnique: true), \.ritual.remind,
    mayBeDefault: true, example: ["2 days before", "2h before", "at start"],
    "When reminders come, relative to the start.",
    // Without any there would be none; the program itself makes such rituals.
    decidesWhen: { $0.ritual.remind == [.atStart] ? nil : words("remind", $0.ritual.remind) ?? "remind " }),
  Key(
    RitualKey.nudge, .object(nudgeSection), optional: \.ritual.nudge, mayBeDefault: true,
    example: ["every": "1 day", "times": 2], "Asks again while an occurrence is open.",
    decidesWhen: { $0.ritual.nudge.map { "nudge \($0.times) times every \($0.every)" } }),
  Key(
    RitualKey.later,
    .either(
      Format.later.map({ [$0] }, write: { $0.first ?? .tonight }),
      .list(of: .later, "moments", atLeast: 1, isUnique: true), of: .list, isShort: { $0.count == 1 }),
    \.ritual.later, mayBeDefault: true, example: ["1h", "tonight", "tomorrow 9:00"],
    "To when Later puts it off, and `kin snooze` without a time: the first of these, an hour without any. The desktop offers "
      + "the others as well, where it has room for buttons."),
  Key(
    RitualKey.duration, .span, optional: \.ritual.duration, mayBeDefault: true, example: "30min",
    "How long it takes."),
  Key(
    RitualKey.turns, .object(turnsSection), optional: \.ritual.turns,
    example: ["roles": ["host"], "order": ["sam", "ana"]], "Whose turn it is, and how turns move on."),
  Key(
    RitualKey.prompts, .deckName, optional: \.ritual.prompts, mayBeDefault: true, example: "give-and-take",
    """
    The deck of questions for its check-in: \
    \(Deck.all.map { "`\($0.id)`" }.joined(separator: ", ")), or one of the `decks`.
    """),
  Key(
    RitualKey.missed, .missed, mayBeDefault: true, example: ["policy": "latest", "within": "2 days"],
    "Which occurrences you are reminded of after sleep or downtime: the latest one missed, all, or none. An occurrence "
      + "counts as missed after a minute; the end of quiet hours counts as its time.",
    get: { MissedPolicy(policy: $0.ritual.missed, within: $0.ritual.missedWithin) },
    set: {
      $0.ritual.missed = $1.policy
      $0.ritual.missedWithin = $1.within
    }),
  Key(
    RitualKey.urgency, .choice(), \.ritual.urgency, mayBeDefault: true, example: "critical",
    "The urgency of its desktop notifications. Critical ones ignore quiet hours."),
  Key(
    RitualKey.sound, .sound, optional: \.ritual.sound, mayBeDefault: true, example: "message-new-instant",
    "The sound of its desktop notifications: a name of the sound theme, or the absolute path of a file. Without it, the "
      + "desktop decides."),
  Key(
    RitualKey.via, .list(of: .channel, "channels", atLeast: 1, isUnique: true), \.ritual.via,
    mayBeDefault: true, example: ["journal", "phone"],
    "The channels that deliver its reminders: `journal`, `desktop`, `notify-send`, or one of the `hooks`."),
  Key(
    RitualKey.place, .line, optional: \.ritual.place, mayBeDefault: true, example: "the café by the river",
    "Where it takes place."),
  Key(
    RitualKey.notes, .prose, optional: \.ritual.notes, example: "Ask about the garden.",
    "Notes to yourself, shown with the ritual."),
  Key(
    RitualKey.isPrivate, .flag, \.ritual.isPrivate, mayBeDefault: true, example: true,
    "Keeps its title and people out of the journal, notifications and hooks."),
  Key(
    RitualKey.isPaused, .flag, \.ritual.isPaused, example: true,
    "Pauses the ritual: nothing is due until you resume it.",
    decidesWhen: { $0.ritual.isPaused ? "paused" : nil }),
]

/// `except 2026-12-24, 2026-12-26`; nil for none.
private func words(_ name: String, _ values: [some CustomStringConvertible]) -> String? {
  values.isEmpty ? nil : "\(name) " + values.map(\.description).joined(separator: ", ")
}

/// A ritual while its keys are read: it may still lack a schedule.
struct RitualDraft: Sendable {
  var ritual: Ritual
  /// Where its id is, in bytes.
  var idRange = 0..<0
  var schedule: WrittenSchedule?

  // The placeholder is never used: where `when` is missing or wrong there is an error, and so no household.
  init(_ ritual: Ritual = Ritual(id: "", title: "", when: .cadence(Cadence(shortest: Span())), whenText: ""))
  { self.ritual = ritual }
}

extension RitualFile {
  /// The ritual as a person would write it into the config, without keys that say what applies anyway. Reminders and
  /// channels are written even so, since `defaults` may say otherwise; an empty list leaves them to the `defaults`.
  public static func json(of ritual: Ritual) -> JSON {
    var draft = RitualDraft(ritual)
    // `when` says these already.
    if ritual.when.zone != nil { draft.ritual.timeZone = nil }
    let schedule = WrittenSchedule(ritual.when, ritual.whenText, start: nil)
    let said = schedule.clauses
    draft.ritual.except.removeAll { said?.except.contains($0) == true }
    var silent = RitualDraft()
    (silent.ritual.remind, silent.ritual.via) = ([], [])
    let json = ritualSection.write(draft, unlike: silent)
    return schedule.isRule || said?.starting != nil ? json.without(RitualKey.starting.rawValue) : json
  }

  /// Turns as the value of the key `turns`.
  public static func json(of turns: Turns) -> JSON { turnsSection.write(turns) }

  /// A person as the value of an entry in `people`.
  public static func json(of person: Person) -> JSON { personSection.write(person) }

  /// Hours as an element of `quietHours`.
  public static func json(of hours: QuietHours) -> JSON { quietHoursSection.write(hours) }

  /// What decides when a ritual's reminders come: the keys that say so.
  public static func fingerprint(of ritual: Ritual) -> Fingerprint {
    let draft = RitualDraft(ritual)
    var text: String?
    for timing in ritualSection.timings {
      // One part is the common case, and then the text is shared with the ritual's own.
      if let part = timing(draft) { text = text.map { "\($0); \(part)" } ?? part }
    }
    return Fingerprint(text ?? "")
  }
}

extension Format where Value == [String] {
  /// The people of a ritual. A list that is written like that of the ritual before, as most are, isn't read again.
  fileprivate static var company: Format {
    let list = Format.list(of: .person, "people", isUnique: true)
    return Format(shape: list.shape, write: list.write) { value, decoding in
      if let last = decoding.lastCompany, last.source.hasSameSource(as: value) { return last.people }
      let before = decoding.reported.count
      let people = list.read(value, &decoding)
      if let people, decoding.reported.count == before { decoding.lastCompany = (value, people) }
      return people
    }
  }
}

extension Format where Value == Ritual {
  static var ritual: Format {
    .object(ritualSection, start: { $0.defaults }, write: RitualFile.json) { draft, value, decoding in
      decoding.finish(&draft, value)
    }
  }
}

extension Format where Value == [Ritual] {
  static var rituals: Format {
    let list = Format.list(of: .ritual, "rituals")
    return Format(shape: list.shape, write: list.write) { value, decoding in
      if value.kind == .list && value.count == 0 { decoding.report(.noRituals, at: value.range) }
      decoding.expect(rituals: value.count)
      return list.read(value, &decoding)
    }
  }
}
