import CivilTime
import JSONText
import Recurrence
import Rituals

/// The keys of one of the `rituals`.
let ritualSection = Section<RitualDraft>(
  "ritual", "A small thing that people do together, again and again.",
  [
    Key(
      "id", .placedID, required: true, example: "coffee-ana",
      "The name it has in commands and in the history: letters, digits and `. _ -`. Keep it when the title changes."
    ) {
      $0.ritual.id = $1.id
      $0.idRange = $1.range
    },
    Key("title", .line, required: true, example: "Coffee with Ana", "What reminders call it.") {
      $0.ritual.title = $1
    },
    Key(
      "with", .list(of: .person, "people", isUnique: true), fallback: [], example: ["ana"],
      "The people it is kept with, by their ids."
    ) { $0.ritual.with = $1 },
    Key(
      "when", .schedule, required: true, example: "every first saturday at 10:00",
      "When it is due: a phrase, or an RRULE with its start. `kin when \"…\"` says what a phrase means."
    ) { $0.schedule = $1 },
    Key(
      "timeZone", .zone, otherwise: "the config's", example: "America/Lima",
      "The zone whose wall clock it lives on."
    ) { $0.ritual.timeZone = $1 },
    Key(
      "starting", .point, example: "2026-01-03",
      "The date, perhaps with a time, from which it counts; an interval over 1 needs it."
    ) { $0.ritual.starting = $1 },
    Key("until", .point, example: "2027-06-30", "The last day, or the last wall time, that may hold one.") {
      $0.ritual.until = $1
    },
    Key(
      "except", .list(of: .point, "dates", isUnique: true), fallback: [], example: ["2026-12-26"],
      "Days, or single times, that are left out."
    ) { $0.ritual.except = $1 },
    Key(
      "also", .list(of: .point, "dates", isUnique: true), fallback: [], example: ["2026-12-28T15:00"],
      "Days, or single times, that come on top."
    ) { $0.ritual.also = $1 },
    Key(
      "season", .season, example: ["from": "04-15", "to": "10-15"],
      "The part of the year in which it is kept; it may run over the new year."
    ) { $0.ritual.season = $1 },
    Key(
      "remind", .list(of: .reminder, "reminders", atLeast: 1, isUnique: true), mayBeDefault: true,
      fallback: ["at start"], example: ["2 days before", "2h before", "at start"],
      "When reminders come, seen from the start."
    ) { $0.ritual.remind = $1 },
    Key(
      "nudge", .nudge, mayBeDefault: true, example: ["every": "1 day", "times": 2],
      "Asking again, gently, while it is open."
    ) { $0.ritual.nudge = $1 },
    Key("duration", .span, mayBeDefault: true, example: "30min", "How long it takes.") {
      $0.ritual.duration = $1
    },
    Key(
      "turns", .turns, example: ["roles": ["host"], "order": ["sam", "ana"]],
      "Whose turn it is, and how it moves on."
    ) { $0.ritual.turns = $1 },
    Key(
      "prompts", .deckName, mayBeDefault: true, example: "give-and-take",
      """
      The deck that the questions of its check-in come from: \
      \(Deck.all.map { "`\($0.id)`" }.joined(separator: ", ")), or one of the `decks`.
      """
    ) { $0.ritual.prompts = $1 },
    Key(
      "missed", .missed, mayBeDefault: true, fallback: "latest",
      example: ["policy": "latest", "within": "2 days"],
      "What is given after sleep or downtime: the latest that was missed, all, or none. An occurrence is missed from a minute "
        + "on; the end of quiet hours counts as its time."
    ) {
      $0.ritual.missed = $1.policy
      $0.ritual.missedWithin = $1.within
    },
    Key(
      "urgency", .choice(), mayBeDefault: true, fallback: "normal", example: "critical",
      "How it is shown on the desktop; critical ones pass quiet hours."
    ) { $0.ritual.urgency = $1 },
    Key(
      "via", .list(of: .channel, "channels", atLeast: 1, isUnique: true), mayBeDefault: true,
      fallback: ["journal", "desktop"], example: ["journal", "phone"],
      "The channels its reminders go out by: `journal`, `desktop`, or one of the `hooks`."
    ) { $0.ritual.via = $1 },
    Key("place", .line, mayBeDefault: true, example: "the café by the river", "Where it takes place.") {
      $0.ritual.place = $1
    },
    Key("notes", .prose, example: "Ask about the garden.", "What to remember; shown with the ritual.") {
      $0.ritual.notes = $1
    },
    Key(
      "private", .flag, mayBeDefault: true, fallback: false, example: true,
      "Keeps its title and people out of journal, notifications and hooks."
    ) { $0.ritual.isPrivate = $1 },
    Key("paused", .flag, fallback: false, example: true, "Rests: nothing is due until it is taken up again.")
    {
      $0.ritual.isPaused = $1
    },
  ])

