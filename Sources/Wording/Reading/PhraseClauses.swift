import CivilTime
import Recurrence
import Rituals

/// The clauses around what repeats, in any order: times of the day, months, and those of PhraseBounds.swift and
/// PhraseExceptions.swift.
extension TokenReader {
  /// Takes a clause before what repeats: `at 10 on the 15th`, `in the evening every friday`.
  mutating func leadingClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    if draft.times.isEmpty {
      if try timesClause(into: &draft) {
        acceptComma()
        return true
      }
      if says(.in, .the), kind(ahead: 2).partOfDay != nil, says(.every, ahead: 3) || kind(ahead: 3) == .comma
      {
        try partClause(into: &draft)
        acceptComma()
        return true
      }
    }
    if try !startClause(into: &draft) {
      guard try postponedClause() else { return false }
    }
    if says(.and, .until) { advance() }
    acceptComma()
    guard kind != .end else { throw fault(.phrase) }
    return true
  }

  /// Passes over a clause that bears on what repeats, `until june`, `except in july`, `in summer`: it is read behind that.
  private mutating func postponedClause() throws(TextFault) -> Bool {
    guard says(.until) || says(.for) || says(.except) || says(.in) || says(.during) else { return false }
    let first = index
    var anyRule = PhraseDraft()
    if try !endClause(into: &anyRule), try !exceptClause(into: &anyRule), try !yearClause(into: &anyRule),
      try monthLimit().isEmpty
    {
      index = first
      return false
    }
    postponed.append(first..<index)
    return true
  }

  /// Reads the clauses that were passed over before what repeats.
  mutating func postponedClauses(into draft: inout PhraseDraft) throws(TextFault) {
    let here = index
    for clause in postponed {
      index = clause.lowerBound
      guard try trailingClause(into: &draft), index == clause.upperBound else {
        index = clause.lowerBound
        throw fault(from: index, to: clause.upperBound) { .unexpected($0, expected: .phrase) }
      }
    }
    postponed = []
    index = here
  }

  /// Takes a clause behind what repeats; false, with nothing taken, where none stands here.
  mutating func trailingClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    let first = index
    if try timesClause(into: &draft) { return true }
    acceptComma()
    if !draft.times.isEmpty, accept(.the, .ordinal(2), .of) {
      accept(.the)
      try expect(.start, .start)
      draft.takesSecondFromStart = true
      saysParts = true
      return true
    }
    if try partClause(into: &draft) { return true }
    if try countClause(into: &draft.rule) { return true }
    if try yearClause(into: &draft) { return true }
    if draft.rule.byMonth.isEmpty, draft.rule.frequency <= .monthly {
      draft.rule.limit(to: try monthLimit())
      if !draft.rule.byMonth.isEmpty { return true }
    }
    if try startClause(into: &draft) {
      clausesOfTheirOwn = clausesOfTheirOwn ?? first
      return true
    }
    let hadDates = !draft.except.isEmpty
    if try exceptClause(into: &draft) {
      if !hadDates, !draft.except.isEmpty { clausesOfTheirOwn = clausesOfTheirOwn ?? first }
      return true
    }
    // `starting tomorrow and ending in june`
    if says(.and, .until) { advance() }
    if try endClause(into: &draft) { return true }
    if !draft.isWhenDone, acceptWhenDone() {
      draft.isWhenDone = true
      return true
    }
    index = first
    try clauses(into: &draft.rule)
    return index > first
  }

  // MARK: Times

  mutating func timesClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.times.isEmpty else { return false }
    let place = index + past(.comma)
    if let (from, length) = timeRange() {
      (draft.times, draft.timesRange) = ([from], range(from: place))
      guard context.value.people != nil else {
        throw fault(from: place) { .keyOfItsOwn($0, key: "duration") }
      }
      draft.duration = length
      return true
    }
    draft.times = try timesOfDay()
    if !draft.times.isEmpty { draft.timesRange = range(from: place) }
    return !draft.times.isEmpty
  }

  /// `every friday evening`, `in the evening at 7`, `at night`.
  @discardableResult
  mutating func partClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.times.isEmpty else { return false }
    let first = index
    let article = says(.in) || says(.on) ? past(.word(.the), ahead: 1) : says(.at, .part(.night)) ? 1 : 0
    guard let named = accept(\.partOfDay, ahead: article), !says(.before) else {
      index = first
      return false
    }
    draft.times = [try time(in: named)]
    draft.timesRange = range(from: first)
    return true
  }

  /// Takes `19:30-21:00`, `from 7 to 9pm`: a time of the day and how long it takes from there.
  private mutating func timeRange() -> (TimeOfDay, Span)? {
    var reader = self
    reader.index += past(.comma)
    _ = reader.accept(.at) || reader.word() == "from" && reader.accept(.starting)
    var from: TimeOfDay?
    if case .number(let hour?) = reader.kind, (1...12).contains(hour), !reader.saysHalf(ahead: 1) {
      // `7-9pm`: both are of the half that the second one names.
      var ahead = reader
      ahead.advance()
      guard ahead.acceptTo(), ahead.kind.number != nil || ahead.startsTime(), let end = try? ahead.timeOfDay()
      else {
        return nil
      }
      guard ahead.says(.am, ahead: -1) || ahead.says(.pm, ahead: -1) else { return nil }
      let noon = end.hour >= 12 && hour < 12 && hour + 12 <= end.hour ? 12 : 0
      from = TimeOfDay(hour: hour % 12 + (noon == 12 || hour == 12 && end.hour >= 12 ? 12 : 0), minute: 0)
      reader.advance()
    } else if reader.startsTime() {
      from = try? reader.timeOfDay()
    }
    guard let from, reader.acceptTo() || reader.accept(.until),
      reader.startsTime() || reader.kind.number != nil,
      let end = try? reader.timeOfDay(), end != from
    else { return nil }
    self = reader
    return (from, Span(seconds: (end.secondOfDay - from.secondOfDay + 86_400) % 86_400))
  }
}
