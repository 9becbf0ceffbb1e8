import CivilTime
import Recurrence
import Rituals

/// A day of every year that has a name.
enum Feast: Hashable, Sendable {
  /// `christmas eve`
  case date(MonthDay)
  /// `good friday`: so many days after Easter Sunday.
  case easter(Int)

  /// The feasts with a date of their own, and all spellings of each.
  static let dated: [(day: MonthDay, spellings: [String])] = [
    (MonthDay(month: 1, day: 1), ["new year's day", "new year’s day", "new years day", "new year day"]),
    (MonthDay(month: 1, day: 6), ["epiphany"]), (MonthDay(month: 1, day: 25), ["burns night"]),
    (MonthDay(month: 2, day: 14), ["valentine's day", "valentine’s day", "valentines day", "valentine day"]),
    (MonthDay(month: 3, day: 17), Feast.saints("patrick")),
    (MonthDay(month: 4, day: 1), ["april fools' day", "april fool's day", "april fools day", "april fools"]),
    (MonthDay(month: 4, day: 22), ["earth day"]), (MonthDay(month: 4, day: 23), Feast.saints("george")),
    (MonthDay(month: 10, day: 31), ["halloween"]),
    (MonthDay(month: 11, day: 5), ["bonfire night", "guy fawkes night"]),
    (MonthDay(month: 11, day: 30), Feast.saints("andrew")),
    (MonthDay(month: 12, day: 6), Feast.saints("nicholas")),
    (MonthDay(month: 12, day: 24), ["christmas eve"]),
    (MonthDay(month: 12, day: 25), ["christmas", "xmas", "christmas day"]),
    (MonthDay(month: 12, day: 26), ["boxing day"]),
    (MonthDay(month: 12, day: 31), ["new year's eve", "new year’s eve", "new years eve", "new year eve"]),
  ]

  private static func saints(_ name: String) -> [String] {
    ["saint", "st"].flatMap { saint in ["'s", "’s", "s"].map { "\(saint) \(name)\($0) day" } }
  }

  /// Days that countries keep on different dates, each with the phrases of two of them.
  static let ofCountries: [(spellings: [String], readings: [String])] = [
    (
      ["mother's day", "mother’s day", "mothers day"],
      ["every second sunday of may", "every mothering sunday"]
    ),
    (["father's day", "father’s day", "fathers day"], ["every third sunday of june", "every 19 march"]),
    (
      ["thanksgiving", "thanksgiving day"],
      ["every fourth thursday of november", "every second monday of october"]
    ),
    (["labor day", "labour day"], ["every first monday of september", "every 1 may"]),
  ]

  /// The feasts that move with Easter, each with the name that it has in a meaning first.
  static let movable: [(days: Int, spellings: [String])] = [
    (-47, ["shrove tuesday", "pancake day", "mardi gras"]), (-46, ["ash wednesday"]),
    (-21, ["mothering sunday"]), (-7, ["palm sunday"]), (-3, ["maundy thursday"]), (-2, ["good friday"]),
    (-1, ["holy saturday"]), (0, ["easter sunday", "easter day", "easter"]), (1, ["easter monday"]),
    (39, ["ascension day", "ascension thursday"]),
    (49, ["whit sunday", "whitsun", "pentecost", "pentecost sunday"]),
    (50, ["whit monday", "pentecost monday"]),
    (56, ["trinity sunday"]), (60, ["corpus christi"]),
  ]

  /// Every spelling with its word, those that only say why they are refused among them.
  static let words: [(spelling: String, word: Word)] = {
    var words: [(spelling: String, word: Word)] = [("easter saturday", .easterSaturday)]
    for feast in dated { words += feast.spellings.map { ($0, .feast(.date(feast.day))) } }
    for feast in movable { words += feast.spellings.map { ($0, .feast(.easter(feast.days))) } }
    for (place, day) in ofCountries.enumerated() {
      words += day.spellings.map { ($0, .dayOfCountries(place)) }
    }
    let others = ["easter", "easter sunday", "easter monday", "good friday", "pentecost"]
    for church in ["orthodox", "greek", "julian"] {
      words += others.map { ("\(church) \($0)", .otherEaster) }
    }
    return words
  }()

