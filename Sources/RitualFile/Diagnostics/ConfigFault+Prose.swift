import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

extension ConfigFault {
  /// A phrase that names a day, for one that doesn't.
  private static func dayExample(_ frequency: RecurrenceRule.Frequency) -> String {
    switch frequency {
    case .yearly: "every year on 15 may"
    case .monthly: "every month on the 15th"
    default: "every week on friday"
    }
  }

  var severity: Diagnostic.Severity {
    switch self {
    case .moreRolesThanPeople, .noRituals, .disturbs, .alwaysWaits, .doubtful, .hook: .warning
    case .neverComes(_, let alsoComes): alsoComes ? .warning : .error
    default: .error
    }
  }

  /// What is wrong, in lower case, and what to do about it; `place` finds the place of an offset.
  func words(place: (Int) -> JSONPlace) -> (message: String, remedy: Diagnostic.Remedy?) {
    let (message, meant, advice) = parts(place)
    return (message, meant.map { .replacement($0) } ?? advice.map { .advice($0) })
  }

  /// What is wrong, what was probably meant, and what to do where that isn't known.
  private func parts(_ place: (Int) -> JSONPlace) -> (message: String, meant: String?, advice: String?) {
    switch self {
    case .syntax(let fault): (fault.message, nil, fault.advice)
    case .lookalike(let found): (found.message, nil, found.adviceInText)
    case .severalTimes(let fault, let more):
      (
        "\(fault.message), here and in \(more == 1 ? "one more place" : "\(more) more places")", nil,
        fault.advice.map { "\($0) everywhere" }
      )
    case .unknownKey(let key, let owner, let near): ("unknown key \(quoted(key)) in \(owner)", near, nil)
    case .missingKey(let key, let owner, let advice):
      ("the key \(quoted(key)) is missing in \(owner)", nil, advice)
    case .wrongKind(let wanted, let found, let advice): ("expected \(wanted), found \(found)", nil, advice)
    case .emptyText: ("the text is empty", nil, "write something here")
    case .emptyList(let what):
      ("the list of \(what) is empty", nil, "name one of the \(what) at least, or remove the key")
    case .controlCharacter(let scalar):
      ("the control character U+\(hex(scalar.value, width: 4)) does not belong here", nil, "remove it")
    case .badName(let id):
      ("\(quoted(id)) cannot be an id", nil, "use 1 to 64 letters (a-z), digits, and . _ -")
    case .reservedHook(let name): ("\(quoted(name)) is built in", nil, "give the hook another name")
    case .idTwice(let id, let first):
      ("the id \(quoted(id)) is already used at \(place(first))", nil, "give each ritual an id of its own")
    case .listedTwice(let text): ("\(quoted(text)) is in the list twice", nil, "keep one of the two")
    case .unknown(let kind, let name, let near):
      ("unknown \(kind.rawValue) \(quoted(name))", near, kind.advice(name))
    case .unknownChoice(let text, let choices, let near):
      ("expected \(DisplayText.list(choices.map(quoted), "or")), found \(quoted(text))", near, nil)
    case .unknownPlaceholder(let name, let near): ("unknown place {\(name)}", near.map { "{\($0)}" }, nil)
    case .when(let fault): (fault.message, fault.suggestion, nil)
    case .badForm(let text, let what, let example, let near):
      ("\(quoted(text)) is not \(what)", near, "write it as in \(quoted(example))")
    case .notWhole(let number):
      ("expected a whole number, found \(number)", nil, Words.whole(number).map { "write \($0)" })
    case .outOfRange(let number, let least, let most):
      ("\(number) is out of range: \(least) to \(most)", nil, nil)
    case .bothForms:
      ("a rule is either an \"rrule\" or an \"onCalendar\", not both", nil, "keep one of the two")
    case .bothStarts: ("the rule has a \"start\" and the ritual a \"starting\"", nil, "keep one of the two")
    case .neverMatches: ("no date can ever match this", nil, nil)
    case .needsAnchor(let example, .interval):
      (
        "an interval over 1 needs a first date to count from", nil,
        "add \"starting\": \"\(example)\" with the first date"
      )
    case .needsAnchor(let example, .count):
      (
        "a number of times needs a first date to count from", nil,
        "add \"starting\": \"\(example)\" with the first date"
      )
    case .needsAnchor(let example, .day(let frequency)):
      (
        "this does not say on which day it comes", nil,
        "name it, as in \"\(ConfigFault.dayExample(frequency))\", or add \"starting\": \"\(example)\" with the first date"
      )
    case .ruleWithoutStart(let example):
      (
        "an RRULE needs a first wall time to count from", nil,
        "add \"start\": \"\(example.shortDescription)\" beside the rule"
      )
    case .neverComes(let hindrance, false):
      ("this never comes: \(hindrance.message)", nil, hindrance.advice)
    case .neverComes(let hindrance, true):
      ("only the days of \"also\" come: \(hindrance.message)", nil, hindrance.advice)
    case .doubtful(let doubt): doubt.parts
    case .endsBeforeStart(let end, let start): ("\(end) is before \(start)", nil, nil)
    case .emptyHours: ("the hours end when they begin", nil, "let them end at another time")
    case .moreRolesThanPeople(let roles, let people):
      ("\(roles) roles for \(people == 1 ? "one person" : "\(people) people"): one of them has two", nil, nil)
    case .noRituals: ("there are no rituals", nil, nil)
    case .disturbs(let conflict, let name, let clock, let isTwo):
      (conflict.words(name: name), nil, Words.better(conflict.better, name: name, clock: clock, isTwo: isTwo))
    case .alwaysWaits(let end):
      (
        "its reminders always fall into your quiet hours and wait"
          + (end.map { " until \($0)" } ?? " for their end"), nil,
        "\"urgency\": \"critical\" passes them, or choose another time"
      )
    case .hook(let fault): fault.parts
    case .more(let count): ("and \(count) more", nil, nil)
    }
  }

