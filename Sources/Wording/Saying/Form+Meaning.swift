import CivilTime
import Recurrence

extension Form {
  /// The form in words, which read back to it: `every first saturday at 10:00`. The lists of a rule come back in order
  /// (`RecurrenceRule.canonical`).
  public var meaning: String {
    switch self {
    case .rule(let rule): rule.meaning
    case .rules(let rules): RecurrenceRule.meaning(of: rules)
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
    case .rule, .rules: rules.contains(where: \.isSatisfiable)
    case .calendar(let expression): expression.isSatisfiable
    case .once, .cadence: true
    }
  }
}

extension Phrase {
  /// The whole phrase in words, which read back to it: `every monday, starting 2027-01-04, except 2027-02-01`.
  public var meaning: String {
    guard starting != nil || !except.isEmpty else { return form.meaning }
    // Where it starts comes before where it ends.
    var words = form.mapRules(\.endless).meaning
    if let starting { words += ", starting \(starting)" }
    words += form.rules.first?.endClause ?? ""
    if !except.isEmpty { words += ", except " + DisplayText.list(except.map(\.description)) }
    return words
  }

  /// The words for a config, which has keys for the start and the exceptions: as they were written, if they read as this
  /// form on any day, else its meaning.
  public func words(as written: String) -> String {
    (try? Phrase(parsing: written)) == Phrase(form: form) ? written : form.meaning
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

extension RecurrenceRule {
  /// Several rules, with the end that they share behind the last one.
  fileprivate static func meaning(of rules: [RecurrenceRule]) -> String {
    rules.map(\.endless.meaning).joined(separator: " and ") + (rules.first?.endClause ?? "")
  }

  /// The same without an end.
  var endless: RecurrenceRule {
    var rule = self
    rule.end = .never
    return rule
  }
}

extension Cadence {
  fileprivate var sentence: String {
    var sentence = shortest.words
    if let longest {
      // `3 to 4 weeks`
      let (from, to) = (sentence.split(separator: " "), longest.words.split(separator: " "))
      let isOfOneUnit =
        from.count == 2 && to.count == 2 && to[1] == "\(from[1])" + (from[0] == "1" ? "s" : "")
      sentence = (isOfOneUnit ? String(from[0]) : sentence) + " to \(longest.words)"
    }
    sentence += " after last time"
    if !weekdays.isEmpty { sentence += ", " + DisplayText.list(weekdays.map { "\($0)" }, "or") }
    if let time { sentence += weekdays.isEmpty ? " at \(time)" : ", at \(time)" }
    return sentence
  }
}
