import CivilTime
import Recurrence

/// Words that people read in two ways. Each is refused with both written out as phrases that are understood.
extension TokenReader {
  /// `biweekly`, `bimonthly`, `biannually`: twice in it, or every second one.
  func ambiguousAdverb() -> TextFault? {
    guard case .word(let word) = kind else { return nil }
    var reader = self
    reader.advance()
    reader.accept(.on)
    let days = (try? reader.weekdays()) ?? []
    let readings: [String]
    switch word {
    case .biweekly: readings = WaysToSay.everySecondWeek(days) + WaysToSay.twiceAWeek(days)
    case .semimonthly:
      return fault(from: index, to: index + 1) { .daysMissing($0, readings: WaysToSay.days(2, .month)) }
    case .bimonthly: readings = ["every 2 months on the 1st"] + WaysToSay.days(2, .month)
    case .biannually: readings = ["every 2 years on 1 january"] + WaysToSay.days(2, .year)
    case .dayOfCountries(let place): readings = Feast.ofCountries[place].readings
    case .easterSaturday: readings = ["holy saturday", "the 6th day after easter sunday"]
    default: return nil
    }
    let end = days.isEmpty || word != .biweekly ? index + 1 : reader.index
    return fault(from: index, to: end) { .ambiguousWord($0, readings: readings) }
  }

  /// `even weeks on friday`: every second week, or the weeks with an even number, of which two may follow each other
  /// at the turn of a year.
  func ambiguousWeeks(from first: Int) -> TextFault {
    var reader = self
    reader.index = first
    while reader.kind != .end, !reader.says(.even), !reader.says(.odd) { reader.advance() }
    let parity = reader.says(.even) ? "even" : "odd"
    reader.advance()
    if reader.kind.unit == .week { reader.advance() }
    let end = reader.index
    reader.accept(.on)
    var start = reader.index
    var days = (try? reader.weekdays()) ?? []
    var beginning = first
    if days.isEmpty {
      // `fridays in even weeks`
      reader.index = end
      if let place = tokens[..<first].firstIndex(where: {
        $0.kind.weekday != nil || $0.kind == .word(.weekend)
      }) {
        reader.index = place
        (start, beginning) = (place, place > 0 && tokens[place - 1].kind == .word(.every) ? place - 1 : place)
        days = (try? reader.weekdays()) ?? []
        let names = lexeme(reader.range(from: start))
        return fault(from: beginning, to: end) { .ambiguousWord($0, readings: readings(names, parity)) }
      }
    }
    let names = days.isEmpty ? "monday" : reader.lexeme(reader.range(from: start))
    return fault(from: beginning, to: reader.index) { .ambiguousWord($0, readings: readings(names, parity)) }
  }

  private func readings(_ names: String, _ parity: String) -> [String] {
    ["every 2 weeks on \(names)", "every \(names) in \(parity) weeks of the year"]
  }

  /// `friday the 13th`: the next one, or each.
  func ambiguousDay(from first: Int, to end: Int) -> TextFault {
    var reader = self
    reader.index = first
    reader.accept(.on)
    let words = lexeme(range(from: reader.index, to: end))
    let days = reader.nextDay
    return fault(from: first, to: end) { .ambiguousWord($0, readings: ["every \(words)"] + days) }
  }

  /// `once on` the next day that is such a weekday and such a day of its month.
  private var nextDay: [String] {
    let weekday = kind(ahead: past(.word(.the))).weekday
    let day = tokens[index...].lazy.compactMap { $0.kind.ordinal ?? nil }.first
    let today = context.value.today ?? CivilDate(year: 2027, month: 1, day: 1)
    guard let today else { return [] }
    let next = (0...15_000).lazy.map { today.advanced(byDays: $0) }.first {
      $0.weekday == weekday && $0.day == day
    }
    return next.map { ["once on \($0)"] } ?? []
  }