  private func quoted(_ text: String) -> String { Words.quoted(text) }
}

extension ConfigFault.Name {
  /// What to do where nothing is near what was written.
  fileprivate func advice(_ name: String) -> String {
    switch self {
    case .person: "add \(Words.quoted(name)) to \"people\""
    case .channel: "add \(Words.quoted(name)) to \"hooks\""
    case .deck: "write \(DisplayText.list(Deck.all.map(\.id), "or")), or add it to \"decks\""
    case .zone: "write a zone of the tz database, as in \"Europe/Berlin\""
    }
  }
}

/// Small words that several messages share.
enum Words {
  /// A text in double quotes, escaped as JSON and cut where it is long.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 60 else { return JSON.string(text).text() }
    return JSON.string(String(String.UnicodeScalarView(scalars.prefix(58))) + "…").text()
  }

  /// What a value is, for "found …".
  static func found(_ value: JSONValue) -> String {
    switch value.kind {
    case .null: "null"
    case .boolean: value.boolean == true ? "true" : "false"
    case .number: "the number \(cut(value.numberText ?? ""))"
    case .string: "the string \(quoted(value.string ?? ""))"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// A number without its fraction, where that is nothing: `1` for `1.0`.
  static func whole(_ number: String) -> String? {
    let parts = number.split(separator: ".")
    return parts.count == 2 && parts[1].allSatisfy { $0 == "0" } ? String(parts[0]) : nil
  }

  /// A time that would do, or whom to ask.
  static func better(_ time: TimeOfDay?, name: String, clock: String?, isTwo: Bool) -> String {
    let everybody = isTwo ? "both" : "all"
    guard let time else {
      return "no other time was found to suit \(everybody): ask \(DisplayText.line(name)) which is all right"
    }
    return "at \(time)\(clock.map { " in \($0)" } ?? "") it would suit \(everybody)"
  }

  static func cut(_ text: String) -> String { text.utf8.count > 40 ? text.prefix(38) + "…" : text }
}
