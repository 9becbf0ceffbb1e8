import CivilTime

extension RecurrenceRule {
  /// Reads RRULE text, with or without the `RRULE:` in front (RFC 5545 §3.3.10, RFC 7529 §4.1). Letters may be small.
  public init(_ text: String) throws(ExpressionFault) {
    var reader = RuleReader(bytes: Array(text.utf8))
    self = try reader.read()
  }
}

extension RecurrenceRule.Frequency {
  /// The word of RFC 5545: `WEEKLY`.
  public var word: String {
    switch self {
    case .secondly: "SECONDLY"
    case .minutely: "MINUTELY"
    case .hourly: "HOURLY"
    case .daily: "DAILY"
    case .weekly: "WEEKLY"
    case .monthly: "MONTHLY"
    case .yearly: "YEARLY"
    }
  }
}

extension Weekday {
  /// The two letters of RFC 5545: `SA`.
  var letters: String {
    switch self {
    case .monday: "MO"
    case .tuesday: "TU"
    case .wednesday: "WE"
    case .thursday: "TH"
    case .friday: "FR"
    case .saturday: "SA"
    case .sunday: "SU"
    }
  }
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
    for (name, values) in [
      ("BYMONTH", byMonth), ("BYWEEKNO", byWeekNumber), ("BYYEARDAY", byYearDay), ("BYMONTHDAY", byMonthDay),
    ] where !values.isEmpty {
      parts.append("\(name)=" + values.map(String.init).joined(separator: ","))
    }
    if !byDay.isEmpty { parts.append("BYDAY=" + byDay.map(\.description).joined(separator: ",")) }
    for (name, values) in [
      ("BYHOUR", byHour), ("BYMINUTE", byMinute), ("BYSECOND", bySecond), ("BYSETPOS", bySetPosition),
    ] where !values.isEmpty {
      parts.append("\(name)=" + values.map(String.init).joined(separator: ","))
    }
    if weekStart != .monday { parts.append("WKST=\(weekStart.letters)") }
    switch skip {
    case .omit: break
    case .backward: parts.append("RSCALE=GREGORIAN;SKIP=BACKWARD")
    case .forward: parts.append("RSCALE=GREGORIAN;SKIP=FORWARD")
    }
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