/// A ritual while its keys are read: it may still lack a schedule.
struct RitualDraft: Sendable {
  // The placeholder is never seen: where `when` is missing or wrong there is an error, and so no household.
  var ritual = Ritual(id: "", title: "", when: .cadence(Cadence(shortest: Span())), whenText: "")
  var schedule: Schedule?
  /// Where the id stands.
  var idRange = 0..<0
}

extension Reader where Value == Ritual {
  static var ritual: Reader {
    let facts = ritualSection.facts
    return Reader(.section(facts)) { value, decoding in
      guard value.kind == .object else {
        decoding.tellWrongKind(value, wanted: "an object (ritual)")
        return nil
      }
      var draft = decoding.defaults
      ritualSection.read(value, &decoding, into: &draft)
      return decoding.finish(&draft, value)
    }
  }
}

extension Reader where Value == [Ritual] {
  static var rituals: Reader {
    let list = Reader.list(of: .ritual, "rituals")
    return Reader(list.shape) { value, decoding in
      if value.kind == .list && value.count == 0 { decoding.tell(.noRituals, at: value.range) }
      decoding.expect(rituals: value.count)
      return list.read(value, &decoding)
    }
  }
}

extension Decoding {
  /// Looks at a ritual as a whole: what one key says about another. Members are looked up only where there is
  /// something to tell.
  fileprivate mutating func finish(_ draft: inout RitualDraft, _ value: JSONValue) -> Ritual {
    if !draft.idRange.isEmpty {
      let offset = draft.idRange.lowerBound
      let first = firstOffset(ofRitual: draft.ritual.id, at: offset)
      if first != offset { tell(.idTwice(draft.ritual.id, firstOffset: first), at: draft.idRange) }
    }
    if let schedule = draft.schedule { join(schedule, to: &draft.ritual, value) }
    if let every = draft.ritual.turns?.every, TurnStretch.needsAnchor(every), value["starting"] == nil,
      draft.ritual.starting == nil, let range = value["turns"]?["every"]?.range
    {
      tell(.needsAnchor, at: range)
    }
    if let until = draft.ritual.until, let starting = draft.ritual.starting, until.latest < starting.earliest,
      let range = value["until"]?.range
    {
      tell(.endsBeforeStart(end: until.words, start: starting.words), at: range)
    }
    return draft.ritual
  }

  private mutating func join(_ schedule: Schedule, to ritual: inout Ritual, _ value: JSONValue) {
    ritual.when = schedule.known.form
    ritual.whenText = schedule.known.text
    // The zone that a calendar expression names is nearer than the ritual's own.
    if let zone = schedule.known.form.zone { ritual.timeZone = zone }
    if let start = schedule.start {
      if let starting = value["starting"] { tell(.bothStarts, at: starting.range) }
      ritual.starting = start
    }
    guard ritual.starting == nil, schedule.isRule || schedule.known.needsAnchor, !schedule.startWasWrong,
      // A `starting` that is there but wrong has been told; asking for one would only confuse.
      value["starting"] == nil, let when = value["when"]
    else { return }
    let shown = when.kind == .object ? when.range.lowerBound..<when.range.lowerBound + 1 : when.range
    tell(schedule.isRule ? .ruleWithoutStart : .needsAnchor, at: shown)
  }
}

extension LocalPoint {
  fileprivate var earliest: CivilDateTime { CivilDateTime(date, time ?? .midnight) }
  fileprivate var latest: CivilDateTime { CivilDateTime(date, time ?? TimeOfDay(secondOfDay: 86_399)) }
  fileprivate var words: String { time.map { "\(date)T\($0)" } ?? "\(date)" }
}
