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
    if try yearClause(into: &draft) {
      clausesOfTheirOwn = clausesOfTheirOwn ?? first
      return true
    }
    if draft.rule.byMonth.isEmpty, draft.rule.frequency <= .monthly {
      let months = try monthLimit()
      draft.limit(to: months)
      if !months.isEmpty { return true }
    }
    let hasYear = try yearOfMonths(into: &draft)
    let hasPeriod = hasYear ? false : try periodClause(into: &draft)
    if hasYear || hasPeriod || acceptAllYear() {
      clausesOfTheirOwn = clausesOfTheirOwn ?? first
      return true
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
    let months = draft.rule.byMonth
    try clauses(into: &draft.rule)
    if draft.rule.byMonth != months { draft.months = draft.rule.byMonth }
    return index > first
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

  /// Takes `19:30-21:00`, `from 7 to 9pm`, `from 9 to 17`: a time of the day and how long it takes from there. Before a rule,
  /// plain numbers need their `from`: `Team 7-14` is a title.
  mutating func timeRange(isLeading: Bool) throws(TextFault) -> (TimeOfDay, Span)? {
    var reader = self
    reader.index += past(.comma)
    let isSure = reader.accept(.at) || reader.word() == "from" && reader.accept(.starting) || !isLeading
    let first = reader.index
    guard reader.startsTime() || reader.kind.count.map({ (0...23).contains($0) }) ?? false else { return nil }
    // Behind the first time, to see how the second one is said.
    var ahead = reader
    if ahead.startsTime() {
      guard (try? ahead.timeOfDay()) != nil || ahead.index > first else { return nil }
    } else {
      ahead.advance()
    }
    guard ahead.acceptTo() || ahead.accept(.until), ahead.startsTime() || ahead.kind.number != nil else {
      return nil
    }
    let second = ahead.index
    let isPlain = reader.isPlainHour && ahead.isPlainHour && !reader.startsTime() && !ahead.startsTime()
    if isPlain, !isSure || ahead.kind(ahead: 1).unit != nil || saysTimes(ahead: second + 1 - index) {
      return nil
    }
    let shared = sharedRange(from: reader, to: ahead)
    if let shared {
      index = shared.end
      return (shared.from, shared.length)
    }
    let isOf24 = isPlain && (ahead.kind.count ?? 0) > 12
    reader.isOf24Hours = isOf24
    let from: TimeOfDay
    let end: TimeOfDay
    if isPlain {
      let hour = reader.kind.count ?? 0
      guard let time = TimeOfDay(hour: hour, minute: 0) else { return nil }
      // 1 to 8 alone often mean the evening.
      if !isOf24, (1...8).contains(hour) {
        throw reader.fault(from: first, to: first + 1) { .bareHour($0, time) }
      }
      reader.advance()
      from = time
    } else {
      guard let time = try? reader.timeOfDay() else { return nil }
      from = time
    }
    guard reader.acceptTo() || reader.accept(.until) else { return nil }
    if isPlain {
      end = try reader.timeOfDay()
    } else {
      guard let time = try? reader.timeOfDay() else { return nil }
      end = time
    }
    guard end != from else { return nil }
    index = reader.index
    return (from, Span(seconds: (end.secondOfDay - from.secondOfDay + 86_400) % 86_400))
  }

  private var isPlainHour: Bool { if case .number = kind { true } else { false } }

  /// `7-9pm`, `7:30 to 9 in the evening`: both are of the half of the day that the second one names.
  private func sharedRange(
    from reader: TokenReader, to ahead: TokenReader
  ) -> (from: TimeOfDay, length: Span, end: Int)? {
    var ahead = ahead
    let time: TimeOfDay
    switch reader.kind {
    case .number(let hour?) where (1...12).contains(hour) && !reader.saysHalf(ahead: 1):
      guard let whole = TimeOfDay(hour: hour, minute: 0) else { return nil }
      time = whole
    case .clock(let shown?) where (1...12).contains(shown.hour) && !reader.saysHalf(ahead: 1):
      time = shown
    default: return nil
    }
    guard let end = try? ahead.timeOfDay() else { return nil }
    let named = ahead.kind(ahead: -1)
    guard named == .word(.am) || named == .word(.pm) || named.partOfDay != nil else { return nil }
    let morning = time.secondOfDay % 43_200
    // The later one that ends after it began.
    let start = morning + 43_200 < end.secondOfDay ? morning + 43_200 : morning
    let from = TimeOfDay(secondOfDay: time.hour == 12 && end.hour >= 12 ? morning + 43_200 : start)
    guard from != end else { return nil }
    return (from, Span(seconds: (end.secondOfDay - from.secondOfDay + 86_400) % 86_400), ahead.index)
  }
}
