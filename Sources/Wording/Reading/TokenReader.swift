import CivilTime
import Recurrence
import Rituals

/// A place in a row of tokens, with the few moves of which all readers are made: `says` looks at the words that
/// stand here, `accept` steps over them, `take` takes one of a kind, `acceptSeparator` goes on with a list, and
/// `fault` says what is wrong.
struct TokenReader {
  /// Longer texts are refused. The longest that is needed is a rule that says hundreds of days one by one.
  static let longest = 32_768

  let text: String
  let tokens: [Token]
  var index = 0
  /// The part of the day in which a time is looked for: `at 8` in the evening is 20:00.
  var part: PartOfDay?
  /// Whether a place may stand where a phrase has its time: `at the canal gate`.
  var placeMayFollow = false
  /// Where it is known, a date without its year is the next such day: `24 december`.
  var today: CivilDate?
  /// The words to suggest for one that nobody knows.
  private let suggestions: [String]
  /// Whether a clause of `RuleParts.swift` was read, and so more than a phrase.
  var saysParts = false

  init(_ text: String, suggesting words: [String] = Vocabulary.suggestions) throws(TextFault) {
    guard text.utf8.count <= TokenReader.longest else {
      throw TextFault(.tooLong(limit: TokenReader.longest), at: 0..<text.utf8.count)
    }
    self.text = text
    suggestions = words
    tokens = Tokenizer.tokens(of: text)
    if tokens.count == 1 { throw TextFault(.empty, at: 0..<text.utf8.count) }
  }

  /// All of a text, read by one reader.
  static func read<Value>(
    _ text: String, suggesting words: [String] = Vocabulary.suggestions,
    _ value: (inout TokenReader) throws(TextFault) -> Value
  ) throws(TextFault) -> Value {
    var reader = try TokenReader(text, suggesting: words)
    let value = try value(&reader)
    try reader.expectEnd()
    return value
  }

  // MARK: Looking

  var current: Token { tokens[index] }
  var kind: Token.Kind { tokens[index].kind }

  /// The kind of the token so many places on; `.end` behind the last.
  func kind(ahead count: Int) -> Token.Kind {
    index + count < tokens.count ? tokens[index + count].kind : .end
  }

  /// Whether these words stand here, one behind the other.
  func says(_ first: Word, _ second: Word? = nil, _ third: Word? = nil, ahead count: Int = 0) -> Bool {
    kind(ahead: count) == .word(first) && (second.map { kind(ahead: count + 1) == .word($0) } ?? true)
      && (third.map { kind(ahead: count + 2) == .word($0) } ?? true)
  }

  /// How far on the place is behind a token that may be missing.
  func past(_ optional: Token.Kind, ahead count: Int = 0) -> Int {
    kind(ahead: count) == optional ? count + 1 : count
  }

  /// The tokens that a separator (`,`, `and`, `, and`) takes here; 0 where none stands.
  var separatorLength: Int { kind == .comma || says(.and) ? past(.word(.and), ahead: past(.comma)) : 0 }

  /// Whether `to` or a dash, as between the ends of a range, stands here.
  var saysTo: Bool { says(.to) || kind == .dash }

  /// The word so many places on as it is spelled, in lower case; empty behind the last.
  func word(ahead count: Int = 0) -> String {
    index + count < tokens.count ? lexeme(tokens[index + count].range).lowercased() : ""
  }

  // MARK: Taking

  mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  /// Steps over words if all of them stand here.
  @discardableResult
  mutating func accept(_ first: Word, _ second: Word? = nil, _ third: Word? = nil, ahead count: Int = 0)
    -> Bool
  {
    guard says(first, second, third, ahead: count) else { return false }
    index += count + (third != nil ? 3 : second != nil ? 2 : 1)
    return true
  }

  /// Steps over a word that is spelled so.
  @discardableResult mutating func accept(spelled spelling: String) -> Bool {
    guard word() == spelling else { return false }
    advance()
    return true
  }

