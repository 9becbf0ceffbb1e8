import CivilTime
import Recurrence
import Rituals

/// A sentence: a title, a phrase, and the clauses behind it.
extension TokenReader {
  /// Reads from the leftmost place from which all that follows is a phrase and its clauses; right behind the title,
  /// where that is known.
  func sentence(titled title: Range<Int>? = nil) throws(TextFault) -> RitualSentence {
    var failures: [Failure] = []
    for start in 0..<tokens.count - 1 where mayStart(at: start) && isBehind(title, start) {
      var attempt = self
      attempt.index = start
      attempt.isTitleQuoted = title != nil
      attempt.isOfEveryYear = isOfEveryYear(before: start)
      var weight = weight(at: start)
      var found: RitualSentence
      do throws(TextFault) {
        found = try attempt.sentencePhrase()
        if start > 0 { weight = max(weight, 2) }
        try attempt.clauses(into: &found)
      } catch {
        failures.append(Failure(start: start, fault: error, weight: weight))
        continue
      }
      if let fault = doubt(about: start, failures) ?? leftover(before: start, failures) { throw fault }
      if let title {
        found.title = DisplayText.line(lexeme(title))
      } else {
        found.title = try self.title(before: start)
      }
      try attempt.settle(&found, titled: 0..<start)
      if title == nil, let doubt = doubt(aboutTitle: titleStart..<titleEnd(before: start)) {
        found.doubts.insert(doubt, at: 0)
      }
      return found
    }
    if title == nil, let found = try sentenceTimeFirst() { return found }
    throw fault(of: failures)
  }

  /// Adds who takes part, those whom the title names among them.
  func settle(_ found: inout RitualSentence, titled title: Range<Int>) throws(TextFault) {
    let named = try named(in: title, of: &found)
    let inTurn = (found.turns?.order ?? []).filter { $0 != context.value.me }
    found.with = (named + found.with + mentioned(in: title) + inTurn).uniqued
    try settleTurns(of: &found)
  }

  /// Whether the words before a phrase name what comes every year: `Mum's birthday`, `the birthday of Ana`.
  private func isOfEveryYear(before start: Int) -> Bool {
    let yearly = ["birthday", "birthdays", "anniversary"]
    let end = titleEnd(before: start)
    return (0..<end).contains { place in
      yearly.contains(lexeme(tokens[place].range).lowercased())
        && (place == end - 1 || tokens[place + 1].kind == .word(.of))
    }
  }

  /// Whether a phrase that begins here comes right behind the title; without one, anywhere.
  private func isBehind(_ title: Range<Int>?, _ start: Int) -> Bool {
    guard let title else { return true }
    guard tokens[start].range.lowerBound >= title.upperBound else { return false }
    return tokens[..<start].allSatisfy {
      $0.range.lowerBound < title.upperBound || [.comma, .dash, .word(.on)].contains($0.kind)
    }
  }

  /// A place at which a phrase might have begun, and what was wrong with it.
  private struct Failure {
    var start: Int
    var fault: TextFault
    /// How sure it is that a phrase was meant: 3 for `every` and its like, 2 where a phrase reads and a clause behind it
    /// does not, 1 for a number, 0 for any other word.
    var weight: Int
  }

  private func weight(at start: Int) -> Int {
    isSure(at: start) ? tokens[start].kind.number == nil ? 3 : 1 : 0
  }

  private func mayStart(at start: Int) -> Bool {
    switch tokens[start].kind {
    case .unknown, .stray, .comma, .dash, .end: false
    // `at 10` is a time, and so is `half past six`.
    case .number where start > 0 && tokens[start - 1].kind == .word(.at): false
    case _ where start > 0 && tokens[start - 1].kind == .word(.past): false
    case .number, .word(.number): start == 0 || ![.dash, .word(.half)].contains(tokens[start - 1].kind)
    // `Check-in`, but `Call Dad – every sunday`
    default:
      start == 0 || tokens[start - 1].kind != .dash
        || tokens[start - 1].range.upperBound < tokens[start].range.lowerBound
    }
  }

