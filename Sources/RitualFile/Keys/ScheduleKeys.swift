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
  /// Whether the rule is a calendar expression, which needs no start.
  var isCalendar = false
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
      "A calendar expression of systemd.time(7). A zone at its end is the ritual's; a wall time that the clocks jump "
        + "over is moved on (02:30 becomes 03:30)."
    ) {
      $0.rule = $1
      $0.isCalendar = true
    },
  ])

extension Reader where Value == Schedule {
  static var schedule: Reader { .either(.phrase, .ruleObject) }

  private static var phrase: Reader {
    Reader(.text(form: "a phrase", pattern: "\\S")) { value, decoding in
      guard let text = decoding.text(value, wanted: "a phrase") else { return nil }
      do throws(TextFault) {
        let known = try decoding.phrase(text)
        return decoding.isGood(known, in: value) ? Schedule(known: known) : nil
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
            "rrule", of: "a rule",
            advice: "add it or \"onCalendar\", or write a phrase as in \"every sunday at 18:00\""),
          at: brace)
      }
      guard let known = draft.rule else { return nil }
      return Schedule(
        known: known, start: draft.start, isRule: !draft.isCalendar,
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
        return decoding.isGood(known, in: value) ? known : nil
      } catch {
        decoding.tell(error, in: value)
        return nil
      }
    }
  }
}

extension Reader where Value == Decoding.KnownForm {
  static var onCalendar: Reader {
    Reader(.text(form: "a calendar expression", pattern: "\\S")) { value, decoding in
      guard let text = decoding.text(value, wanted: "a calendar expression") else { return nil }
      do throws(TextFault) {
        let known = try decoding.calendar(text)
        return decoding.isGood(known, in: value) ? known : nil
      } catch {
        decoding.tell(error, in: value)
        return nil
      }
    }
  }
}

extension Decoding {
  /// Tells what only a look at the whole form shows: that it never comes, or that its zone is unknown.
  fileprivate mutating func isGood(_ known: KnownForm, in value: JSONValue) -> Bool {
    if !known.isSatisfiable { tell(.neverMatches, at: value.range) }
    guard let name = known.form.zone, !isGoodZone(name) else { return true }
    let near = zone(near: name)
    let place = CalendarExpression.zoneRange(name, in: known.text)
    tell(.unknownZone(name, near: near), at: value.sourceRange(ofUTF8: place))
    return false
  }
}