  @discardableResult mutating func acceptComma() -> Bool {
    guard kind == .comma else { return false }
    advance()
    return true
  }

  mutating func acceptTo() -> Bool {
    guard saysTo else { return false }
    advance()
    return true
  }

  /// Steps over a letter of ISO 8601, the `T` or the `Z` of `2026-12-24T18:00Z`, right behind what stands before.
  mutating func acceptISO(_ letter: String) -> Bool {
    guard kind == .unknown, index > 0, word() == letter,
      current.range.lowerBound == tokens[index - 1].range.upperBound
    else { return false }
    advance()
    return true
  }

  /// Steps over a separator if the next of a list stands behind it, so many tokens on.
  mutating func acceptSeparator(before next: (TokenReader, Int) -> Bool) -> Bool {
    let length = separatorLength
    guard length > 0, next(self, length) else { return false }
    index += length
    return true
  }

  /// Takes one of a kind: a weekday, a month, a unit.
  mutating func take<Part>(
    _ part: (Token.Kind) -> Part?, _ expected: TextFault.Expectation
  ) throws(TextFault) -> Part {
    guard let found = part(kind) else { throw fault(expected) }
    advance()
    return found
  }

  mutating func expect(_ word: Word, _ expected: TextFault.Expectation) throws(TextFault) {
    guard accept(word) else { throw fault(expected) }
  }

  mutating func expectEnd() throws(TextFault) {
    guard kind != .end else { return }
    // `monday and thrusday`: the word that nobody knows is the one that is wrong, not the `and` before it.
    let next = max(1, separatorLength)
    if kind != .unknown, kind(ahead: next) == .unknown { index += next }
    throw fault(.end)
  }

  // MARK: What is wrong

  /// The text of some places, as it was written.
  func lexeme(_ range: Range<Int>) -> String {
    String(decoding: text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }

  /// From the start of one token to the end of the one before another, else before the present.
  func range(from first: Int, to end: Int? = nil) -> Range<Int> {
    tokens[first].range.lowerBound..<tokens[max(first, (end ?? index) - 1)].range.upperBound
  }

  /// What is wrong with all that was said from a token on.
  func fault(_ problem: TextFault.Problem, from first: Int) -> TextFault {
    TextFault(problem, at: range(from: first))
  }

  /// The same where the problem names the words; of the present token alone where it begins here.
  func fault(from first: Int, to end: Int? = nil, _ problem: (String) -> TextFault.Problem) -> TextFault {
    let range = range(from: first, to: end)
    return TextFault(problem(lexeme(range)), at: range)
  }

  /// What is wrong with the present token, where something else was looked for.
  func fault(_ expected: TextFault.Expectation) -> TextFault {
    let found = lexeme(current.range)
    let problem: TextFault.Problem =
      switch kind {
      case .end: .missing(expected)
      case .unknown: .unknownWord(found, near: EditDistance.closest(to: found, among: suggestions))
      case .stray: .strayCharacter(found)
      case .figures: fault(inFigures: found, expected)
      case .word(.starting): .keyOfItsOwn(found, key: "starting")
      case .word(.except): .keyOfItsOwn(found, key: "except")
      case .word(.biweekly): .ambiguousWord(found, readings: ["every 2 weeks", "twice a week"])
      case .word(.bimonthly): .ambiguousWord(found, readings: ["every 2 months", "twice a month"])
      default: .unexpected(found, expected: expected)
      }
    return TextFault(problem, at: current.range)
  }

  private func fault(inFigures found: String, _ expected: TextFault.Expectation) -> TextFault.Problem {
    if let problem = disorder(found) { return problem }
    if kind(ahead: 1).unit != nil { return .fraction(found) }
    let isDate = [.date, .phrase, .repeated, .dayOrWeekday].contains(expected)
    return isDate ? .dateOrder(found, meant: nil) : .unexpected(found, expected: expected)
  }
}
