import CivilTime
import Recurrence
import Rituals

/// The clauses around what repeats, in any order: times of the day, months, and those of PhraseBounds.swift and
/// PhraseExceptions.swift.
extension TokenReader {
  /// Takes a clause before what repeats: `at 10 on the 15th`, `in the evening every friday`.
  mutating func leadingClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    // `Class 7a every monday`
    let isName = context.value.people != nil && startsHourWithLetter
    if draft.times.isEmpty, !isName {
      if try timesClause(into: &draft, isLeading: true) {
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
    if startsLimit {
      // What it makes of the rule shows once that is read.
      var probe = draft
      let first = index
      let (own, others) = (clausesOfTheirOwn, furtherRules)
      let isClause = try trailingClause(into: &probe)
      (clausesOfTheirOwn, furtherRules) = (own, others)
      guard isClause, index > first else {
        index = first
        return false
      }
      draft.leading.append(first..<index)
    } else {
      guard try startClause(into: &draft) else { return false }
    }
    if says(.and, .until) { advance() }
    acceptComma()
    guard kind != .end else { throw fault(.phrase) }
    return true
  }

  /// Whether a clause stands here that may limit a rule behind it: `in summer`, `until june`, `except on mondays`.
  var startsLimit: Bool {
    startsMonthLimit || says(.in) && year(ahead: 1) != nil || says(.until) || says(.except) || says(.for)
  }

  /// Takes what the clauses before a rule say of it: `in summer every evening`.
  mutating func leadingClauses(of draft: inout PhraseDraft) throws(TextFault) {
    let behind = index
    for range in draft.leading {
      index = range.lowerBound
      guard try trailingClause(into: &draft), index == range.upperBound else {
        index = range.lowerBound
        throw fault(.phrase)
      }
    }
    index = behind
  }

  /// Takes a clause behind what repeats; false, with nothing taken, where none stands here.
  mutating func trailingClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    // The common case, and each clause would look at the words in vain.
    if kind == .end { return false }
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
    // `mondays only`
    if says(.only), [.end, .comma, .word(.at)].contains(kind(ahead: 1)) || startsTime(ahead: 1) {
      advance()
      return true
    }
    if try partClause(into: &draft) { return true }
    if try countClause(into: &draft.rule) { return true }
    if try yearClause(into: &draft) { return keepApart(from: first) }
    if draft.rule.byMonth.isEmpty, draft.rule.frequency <= .monthly {
      let months = try monthLimit()
      draft.limit(to: months)
      if !months.isEmpty { return true }
    }
    if try yearOfMonths(into: &draft) { return keepApart(from: first) }
    if try periodClause(into: &draft) { return keepApart(from: first) }
    if acceptAllYear() { return keepApart(from: first) }
    if try startClause(into: &draft) { return keepApart(from: first) }
    let hadDates = !draft.except.isEmpty
    if try exceptClause(into: &draft) {
      return hadDates || draft.except.isEmpty || keepApart(from: first)
    }
    // `starting tomorrow and ending in june`
    if says(.and, .until) { advance() }
    if try endClause(into: &draft) { return true }
    if !draft.isWhenDone, acceptWhenDone() {
      draft.isWhenDone = true
      return true
    }
    index = first
    let months = draft.rule.byMonth
    try clauses(into: &draft.rule)
    if draft.rule.byMonth != months { draft.months = draft.rule.byMonth }
    return index > first
  }

  /// Notes where the first clause begins that a ritual keeps beside its phrase; always true, for a clause was taken.
  private mutating func keepApart(from first: Int) -> Bool {
    clausesOfTheirOwn = clausesOfTheirOwn ?? first
    return true
  }

  // MARK: Times

  mutating func timesClause(
    into draft: inout PhraseDraft, isLeading: Bool = false
  ) throws(TextFault) -> Bool {
    guard draft.times.isEmpty else { return false }
    // `every sunday – 7pm`
    if !isLeading, kind == .dash, startsTime(ahead: 1) { advance() }
    let place = index + past(.comma)
    if let (from, length) = try timeRange(isLeading: isLeading) {
      (draft.times, draft.timesRange) = ([from], range(from: place))
      if draft.spread(over: length) { return true }
      guard context.value.people != nil else {
        throw fault(from: place) { .keyOfItsOwn($0, key: "duration") }
      }
      draft.duration = length
      return true
    }
    let isStart = saysStartTime(ahead: past(.comma))
    if isStart { index += past(.comma) + 1 }
    // `every sunday 17h`
    if !isLeading, let hour = kind(ahead: past(.comma)).count, (13...23).contains(hour),
      word(ahead: past(.comma) + 1) == "h", glued(ahead: past(.comma) + 1)
    {
      index += past(.comma)
      draft.times = [try timeOfDay()]
    } else {
      draft.times = try timesInParts()
    }
    if !draft.times.isEmpty { draft.timesRange = range(from: place) }
    // `every 12 hours starting at 9pm`
    if isStart { _ = draft.spread() }
    return !draft.times.isEmpty
  }

  /// `every friday evening`, `in the evening at 7`, `at night`.
  @discardableResult
  mutating func partClause(into draft: inout PhraseDraft) throws(TextFault) -> Bool {
    guard draft.times.isEmpty else { return false }
    let first = index
    let article = says(.in) || says(.on) ? past(.word(.the), ahead: 1) : says(.at, .part(.night)) ? 1 : 0
    guard kind(ahead: article).partOfDay != nil, !says(.before, ahead: article + 1) else { return false }
    index += article
    draft.times = try times(in: partsOfDay())
    draft.timesRange = range(from: first)
    return true
  }
}
