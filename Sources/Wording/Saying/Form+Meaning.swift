import CivilTime
import Recurrence

extension Form {
  /// What it means, as a sentence that reads back to the same form: `every first saturday at 10:00`. The lists of a rule come
  /// back in order (`RecurrenceRule.canonical`).
  public var meaning: String {
    switch self {
    case .rule(let rule): rule.meaning
    case .calendar(let expression): expression.sentence
    case .once(let date, let time): "once on \(date)" + (time.map { " at \($0)" } ?? "")
    case .cadence(let cadence): cadence.sentence
    }
  }

  /// True where the form needs a `starting` to be more than a guess: it counts intervals over 1 or occurrences, or it
  /// leaves the day to its start (`every month`).
  public var needsAnchor: Bool {
    guard case .rule(let rule) = self else { return false }
    if case .count = rule.end { return true }
    return rule.interval > 1 || rule.takesDayFromStart
  }
}

extension Form {
  /// The zone that the form itself names, as a calendar expression can; it wins over the ritual's.
  public var zone: String? { if case .calendar(let expression) = self { expression.zone } else { nil } }

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
  /// True where a rule of weeks, months or years names no day, so that its start says which (RFC 5545 §3.3.10).
  var takesDayFromStart: Bool {
    frequency > .daily && byDay.isEmpty && byMonthDay.isEmpty && byYearDay.isEmpty
  }

  /// The plain phrase that reads back to this very rule; nil where the rule must be said part by part.
  public var phrase: String? {
    let sentence = self.sentence
    let isPhrase = try? TokenReader.read(sentence) { reader throws(TextFault) in
      try reader.form() == .rule(self) && !reader.saysParts
    }
    return isPhrase == true ? sentence : nil
  }

  /// The phrase where there is one, else the parts one by one.
  fileprivate var meaning: String {
    let canonical = self.canonical
    let sentence = canonical.sentence
    if let form = try? Phrase.parse(sentence), form == .rule(canonical) { return sentence }
    return canonical.parts
  }
}

extension Cadence {
  fileprivate var sentence: String {
    var sentence = shortest.words
    if let longest { sentence += " to \(longest.words)" }
    sentence += " after last time"
    if !weekdays.isEmpty { sentence += ", " + DisplayText.list(weekdays.map { "\($0)" }, "or") }
    if let time { sentence += weekdays.isEmpty ? " at \(time)" : ", at \(time)" }
    return sentence
  }
}
