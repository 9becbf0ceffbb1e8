import CivilTime
import Recurrence

extension Form {
  /// The form in words, which read back to it: `every first saturday at 10:00`. The lists of a rule come back in order
  /// (`RecurrenceRule.canonical`).
  public var meaning: String {
    switch self {
    case .rule(let rule): rule.meaning
    case .calendar(let expression): expression.sentence
    case .once(let date, let time): "once on \(date)" + (time.map { " at \($0)" } ?? "")
    case .cadence(let cadence): cadence.sentence
    }
  }

  /// The zone that a calendar expression names; it wins over the ritual's.
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
  /// The sentence if it reads back to this rule, else the parts one by one.
  fileprivate var meaning: String {
    let canonical = self.canonical
    let sentence = canonical.sentence
    return (try? Phrase.parse(sentence)) == .rule(canonical) ? sentence : canonical.parts
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
