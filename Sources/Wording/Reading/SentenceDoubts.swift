import CivilTime
import Rituals

/// A word of time, number, order or exception that would end up in a title, a name or a place: nothing that is read
/// without asking.
public struct Doubt: Equatable, Sendable {
  /// Where it would end up.
  public enum Part: String, Sendable { case title, name, place }

  package var part: Part
  /// The whole title, name or place.
  package var words: String
  /// What to say where nobody can be asked.
  package var fault: TextFault
}

extension Doubt {
  /// What comes every day about the same time.
  fileprivate static let daily: Set<String> = [
    "breakfast", "lunch", "dinner", "supper", "tea", "work", "school", "church", "bedtime", "sunrise",
    "sunset", "dark",
  ]
  /// Words that make a time or a rhythm rough.
  fileprivate static let vague: Set<String> = [
    "most", "some", "all", "any", "only", "just", "usually", "sometimes", "often", "occasionally", "rarely",
    "alternately", "least", "about", "around", "roughly", "approximately", "ish", "maybe", "mostly", "always",
    "than", "coming", "nearly", "almost", "approx", "circa",
  ]
  /// Words that a time follows.
  fileprivate static let timely: [Token.Kind] = [.on, .in, .during, .until, .except, .before, .after].map(
    Token.Kind.word)
}

extension TokenReader {
  /// The first word of a title that is about time and not plainly part of it: `Lunch tomorrow`, but not `Sunday lunch`.
  func doubt(aboutTitle range: Range<Int>) -> Doubt? {
    doubt(.title, range) { index in
      if isStrong(at: index) { return true }
      // `Coffee with Ana most saturdays`
      if index == range.upperBound - 1, isVague(at: index) { return true }
      guard isWeak(at: index), index > range.lowerBound || range.count > 1 else { return false }
      return !isAdjective(at: index, before: range.upperBound) && !isNoun(at: index, in: range)
    }
  }

  /// The first such word of a name or a place, which hold none at all.
  func doubt(_ part: Doubt.Part, about range: Range<Int>) -> Doubt? {
    doubt(part, range) { index in
      if isStrong(at: index) || part == .name && isVague(at: index) { return true }
      return isWeak(at: index) && !(part == .place && isAdjective(at: index, before: range.upperBound))
    }
  }

  private func doubt(_ part: Doubt.Part, _ range: Range<Int>, where isDoubtful: (Int) -> Bool) -> Doubt? {
    guard let index = range.first(where: isDoubtful) else { return nil }
    let (word, words) = (
      lexeme(tokens[index].range),
      DisplayText.line(lexeme(self.range(from: range.lowerBound, to: range.upperBound)))
    )
    return Doubt(
      part: part, words: words,
      fault: TextFault(.outOfPlace(word, part: part, words: words), at: tokens[index].range))
  }

  private func kind(at index: Int) -> Token.Kind {
    tokens.indices.contains(index) ? tokens[index].kind : .end
  }

  /// Whether a number is the end of a word: `jo2`.
  private func isGlued(at index: Int) -> Bool {
    guard case .number = kind(at: index), index > 0, kind(at: index - 1) == .unknown else { return false }
    return tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
  }

  /// Whether a word says roughly how often, or when: `most saturdays`, `about 6pm`.
  private func isVague(at index: Int) -> Bool {
    Doubt.vague.contains(lexeme(tokens[index].range).lowercased())
  }

