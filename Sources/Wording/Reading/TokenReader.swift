import CivilTime
import Recurrence
import Rituals

/// A place in a row of tokens, with the few moves that all readers share.
package struct TokenReader {
  /// Longer texts are refused. The longest that is needed is a rule that says hundreds of days one by one.
  package static let longest = 32_768

  package let text: String
  package let tokens: [Token]
  package var index = 0
  /// The part of the day in which a time is looked for: `at 8` in the evening is 20:00.
  package var part: PartOfDay?
  /// Whether a place may stand where a phrase has its time: `at the canal gate`.
  package var placeMayFollow = false
  /// Where it is known, a date without its year is the next such day: `24 december`.
  package var today: CivilDate?
  /// Words to suggest besides those of the phrases.
  package var alsoSuggested: [String] = []
  /// Whether a clause of `RuleParts.swift` was read, and so more than a phrase.
  var saysParts = false

  package init(_ text: String) throws(TextFault) {
    guard text.utf8.count <= TokenReader.longest else {
      throw TextFault(.tooLong(limit: TokenReader.longest), at: 0..<text.utf8.count)
    }
    self.text = text
    tokens = Tokenizer.tokens(of: text)
    if tokens.count == 1 { throw TextFault(.empty, at: 0..<text.utf8.count) }
  }

  package var current: Token { tokens[index] }
  package var kind: Token.Kind { tokens[index].kind }

  /// The kind of the token so many places on; `.end` behind the last.
  package func kind(ahead count: Int) -> Token.Kind {
    index + count < tokens.count ? tokens[index + count].kind : .end
  }

  package mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  /// Steps over a word if it stands here.
  package mutating func accept(_ word: Word) -> Bool {
    guard kind == .word(word) else { return false }
    advance()
    return true
  }

  package mutating func acceptComma() -> Bool {
    guard kind == .comma else { return false }
    advance()
    return true
  }

  package mutating func expect(_ word: Word, _ expected: TextFault.Expectation) throws(TextFault) {
    guard accept(word) else { throw fault(expected) }
  }

  package mutating func expectEnd() throws(TextFault) {
    guard kind != .end else { return }
    // `monday and thrusday`: the word that nobody knows is the one that is wrong, not the `and` before it.
    let next = max(1, separatorLength)
    if kind != .unknown, kind(ahead: next) == .unknown { index += next }
    throw fault(.end)
  }

  /// The text of some places, as it was written.
  package func lexeme(_ range: Range<Int>) -> String {
    String(decoding: text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }

  /// From the start of one token to the end of the one before the present.
  package func range(from first: Int) -> Range<Int> {
    tokens[first].range.lowerBound..<tokens[max(first, index - 1)].range.upperBound
  }

  /// What is wrong with the present token, where something else was looked for.
  package func fault(_ expected: TextFault.Expectation) -> TextFault {
    let token = current
    let found = lexeme(token.range)
    switch token.kind {
    case .end: return TextFault(.missing(expected), at: token.range)
    case .unknown:
      let near = EditDistance.closest(to: found, among: Vocabulary.suggestions + alsoSuggested)
      return TextFault(.unknownWord(found, near: near), at: token.range)
    case .stray: return TextFault(.strayCharacter(found), at: token.range)
    case .figures:
      if let fault = disorder(found, at: token.range) { return fault }
      if unit(ahead: 1) != nil { return TextFault(.fraction(found), at: token.range) }
      if expected == .date || expected == .phrase || expected == .repeated || expected == .dayOrWeekday {
        return TextFault(.dateOrder(found, meant: nil), at: token.range)
      }
      return TextFault(.unexpected(found, expected: expected), at: token.range)
    case .word(.starting): return TextFault(.keyOfItsOwn(found, key: "starting"), at: token.range)
    case .word(.except): return TextFault(.keyOfItsOwn(found, key: "except"), at: token.range)
    case .word(.biweekly):
      return TextFault(.ambiguousWord(found, readings: ["every 2 weeks", "twice a week"]), at: token.range)
    case .word(.bimonthly):
      return TextFault(.ambiguousWord(found, readings: ["every 2 months", "twice a month"]), at: token.range)
    default: return TextFault(.unexpected(found, expected: expected), at: token.range)
    }
  }

  /// The tokens that a separator (`,`, `and`, `, and`) takes here; 0 where none stands.
  package var separatorLength: Int {
    switch kind {
    case .comma: kind(ahead: 1) == .word(.and) ? 2 : 1
    case .word(.and): 1
    default: 0
    }
  }
}
