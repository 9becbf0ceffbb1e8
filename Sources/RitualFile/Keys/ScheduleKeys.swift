import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// The value of a `when`.
struct WrittenSchedule: Sendable {
  var text: String
  var form: Form
  /// Whether it needs a first date to count from; looked at only when reading.
  var needsAnchor = false
  /// The `start` beside an RRULE.
  var start: LocalPoint?
  /// Whether it is an RRULE, whose times come from a start.
  var isRule = false
  /// Whether there was a `start` that could not be read.
  var startWasWrong = false

  fileprivate init(_ known: Decoding.KnownForm) {
    (text, form, needsAnchor) = (known.text, known.form, known.needsAnchor)
  }

  /// One to be written.
  init(_ form: Form, _ text: String, start: LocalPoint?) {
    (self.text, self.form, self.start) = (text, form, start)
    // A phrase that means an RRULE stays a phrase; no phrase has an equals sign.
    if case .rule = form { isRule = text.utf8.contains(UInt8(ascii: "=")) }
  }

  /// Whether it is a calendar expression that isn't said as a phrase.
  fileprivate var isCalendar: Bool {
    if case .calendar = form { (try? Phrase.parse(text)) == nil } else { false }
  }
}

extension RitualFile {
  /// The value of `when` as a person would write it; an RRULE counts from `start`.
  public static func json(of form: Form, _ text: String, start: LocalPoint?) -> JSON {
    Format.schedule.write(WrittenSchedule(form, text, start: start))
  }
}

/// A `when` as an object, while its keys are read.
struct RuleDraft: Sendable {
  var rule: Decoding.KnownForm?
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
      "An RRULE (RFC 5545 §3.3.10), with or without the `RRULE:`.",
      get: { $0.isCalendar ? nil : $0.rule }, set: { $0.rule = $1 }),
    Key(
      "start", .wallTime, optional: \.start, example: "2026-01-03T10:00",
      "The first wall time, from which the RRULE counts."),
    Key(
      "onCalendar", .onCalendar, example: "Sat *-*-1..7 10:00",
      "A calendar expression of systemd.time(7). If it ends with a time zone, that one is the ritual's. A wall time that "
        + "the clocks skip comes later (02:30 becomes 03:30).",
      get: { $0.isCalendar ? $0.rule : nil },
      set: {
        $0.rule = $1
        $0.isCalendar = true
      }),
  ])

extension Format where Value == WrittenSchedule {
  static var schedule: Format { .either(.phrase, .ruleObject, isShort: { !$0.isRule && !$0.isCalendar }) }

  private static var phrase: Format {
    .text("a phrase", pattern: "\\S", write: \.text) { text, value, decoding throws(TextFault) in
      let known = try decoding.phrase(text)
      return decoding.isGood(known, in: value) ? WrittenSchedule(known) : nil
    }
  }

  private static var ruleObject: Format {
    .object(ruleSection) { schedule in
      let known = Decoding.KnownForm(unproved: schedule.form, schedule.text)
      return RuleDraft(
        rule: known, isCalendar: !schedule.isRule, start: schedule.isRule ? schedule.start : nil)
    } finish: { draft, value, decoding in
      if let both = value["onCalendar"], value["rrule"] != nil {
        decoding.report(.bothForms, at: both.range)
      }
      if value["rrule"] == nil && value["onCalendar"] == nil {
        let brace = value.range.lowerBound..<value.range.lowerBound + 1
        decoding.report(
          .missingKey(
            "rrule", of: "a rule",
            advice: "add it or \"onCalendar\", or write a phrase as in \"every sunday at 18:00\""),
          at: brace)
      }
      guard let known = draft.rule else { return nil }
      var schedule = WrittenSchedule(known)
      schedule.start = draft.start
      schedule.isRule = !draft.isCalendar
      schedule.startWasWrong = draft.start == nil && value["start"] != nil
      return schedule
    }
  }
}

extension Format where Value == Decoding.KnownForm {
  static var rule: Format {
    .text("an RRULE", pattern: "FREQ=", write: \.text) { text, value, decoding throws(TextFault) in
      let known = try decoding.rule(text)
      return decoding.isGood(known, in: value) ? known : nil
    }
  }

  static var onCalendar: Format {
    .text("a calendar expression", pattern: "\\S", write: \.text) {
      text, value, decoding throws(TextFault) in
      let known = try decoding.calendar(text)
      return decoding.isGood(known, in: value) ? known : nil
    }
  }
}

extension Decoding {
  /// Reports what only the whole form shows: that it never matches, or that its time zone is unknown.
  fileprivate mutating func isGood(_ known: KnownForm, in value: JSONValue) -> Bool {
    if !known.isSatisfiable { report(.neverMatches, at: value.range) }
    guard let name = known.form.zone, !isGoodZone(name) else { return true }
    let near = zone(near: name)
    let place = CalendarExpression.zoneRange(name, in: known.text)
    report(.unknownZone(name, near: near), at: value.sourceRange(ofUTF8: place))
    return false
  }
}