  /// Whether hardly anything but a phrase begins like this: `every`, `once`, `10 days`.
  private func isSure(at start: Int) -> Bool {
    let next = start + 1 < tokens.count ? tokens[start + 1].kind : .end
    // `Every-day walk` is a title.
    if next == .dash { return false }
    return switch tokens[start].kind {
    case .word(.every), .word(.everyFromDone), .word(.once), .word(.whenever), .word(.twice): true
    case .number, .word(.number): start > 0 && next != .end
    default: false
    }
  }

  /// The words before the phrase, as they were typed.
  private func title(before start: Int) throws(TextFault) -> String {
    let end = titleEnd(before: start)
    guard end > titleStart else { throw TextFault(.missing(.title), at: 0..<0) }
    // `Call Ash wednesday`
    if end == start, tokens[start].kind == .word(.feast(.easter(-46))) {
      throw fault(from: start, to: start + 1) {
        .ambiguousWord($0, readings: ["on \($0)", "\($0.prefix(3)) every wednesday"])
      }
    }
    switch tokens[end - 1].kind {
    case .word(.every), .word(.to), .word(.and), .word(.at), .word(.of), .word(.the), .word(.until),
      .word(.before), .word(.after), .word(.once):
      throw fault(from: end - 1, to: end) { .unexpected($0, expected: .phrase) }
    case _
    where end > 1
      && ["by", "due", "since", "during", "with"].contains(lexeme(tokens[end - 1].range).lowercased()):
      throw fault(from: end - 1, to: end) { .unexpected($0, expected: .phrase) }
    default:
      let title = DisplayText.line(lexeme(range(from: titleStart, to: end)))
      if ["remind me", "remind us"].contains(title.lowercased()) {
        throw TextFault(.missing(.title), at: 0..<0)
      }
      return titleStart > 0 ? title.capitalizedFirst : title
    }
  }

  /// Where the title begins: behind `remind me to`, `I want to`.
  private var titleStart: Int {
    let leads = [
      ["remind", "me", "to"], ["remind", "us", "to"], ["i", "want", "to"], ["we", "want", "to"],
      ["i", "would", "like", "to"], ["i'd", "like", "to"], ["i’d", "like", "to"], ["i", "need", "to"],
      ["i", "have", "to"], ["please", "remind", "me", "to"],
    ]
    let words = tokens.prefix(5).map { lexeme($0.range).lowercased() }
    return leads.first { words.starts(with: $0) }?.count ?? 0
  }

  /// Where the title ends: `Coffee, every sunday`, `Coffee on every sunday`.
  private func titleEnd(before start: Int) -> Int {
    let joints: [Token.Kind] = [.comma, .dash, .word(.on)]
    var end = start
    while end > 0, joints.contains(tokens[end - 1].kind) { end -= 1 }
    // `Dad's birthday is on 3 may`
    if end > 1, ["is", "are"].contains(lexeme(tokens[end - 1].range)) { end -= 1 }
    return end
  }

  // MARK: What is wrong

  /// Why a phrase that reads well is still not what was meant: a surer one before it was mistyped.
  private func doubt(about start: Int, _ failures: [Failure]) -> TextFault? {
    let isSureHere = isSure(at: start)
    if !isSureHere {
      // `evry saturday`
      if start > 0, let fault = misspelling(tokens[start - 1], of: ["every", "each", "once"]) {
        return fault
      }
      // `biweekly on sunday`
      for failure in failures {
        switch failure.fault.problem {
        case .ambiguousWord, .halfHour: return failure.fault
        default: continue
        }
      }
    }
    let here = tokens[start].range.lowerBound
    return failures.first { failure in
      // `Party on 31 april every year`
      if case .noSuchDate = failure.fault.problem { return failure.fault.range.lowerBound < here }
      guard isSure(at: failure.start), failure.fault.range.lowerBound < here || failure.fault.range.isEmpty
      else { return false }
      // `Run 5 km on sundays`
      if case .unknownWord(_, nil) = failure.fault.problem, tokens[failure.start].kind.number != nil {
        return false
      }
      // `One on one with Sam every monday`: `with` is well known, only not there.
      if case .unknownWord(let word, .some(let near)) = failure.fault.problem, near != word.lowercased() {
        return true
      }
      return !isSureHere
    }?.fault
  }

