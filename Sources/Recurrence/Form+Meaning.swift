import CivilTime

extension Form {
  /// What it means, as a sentence: `every first saturday at 10:00`. A phrase's meaning reads back to the same
  /// form; that of an RRULE beyond the phrases (`RecurrenceRule.phrase` is nil) is for people only, and need
  /// not read back yet.
  public var meaning: String {
    switch self {
    case .rule(let rule): rule.sentence
    case .calendar(let expression): expression.sentence
    case .once(let date, let time): "once on \(date)" + (time.map { " at \($0)" } ?? "")
    case .cadence(let cadence): cadence.sentence
    }
  }

  /// True where the form needs a `starting` to be more than a guess: it counts intervals over 1 or
  /// occurrences, or it leaves the day to its start (`every month`).
  public var needsAnchor: Bool {
    guard case .rule(let rule) = self else { return false }
    if rule.interval > 1 { return true }
    if case .count = rule.end { return true }
    return rule.takesDayFromStart
  }
}

extension Form {
  /// The zone that the form itself names, as a calendar expression can; it wins over the ritual's.
  public var zone: String? {
    if case .calendar(let expression) = self { return expression.zone }
    return nil
  }

  /// False where it can be proved that no date ever matches (`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30`, `*-02-30`).
  public var isSatisfiable: Bool {
    switch self {
    case .rule(let rule): rule.isSatisfiable
    case .calendar(let expression): expression.isSatisfiable
    case .once, .cadence: true
    }
  }
}

extension RecurrenceRule {
  /// True where a rule of weeks, months or years names no day, so that its start says which (RFC 5545
  /// §3.3.10).
  public var takesDayFromStart: Bool {
    frequency > .daily && byDay.isEmpty && byMonthDay.isEmpty && byYearDay.isEmpty
  }

  /// The phrase that reads back to this very rule; nil where the phrases cannot say it.
  public var phrase: String? {
    let sentence = self.sentence
    guard let form = try? Phrase.parse(sentence), form == .rule(self) else { return nil }
    return sentence
  }
}

extension Cadence {
  fileprivate var sentence: String {
    var sentence = shortest.words
    if let longest { sentence += " to \(longest.words)" }
    sentence += " after last time"
    if !weekdays.isEmpty { sentence += ", " + list(weekdays.map { "\($0)" }, "or") }
    if let time { sentence += weekdays.isEmpty ? " at \(time)" : ", at \(time)" }
    return sentence
  }
}
