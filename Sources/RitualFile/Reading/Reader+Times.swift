import CivilTime
import JSONText
import Recurrence
import Rituals

/// A text in a form of its own: what it is, how it is written, and the pattern a schema holds it to.
private func form<Value>(
  _ what: String, example: String, pattern: String, _ parse: @escaping @Sendable (String) -> Value?
) -> Reader<Value> {
  Reader(.text(form: what, pattern: pattern)) { value, decoding in
    guard let text = decoding.text(value, wanted: what) else { return nil }
    if let result = parse(text) { return result }
    let near = mended(text).flatMap { parse($0) == nil ? nil : $0 }
    decoding.tell(.badForm(text, of: what, example: example, near: near), at: value.range)
    return nil
  }
}

/// What was probably meant by a date or a time: zeros in front of single digits (`8:00`), and the year first
/// where points say that the day was (`31.12.2026`). Slashes say nothing: Europe and America read them differently.
private func mended(_ text: String) -> String? {
  guard text.utf8.count <= 20 else { return nil }
  var parts: [String] = []
  var separators: [Character] = []
  for character in text {
    if character.isASCII, character.isNumber {
      if parts.count == separators.count { parts.append("") }
      parts[parts.count - 1].append(character)
    } else {
      guard parts.count == separators.count + 1 else { return nil }
      separators.append(character)
    }
  }
  guard parts.count == separators.count + 1 else { return nil }
  parts = parts.map { $0.utf8.count == 1 ? "0" + $0 : $0 }
  if separators == [".", "."] { return parts.reversed().joined(separator: "-") }
  return parts.indices.map { $0 == 0 ? parts[0] : String(separators[$0 - 1]) + parts[$0] }.joined()
}

private let datePattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
private let timePattern = "[0-9]{2}:[0-9]{2}(:[0-9]{2})?"

extension Reader where Value == TimeOfDay {
  static var time: Reader {
    form("a time of the day", example: "22:00", pattern: "^\(timePattern)$") { TimeOfDay($0) }
  }
}

extension Reader where Value == CivilDate {
  static var date: Reader {
    form("a date", example: "2026-12-20", pattern: "^\(datePattern)$") { CivilDate($0) }
  }
}

extension Reader where Value == LocalPoint {
  /// A date, or a date and a time.
  static var point: Reader {
    form(
      "a date, with or without a time", example: "2026-12-05T10:00",
      pattern: "^\(datePattern)([T ]\(timePattern))?$"
    ) { text in
      if let date = CivilDate(text) { return LocalPoint(date) }
      return CivilDateTime(text).map { LocalPoint($0.date, $0.time) }
    }
  }

  /// A date and a time.
  static var wallTime: Reader {
    form(
      "a date and a time", example: "2026-01-03T10:00", pattern: "^\(datePattern)[T ]\(timePattern)$"
    ) { CivilDateTime($0).map { LocalPoint($0.date, $0.time) } }
  }
}

extension Reader where Value == MonthDay {
  /// A day of any year; 29 February is one.
  static var monthDay: Reader {
    form("a day of the year", example: "04-15", pattern: "^[0-9]{2}-[0-9]{2}$") { text in
      CivilDate("2024-" + text).map { MonthDay(month: $0.month, day: $0.day) }
    }
  }
}

extension Reader where Value == Birthday {
  static var birthday: Reader {
    form(
      "a birthday", example: "03-14", pattern: "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"
    ) { text in
      if let date = CivilDate(text) { return Birthday(year: date.year, month: date.month, day: date.day) }
      // A leap year, so that 29 February is a birthday too.
      return CivilDate("2024-" + text).map { Birthday(month: $0.month, day: $0.day) }
    }
  }
}

extension Reader where Value == ReminderTime {
  static var reminder: Reader {
    Reader(.text(form: "a reminder", pattern: "\\S")) { value, decoding in
      guard let text = decoding.text(value, wanted: "a reminder, as in \"2h before\"") else { return nil }
      if let known = decoding.reminders[text] { return known }
      do throws(TextFault) {
        let reminder = try ReminderTime(parsing: text)
        decoding.reminders[text] = reminder
        return reminder
      } catch {
        decoding.tell(error, in: value)
        return nil
      }
    }
  }
}

extension Reader where Value == Span {
  /// A length of time over 0 and at most a hundred years.
  static var span: Reader {
    Reader(.text(form: "a span of time", pattern: "\\S")) { value, decoding in
      guard let span = decoding.span(value) else { return nil }
      let isPositive =
        span.months >= 0 && span.days >= 0 && span.seconds >= 0 && span != Span()
        && span.months <= 1200 && span.days <= 36_525 && span.seconds <= 36_525 * 86_400
      if isPositive { return span }
      decoding.tell(
        .spanOutOfRange(value.string ?? "", least: "1 second", most: "100 years"), at: value.range)
      return nil
    }
  }

  /// How long a program may take: elapsed time from a second to an hour.
  static var timeout: Reader {
    Reader(.text(form: "a span of time", pattern: "\\S")) { value, decoding in
      guard let span = decoding.span(value) else { return nil }
      if span.months == 0 && span.days == 0 && (1...3600).contains(span.seconds) { return span }
      decoding.tell(.spanOutOfRange(value.string ?? "", least: "1 second", most: "1 hour"), at: value.range)
      return nil
    }
  }
}

extension Decoding {
  fileprivate mutating func span(_ value: JSONValue) -> Span? {
    guard let text = text(value, wanted: "a span of time, as in \"20min\"") else { return nil }
    if let known = spans[text] { return known }
    do throws(TextFault) {
      let span = try Span(parsing: text)
      spans[text] = span
      return span
    } catch {
      tell(error, in: value)
      return nil
    }
  }
}
