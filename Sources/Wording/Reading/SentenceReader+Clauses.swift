import CivilTime
import Recurrence
import Rituals

/// The phrase of a sentence, and the clauses behind it.
extension SentenceReader {
  /// What is worth suggesting where a clause is looked for.
  static let clauseWords = ["remind", "nudge", "for", "with", "starting", "twice", "in turn"]

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
    switch word {
    case "starting", "from", "beginning", "since":
      guard found.starting == nil else { throw twice(first) }
      found.starting = try starting()
    case "for":
      reader.advance()
      guard found.duration == nil else { throw twice(first) }
      let place = reader.index
      let span = try reader.span()
      guard span != Span() else { throw TextFault(.zeroSpan, at: reader.range(from: place)) }
      found.duration = span
    case "remind", "reminder", "reminders":
      reader.advance()
      _ = accept("me")
      guard found.remind.isEmpty else { throw twice(first) }
      found.remind = try reminders()
    case "nudge":
      reader.advance()
      _ = accept("me")
      guard found.nudge == nil else { throw twice(first) }
      found.nudge = try nudge()
    case "with":
      reader.advance()
      for name in try names(isTurn: false) {
        let id = try people.id(of: name)
        if !found.with.contains(id) { found.with.append(id) }
      }
    case "at", "in":
      guard reader.startsPlace(ahead: 1), found.place == nil else { throw unknownClause() }
      reader.advance()
      found.place = place()
    default:
      guard let turns = try turns() else { throw unknownClause() }
      guard found.turns == nil else { throw twice(first) }
      found.turns = turns
    }
  }

  /// The present word in lower case; empty where none stands.
  var word: String { word(ahead: 0) }

  func word(ahead count: Int) -> String {
    let index = reader.index + count
    guard index < reader.tokens.count else { return "" }
    return reader.lexeme(reader.tokens[index].range).lowercased()
  }

  private mutating func accept(_ wanted: String) -> Bool {
    guard word == wanted else { return false }
    reader.advance()
    return true
  }

  private func twice(_ first: Int) -> TextFault {
    let range = reader.tokens[first].range
    return TextFault(.saidTwice(reader.lexeme(range)), at: range)
  }

  func unknownClause() -> TextFault {
    guard reader.kind == .unknown || reader.kind == .end else {
      let range = reader.current.range
      return TextFault(.unexpected(reader.lexeme(range), expected: .clause), at: range)
    }
    let found = reader.lexeme(reader.current.range)
    if reader.kind == .unknown, EditDistance.closest(to: found, among: SentenceReader.clauseWords) == nil,
      EditDistance.closest(to: found, among: Vocabulary.suggestions) == nil
    {
      return TextFault(.unexpected(found, expected: .clause), at: reader.current.range)
    }
    return reader.fault(.clause)
  }

  /// Whether a clause begins so many tokens on.
  func startsClause(ahead count: Int) -> Bool {
    switch word(ahead: count) {
    case "starting", "from", "beginning", "for", "remind", "reminder", "reminders", "nudge", "with", "at",
      "in":
      true
    default: word(ahead: count + 1) == "by"
    }
  }

  /// `starting 2026-01-08`, `from 8 january 2026 at 19:00`
  private mutating func starting() throws(TextFault) -> LocalPoint {
    reader.advance()
    _ = reader.accept(.on)
    let date = try reader.date()
    if reader.acceptISOMark() { return LocalPoint(date, try reader.timeOfDay()) }
    return LocalPoint(date, try reader.oneTimeOfDay())
  }

  private mutating func reminders() throws(TextFault) -> [ReminderTime] {
    var times = [try reader.reminderTime()]
    while reader.separatorLength > 0, reader.startsReminder(ahead: reader.separatorLength) {
      reader.index += reader.separatorLength
      let first = reader.index
      let time = try reader.reminderTime()
      guard !times.contains(time) else {
        let range = reader.range(from: first)
        throw TextFault(.saidTwice(reader.lexeme(range)), at: range)
      }
      times.append(time)
    }
    return times
  }

  /// `every day twice`, `twice, every 2 days`, `every 3 hours`
  private mutating func nudge() throws(TextFault) -> Nudge {
    var times = try count()
    if times != nil { _ = reader.acceptComma() }
    try reader.expect(.every, .everySpan)
    let first = reader.index
    var span: Span
    if reader.unit() != nil {
      span = try Span(parsing: "1 " + word)
      reader.advance()
    } else {
      guard reader.startsAmount else { throw reader.fault(.span) }
      span = try reader.span()
    }
    guard span != Span() else { throw TextFault(.zeroSpan, at: reader.range(from: first)) }
    if times == nil {
      let comma = reader.kind == .comma ? 1 : 0
      reader.index += comma
      times = try count()
      if times == nil { reader.index -= comma }
    }
    return Nudge(every: span, times: times ?? 1)
  }

  /// `once`, `twice`, `3 times`, `up to 3 times`; nil, with nothing taken, where no count stands here.
  private mutating func count() throws(TextFault) -> Int? {
    if accept("once") { return 1 }
    if accept("twice") { return 2 }
    let upTo = word == "up" && word(ahead: 1) == "to" ? 2 : 0
    guard reader.startsNumber(ahead: upTo),
      reader.kind(ahead: upTo + 1) == .word(.times) || reader.kind(ahead: upTo + 1) == .word(.time)
    else { return nil }
    reader.index += upTo
    let count = try reader.number(.occurrences, 1...100)
    reader.advance()
    return count
  }

  /// The words up to a comma or the next clause.
  private mutating func place() -> String {
    let first = reader.index
    repeat { reader.advance() } while reader.kind != .end && reader.kind != .comma && !startsClause(ahead: 0)
    return DisplayText.line(reader.lexeme(reader.range(from: first)))
  }
}
