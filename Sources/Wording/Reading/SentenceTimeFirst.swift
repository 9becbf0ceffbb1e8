import CivilTime
import Recurrence
import Rituals

/// A sentence whose phrase stands before its title: `every friday at 7pm: Dinner with Jo`, `on mondays call Ana`.
extension TokenReader {
  /// Reads one; nil where none stands here.
  func sentenceTimeFirst() throws(TextFault) -> RitualSentence? {
    var reader = self
    // `Remind me every sunday to call Mum`
    let isReminder = reader.word() == "remind" && ["me", "us"].contains(reader.word(ahead: 1))
    if isReminder { reader.index = 2 }
    let start = reader.index
    let weekday = reader.singleWeekday
    let isSure = reader.beginsPhrase
    guard weekday != nil || isSure || reader.mayBeginPhrase else { return nil }
    guard var found = try? reader.sentencePhrase() else { return nil }
    let behind = reader.index
    while reader.kind == .comma || reader.kind == .dash || reader.word() == ":" { reader.advance() }
    let hasJoint = reader.index > behind
    guard hasJoint || isSure || weekday != nil else { return nil }
    if isReminder { reader.accept(.to) }
    let first = reader.index
    reader.index = reader.endOfTitle(isTimed: found.form.time != nil)
    let title = first..<reader.index
    guard !title.isEmpty, reader.tokens[title].contains(where: { $0.kind == .unknown }) else { return nil }
    if let weekday {
      guard found.form.time != nil || hasJoint || reader.tokens[start].kind == .word(.on) else { return nil }
      let words = lexeme(range(from: weekday, to: behind))
      throw fault(from: start, to: behind) {
        .ambiguousWord($0, readings: ["every \(words)", "next \(words)"])
      }
    }
    try reader.clauses(into: &found)
    found.title = DisplayText.line(lexeme(range(from: title.lowerBound, to: title.upperBound)))
    if isReminder { found.title = found.title.capitalizedFirst }
    try settle(&found, titled: title)
    if let doubt = doubt(aboutTitle: title) { found.doubts.insert(doubt, at: 0) }
    return found
  }

  /// The token of a weekday that may be one day or one of every week: `friday at 7pm`, `on friday`.
  private var singleWeekday: Int? {
    let place = past(.word(.on))
    guard kind(ahead: place).weekday != nil, !word(ahead: place).hasSuffix("s"),
      kind(ahead: past(.comma, ahead: place + 1)).weekday == nil, !says(.to, ahead: place + 1),
      !says(.and, ahead: place + 1),
      kind(ahead: place + 1) != .dash
    else { return nil }
    return index + place
  }

  /// Whether a phrase surely begins here, and no title: `Weekly check-in` and `Sunday lunch` are titles.
  private var beginsPhrase: Bool {
    switch kind {
    case .word(.every), .word(.everyFromDone): return kind(ahead: 1) != .dash
    case .word(.once): return says(.number(1), ahead: 1) || says(.every, ahead: 1) || says(.per, ahead: 1)
    case .word(.on):
      return startsPosition(ahead: 1) || startsWeekday(ahead: past(.word(.the), ahead: 1))
        || startsOther(ahead: 1)
    case .word(.other): return startsOther()
    case .word(.at): return startsTime(ahead: 1)
    case .word(.today), .word(.tomorrow), .word(.tonight), .word(.twice), .word(.starting): return true
    case .word(.next): return kind(ahead: 1).weekday != nil || kind(ahead: 1).unit != nil
    case .word(.this): return kind(ahead: 1).weekday != nil || says(.weekend, ahead: 1)
    case .word(.weekday), .word(.weekdays), .word(.weekend):
      return word().hasSuffix("s") || says(.to, ahead: 1) || kind(ahead: 1) == .dash || says(.and, ahead: 1)
        || kind(ahead: past(.comma, ahead: 1)).weekday != nil
    case .unknown:
      return ["all", "only", "just"].contains(word()) && startsWeekday(ahead: 1)
        && word(ahead: 1).hasSuffix("s")
    default: return startsTime() || startsLimit
    }
  }

  /// Whether a phrase begins here if a colon or a comma follows it: `First sunday of the month: call Grandma`.
  private var mayBeginPhrase: Bool {
    kind.rhythm != nil || startsPosition()
  }

  /// Whether a time stands here behind an `at`; a bare hour, as in `standup at 9`, only where nothing more is said.
  private func endsWithTime(ahead count: Int) -> Bool {
    if startsTime(ahead: count) { return true }
    guard case .number(let hour?) = kind(ahead: count), hour < 24 else { return false }
    return [.end, .comma].contains(kind(ahead: count + 1))
  }

  /// Where the title that begins here ends: at a clause, or behind all.
  private func endOfTitle(isTimed: Bool) -> Int {
    var ahead = 0
    while kind(ahead: ahead) != .end {
      if kind(ahead: ahead) == .comma, startsClause(ahead: ahead + 1) { break }
      if ["remind", "reminder", "reminders", "nudge"].contains(word(ahead: ahead)) { break }
      if ahead > 0, !isTimed, says(.at, ahead: ahead), endsWithTime(ahead: ahead + 1) { break }
      if ahead > 0, !isTimed, says(.in, .the, ahead: ahead), kind(ahead: ahead + 2).partOfDay != nil { break }
      if ahead > 0, says(.for, ahead: ahead), startsAmount(ahead: ahead + 1) { break }
      ahead += 1
    }
    return index + ahead
  }
}
