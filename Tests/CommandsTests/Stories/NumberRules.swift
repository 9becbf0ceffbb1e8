/// What may not leave the program: a number about a person, and words that keep score.
enum NumberRules {
  /// Words that count, rank or owe.
  private static let scoring = [
    "streak", "score", "point", "points", "percent", "%", "count", "counts", "total", "totals", "rank",
    "debt",
    "owes", "average", "ratio", "share of", "in a row", "missed out", "more often than", "behind",
  ]

  /// What is wrong with a line; nil for one that may go out.
  ///
  /// Dates, times, spans of a rule and names of occurrences are taken out first: what is left may have no digit beside a
  /// person's name, neither before nor after it, and no number in words.
  static func fault(in line: String, people: [String]) -> String? {
    let lower = line.lowercased()
    for word in scoring where contains(lower, word) { return "the word \"\(word)\": \(line)" }
    let names = Set(people.map { $0.lowercased() })
    guard words(of: lower).contains(where: names.contains) else { return nil }
    let words = words(of: stripped(lower))
    for (place, word) in words.enumerated() where names.contains(word) {
      let near = words[max(0, place - 4)...min(words.count - 1, place + 4)]
      if let number = near.first(where: { isNumber($0) }) { return "\"\(number)\" beside \(word): \(line)" }
    }
    return nil
  }

  private static let numerals: Set<String> = [
    "twice", "thrice", "once", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
    "twelve", "dozen", "times",
  ]

  private static func words(of line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  private static func isNumber(_ word: String) -> Bool {
    word.contains { $0.isNumber } || numerals.contains(word)
  }

  private static func contains(_ line: String, _ word: String) -> Bool {
    line.ranges(of: word).contains { range in
      let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
      let after = range.upperBound == line.endIndex ? " " : line[range.upperBound]
      return !(before.isLetter || before == "-") && !(after.isLetter || after == "-" || after == "_")
    }
  }

  /// Without what may stand there: dates, times, durations of a rule, and what the config itself says.
  private static func stripped(_ line: String) -> String {
    let month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    let patterns: [String] = [
      "config\\.json:[0-9:]+", "/lead-[0-9]+[a-z]+(-[0-9]{4})?",
      "[0-9]{4}-[0-9]{2}-[0-9]{2}(t[0-9:]+z?)?( [0-9]{2}:[0-9]{2})?", "[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?",
      "[0-9]{1,2} \(month)( [0-9]{4})?", "\(month) [0-9]{1,2}(, [0-9]{4})?",
      "every [0-9]+ (days|weeks|months)",
      "[0-9]+ (days?|weeks?|hours?|min)( to [0-9]+ (days?|weeks?))? (after|before)",
      "[0-9]+ (days?|weeks?) (after|before)", "(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +[0-9]{1,2}( |$)",
    ]
    var text = line
    for pattern in patterns {
      guard let regex = try? Regex(pattern) else { continue }
      text = text.replacing(regex, with: " ")
    }
    return text
  }
}
