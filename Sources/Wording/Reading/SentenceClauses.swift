import CivilTime
import Recurrence
import Rituals

/// The phrase of a sentence, and the clauses behind it.
extension TokenReader {
  /// Reads the phrase that stands here; the title and the clauses are still to come.
  mutating func sentencePhrase() throws(TextFault) -> RitualSentence {
    let first = index
    clausesOfTheirOwn = nil
    let phrase = try phrase()
    part = nil
    var found = RitualSentence(title: "", when: phrase.form.meaning, form: phrase.form)
    (found.starting, found.except, found.duration) = (phrase.starting, phrase.except, phrase.duration)
    // As it was said, where the config reads these words as the same.
    for end in [index, clausesOfTheirOwn].compactMap({ $0 }) where end > first {
      let words = lexeme(range(from: first, to: end))
      if (try? Phrase(parsing: words)) == Phrase(form: phrase.form) { found.when = words }
    }
    return found
  }

  /// Reads the clauses from here to the end.
  mutating func clauses(into found: inout RitualSentence) throws(TextFault) {
    while kind != .end {
      index += isDashApart ? 1 : separatorLength
      try clause(into: &found)
    }
  }

  private mutating func clause(into found: inout RitualSentence) throws(TextFault) {
    let first = index
    if try timeClause(into: &found) { return }
    switch word() {
    case "starting", "from", "beginning", "since":
      guard found.starting == nil else { throw saidTwice(first) }
      var draft = PhraseDraft()
      guard try startClause(into: &draft) else { throw unknownClause() }
      found.starting = draft.starting
      // `starting 2027-01-08 at 19:00`
      if found.form.time == nil { found.starting?.time = try timeOfDate() }
    case "for":
      guard found.duration == nil else { throw saidTwice(first) }
      advance()
      found.duration = try positiveSpan()
    case "remind", "reminder", "reminders":
      guard found.remind.isEmpty else { throw saidTwice(first) }
      advance()
      accept(spelled: "me")
      found.remind = try reminders()
    case "nudge":
      guard found.nudge == nil else { throw saidTwice(first) }
      advance()
      accept(spelled: "me")
      found.nudge = try nudge()
    case "with":
      advance()
      found.with = (found.with + (try ids(of: names(isTurn: false), in: &found))).uniqued
    case "at", "in":
      guard startsPlace(ahead: 1), found.place == nil else { throw unknownClause() }
      advance()
      let start = index
      found.place = place()
      if let doubt = doubt(.place, about: start..<index) { found.doubts.append(doubt) }
    default:
      guard let turns = try turns(in: &found) else { throw unknownClause() }
      guard found.turns == nil else { throw saidTwice(first) }
      found.turns = turns
    }
  }

  /// `Dinner every friday with Jo at 8pm`: a time of the day behind other clauses.
  private mutating func timeClause(into found: inout RitualSentence) throws(TextFault) -> Bool {
    guard found.form.time == nil else { return false }
    let first = index
    var draft = PhraseDraft()
    let hasTimes = try timesClause(into: &draft)
    guard try hasTimes ? true : partClause(into: &draft) else { return false }
    guard draft.times.count == 1, let form = found.form.at(draft.times[0]) else {
      throw fault(from: first) { .unexpected($0, expected: .clause) }
    }
    if let length = draft.duration {
      guard found.duration == nil else { throw saidTwice(first) }
      found.duration = length
    }
    (found.form, found.when) = (form, form.meaning)
    return true
  }

  private func saidTwice(_ first: Int) -> TextFault { fault(from: first, to: first + 1) { .saidTwice($0) } }

  private func unknownClause() -> TextFault {
    if startsCondition { return fault(from: index, to: tokens.count - 1) { .condition($0) } }
    let isNearOne =
      EditDistance.closest(to: lexeme(current.range), among: Vocabulary.sentenceSuggestions) != nil
    guard kind == .end || kind == .unknown && isNearOne else {
      return fault(from: index) { .unexpected($0, expected: .clause) }
    }
    return fault(.clause)
  }

  /// Whether a clause begins `count` tokens on.
  func startsClause(ahead count: Int = 0) -> Bool {
    switch word(ahead: count) {
    case "starting", "from", "beginning", "since", "for", "remind", "reminder", "reminders", "nudge", "with",
      "at",
      "in":
      true
    default: word(ahead: count + 1) == "by"
    }
  }

  private mutating func reminders() throws(TextFault) -> [ReminderTime] {
    var times = [try reminderTime()]
    while acceptSeparator(before: { $0.startsReminder(ahead: $1) }) {
      let first = index
      let time = try reminderTime()
      guard !times.contains(time) else { throw fault(from: first) { .saidTwice($0) } }
      times.append(time)
    }
    return times
  }

  /// `every day twice`, `twice, every 2 days`, `every 3 hours`
  private mutating func nudge() throws(TextFault) -> Nudge {
    var times = try count()
    if times != nil { acceptComma() }
    try expect(.every, .everySpan)
    let span: Span
    if kind.unit != nil {
      span = try Span(parsing: "1 " + word())
      advance()
    } else {
      guard startsAmount() else { throw fault(.span) }
      span = try positiveSpan()
    }
    if times == nil {
      let place = index
      acceptComma()
      times = try count()
      if times == nil { index = place }
    }
    return Nudge(every: span, times: times ?? 1)
  }

  /// `once`, `twice`, `3 times`, `up to 3 times`; nil, with nothing taken, where no count stands here.
  private mutating func count() throws(TextFault) -> Int? {
    if accept(spelled: "once") { return 1 }
    if accept(spelled: "twice") { return 2 }
    let upTo = word() == "up" && word(ahead: 1) == "to" ? 2 : 0
    guard startsCountOfTimes(ahead: upTo) else { return nil }
    index += upTo
    let count = try number(.occurrences, 1...100)
    advance()
    return count
  }

  /// The words up to a comma or the next clause.
  private mutating func place() -> String {
    let first = index
    repeat { advance() } while kind != .end && kind != .comma && !startsClause()
    return DisplayText.line(lexeme(range(from: first)))
  }
}

extension Form {
  /// The same at a time of the day; nil where it has times of its own, or none.
  fileprivate func at(_ time: TimeOfDay) -> Form? {
    func timed(_ rule: RecurrenceRule) -> RecurrenceRule? {
      guard rule.frequency >= .daily, rule.byHour.isEmpty else { return nil }
      var rule = rule
      _ = rule.setTimes([time])
      return rule
    }
    switch self {
    case .rule(let rule): return timed(rule).map { .rule($0) }
    case .rules(let rules):
      let all = rules.compactMap(timed)
      return all.count == rules.count ? .rules(all) : nil
    case .once(let date, nil): return .once(date, time)
    case .cadence(var cadence) where cadence.time == nil:
      cadence.time = time
      return .cadence(cadence)
    default: return nil
    }
  }
}