  /// The error for `every few weeks` and `every now and then`, which don't say how often. Call it after `every`.
  var vagueRhythm: TextFault? {
    let start = max(0, index - 1)
    switch word() {
    case "few", "several", "couple", "some":
      var place = past(.word(.of), ahead: 1)
      if word(ahead: place) == "of" { place += 1 }
      guard let unit = kind(ahead: place).unit else { return nil }
      let readings =
        word() == "couple"
        ? ["every 2 \(unit)s", "every 2 to 3 \(unit)s"] : ["every 3 \(unit)s", "every 3 to 4 \(unit)s"]
      return fault(from: start, to: index + place + 1) { .vagueRhythm($0, readings: readings) }
    case "so", "now", "once", "often", "in":
      let ends = ["often", "then", "again", "while"]
      guard let length = (0..<4).first(where: { ends.contains(word(ahead: $0)) }) else { return nil }
      let readings = ["every 3 weeks", "every 3 to 4 weeks"]
      return fault(from: start, to: index + length + 1) { .vagueRhythm($0, readings: readings) }
    default: return nil
    }
  }

  /// Whether a condition stands here, which no calendar knows: `if it rains`, `when the weather is fine`.
  var startsCondition: Bool {
    ["if", "depending", "provided", "assuming", "weather", "unless"].contains(word())
      || says(.when) && !says(.done, ahead: 1)
  }

  /// `every second weekend`: every other one, or the second of each month, whose days may be in two weeks.
  func ambiguousWeekend(_ number: Int?, from first: Int) -> TextFault {
    let number = number ?? 2
    let ordinal = RecurrenceRule.ordinal((1...5).contains(number) || number == -1 ? number : 2, isWord: true)
    var end = index + past(.word(.the))
    while end < tokens.count - 1, tokens[end].kind != .word(.weekend) { end += 1 }
    let ofMonth = "every \(ordinal) saturday and \(ordinal) sunday"
    let readings =
      number == 2
      ? ["every 2 weeks on the weekend", ofMonth] : ["every \(ordinal) saturday", ofMonth]
    let start = first > 0 && tokens[first - 1].kind == .word(.every) ? first - 1 : first
    return fault(from: start, to: end + 1) { .ambiguousWord($0, readings: readings) }
  }
}

/// Phrases to write instead of what is refused.
enum WaysToSay {
  /// So many days of a week, a month or a year.
  static func days(_ times: Int, _ unit: Unit) -> [String] {
    switch (unit, times) {
    case (.day, _): [times == 2 ? "every day at 9:00 and 18:00" : "every day at 9:00, 13:00 and 18:00"]
    case (.week, 1): ["every monday"]
    case (.week, 2): ["every monday and thursday"]
    case (.week, 3): ["every monday, wednesday and friday"]
    case (.week, 4): ["every monday, tuesday, thursday and friday"]
    case (.week, _): ["every weekday"]
    case (.month, 1): ["every month on the 1st"]
    case (.month, 2): ["every month on the 1st and 15th"]
    case (.month, _): ["every month on the 1st, 11th and 21st"]
    case (.quarter, _): ["every month on the 1st"]
    case (.year, 2): ["every january and july on the 1st"]
    case (.year, 3): ["every january, may and september on the 1st"]
    case (.year, _): ["every january, april, july and october on the 1st"]
    default: []
    }
  }

  static func everySecondWeek(_ days: [Weekday]) -> [String] {
    ["every 2 weeks on \(names(days.isEmpty ? [.monday] : days))"]
  }

  /// Twice a week with these days, or with one half a week from a single one.
  static func twiceAWeek(_ days: [Weekday]) -> [String] {
    let first = days.first ?? .monday
    let second = days.count > 1 ? days[1] : Weekday(rawValue: (first.rawValue + 3) % 7) ?? first
    return ["every \(names([first, second].sorted()))"]
  }

  private static func names(_ days: [Weekday]) -> String { DisplayText.list(days.map { "\($0)" }) }
}
