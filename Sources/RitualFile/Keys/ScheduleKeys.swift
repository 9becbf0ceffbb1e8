import CivilTime
import JSONText
import Recurrence
import Rituals

/// What a `when` says.
struct Schedule: Sendable {
  var known: Decoding.KnownForm
  /// The `start` beside an RRULE.
  var start: LocalPoint?
  /// Whether it is an RRULE, whose times come from a start.
  var isRule = false
  /// Whether a `start` was there that could not be read.
  var startWasWrong = false
}

/// A `when` as an object, while its keys are read.
struct RuleDraft: Sendable {
  var rule: Decoding.KnownForm?
  var start: LocalPoint?
}

/// The keys of a `when` that is an object.
let ruleSection = Section<RuleDraft>(
  "rule", "A recurrence as other calendars write it.",
  [
    Key(
      "rrule", .rule, example: "FREQ=MONTHLY;BYDAY=1SA",
      "An RRULE (RFC 5545 §3.3.10), with or without the `RRULE:`."
    ) { $0.rule = $1 },
    Key("start", .wallTime, example: "2026-01-03T10:00", "The first wall time, from which the RRULE counts.")
    {
      $0.start = $1
    },
    Key(
      "onCalendar", .onCalendar, example: "Sat *-*-1..7 10:00",
      "A calendar expression of systemd.time(7); understood by a later version."
    ) { _, _ in },
  ])

extension Reader where Value == Schedule {
  static var schedule: Reader { .either(.phrase, .ruleObject) }

  private static var phrase: Reader {
    Reader(.text(form: "a phrase", pattern: "\\S")) { value, decoding in
      guard let text = decoding.text(value, wanted: "a phrase") else { return nil }
      do throws(TextFault) {
        let known = try decoding.phrase(text)
        if !known.isSatisfiable { decoding.tell(.neverMatches, at: value.range) }
        return Schedule(known: known)
      } catch {
        decoding.tell(error, in: value)
        return nil
      }
    }
  }

  private static var ruleObject: Reader {
    .object(ruleSection, start: { RuleDraft() }) { draft, value, decoding in
      if let both = value["onCalendar"], value["rrule"] != nil { decoding.tell(.bothForms, at: both.range) }
      if value["rrule"] == nil && value["onCalendar"] == nil {
        let brace = value.range.lowerBound..<value.range.lowerBound + 1
        decoding.tell(
          .missingKey(
            "rrule", of: "a rule", advice: "add it, or write a phrase as in \"every sunday at 18:00\""),
          at: brace)
      }
      guard let known = draft.rule else { return nil }
      return Schedule(
        known: known, start: draft.start, isRule: true,
        startWasWrong: draft.start == nil && value["start"] != nil)
    }
  }
}

extension Reader where Value == Decoding.KnownForm {
  static var rule: Reader {
    Reader(.text(form: "an RRULE", pattern: "FREQ=")) { value, decoding in
      guard let text = decoding.text(value, wanted: "an RRULE") else { return nil }
      do throws(TextFault) {
        let known = try decoding.rule(text)
        if !known.isSatisfiable { decoding.tell(.neverMatches, at: value.range) }
        return known
      } catch {
        decoding.tell(error, in: value)
        return nil
      }
    }
  }
}

extension Reader where Value == Void {
  static var onCalendar: Reader {
    Reader(.text(form: "a calendar expression", pattern: nil)) { value, decoding in
      decoding.tell(.onCalendarLater, at: value.range)
      return nil
    }
  }
}
