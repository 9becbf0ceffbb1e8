import CivilTime
import Rituals
import Recurrence
import Wording

/// A month of a year, 0001-01 to 9999-12.
struct Month: Hashable {
  let year: Int
  /// 1…12.
  let month: Int

  /// Nil if the calendar has no such month.
  init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    (self.year, self.month) = (year, month)
  }

  init(of date: CivilDate) { (year, month) = (date.year, date.month) }

  var days: ClosedRange<CivilDate> {
    let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
    return first...first.advanced(byDays: CivilDate.daysInMonth(year: year, month: month) - 1)
  }

  /// `December 2026`.
  var title: String { "\(CivilDate.monthName(month)) \(year)" }

  /// The month that is `count` months later; nil beyond the ends of the calendar.
  func advanced(by count: Int) -> Month? {
    let index = year * 12 + month - 1 + count
    return Month(year: index / 12, month: index % 12 + 1)
  }
}

/// What the words of `kin calendar` name: where it begins, and of which rituals.
struct CalendarWords {
  /// Nil if the words name no month.
  var first: Month?
  /// How many months the words ask for: twelve if they name a year alone.
  var months = 1
  var rituals: [String] = []

  /// Reads `2026-12`, `2027`, `december`, `dec 2027`, `this`, `next`, `last`, and ids of rituals. A month without its
  /// year is the nearest to come, the present one included. A ritual may be named by its title or a beginning, too.
  init(_ words: [String], today: CivilDate, rituals known: [(id: String, title: String)]) throws {
    func named(_ word: String) throws -> String? {
      let isKnown = NameSearch(word).found(in: known, id: \.id, name: \.title) != nil
      return isKnown ? try ritualID(word, among: known) : nil
    }
    // A title of several words is one argument.
    var rest = try words.flatMap { word in
      let parts = word.split(separator: " ").map(String.init)
      return try parts.count > 1 ? named(word).map { [$0] } ?? parts : parts
    }[...]
    while let word = rest.popFirst() {
      if first == nil, try begin(word, &rest, Month(of: today)) { continue }
      if let ritual = try named(word) {
        rituals.append(ritual)
        continue
      }
      let near = EditDistance.closestName(
        to: word, among: Vocabulary.monthNames + ["this", "next", "last"] + known.map(\.id))
      throw Failure(
        "\"\(DisplayText.line(word))\" is neither a month nor a ritual; "
          + (near.map { "did you mean \"\($0)\"?" } ?? "write 2026-12, december, dec 2027 or next"))
    }
  }

  private static let relative = ["this": 0, "now": 0, "next": 1, "last": -1, "previous": -1]

  /// Begins with the month that a word names, with the year behind it where there is one; false if it names none.
  private mutating func begin(_ word: String, _ rest: inout ArraySlice<String>, _ present: Month) throws
    -> Bool
  {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let month = Self.number(ofMonth: word.lowercased())
    if let month, let named = rest.first.flatMap(Self.fourDigits).flatMap({ Month(year: $0, month: month) }) {
      first = named
      rest.removeFirst()
    } else if let steps = Self.relative[word.lowercased()] ?? month.map({ ($0 - present.month + 12) % 12 }) {
      first = present.advanced(by: steps) ?? present
    } else if let january = Self.fourDigits(word).flatMap({ Month(year: $0, month: 1) }) {
      (first, months) = (january, 12)
    } else if parts.count == 2, let year = Self.fourDigits(parts[0]), let month = Int(parts[1]),
      parts[1].count <= 2
    {
      guard let named = Month(year: year, month: month) else {
        throw WrongUsage("\"\(word)\" isn't a month; the months go from \(parts[0])-01 to \(parts[0])-12")
      }
      first = named
    }
    return first != nil
  }

  /// `december`, `dec`, `sept`: the name, or three of its letters or more.
  private static func number(ofMonth name: String) -> Int? {
    guard name.count >= 3 else { return nil }
    return Vocabulary.monthNames.firstIndex { $0.hasPrefix(name) }.map { $0 + 1 }
  }

  private static func fourDigits(_ text: String) -> Int? {
    text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
