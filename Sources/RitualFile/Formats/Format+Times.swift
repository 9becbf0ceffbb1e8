import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// A string in a form of its own: what it is, an example, and the schema's pattern.
private func form<Value: CustomStringConvertible & SendableMetatype>(
  _ what: String, example: String, pattern: String, _ parse: @escaping @Sendable (String) -> Value?
) -> Format<Value> {
  .text(what, pattern: pattern, write: \.description) { text, value, decoding throws(TextFault) in
    if let result = parse(text) { return result }
    let near = mended(text).flatMap { parse($0) == nil ? nil : $0 }
    return decoding.refuse(value, .badForm(text, of: what, example: example, near: near))
  }
}

/// What was probably meant by a date or a time: zeros in front of single digits (`8:00`), and the year first
/// where points say that the day was (`31.12.2026`). Slashes say nothing: Europe and America read them differently.
private func mended(_ text: String) -> String? {
  func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
  let parts = text.split(omittingEmptySubsequences: false) { !isDigit($0) }
    .map { $0.utf8.count == 1 ? "0" + $0 : String($0) }
  guard text.utf8.count <= 20, !parts.contains("") else { return nil }
  let separators = text.filter { !isDigit($0) }
  if separators == ".." { return parts.reversed().joined(separator: "-") }
  return parts[0] + zip(separators, parts.dropFirst()).map { "\($0)\($1)" }.joined()
}

private let datePattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
private let timePattern = "[0-9]{2}:[0-9]{2}(:[0-9]{2})?"

extension Format where Value == TimeOfDay {
  static var time: Format {
    form("a time of the day", example: "22:00", pattern: "^\(timePattern)$") { TimeOfDay($0) }
  }
}

extension Format where Value == CivilDate {
  static var date: Format {
    form("a date", example: "2026-12-20", pattern: "^\(datePattern)$") { CivilDate($0) }
  }
}

extension Format where Value == LocalPoint {
  /// A date, or a date and a time.
  static var point: Format {
    form(
      "a date, with or without a time", example: "2026-12-05T10:00",
      pattern: "^\(datePattern)([T ]\(timePattern))?$"
    ) { CivilDate($0).map { LocalPoint($0) } ?? wallTime($0) }
  }

  /// A date and a time.
  static var wallTime: Format {
    form(
      "a date and a time", example: "2026-01-03T10:00", pattern: "^\(datePattern)[T ]\(timePattern)$",
      wallTime)
  }

  @Sendable private static func wallTime(_ text: String) -> LocalPoint? {
    CivilDateTime(text).map { LocalPoint($0.date, $0.time) }
  }
}

extension Format where Value == MonthDay {
  /// A day of any year; 29 February is one.
  static var monthDay: Format {
    form("a day of the year", example: "04-15", pattern: "^[0-9]{2}-[0-9]{2}$") { text in
      CivilDate("2024-" + text).map { MonthDay(month: $0.month, day: $0.day) }
    }
  }
}

extension Format where Value == Birthday {
  static var birthday: Format {
    form("a birthday", example: "03-14", pattern: "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$") { Birthday($0) }
  }
}

extension Format where Value == ReminderTime {
  static var reminder: Format {
    .text("a reminder", wanted: "a reminder, as in \"2h before\"", pattern: "\\S", write: \.description) {
      text, _, decoding throws(TextFault) in
      try decoding.reminders.value(of: text) { text throws(TextFault) in try ReminderTime(parsing: text) }
    }
  }
}

extension Format where Value == Moment {
  /// A moment relative to now; a fixed date would be in the past one day.
  static var later: Format {
    .text(
      "a moment", wanted: "a moment, as in \"1h\" or \"tonight\"", pattern: "\\S", write: \.description
    ) { text, value, decoding throws(TextFault) in
      let moment = try Moment(parsing: text)
      guard case .on(.date, _) = moment else { return moment }
      return decoding.refuse(
        value, wanted: "a moment that comes again", advice: "write \"tonight\" or \"saturday 10:00\"")
    }
  }
}

extension Format where Value == Span {
  /// A length of time over 0 and at most a hundred years.
  static var span: Format {
    bounded(least: "1 second", most: "100 years") { span in
      span.months >= 0 && span.days >= 0 && span.seconds >= 0 && span != Span()
        && span.months <= 1200 && span.days <= 36_525 && span.seconds <= 36_525 * 86_400
    }
  }

  /// How long a program may take: elapsed time from a second to an hour.
  static var timeout: Format {
    bounded(least: "1 second", most: "1 hour") {
      $0.months == 0 && $0.days == 0 && (1...3600).contains($0.seconds)
    }
  }

  private static func bounded(
    least: String, most: String, _ isGood: @escaping @Sendable (Span) -> Bool
  ) -> Format {
    .text(
      "a span of time", wanted: "a span of time, as in \"20min\"", pattern: "\\S", write: \.words
    ) { text, value, decoding throws(TextFault) in
      let span = try decoding.spans.value(of: text) { text throws(TextFault) in try Span(parsing: text) }
      if isGood(span) { return span }
      return decoding.refuse(value, .outOfRange(Words.quoted(text), least: least, most: most))
    }
  }
}
