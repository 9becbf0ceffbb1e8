import CivilTime
import Rituals

/// Tokens that are one together, and one that is two: `twenty-one`, `christmas eve`, `half a dozen`, `everyday`.
extension Tokenizer {
  /// Adds a token; a glued `everyday` is two, and `half a dozen` is one with what stands before it.
  func append(_ token: Token, to tokens: inout [Token]) {
    if let (count, kind) = joined(token, to: tokens) {
      let first = tokens[tokens.count - count].range.lowerBound
      tokens.removeLast(count)
      return append(Token(kind: kind, range: first..<token.range.upperBound), to: &tokens)
    }
    guard token.kind == .unknown, token.range.count > 6 else { return tokens.append(token) }
    let spelling = lexeme(token.range)
    guard spelling.hasPrefix("every"), let rest = Vocabulary.word(String(spelling.dropFirst(5)))
    else { return tokens.append(token) }
    let seam = token.range.lowerBound + 5
    tokens.append(Token(kind: .word(.every), range: token.range.lowerBound..<seam))
    tokens.append(Token(kind: .word(rest), range: seam..<token.range.upperBound))
  }

  /// What a token is together with the last ones, and how many these are: `a dozen`.
  private func joined(_ token: Token, to tokens: [Token]) -> (Int, Token.Kind)? {
    guard token.kind == .word(.number(12)), let last = tokens.last, lexeme(token.range).hasSuffix("dozen")
    else {
      return nil
    }
    switch last.kind {
    case .word(.number(1)): return (1, token.kind)
    case .word(.half): return (1, .word(.number(6)))
    default: return nil
    }
  }

  /// The same tokens, with `christmas eve`, `business days`, `twenty-one` and their like each as one.
  func compounded(_ tokens: [Token]) -> [Token] {
    guard tokens.contains(where: { tens($0) != nil || !compounds(at: $0).isEmpty }) else { return tokens }
    var joined: [Token] = []
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      var end = index + 1
      var kind = token.kind
      for (rest, word) in compounds(at: token) where matches(rest, tokens[(index + 1)...]) {
        (kind, end) = (.word(word), index + 1 + rest.count)
        break
      }
      if let (word, length) = numberOfTwoWords(tokens[index...]) {
        (kind, end) = (.word(word), index + length)
      }
      joined.append(Token(kind: kind, range: token.range.lowerBound..<tokens[end - 1].range.upperBound))
      index = end
    }
    return joined
  }

  /// The tens that a word names: 20 to 90.
  private func tens(_ token: Token) -> Int? {
    if case .word(.number(let tens)) = token.kind, tens >= 20, tens % 10 == 0 { tens } else { nil }
  }

  /// `twenty-one`, `thirty first`, and how many tokens they take; nil where the words are no number together.
  private func numberOfTwoWords(_ tokens: ArraySlice<Token>) -> (word: Word, length: Int)? {
    guard let first = tokens.first, let tens = tens(first) else { return nil }
    let rest = tokens.dropFirst()
    guard let next = rest.first else { return nil }
    let isHyphen = next.kind == .dash && next.range.lowerBound == first.range.upperBound
    guard let ones = isHyphen ? rest.dropFirst().first : next,
      !isHyphen || ones.range.lowerBound == next.range.upperBound
    else { return nil }
    let length = isHyphen ? 3 : 2
    switch ones.kind {
    case .word(.number(let number))
    where (1...9).contains(number) && !["a", "an"].contains(lexeme(ones.range)):
      return (.number(tens + number), length)
    // `thirty second` may be half a minute.
    case .word(.ordinal(let number))
    where (1...9).contains(number) && (number != 2 || tens == 20 || isHyphen):
      return (.ordinal(tens + number), length)
    default: return nil
    }
  }

  private func compounds(at token: Token) -> [(rest: [String], word: Word)] {
    switch token.kind {
    case .unknown, .word(.feast), .word(.month), .word(.unit(.week)), .word(.unit(.month)),
      .word(.unit(.minute)),
      .word(.half):
      Vocabulary.compounds(from: lexeme(token.range))
    default: []
    }
  }

  private func matches(_ words: [String], _ tokens: ArraySlice<Token>) -> Bool {
    tokens.count > words.count && zip(words, tokens).allSatisfy { $0 == lexeme($1.range) }
  }
}
