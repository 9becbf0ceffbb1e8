import CivilTime

extension RecurrenceRule {
  /// Reads RRULE text, with or without the `RRULE:` in front (RFC 5545 §3.3.10, RFC 7529 §4.1). Letters may be small.
  /// BYEASTER is read as well.
  public init(_ text: String) throws(ExpressionFault) {
    var reader = RuleReader(bytes: Array(text.utf8))
    self = try reader.read()
  }
}

extension RecurrenceRule.Frequency {
  private static let words = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

  /// The word of RFC 5545: `WEEKLY`.
  public var word: String { Self.words[Int(rawValue)] }
}

extension RecurrenceRule.Skip {
  /// The word of RFC 7529: `BACKWARD`.
  var word: String { self == .omit ? "OMIT" : self == .backward ? "BACKWARD" : "FORWARD" }
}

extension Weekday {
  private static let allLetters = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// The two letters of RFC 5545: `SA`.
  var letters: String { Weekday.allLetters[rawValue] }
}

extension RecurrenceRule: CustomStringConvertible {
  /// Canonical RRULE text, without `RRULE:`; reading it gives the same rule again.
  public var description: String {
    var parts = ["FREQ=\(frequency.word)"]
    if interval != 1 { parts.append("INTERVAL=\(interval)") }
    switch end {
    case .never: break
    case .count(let count): parts.append("COUNT=\(count)")
    case .untilDate(let date): parts.append("UNTIL=" + compact("\(date)"))
    case .untilLocal(let time): parts.append("UNTIL=" + compact("\(time)"))
    case .untilInstant(let instant): parts.append("UNTIL=" + compact("\(instant)"))
    }
    func add(_ name: String, _ values: [some CustomStringConvertible]) {
      if !values.isEmpty { parts.append("\(name)=" + values.map(\.description).joined(separator: ",")) }
    }
    add("BYMONTH", byMonth)
    add("BYWEEKNO", byWeekNumber)
    add("BYYEARDAY", byYearDay)
    add("BYMONTHDAY", byMonthDay)
    add("BYDAY", byDay)
    add("BYEASTER", byEaster)
    add("BYHOUR", byHour)
    add("BYMINUTE", byMinute)
    add("BYSECOND", bySecond)
    add("BYSETPOS", bySetPosition)
    if weekStart != .monday { parts.append("WKST=\(weekStart.letters)") }
    if skip != .omit { parts.append("RSCALE=GREGORIAN;SKIP=\(skip.word)") }
    return parts.joined(separator: ";")
  }

  private func compact(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }, as: UTF8.self)
  }
}

extension RecurrenceRule.WeekdayNumber: CustomStringConvertible {
  /// `SA`, `1SA`, `-1SU`.
  public var description: String { ordinal == 0 ? weekday.letters : "\(ordinal)\(weekday.letters)" }
}
