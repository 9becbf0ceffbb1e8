import CivilTime
import Recurrence
import Rituals

/// What a text is read with.
struct ReadingContext: Sendable {
  /// The words to suggest for an unknown one.
  var suggestions = Vocabulary.suggestions
  /// The day from which on a date without its year is looked for: `24 december`.
  var today: CivilDate?
  /// Who may be named, by id; nil outside of sentences. In one, a place may stand where a phrase has its time: `at the
  /// canal gate`.
  var people: [String: Person]?
  /// The id of the user, whom `me` names.
  var me: String?

  static let phrase = Boxed(ReadingContext())
  static let moment = Boxed(ReadingContext(suggestions: Vocabulary.momentSuggestions))
}

/// A place in a row of tokens, with the few moves that all readers are made of: `says` looks at the words that stand
/// here, `accept` takes them if they do, `take` demands one of a kind, `acceptSeparator` goes on with a list, and
/// `fault` says what is wrong.
///
/// Moves that a reader makes hundreds of times stay functions (`@inline(never)`): copied to each place they would double
/// the code, and the time to build it.
struct TokenReader {
  /// In bytes. The longest text that is needed is a rule that names hundreds of days one by one.
  static let longest = 32_768

  let text: String
  let tokens: [Token]
  let context: Boxed<ReadingContext>
  var index = 0
  /// The part of the day that a time has to be in: `at 8` in the evening is 20:00.
  var part: PartOfDay?
  /// More of them, each with the same time: `every morning and evening at 8`.
  var otherParts: [PartOfDay] = []
  /// All of them.
  var parts: [PartOfDay] {
    get { (part.map { [$0] } ?? []) + otherParts }
    set { (part, otherParts) = (newValue.first, Array(newValue.dropFirst())) }
  }
  /// Whether the times are those of a clock of 24 hours: the `8` of `at 8 and 20`.
  var isOf24Hours = false
  /// Whether a clause of `RuleParts.swift` was read.
  var saysParts = false
  /// Whether the title of a sentence stands in quotes, so that its words are its own.
  var isTitleQuoted = false
  /// Whether a date without a year comes every year: that of a birthday.
  var isOfEveryYear = false
  /// The first of weekdays that go over the end of a week: `friday to monday`.
  var spanStart: Weekday?
  /// Rules beside the one that is read, which it can't hold.
  var furtherRules: [RecurrenceRule] = []
  /// The token at which a start or exceptions began that a ritual keeps beside its phrase.
  var clausesOfTheirOwn: Int?

  init(_ text: String, in context: Boxed<ReadingContext> = ReadingContext.phrase) throws(TextFault) {
    guard text.utf8.count <= TokenReader.longest else {
      throw TextFault(.tooLong(limit: TokenReader.longest), at: 0..<text.utf8.count)
    }
    self.text = text
    self.context = context
    tokens = Tokenizer.tokens(of: text)
    if tokens.count == 1 { throw TextFault(.empty, at: 0..<text.utf8.count) }
  }

  /// Reads all of a text.
  static func read<Value>(
    _ text: String, in context: Boxed<ReadingContext> = ReadingContext.phrase,
    _ value: (inout TokenReader) throws(TextFault) -> Value
  ) throws(TextFault) -> Value {
    do throws(TextFault) { return try once(text, in: context, value) } catch {
      throw error.followed(in: text) { text throws(TextFault) in _ = try once(text, in: context, value) }
    }
  }

  private static func once<Value>(
    _ text: String, in context: Boxed<ReadingContext>, _ value: (inout TokenReader) throws(TextFault) -> Value
  ) throws(TextFault) -> Value {
    var reader = try TokenReader(text, in: context)
    let value = try value(&reader)
    try reader.expectEnd()
    return value
  }

  // MARK: Looking

  var current: Token { tokens[index] }
  var kind: Token.Kind { tokens[index].kind }

  /// The kind of the token `count` places on, or back where negative; `.end` beyond the first and the last.
  @inline(never)
  func kind(ahead count: Int) -> Token.Kind {
    tokens.indices.contains(index + count) ? tokens[index + count].kind : .end
  }

  /// Whether these words stand here, one after the other.
  @inline(never)
  func says(_ first: Word, _ second: Word? = nil, _ third: Word? = nil, ahead count: Int = 0) -> Bool {
    kind(ahead: count) == .word(first) && (second.map { kind(ahead: count + 1) == .word($0) } ?? true)
      && (third.map { kind(ahead: count + 2) == .word($0) } ?? true)
  }

  /// `count`, or one more if an optional token stands there.
  func past(_ optional: Token.Kind, ahead count: Int = 0) -> Int {
    kind(ahead: count) == optional ? count + 1 : count
  }

  /// The number of tokens of the separator (`,`, `and`, `, and`) that stands here; 0 if none does.
  var separatorLength: Int { kind == .comma || says(.and) ? past(.word(.and), ahead: past(.comma)) : 0 }

  /// Whether a range goes on here, with `to` or a dash.
  var saysTo: Bool { says(.to) || kind == .dash }

  /// Its spelling in lower case; empty beyond the first and the last.
  func word(ahead count: Int = 0) -> String {
    tokens.indices.contains(index + count) ? lexeme(tokens[index + count].range).lowercased() : ""
  }

