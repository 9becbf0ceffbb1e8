import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// The value of a `when`.
struct WrittenSchedule: Sendable {
  /// One for all rituals that say the same.
  let said: Boxed<Ritual.Said>
  /// Whether it needs a first date to count from, and whether it ever matches; looked at only when reading.
  var needsAnchor = false
  var isSatisfiable = true
  /// The `start` beside an RRULE, or the one that a phrase names.
  var start: LocalPoint?
  /// The days that a phrase leaves out.
  var except: [LocalPoint] = []
  /// Whether it is an RRULE, whose times come from a start.
  var isRule = false
  /// Whether there was a `start` that could not be read.
  var startWasWrong = false

  /// One that was read.
  fileprivate init(_ text: String, _ form: Form) {
    said = Boxed(Ritual.Said(form: form, text: text))
    (needsAnchor, isSatisfiable) = (form.needsAnchor, form.isSatisfiable)
  }

  /// A phrase that was read.
  fileprivate init(_ text: String, _ phrase: Phrase) {
    self.init(text, phrase.form)
    (start, except) = (phrase.starting, phrase.except)
  }

  /// One to be written.
  init(_ form: Form, _ text: String, start: LocalPoint?) {
    said = Boxed(Ritual.Said(form: form, text: text))
    self.start = start
    // A phrase that means an RRULE stays a phrase; no phrase has an equals sign.
    if case .rule = form { isRule = text.utf8.contains(UInt8(ascii: "=")) }
  }

  var text: String { said.value.text }
  var form: Form { said.value.form }

  /// Whether it is a calendar expression that isn't said as a phrase.
  fileprivate var isCalendar: Bool {
    if case .calendar = form { (try? Phrase.parse(text)) == nil } else { false }
  }

  /// What the text itself says besides the rule; nothing where it is no phrase.
  var clauses: Phrase? { isRule || isCalendar ? nil : try? Phrase(parsing: text) }
}

extension RitualFile {
  /// The value of `when` as a person would write it; an RRULE counts from `start`.
  public static func json(of form: Form, _ text: String, start: LocalPoint?) -> JSON {
    Format.schedule.write(WrittenSchedule(form, text, start: start))
  }
}

/// A `when` as an object, while its keys are read.
struct RuleDraft: Sendable {
  var rule: WrittenSchedule?
  /// Whether the rule is a calendar expression, which needs no start.
  var isCalendar = false
  var start: LocalPoint?
}

/// The keys of a `when` that is an object.
let ruleSection = Section<RuleDraft>(
  "rule", "A recurrence in the format of other calendars.", start: RuleDraft(),
  [
    Key(
      "rrule", .rule, example: "FREQ=MONTHLY;BYDAY=1SA",
      "An RRULE (RFC 5545 §3.3.10), with or without the `RRULE:`. `BYEASTER`, the days "
        + "from Easter Sunday as in python-dateutil, is read too; calendar programs don't know it.",
      get: { $0.isCalendar ? nil : $0.rule }, set: { $0.rule = $1 }),
    Key(
      "start", .wallTime, optional: \.start, example: "2026-01-03T10:00",
      "The first wall time, from which the RRULE counts."),
    Key(
      "onCalendar", .onCalendar, example: "Sat *-*-1..7 10:00",
      "A calendar expression of systemd.time(7). If it ends with a time zone, that one is the ritual's. A wall time that "
        + "the clocks skip comes later (02:30 becomes 03:30).", get: { $0.isCalendar ? $0.rule : nil },
      set: {
        $0.rule = $1
        $0.isCalendar = true
      }),
  ])

extension Format where Value == WrittenSchedule {
  static var schedule: Format { .either(.phrase, .ruleObject, isShort: { !$0.isRule && !$0.isCalendar }) }

  private static var ruleObject: Format {
    .object(ruleSection) { schedule in
      let start = schedule.isRule ? schedule.start : nil
      return ruleSection.write(RuleDraft(rule: schedule, isCalendar: !schedule.isRule, start: start))
    } finish: { draft, value, decoding in
      let calendar = value["onCalendar"]
      if value["rrule"] != nil {
        if let calendar { decoding.report(.bothForms, at: calendar.range) }
      } else if calendar == nil {
        let advice = "add it or \"onCalendar\", or write a phrase as in \"every sunday at 18:00\""
        decoding.report(.missingKey("rrule", of: "a rule", advice: advice), at: value.shownRange)
      }
      draft.rule?.start = draft.start
      draft.rule?.isRule = !draft.isCalendar
      draft.rule?.startWasWrong = draft.start == nil && value["start"] != nil
      return draft.rule
    }
  }

  private static var phrase: Format {
    form("a phrase") { text, decoding throws(TextFault) in
      try decoding.phrases.value(of: text) { text throws(TextFault) in
        .init(text, try Phrase(parsing: text))
      }
    }
  }

  fileprivate static var rule: Format {
    form("an RRULE", pattern: "FREQ=") { text, decoding throws(TextFault) in
      try decoding.rules.value(of: text) { text throws(TextFault) in
        .init(text, .rule(try RecurrenceRule(parsing: text)))
      }
    }
  }

  fileprivate static var onCalendar: Format {
    form("a calendar expression") { text, decoding throws(TextFault) in
      try decoding.calendars.value(of: text) { text throws(TextFault) in
        .init(text, .calendar(try CalendarExpression(parsing: text)))
      }
    }
  }

  /// A text that says when; reports also what only the whole form shows: that it never matches, or that its time zone is
  /// unknown.
  private static func form(
    _ what: String, pattern: String = "\\S",
    _ read: @escaping @Sendable (String, inout Decoding) throws(TextFault) -> Value
  ) -> Format {
    .text(what, pattern: pattern, write: \.text) { text, value, decoding throws(TextFault) in
      let schedule = try read(text, &decoding)
      if !schedule.isSatisfiable { decoding.report(.neverMatches, at: value.range) }
      guard let name = schedule.form.zone, !decoding.isGoodZone(name) else { return schedule }
      let place = value.sourceRange(ofUTF8: CalendarExpression.zoneRange(name, in: schedule.text))
      decoding.report(.unknown(.zone, name, near: decoding.zone(near: name)), at: place)
      return nil
    }
  }
}