  /// Whether a word is about time wherever it stands.
  func isStrong(at index: Int) -> Bool {
    let next = kind(at: index + 1)
    if isGlued(at: index) { return false }
    switch kind(at: index) {
    case .clock, .figures: return true
    case .word(.today), .word(.tonight), .word(.tomorrow), .word(.every), .word(.everyFromDone),
      .word(.until),
      .word(.except), .word(.twice), .word(.biweekly), .word(.bimonthly), .word(.semimonthly),
      .word(.biannually):
      return true
    case .word(.once): return next == .word(.number(1)) || next == .word(.every)
    // `alternating hosts`
    case .word(.other) where lexeme(tokens[index].range).lowercased().hasPrefix("alternat"): return true
    case .word(.this), .word(.next), .word(.last), .word(.other):
      return next.unit != nil || next.weekday != nil || next.month != nil || next == .word(.weekend)
    case .number, .word(.number):
      // `Class 7a`
      return saysHalf(ahead: index + 1 - self.index) || [.word(.oclock), .word(.times)].contains(next)
        || next.month != nil
    case .ordinal: return next.month != nil || next.weekday != nil
    case .word(.ordinal): return next.weekday != nil
    case .word(.month): if case .ordinal = next { return true } else { return false }
    case .word(.even), .word(.odd): return next.unit == .week
    // `we host in turn` is a clause of its own, behind a comma.
    case .word(.in): return tokens.indices.contains(index + 1) && saysTurn(at: index + 1)
    // `after lunch`
    case .word(.after), .word(.before):
      return tokens.indices.contains(index + 1)
        && Doubt.daily.contains(lexeme(tokens[index + 1].range).lowercased())
    default: return false
    }
  }

  private func saysTurn(at index: Int) -> Bool {
    ["turn", "turns"].contains(lexeme(tokens[index].range).lowercased())
  }

  /// Whether a word may be about time: `sunday`, `weekly`, `10`, `first`, `evening`.
  private func isWeak(at index: Int) -> Bool {
    switch kind(at: index) {
    case _ where isGlued(at: index): false
    case .word(.number(1)): false
    // The short names of units are letters and words of their own: `Vitamin D`.
    case .word(.unit): tokens[index].range.count > 3
    case .number, .ordinal, .word(.number), .word(.ordinal), .word(.weekday), .word(.weekdays),
      .word(.weekend),
      .word(.month), .word(.adverb), .word(.part), .word(.season), .word(.noon), .word(.midnight),
      .word(.next),
      .word(.last), .word(.other), .word(.half), .word(.feast), .word(.easterSaturday), .word(.otherEaster),
      .word(.dayOfCountries),
      .word(.later), .word(.starting), .word(.once):
      true
    default: false
    }
  }

  /// Whether a word says more about the one behind it: `Sunday lunch`, `Top 10 films`; not `in march`.
  private func isAdjective(at index: Int, before end: Int) -> Bool {
    let clauseWords = ["with", "for", "by", "remind"]
    guard index + 1 < end, !clauseWords.contains(lexeme(tokens[index + 1].range).lowercased()),
      !isBehindTimely(at: index)
    else { return false }
    switch kind(at: index + 1) {
    case .unknown, .dash, .word(.of), .word(.steps):
      // `at Tuesday cafe`, but `at 21 Main Street`
      let isDay = kind(at: index).weekday != nil || kind(at: index).month != nil
      return !(isDay && kind(at: index - 1) == .word(.at))
    case .word(.part): return kind(at: index).weekday != nil
    default: return isWeak(at: index + 1) && isAdjective(at: index + 1, before: end)
    }
  }

  /// Whether a word stands before this one that a time follows: the `in` of `in june 2027`, the `for` of `for 6 weeks`.
  private func isBehindTimely(at index: Int) -> Bool {
    guard index > 0 else { return false }
    return Doubt.timely.contains(kind(at: index - 1))
      || lexeme(tokens[index - 1].range).lowercased() == "throughout"
      || kind(at: index - 1) == .word(.for) && kind(at: index + 1).unit != nil
  }

  /// Whether a word is a thing: `Game night`, `Plan the week`; not `on the weekend`, `the evening` alone.
  private func isNoun(at index: Int, in range: Range<Int>) -> Bool {
    let before = index - 1
    guard before >= range.lowerBound else { return false }
    switch kind(at: index) {
    case .word(.part):
      if kind(at: before) == .unknown || kind(at: before).weekday != nil { return true }
    case .word(.unit), .word(.season), .word(.feast), .word(.weekend): break
    default: return false
    }
    let articles = ["the", "our", "my", "your"]
    guard articles.contains(lexeme(tokens[before].range).lowercased()), before > range.lowerBound else {
      return false
    }
    return kind(at: before - 1) != .word(.at) && !isBehindTimely(at: before)
      && !["by", "over", "for"].contains(lexeme(tokens[before - 1].range).lowercased())
  }
}
