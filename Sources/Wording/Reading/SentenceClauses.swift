import CivilTime
import Recurrence
import Rituals

/// The phrase of a sentence, and the clauses behind it.
extension SentenceReader {
  /// Reads the phrase that stands here; the title and the clauses are still to come.
  mutating func phrase() throws(TextFault) -> RitualSentence {
    let first = reader.index
    let form = try reader.form()
    reader.part = nil
    var words = reader.lexeme(reader.range(from: first))
    // What the config reads must be just this.
    if (try? Phrase.parse(words)) != form { words = form.meaning }
    return RitualSentence(title: "", when: words, form: form)
  }

  /// Reads the clauses from here to the end.
  mutating func clauses(into found: inout RitualSentence) throws(TextFault) {
    while reader.kind != .end {
      if reader.separatorLength > 0 { reader.index += reader.separatorLength }
      try clause(into: &found)
    }
  }

  private mutating func clause(into found: inout RitualSentence) throws(TextFault) {
    let first = reader.index
    switch reader.word() {
    case "starting", "from", "beginning", "since":
      guard found.starting == nil else { throw saidTwice(first) }
      reader.advance()
      reader.accept(.on)
      found.starting = LocalPoint(try reader.date(), try reader.timeOfDate())
    case "for":
      reader.advance()
      guard found.duration == nil else { throw saidTwice(first) }
      found.duration = try reader.positiveSpan()
    case "remind", "reminder", "reminders":
      reader.advance()
      reader.accept(spelled: "me")
      guard found.remind.isEmpty else { throw saidTwice(first) }
      found.remind = try reminders()
    case "nudge":
      reader.advance()
      reader.accept(spelled: "me")
      guard found.nudge == nil else { throw saidTwice(first) }
      found.nudge = try nudge()
    case "with":
      reader.advance()
      for id in try ids(of: names(isTurn: false)) where !found.with.contains(id) { found.with.append(id) }
    case "at", "in":
      guard reader.startsPlace(ahead: 1), found.place == nil else { throw unknownClause() }
      reader.advance()
      found.place = place()
    default:
      guard let turns = try turns() else { throw unknownClause() }
      guard found.turns == nil else { throw saidTwice(first) }
      found.turns = turns
    }
  }

  private func saidTwice(_ first: Int) -> TextFault {
    reader.fault(from: first, to: first + 1) { .saidTwice($0) }
  }

  private func unknownClause() -> TextFault {
    let found = reader.lexeme(reader.current.range)
    let isNearOne = EditDistance.closest(to: found, among: Vocabulary.sentenceSuggestions) != nil
    guard reader.kind == .end || reader.kind == .unknown && isNearOne else {
      return reader.fault(from: reader.index) { .unexpected($0, expected: .clause) }
    }
    return reader.fault(.clause)
  }

  /// Whether a clause begins so many tokens on.
  func startsClause(ahead count: Int = 0) -> Bool {
    switch reader.word(ahead: count) {
    case "starting", "from", "beginning", "for", "remind", "reminder", "reminders", "nudge", "with", "at",
      "in":
      true
    default: reader.word(ahead: count + 1) == "by"
    }
  }

  private mutating func reminders() throws(TextFault) -> [ReminderTime] {
    var times = [try reader.reminderTime()]
    while reader.acceptSeparator(before: { $0.startsReminder(ahead: $1) }) {
      let first = reader.index
      let time = try reader.reminderTime()
      guard !times.contains(time) else { throw reader.fault(from: first) { .saidTwice($0) } }
      times.append(time)
    }
    return times
  }

  /// `every day twice`, `twice, every 2 days`, `every 3 hours`
  private mutating func nudge() throws(TextFault) -> Nudge {
    var times = try count()
    if times != nil { reader.acceptComma() }
    try reader.expect(.every, .everySpan)
    let span: Span
    if reader.kind.unit != nil {
      span = try Span(parsing: "1 " + reader.word())
      reader.advance()
    } else {
      guard reader.startsAmount else { throw reader.fault(.span) }
      span = try reader.positiveSpan()
    }
    if times == nil {
      let comma = reader.past(.comma)
      reader.index += comma
      times = try count()
      if times == nil { reader.index -= comma }
    }
    return Nudge(every: span, times: times ?? 1)
  }

  /// `once`, `twice`, `3 times`, `up to 3 times`; nil, with nothing taken, where no count stands here.
  private mutating func count() throws(TextFault) -> Int? {
    if reader.accept(spelled: "once") { return 1 }
    if reader.accept(spelled: "twice") { return 2 }
    let upTo = reader.word() == "up" && reader.word(ahead: 1) == "to" ? 2 : 0
    guard reader.startsCountOfTimes(ahead: upTo) else { return nil }
    reader.index += upTo
    let count = try reader.number(.occurrences, 1...100)
    reader.advance()
    return count
  }

  /// The words up to a comma or the next clause.
  private mutating func place() -> String {
    let first = reader.index
    repeat { reader.advance() } while reader.kind != .end && reader.kind != .comma && !startsClause()
    return DisplayText.line(reader.lexeme(reader.range(from: first)))
  }
}
