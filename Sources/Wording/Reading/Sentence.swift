import CivilTime
import Recurrence
import Rituals

/// Finds the phrase within a sentence: the leftmost place from which all that follows is a phrase and its clauses.
struct SentenceReader {
  var reader: TokenReader
  var people: PeopleReader

  init(_ text: String, people: [String: Person], me: String?, today: CivilDate? = nil) throws(TextFault) {
    guard text.utf8.count <= RitualSentence.longest else {
      throw TextFault(.tooLong(limit: RitualSentence.longest), at: 0..<text.utf8.count)
    }
    reader = try TokenReader(text, suggesting: Vocabulary.sentenceSuggestions)
    reader.placeMayFollow = true
    reader.today = today
    self.people = PeopleReader(people, me: me)
  }

  func sentence() throws(TextFault) -> RitualSentence {
    var failures: [Failure] = []
    for start in 0..<reader.tokens.count - 1 where mayStart(at: start) {
      var attempt = self
      attempt.reader.index = start
      var found: RitualSentence
      do throws(TextFault) {
        found = try attempt.phrase()
      } catch {
        failures.append(Failure(start: start, fault: error, weight: weight(at: start)))
        continue
      }
      do throws(TextFault) {
        try attempt.clauses(into: &found)
      } catch {
        let weight = max(weight(at: start), start > 0 ? 2 : 0)
        failures.append(Failure(start: start, fault: error, weight: weight))
        continue
      }
      if let fault = doubt(about: start, failures) { throw fault }
      if let fault = leftover(before: start, failures) { throw fault }
      found.title = try title(before: start)
      var named = try attempt.people.named(inTitle: reader, before: start)
      let inTurn = (found.turns?.order ?? []).filter { !attempt.people.isMe($0) }
      let mentioned = attempt.people.mentioned(inTitle: reader, before: start)
      for id in found.with + mentioned + inTurn where !named.contains(id) { named.append(id) }
      found.with = named
      found.newPeople = attempt.people.new
      return found
    }
    throw fault(of: failures)
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
    isSure(at: start) ? reader.tokens[start].kind.number == nil ? 3 : 1 : 0
  }

  private func mayStart(at start: Int) -> Bool {
    switch reader.tokens[start].kind {
    case .unknown, .stray, .comma, .dash, .end: false
    // `at 10` is a time.
    case .number where start > 0 && reader.tokens[start - 1].kind == .word(.at): false
    default: start == 0 || reader.tokens[start - 1].kind != .dash
    }
  }

  /// Whether hardly anything but a phrase begins so: `every`, `once`, `10 days`.
  private func isSure(at start: Int) -> Bool {
    let next = start + 1 < reader.tokens.count ? reader.tokens[start + 1].kind : .end
    // `Every-day walk` is a title.
    if next == .dash { return false }
    return switch reader.tokens[start].kind {
    case .word(.every), .word(.once), .word(.whenever): true
    case .number, .word(.number): start > 0 && next != .end
    default: false
    }
  }

  /// The words before the phrase, as they were typed.
  private func title(before start: Int) throws(TextFault) -> String {
    var end = start
    // `Coffee, every sunday`, `Coffee on every sunday`
    let joints: [Token.Kind] = [.comma, .dash, .word(.on)]
    while end > 0, joints.contains(reader.tokens[end - 1].kind) { end -= 1 }
    guard end > 0 else { throw TextFault(.missing(.title), at: 0..<0) }
    let last = reader.tokens[end - 1]
    switch last.kind {
    case .word(.every), .word(.to), .word(.and), .word(.at), .word(.of), .word(.the), .word(.until),
      .word(.before), .word(.after), .word(.once):
      throw reader.fault(from: end - 1, to: end) { .unexpected($0, expected: .phrase) }
    default: break
    }
    return DisplayText.line(reader.lexeme(reader.tokens[0].range.lowerBound..<last.range.upperBound))
  }

  // MARK: What is wrong

  /// Why a phrase that reads well is still not what was meant: a surer one before it was mistyped.
  private func doubt(about start: Int, _ failures: [Failure]) -> TextFault? {
    // `evry saturday`
    if start > 0, !isSure(at: start),
      let fault = misspelling(reader.tokens[start - 1], of: ["every", "each", "once"])
    {
      return fault
    }
    let here = reader.tokens[start].range.lowerBound
    // `biweekly on sunday`
    if !isSure(at: start) {
      for failure in failures { if case .ambiguousWord = failure.fault.problem { return failure.fault } }
    }
    return failures.first { failure in
      guard isSure(at: failure.start), failure.fault.range.lowerBound < here || failure.fault.range.isEmpty
      else { return false }
      if case .unknownWord(_, .some) = failure.fault.problem { return true }
      return !isSure(at: start)
    }?.fault
  }

  /// What stands in the title and belongs to a phrase: a time that is none, or a phrase before this one.
  private func leftover(before start: Int, _ failures: [Failure]) -> TextFault? {
    let here = reader.tokens[start].range
    // `Run every monday every tuesday`
    let isSecond = failures.contains { failure in
      isSure(at: failure.start) && failure.weight == 3 && failure.fault.range == here
    }
    if isSecond, isSure(at: start) { return TextFault(.saidTwice(reader.lexeme(here)), at: here) }
    // `Tea at 25:00 every monday`, and `Tea at 25 every monday`, but `Dinner at 21 Main Street every monday`
    for index in 1..<max(1, start) where reader.tokens[index - 1].kind == .word(.at) {
      switch reader.tokens[index].kind {
      case .clock(nil): break
      case .number where endsTitle(after: index, before: start): break
      default: continue
      }
      var reader = reader
      reader.index = index
      do { _ = try reader.timeOfDay() } catch { return error }
    }
    return nil
  }

  /// Whether nothing but commas, or a half of the day, stands between a number and the phrase.
  private func endsTitle(after index: Int, before start: Int) -> Bool {
    reader.tokens[index + 1..<start].allSatisfy {
      [.comma, .dash, .word(.on), .word(.am), .word(.pm)].contains($0.kind)
    }
  }

  /// The fault to tell where nothing reads: of the surest beginning that came farthest.
  private func fault(of failures: [Failure]) -> TextFault {
    let weight = failures.map(\.weight).max() ?? 0
    let candidates = failures.filter { $0.weight == weight && (weight > 0 || isTelling($0)) }
    let farthest = candidates.max { left, right in
      (left.fault.range.lowerBound, -left.start) < (right.fault.range.lowerBound, -right.start)
    }
    let beginnings = ["every", "once", "daily", "weekly", "monthly", "yearly"]
    let mistyped = reader.tokens.lazy.compactMap { misspelling($0, of: beginnings) }.first
    return farthest?.fault ?? mistyped ?? TextFault(.missing(.when), at: reader.tokens.last?.range ?? 0..<0)
  }

  /// What is wrong with a word that nobody knows and no one is called, if it is near to one of some.
  private func misspelling(_ token: Token, of words: [String]) -> TextFault? {
    let word = reader.lexeme(token.range)
    guard token.kind == .unknown, !people.knows(word), let near = EditDistance.closest(to: word, among: words)
    else { return nil }
    return TextFault(.unknownWord(word, near: near), at: token.range)
  }

  /// Whether a failure says something of a phrase, and not of a title's words that happen to be known ones.
  private func isTelling(_ failure: Failure) -> Bool {
    guard failure.start > 0 else { return false }
    switch failure.fault.problem {
    case .missing, .unexpected: return false
    case .unknownWord(_, let near): return near != nil
    default: return true
    }
  }
}
