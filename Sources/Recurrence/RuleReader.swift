import CivilTime

/// Reads RRULE text from its bytes, part by part, and reports the first fault with its place.
struct RuleReader {
  /// The parts of a rule.
  enum Part: String, CaseIterable {
    case frequency = "FREQ"
    case interval = "INTERVAL"
    case count = "COUNT"
    case until = "UNTIL"
    case bySecond = "BYSECOND"
    case byMinute = "BYMINUTE"
    case byHour = "BYHOUR"
    case byDay = "BYDAY"
    case byMonthDay = "BYMONTHDAY"
    case byYearDay = "BYYEARDAY"
    case byWeekNumber = "BYWEEKNO"
    case byEaster = "BYEASTER"
    case byMonth = "BYMONTH"
    case bySetPosition = "BYSETPOS"
    case weekStart = "WKST"
    case calendar = "RSCALE"
    case skip = "SKIP"
  }

  let bytes: [UInt8]
  var places: [(part: Part, range: Range<Int>)] = []
  var rule = RecurrenceRule(.daily)

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws(ExpressionFault) -> RecurrenceRule {
    var start = 0
    if bytes.count >= 6, text(0..<6) == "RRULE:" { start = 6 }
    guard start < bytes.count else { throw ExpressionFault(.empty, at: 0..<bytes.count) }
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
      try readPart(start..<end)
      start = end + 1
    }
    guard place(of: .frequency) != nil else { throw fault(.missingFrequency, 0..<0) }
    try checkTogether()
    return rule
  }

  /// Bytes as text in capitals.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }, as: UTF8.self)
  }

  func fault(_ problem: RuleProblem, _ range: Range<Int>) -> ExpressionFault {
    ExpressionFault(.rule(problem), at: range)
  }

  func place(of part: Part) -> Range<Int>? { places.first { $0.part == part }?.range }

  private mutating func readPart(_ range: Range<Int>) throws(ExpressionFault) {
    let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")) ?? range.upperBound
    let nameRange = range.lowerBound..<equals
    let name = text(nameRange)
    guard let part = Part(rawValue: name) else {
      throw fault(.unknownPart(name, near: RuleReader.nearest(to: name)), nameRange)
    }
    guard place(of: part) == nil else { throw fault(.duplicatePart(name), range) }
    guard equals + 1 < range.upperBound else { throw fault(.missingValue(part: name), range) }
    places.append((part, range))
    try readValue(part, equals + 1..<range.upperBound)
  }

  private mutating func readValue(_ part: Part, _ range: Range<Int>) throws(ExpressionFault) {
    switch part {
    case .frequency:
      rule.frequency = try word(part, range, .frequency, RecurrenceRule.Frequency.allCases, \.word)
    case .interval: rule.interval = try number(part, range, 1...RecurrenceRule.largestNumber)
    case .count: rule.end = .count(try number(part, range, 1...RecurrenceRule.largestNumber))
    case .until: rule.end = try until(range)
    case .bySecond: rule.bySecond = try numbers(part, range, 0...60)
    case .byMinute: rule.byMinute = try numbers(part, range, 0...59)
    case .byHour: rule.byHour = try numbers(part, range, 0...23)
    case .byDay: rule.byDay = try weekdays(range)
    case .byMonthDay: rule.byMonthDay = try numbers(part, range, 1...31, signed: true)
    case .byYearDay: rule.byYearDay = try numbers(part, range, 1...366, signed: true)
    case .byWeekNumber: rule.byWeekNumber = try numbers(part, range, 1...53, signed: true)
    case .byEaster: rule.byEaster = try numbers(part, range, CivilDate.daysFromEaster)
    case .byMonth: rule.byMonth = try numbers(part, range, 1...12)
    case .bySetPosition: rule.bySetPosition = try numbers(part, range, 1...366, signed: true)
    case .weekStart: rule.weekStart = try word(part, range, .weekday, Weekday.allCases, \.letters)
    case .skip: rule.skip = try word(part, range, .skip, RecurrenceRule.Skip.allCases, \.word)
    case .calendar:
      guard ["GREGORIAN", "GREGORY"].contains(text(range)) else { throw bad(part, range, .calendar) }
    }
  }

  func bad(_ part: Part, _ range: Range<Int>, _ allowed: RuleProblem.Allowed) -> ExpressionFault {
    fault(.badValue(part: part.rawValue, value: text(range), allowed: allowed), range)
  }

  private func word<Value>(
    _ part: Part, _ range: Range<Int>, _ allowed: RuleProblem.Allowed, _ values: [Value],
    _ name: (Value) -> String
  ) throws(ExpressionFault) -> Value {
    let word = text(range)
    guard let value = values.first(where: { name($0) == word }) else { throw bad(part, range, allowed) }
    return value
  }

  private func number(_ part: Part, _ range: Range<Int>, _ bounds: ClosedRange<Int>) throws(ExpressionFault)
    -> Int
  {
    guard let value = digits(range), bounds.contains(value) else {
      throw bad(part, range, .numbers(bounds, signed: false))
    }
    return value
  }

  /// At most twelve ASCII digits, and nothing else.
  private func digits(_ range: Range<Int>) -> Int? {
    guard (1...12).contains(range.count), bytes[range].allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private func signedDigits(_ range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    let isNegative = bytes[first] == UInt8(ascii: "-")
    guard isNegative || bytes[first] == UInt8(ascii: "+") else { return digits(range) }
    return digits(first + 1..<range.upperBound).map { isNegative ? -$0 : $0 }
  }

  private func numbers(
    _ part: Part, _ range: Range<Int>, _ bounds: ClosedRange<Int>, signed: Bool = false
  ) throws(ExpressionFault) -> [Int] {
    try list(part, range, .numbers(bounds, signed: signed)) { item in
      guard let value = signed || bounds.lowerBound < 0 ? signedDigits(item) : digits(item) else {
        return nil
      }
      return bounds.contains(signed ? abs(value) : value) ? value : nil
    }
  }

  private func weekdays(_ range: Range<Int>) throws(ExpressionFault) -> [RecurrenceRule.WeekdayNumber] {
    try list(.byDay, range, .weekdayNumber) { item in
      let split = max(item.lowerBound, item.upperBound - 2)
      let letters = text(split..<item.upperBound)
      guard let weekday = Weekday.allCases.first(where: { $0.letters == letters }) else { return nil }
      if split == item.lowerBound { return .init(0, weekday) }
      guard let ordinal = signedDigits(item.lowerBound..<split) else { return nil }
      return (1...53).contains(abs(ordinal)) ? .init(ordinal, weekday) : nil
    }
  }

  /// Values with commas between them.
  private func list<Value>(
    _ part: Part, _ range: Range<Int>, _ allowed: RuleProblem.Allowed, _ value: (Range<Int>) -> Value?
  ) throws(ExpressionFault) -> [Value] {
    var values: [Value] = []
    for item in bytes[range].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let value = value(item.indices) else { throw bad(part, item.indices, allowed) }
      values.append(value)
    }
    return values
  }

  /// `20261205`, `20261205T100000` or `20261205T090000Z`.
  private func until(_ range: Range<Int>) throws(ExpressionFault) -> RecurrenceRule.End {
    let start = range.lowerBound
    func two(_ offset: Int) -> Int? { digits(start + offset..<start + offset + 2) }
    guard range.count == 8 || range.count == 15 || range.count == 16, let century = two(0), let year = two(2),
      let month = two(4), let day = two(6),
      let date = CivilDate(year: century * 100 + year, month: month, day: day)
    else { throw bad(.until, range, .date) }
    if range.count == 8 { return .untilDate(date) }
    guard text(start + 8..<start + 9) == "T", let hour = two(9), let minute = two(11), let second = two(13),
      let time = TimeOfDay(hour: hour, minute: minute, second: min(second, 60) == 60 ? 59 : second)
    else { throw bad(.until, range, .date) }
    let local = CivilDateTime(date, time)
    if range.count == 15 { return .untilLocal(local) }
    guard text(start + 15..<start + 16) == "Z" else { throw bad(.until, range, .date) }
    return .untilInstant(Instant(seconds: local.localSeconds))
  }
}