  // MARK: Taking

  mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  private mutating func advance(if isWanted: Bool) -> Bool {
    if isWanted { advance() }
    return isWanted
  }

  /// Takes words if all of them stand here.
  @inline(never) @discardableResult
  mutating func accept(_ first: Word, _ second: Word? = nil, _ third: Word? = nil, ahead count: Int = 0)
    -> Bool
  {
    guard says(first, second, third, ahead: count) else { return false }
    index += count + (third != nil ? 3 : second != nil ? 2 : 1)
    return true
  }

  @discardableResult mutating func accept(spelled spelling: String) -> Bool {
    advance(if: word() == spelling)
  }

  @discardableResult mutating func acceptComma() -> Bool { advance(if: kind == .comma) }

  mutating func acceptTo() -> Bool { advance(if: saysTo) }

  /// Takes a letter of ISO 8601, the `T` or the `Z` of `2026-12-24T18:00Z`; no space may stand before it.
  mutating func acceptISO(_ letter: String) -> Bool {
    let isLetter = kind == .unknown && index > 0 && word() == letter
    return advance(if: isLetter && current.range.lowerBound == tokens[index - 1].range.upperBound)
  }

  /// Takes one of a kind (a weekday, a part of the day) if it stands `count` places on, with all before it.
  mutating func accept<Part>(_ part: (Token.Kind) -> Part?, ahead count: Int = 0) -> Part? {
    guard let found = part(kind(ahead: count)) else { return nil }
    index += count + 1
    return found
  }

  /// Takes a separator if `next` finds the next of a list behind it, that many places on.
  mutating func acceptSeparator(before next: (TokenReader, Int) -> Bool) -> Bool {
    let length = separatorLength
    guard length > 0, next(self, length) else { return false }
    index += length
    return true
  }

  /// Takes one of a kind, which must stand here.
  mutating func take<Part>(
    _ part: (Token.Kind) -> Part?, _ expected: TextFault.Expectation
  ) throws(TextFault) -> Part {
    guard let found = accept(part) else { throw fault(expected) }
    return found
  }

  mutating func expect(_ word: Word, _ expected: TextFault.Expectation) throws(TextFault) {
    guard accept(word) else { throw fault(expected) }
  }

  mutating func expectEnd() throws(TextFault) {
    guard kind != .end else { return }
    // `monday and thrusday`: the unknown word is wrong, not the `and` before it.
    let next = max(1, separatorLength)
    if kind != .unknown, kind(ahead: next) == .unknown { index += next }
    throw fault(.end)
  }

  // MARK: What is wrong

  /// A part of the text, as it was written.
  func lexeme(_ range: Range<Int>) -> String {
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
  }

  /// From the start of one token to the end of the one before `end`, by default before the current one.
  func range(from first: Int, to end: Int? = nil) -> Range<Int> {
    tokens[first].range.lowerBound..<tokens[max(first, (end ?? index) - 1)].range.upperBound
  }

  /// A fault of everything from a token to here.
  func fault(_ problem: TextFault.Problem, from first: Int) -> TextFault {
    TextFault(problem, at: range(from: first))
  }

  /// The same with a problem that quotes the words; of the current token if `first` is that.
  @inline(never)
  func fault(from first: Int, to end: Int? = nil, _ problem: (String) -> TextFault.Problem) -> TextFault {
    let range = range(from: first, to: end)
    return TextFault(problem(lexeme(range)), at: range)
  }

  /// What is wrong with the current token, where something else is expected.
  @inline(never)
  func fault(_ expected: TextFault.Expectation) -> TextFault {
    if let fault = ambiguousAdverb() { return fault }
    let found = lexeme(current.range)
    if startsCondition { return fault(from: index, to: tokens.count - 1) { .condition($0) } }
    let problem: TextFault.Problem =
      switch kind {
      case .end: .missing(expected)
      case .unknown where namesZone: .keyOfItsOwn(zoneName, key: "timeZone")
      case .unknown:
        .unknownWord(found, near: EditDistance.closest(to: found, among: context.value.suggestions))
      case .stray: .strayCharacter(found)
      case .figures: fault(inFigures: found, expected)
      case .word(.otherEaster): .otherEaster(found)
      case .word(.for): .keyOfItsOwn(found, key: "duration")
      default: .unexpected(found, expected: expected)
      }
    return TextFault(problem, at: current.range)
  }

  /// Whether a time zone begins here: `Asia/Tokyo`, `UTC`.
  private var namesZone: Bool { zoneName.contains("/") || ["utc", "gmt"].contains(word()) }

  /// The word here with what follows it without a space.
  private var zoneName: String {
    lexeme(current.range.lowerBound..<text.utf8.count).prefix { !$0.isWhitespace && $0 != "," }.description
  }

  private func fault(inFigures found: String, _ expected: TextFault.Expectation) -> TextFault.Problem {
    if let problem = disorder(found) { return problem }
    if kind(ahead: 1).unit != nil { return .fraction(found) }
    let isDate = [.date, .phrase, .repeated, .dayOrWeekday].contains(expected)
    return isDate ? .dateOrder(found, meant: nil) : .unexpected(found, expected: expected)
  }
}
