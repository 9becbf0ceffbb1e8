import CivilTime
import Recurrence
import Rituals

/// Why a text says no days.
public enum AbsenceFault: Error, Hashable, Sendable {
  /// A word that says nothing here, and what was probably meant; nil for the word where the text ends too early.
  case unreadable(String?, near: String?)
  /// A day that no calendar has.
  case noSuchDay(String)
  /// The last day lies before the first.
  case endsBeforeStart(from: CivilDate, to: CivilDate)
}

extension Absence {
  /// Reads days as people say them: `2026-12-20`, `20 december to 3 january`, `until 3 january`, `this week`,
  /// `tomorrow for 2 weeks`. A day without a year is the next one of that name.
  public init(parsing text: String, today: CivilDate) throws(AbsenceFault) {
    var reader = AbsenceReader(text, today: today)
    self = try reader.absence()
  }
}

private struct AbsenceReader {
  private let today: CivilDate
  private let words: [String]
  private var index = 0

  init(_ text: String, today: CivilDate) {
    self.today = today
    words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\n" }.map(String.init)
  }

  private static let others = [
    "today", "tomorrow", "this", "next", "week", "weekend", "month", "until", "from", "for", "days", "weeks",
    "months",
  ]

  private var word: String? { index < words.count ? words[index] : nil }

  private mutating func accept(_ wanted: String...) -> Bool {
    guard let word, wanted.contains(word) else { return false }
    index += 1
    return true
  }

  private func fault() -> AbsenceFault {
    .unreadable(
      word,
      near: word.flatMap {
        EditDistance.closest(
          to: $0, among: AbsenceReader.others + Vocabulary.weekdayNames + Vocabulary.monthNames)
      })
  }

  mutating func absence() throws(AbsenceFault) -> Absence {
    let found = try days()
    guard word == nil else { throw fault() }
    guard found.from <= found.to else { throw .endsBeforeStart(from: found.from, to: found.to) }
    // Without years, the end of `5 january to 3 january` is nearly a year off: more likely the two have changed places.
    let namesYear = words.contains { $0.prefix(4).count { $0.isNumber } == 4 }
    if !namesYear, words.contains("to"), found.to.dayNumber - found.from.dayNumber > 300 {
      throw .endsBeforeStart(from: found.from, to: found.to)
    }
    return found
  }

  private mutating func days() throws(AbsenceFault) -> Absence {
    if accept("until", "till", "to") { return Absence(from: today, to: try day(from: today)) }
    if accept("for") { return Absence(from: today, to: try lastDay(from: today)) }
    if let period = try period() { return period }
    _ = accept("from", "on")
    let first = try day(from: today)
    _ = accept("on")
    if accept("for") { return Absence(from: first, to: try lastDay(from: first)) }
    guard word != nil else { return Absence(from: first, to: first) }
    _ = accept("to", "until", "till", "through", "-", "–", "and")
    return Absence(from: first, to: try day(from: first))
  }

  /// `this week`, `next weekend`, `next month`; nil, with nothing taken, where none stands here.
  private mutating func period() throws(AbsenceFault) -> Absence? {
    guard let word, word == "this" || word == "next", index + 1 < words.count else { return nil }
    let monday = today.advanced(byDays: -today.weekday.rawValue + (word == "next" ? 7 : 0))
    switch words[index + 1] {
    case "week":
      index += 2
      return Absence(from: max(monday, today), to: monday.advanced(byDays: 6))
    case "weekend":
      index += 2
      return Absence(from: max(monday.advanced(byDays: 5), today), to: monday.advanced(byDays: 6))
    case "month":
      index += 2
      let first = CivilDateTime(today.advanced(byDays: 1 - today.day), .midnight)
      let begin = first.advanced(by: Span(months: 1), times: word == "next" ? 1 : 0)
      let end = begin.advanced(by: Span(months: 1)).date.advanced(byDays: -1)
      return Absence(from: max(begin.date, today), to: end)
    default:
      index += 1
      if weekday != nil { return nil }
      throw fault()
    }
  }

  /// `2 weeks`: the last of so many days.
  private mutating func lastDay(from first: CivilDate) throws(AbsenceFault) -> CivilDate {
    let rest = words[index...].joined(separator: " ")
    guard let span = try? Span(parsing: rest), span.seconds == 0, span.months > 0 || span.days > 0 else {
      throw fault()
    }
    index = words.count
    return CivilDateTime(first, .midnight).advanced(by: span).date.advanced(byDays: -1)
  }

  private var weekday: Int? {
    word.flatMap { word in
      Vocabulary.weekdayNames.firstIndex {
        $0 == word || word.count >= 2 && $0.hasPrefix(word) && word.count <= 4
      }
    }
  }

  /// One day, not earlier than `earliest` where it has no year.
  private mutating func day(from earliest: CivilDate) throws(AbsenceFault) -> CivilDate {
    if accept("today") { return today }
    if accept("tomorrow") { return today.advanced(byDays: 1) }
    if let weekday {
      index += 1
      return earliest.advanced(byDays: (weekday - earliest.weekday.rawValue + 7) % 7)
    }
    guard let word else { throw fault() }
    if let date = CivilDate(word) {
      index += 1
      return date
    }
    if word.first?.isNumber == true, word.contains("-") || word.contains(".") { throw .noSuchDay(word) }
    return try namedDay(from: earliest)
  }

  /// `20 december`, `december 20th 2026`, `the 20th of december`.
  private mutating func namedDay(from earliest: CivilDate) throws(AbsenceFault) -> CivilDate {
    let first = index
    _ = accept("the")
    var day = number
    if day != nil {
      index += 1
      _ = accept("of")
    }
    guard let month = month else { throw fault() }
    index += 1
    if day == nil {
      _ = accept("the")
      day = number
      guard day != nil else { throw fault() }
      index += 1
    }
    var year: Int?
    if let word, word.utf8.count == 4, let found = Int(word) {
      year = found
      index += 1
    }
    // A leap day may be eight years ahead.
    for year in year.map({ $0...$0 }) ?? earliest.year...earliest.year + 8 {
      if let date = CivilDate(year: year, month: month, day: day ?? 0), date >= earliest {
        return date
      }
    }
    if let year, let date = CivilDate(year: year, month: month, day: day ?? 0) { return date }
    throw .noSuchDay(words[first..<index].joined(separator: " "))
  }

  private var month: Int? {
    word.flatMap { word in
      Vocabulary.monthNames.firstIndex { word.count >= 3 && $0.hasPrefix(word) }.map { $0 + 1 }
    }
  }

  /// `20`, `20th`.
  private var number: Int? {
    guard let word, let first = word.first, first.isASCII, first.isNumber else { return nil }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard ["", "st", "nd", "rd", "th", "."].contains(word.dropFirst(digits.count)) else { return nil }
    return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
  }
}

extension AbsenceFault {
  /// What is wrong, in lower case, and what to write.
  public var message: String {
    switch self {
    case .unreadable(let word?, let near?):
      "\"\(DisplayText.line(word))\" says no day; did you mean \"\(near)\"?"
    case .unreadable(let word?, nil): "\"\(DisplayText.line(word))\" says no day; \(AbsenceFault.forms)"
    case .unreadable(nil, _): "the days are missing; \(AbsenceFault.forms)"
    case .noSuchDay(let text): "there is no day \"\(DisplayText.line(text))\"; \(AbsenceFault.forms)"
    case .endsBeforeStart(let from, let to): "\(to) is before \(from)"
    }
  }

  private static let forms = "write 2026-12-20, this week, until 3 january or 20 december to 3 january"
}