  /// What a day that many days after Easter Sunday is called: `good friday`, `the 5th day before easter sunday`.
  static func name(ofEaster days: Int) -> String {
    if let name = movable.first(where: { $0.days == days })?.spellings.first { return name }
    let place = RecurrenceRule.ordinal(abs(days), isWord: false)
    return "the \(place) day \(days < 0 ? "before" : "after") easter sunday"
  }

  /// The next one.
  var day: Moment.Day {
    switch self {
    case .date(let day): .dayOfYear(day)
    case .easter(let days): .easter(days)
    }
  }

  /// Its date in a year.
  func date(in year: Int) -> CivilDate? {
    switch self {
    case .date(let day): CivilDate(year: year, month: day.month, day: day.day)
    case .easter(let days): CivilDate.easterSunday(of: year).advanced(byDays: days)
    }
  }

  /// So many days on; nil where that is not one day of every year, as two months after Christmas and 300 days after Easter
  /// aren't.
  fileprivate func moved(by days: Int) -> Feast? {
    switch self {
    case .easter(let place):
      return CivilDate.daysFromEaster.contains(place + days) ? .easter(place + days) : nil
    case .date:
      let found = Set(
        [2027, 2028].compactMap { date(in: $0)?.advanced(byDays: days) }
          .map { MonthDay(month: $0.month, day: $0.day) })
      return found.count == 1 ? found.first.map { .date($0) } : nil
    }
  }
}

extension TokenReader {
  /// The feast that stands `count` places on, or the day counted from it, and how many tokens it takes: `easter monday`,
  /// `the day before easter`, `2 weeks after christmas`. The feast is nil where that is no day of every year.
  func feast(ahead count: Int = 0) -> (feast: Feast?, length: Int)? {
    var place = past(.word(.the), ahead: count)
    if case .word(.feast(let feast)) = kind(ahead: place) { return (feast, place + 1 - count) }
    var days = 1
    let article = place
    if let number = kind(ahead: place).count ?? kind(ahead: place).ordinal ?? nil, (1...400).contains(number)
    {
      days = number
      place += 1
    }
    switch kind(ahead: place).unit {
    case .day: break
    case .week where place > article: days *= 7
    case .fortnight where place > article: days *= 14
    default: return nil
    }
    let isBefore = says(.before, ahead: place + 1)
    guard isBefore || word(ahead: place + 1) == "after",
      case .word(.feast(let feast)) = kind(ahead: place + 2)
    else { return nil }
    return (feast.moved(by: isBefore ? -days : days), place + 3 - count)
  }

  /// Takes the feast that stands here; nil, with nothing taken, where none does.
  mutating func takeFeast() throws(TextFault) -> Feast? {
    guard let (feast, length) = feast() else { return nil }
    guard let feast else { throw fault(from: index, to: index + length) { .notEachYear($0) } }
    index += length
    return feast
  }

  /// Takes days that move with Easter, where one stands here.
  mutating func daysFromEaster() throws(TextFault) -> [Int] {
    var all: [Int] = []
    while case .easter? = feast()?.feast, case .easter(let days)? = try takeFeast() {
      all.append(days)
      guard acceptSeparator(before: { if case .easter? = $0.feast(ahead: $1)?.feast { true } else { false } })
      else { break }
    }
    return all
  }

  /// Takes a feast of one year, `easter monday 2027`; nil, with nothing taken, where none stands here.
  mutating func feastOfYear() -> CivilDate? {
    guard let (found, length) = feast(), let feast = found else { return nil }
    // A day counted from New Year may be in the year before.
    if case .date = feast, kind(ahead: length - 1) != .word(.feast(feast)) { return nil }
    let place = past(.comma, ahead: length)
    guard let year = year(ahead: place), let date = feast.date(in: year) else { return nil }
    index += place + 1
    return date
  }
}