  /// What stands in the title and belongs to a phrase: something like a time, or a phrase before this one.
  private func leftover(before start: Int, _ failures: [Failure]) -> TextFault? {
    let here = tokens[start].range
    // `Run every monday every tuesday`
    if isSure(at: start), failures.contains(where: { $0.weight == 3 && $0.fault.range == here }) {
      return TextFault(.saidTwice(lexeme(here)), at: here)
    }
    // `Run every monday at 10 for 1h, every tuesday`
    let second = failures.first { failure in
      failure.weight == 3 && failure.start < start && failure.fault.range.lowerBound > here.lowerBound
        && tokens.contains { $0.kind == .word(.every) && $0.range == failure.fault.range }
    }
    if let second { return TextFault(.saidTwice(lexeme(second.fault.range)), at: second.fault.range) }
    // `Tea at 25:00 every monday`, and `Tea at 25 every monday`, but `Dinner at 21 Main Street every monday`
    for index in 1..<max(1, start) where tokens[index - 1].kind == .word(.at) {
      switch tokens[index].kind {
      case .clock(nil): break
      case .number where endsTitle(after: index, before: start): break
      default: continue
      }
      var reader = self
      reader.index = index
      do { _ = try reader.timeOfDay() } catch { return error }
    }
    return nil
  }

  /// Whether nothing but commas, `am` or `pm` stands between a number and the phrase.
  private func endsTitle(after index: Int, before start: Int) -> Bool {
    tokens[index + 1..<start].allSatisfy {
      [.comma, .dash, .word(.on), .word(.am), .word(.pm)].contains($0.kind)
    }
  }

  /// The fault to report where nothing reads: of the surest beginning, the one that comes last in the text.
  private func fault(of failures: [Failure]) -> TextFault {
    // `Yoga 2x a week`, of which `a week` could begin something else.
    let rhythm = failures.first { if case .daysMissing = $0.fault.problem { true } else { false } }
    if let rhythm { return rhythm.fault }
    let weight = failures.map(\.weight).max() ?? 0
    let candidates = failures.filter { $0.weight == weight && (weight > 0 || isTelling($0)) }
    let farthest = candidates.max { left, right in
      (left.fault.range.lowerBound, -left.start) < (right.fault.range.lowerBound, -right.start)
    }
    let beginnings = ["every", "once", "daily", "weekly", "monthly", "yearly", "tomorrow", "tonight"]
    let mistyped = tokens.lazy.compactMap { misspelling($0, of: beginnings) }.first
    return farthest?.fault ?? mistyped ?? TextFault(.missing(.when), at: tokens.last?.range ?? 0..<0)
  }

  /// An unknown word that is no name either, if it is close to one of some words.
  private func misspelling(_ token: Token, of words: [String]) -> TextFault? {
    let word = lexeme(token.range)
    guard token.kind == .unknown, ids(called: word, new: []).isEmpty,
      let near = EditDistance.closest(to: word, among: words)
    else { return nil }
    return TextFault(.unknownWord(word, near: near), at: token.range)
  }

  /// Whether a failure is about a phrase, and not about words of the title that happen to be known.
  private func isTelling(_ failure: Failure) -> Bool {
    guard failure.start > 0 else { return false }
    switch failure.fault.problem {
    case .missing, .unexpected: return false
    case .unknownWord(_, let near): return near != nil
    default: return true
    }
  }
}
