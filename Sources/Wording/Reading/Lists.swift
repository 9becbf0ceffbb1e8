import CivilTime
import Recurrence

/// The largest numbers in phrases and spans: as large as in an RRULE, and far below any overflow.
enum Bounds {
  static let interval = RecurrenceRule.largestNumber
  static let occurrences = RecurrenceRule.largestNumber
  static let years = 9_999
}

/// Numbers, weekdays and months, alone and in lists.
extension TokenReader {
  /// A number in figures or words, within bounds.
  mutating func number(_ counted: TextFault.Counted, _ bounds: ClosedRange<Int>) throws(TextFault) -> Int {
    guard let number = kind.number else { throw fault(.number) }
    guard let number, bounds.contains(number) else {
      throw fault(from: index) { .outOfRange($0, counted, bounds) }
    }
    advance()
    return number
  }

  func startsNumber(ahead count: Int = 0) -> Bool { kind(ahead: count).number != nil }

  /// Whether `12 times` stands here, which ends a rule and is not a number of a list.
  func startsCountOfTimes(ahead count: Int) -> Bool {
    startsNumber(ahead: count) && saysTimes(ahead: count + 1)
  }

  /// Whether `times` stands here, or the `x` of `3x`.
  func saysTimes(ahead count: Int) -> Bool {
    says(.times, ahead: count) || says(.time, ahead: count)
      || ["x", "×"].contains(word(ahead: count)) && glued(ahead: count)
        && !startsGluedNumber(ahead: count + 1)
  }

  /// Weekdays in their order, `monday, wednesday and friday`, `monday to friday`, `weekdays`, `the weekend`;
  /// empty where none stand here.
  mutating func weekdays() throws(TextFault) -> [Weekday] {
    if says(.the), startsWeekday(ahead: 1) { advance() }
    let days = try circle(of: 7, \.weekdayBits, .weekday) { $0.startsWeekday(ahead: $1) }
    return days == 0 ? [] : Weekday.allCases.filter { days & 1 << $0.rawValue != 0 }
  }

  func startsWeekday(ahead count: Int = 0) -> Bool {
    // `every friday, we host in turn`
    if context.value.people != nil, word(ahead: count) == "we", kind(ahead: count + 1) == .unknown {
      return false
    }
    return kind(ahead: count).weekdayBits != nil
  }

  /// Months in their order, `march and september`, `april to october`; empty where none stand here.
  mutating func months() throws(TextFault) -> [Int] {
    let months = try circle(of: 12, \.monthBits, .month) { reader, ahead in
      // `14 march, april 3`: the second month begins a date of its own.
      reader.kind(ahead: ahead).monthBits != nil
        && !(reader.isDay(ahead: ahead + 1) && ahead == 1 && reader.kind == .comma)
    }
    return months == 0 ? [] : (1...12).filter { months & 1 << ($0 - 1) != 0 }
  }

  /// Names in a list, one bit each. A dash or `to` makes a range, which may run over the end: `friday to monday`.
  private mutating func circle(
    of count: Int, _ bits: (Token.Kind) -> UInt16?, _ expected: TextFault.Expectation,
    next: (TokenReader, Int) -> Bool
  ) throws(TextFault) -> UInt16 {
    var all: UInt16 = 0
    while let found = accept(bits) {
      all |= found
      // `monday until friday`
      let isUntil =
        count == 7 && ["until", "till", "til"].contains(word()) && kind(ahead: 1).weekday != nil
        && bits(kind(ahead: 1)) != found && kind(ahead: 2) != .word(.next)
      // `Every Sunday - call Mum`
      let isTitle = kind == .dash && startsTitle(ahead: 1)
      if found.nonzeroBitCount == 1,
        !isTitle && continuesRange(of: count) && acceptTo() || isUntil && accept(.until)
      {
        let last = try take({ bits($0).flatMap { $0.nonzeroBitCount == 1 ? $0 : nil } }, expected)
        var bit = found
        if count == 7, last < found {
          spanStart = Weekday.allCases.first { found == 1 << UInt16($0.rawValue) }
        }
        while bit != last {
          bit = bit == 1 << (count - 1) ? 1 : bit << 1
          all |= bit
        }
      }
      // `mon wed fri`
      guard acceptSeparator(before: next) || count == 7 && kind.weekday != nil else { break }
    }
    return all
  }

  /// Whether a word stands here that only a title of a sentence can begin with.
  func startsTitle(ahead count: Int = 0) -> Bool {
    context.value.people != nil && kind(ahead: count) == .unknown
      && EditDistance.closest(to: lexeme(tokens[index + count].range), among: Vocabulary.suggestions) == nil
  }

  /// Whether what stands behind a `to` may end a range of weekdays or months: not the `june` of `every friday through june`.
  private func continuesRange(of count: Int) -> Bool {
    switch kind(ahead: 1) {
    case .figures, .number, .clock: false
    case .word(.month): count == 12
    default: true
    }
  }

  /// True for `14`, `14th`, and not for the beginning of `14:00`, `2 pm` or `12 times`.
  func isDay(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .ordinal: true
    // `june 2027` is a month of a year.
    case .number:
      !saysTimes(ahead: count + 1) && !saysHalf(ahead: count + 1) && year(ahead: count) == nil
    default: false
    }
  }

  /// `in march`, `in the summer`, `of march and september`, `from april to october` behind a rule of months or less.
  mutating func monthLimit() throws(TextFault) -> [Int] {
    let isAll = word() == "throughout" || word() == "all"
    let hasIn = says(.in) || says(.of) || says(.during) || isAll
    if hasIn {
      // `all of june`, `all through the summer`
      let through = isAll && (says(.of, ahead: 1) || word(ahead: 1) == "through") ? 2 : 1
      let place = past(.word(.the), ahead: through)
      guard kind(ahead: place).monthBits != nil, !isDay(ahead: place + 1) else { return [] }
      index += place
      return try months()
    }
    guard startsMonthLimit else { return [] }
    advance()
    return try months()
  }

  /// Whether months stand here that limit what repeats, and no start.
  var startsMonthLimit: Bool {
    if says(.in) || says(.during) {
      let place = past(.word(.the), ahead: 1)
      return kind(ahead: place).monthBits != nil && !isDay(ahead: place + 1)
    }
    // `from december 5, 2026` is a date, `from june` a start, and `from june 2027 to august` both.
    return says(.starting) && kind(ahead: 1).month != nil && (says(.to, ahead: 2) || kind(ahead: 2) == .dash)
      && kind(ahead: 3).month != nil && !isDay(ahead: 4)
  }
}

extension Token.Kind {
  /// The weekdays of a word, one bit each.
  fileprivate var weekdayBits: UInt16? {
    switch self {
    case .word(.weekday(let day)): 1 << day.rawValue
    case .word(.weekdays): 0b001_1111
    case .word(.weekend): 0b110_0000
    default: nil
    }
  }

  /// The months of a word, those of a season among them, one bit each.
  var monthBits: UInt16? {
    switch self {
    case .word(.month(let month)): 1 << (month - 1)
    case .word(.season(let season)): season.months.reduce(0) { $0 | 1 << ($1 - 1) }
    default: nil
    }
  }
}
