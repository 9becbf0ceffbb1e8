import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

extension ConfigFault {
  var severity: Diagnostic.Severity {
    switch self {
    case .moreRolesThanPeople, .noRituals, .disturbs, .alwaysWaits: .warning
    default: .error
    }
  }

  /// What is wrong, in lower case; `place` finds the place of an offset.
  func message(place: (Int) -> JSONPlace) -> String {
    switch self {
    case .syntax(let fault): fault.message
    case .unknownKey(let key, let owner, _): "unknown key \(quoted(key)) in \(owner)"
    case .missingKey(let key, let owner, _): "the key \(quoted(key)) is missing in \(owner)"
    case .wrongKind(let wanted, let found, _): "expected \(wanted), found \(found)"
    case .emptyText: "the text is empty"
    case .emptyList(let what): "the list of \(what) is empty"
    case .controlCharacter(let scalar): "the control character U+\(scalar.hex) does not belong here"
    case .badName(let id): "\(quoted(id)) cannot be an id"
    case .reservedHook(let name): "\(quoted(name)) is built in"
    case .idTwice(let id, let first): "the id \(quoted(id)) is already used at \(place(first))"
    case .listedTwice(let text): "\(quoted(text)) is in the list twice"
    case .unknownPerson(let id, _): "unknown person \(quoted(id))"
    case .unknownChannel(let name, _): "unknown channel \(quoted(name))"
    case .unknownDeck(let name, _): "unknown deck \(quoted(name))"
    case .unknownZone(let zone, _): "unknown time zone \(quoted(zone))"
    case .unknownChoice(let text, let choices, _):
      "expected \(DisplayText.list(choices.map(quoted), "or")), found \(quoted(text))"
    case .unknownPlaceholder(let name, _): "unknown place {\(name)}"
    case .when(let fault): fault.message
    case .badForm(let text, let what, _, _): "\(quoted(text)) is not \(what)"
    case .notWhole(let number): "expected a whole number, found \(number)"
    case .outOfRange(let number, let range):
      "\(number) is out of range: \(range.lowerBound) to \(range.upperBound)"
    case .spanOutOfRange(let text, let least, let most):
      "\(quoted(text)) is out of range: \(least) to \(most)"
    case .bothForms: "a rule is either an \"rrule\" or an \"onCalendar\", not both"
    case .bothStarts: "the rule has a \"start\" and the ritual a \"starting\""
    case .neverMatches: "no date can ever match this"
    case .needsAnchor: "an interval over 1 needs a first date to count from"
    case .ruleWithoutStart: "an RRULE needs a first wall time to count from"
    case .endsBeforeStart(let end, let start): "\(end) is before \(start)"
    case .emptyHours: "the hours end when they begin"
    case .moreRolesThanPeople(let roles, let people):
      "\(roles) roles for \(people == 1 ? "one person" : "\(people) people"): somebody holds two"
    case .noRituals: "there are no rituals"
    case .disturbs(let conflict, let name, _, _): conflict.words(name: name)
    case .alwaysWaits(let end):
      "its reminders always fall into your quiet hours and wait"
        + (end.map { " until \($0)" } ?? " for their end")
    case .more(let count): "and \(count) more"
    }
  }

  var remedy: Diagnostic.Remedy? {
    switch self {
    case .syntax(let fault): fault.advice.map { .advice($0) }
    case .unknownKey(_, _, let near), .unknownChoice(_, _, let near): near.map { .replacement($0) }
    case .unknownPlaceholder(_, let near): near.map { .replacement("{\($0)}") }
    case .missingKey(_, _, let advice), .wrongKind(_, _, let advice): advice.map { .advice($0) }
    case .emptyText: .advice("write something here")
    case .emptyList(let what): .advice("name one of the \(what) at least, or remove the key")
    case .controlCharacter: .advice("remove it")
    case .badName: .advice("use 1 to 64 letters (a-z), digits, and . _ -")
    case .reservedHook: .advice("give the hook another name")
    case .idTwice: .advice("give each ritual an id of its own")
    case .listedTwice: .advice("keep one of the two")
    case .unknownPerson(let id, let near):
      near.map { .replacement($0) } ?? .advice("add \(quoted(id)) to \"people\"")
    case .unknownChannel(let name, let near):
      near.map { .replacement($0) } ?? .advice("add \(quoted(name)) to \"hooks\"")
    case .unknownDeck(_, let near):
      near.map { .replacement($0) }
        ?? .advice("write \(DisplayText.list(Deck.all.map(\.id), "or")), or add it to \"decks\"")
    case .unknownZone(_, let near):
      near.map { .replacement($0) } ?? .advice("write a zone of the tz database, as in \"Europe/Berlin\"")
    case .when(let fault): fault.suggestion.map { .replacement($0) }
    case .badForm(_, _, let example, let near):
      near.map { .replacement($0) } ?? .advice("write it as in \(quoted(example))")
    case .notWhole(let number): Words.whole(number).map { .advice("write \($0)") }
    case .outOfRange, .spanOutOfRange: nil
    case .bothForms, .bothStarts: .advice("keep one of the two")
    case .neverMatches: nil
    case .needsAnchor: .advice("add \"starting\": \"2026-01-03\" with the first date")
    case .ruleWithoutStart: .advice("add \"start\": \"2026-01-03T10:00\" beside the rule")
    case .endsBeforeStart: nil
    case .emptyHours: .advice("let them end at another time")
    case .disturbs(let conflict, let name, let clock, let isTwo):
      .advice(Words.better(conflict.better, name: name, clock: clock, isTwo: isTwo))
    case .alwaysWaits: .advice("\"urgency\": \"critical\" passes them, or choose another time")
    case .moreRolesThanPeople, .noRituals, .more: nil
    }
  }

  private func quoted(_ text: String) -> String { Words.quoted(text) }
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

extension Unicode.Scalar {
  fileprivate var hex: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
  }
}
