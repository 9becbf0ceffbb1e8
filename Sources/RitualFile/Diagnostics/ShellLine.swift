import Rituals

/// A line for a shell (POSIX.1-2024, XCU 2), read only so far as to tell words from what needs a shell.
struct ShellLine {
  /// The words without their quotes.
  private(set) var words: [String] = []
  /// Whether it has something that only a shell does: `&&`, `>`, `$HOME`, `*`.
  private(set) var needsShell = false
  /// Whether each quote has its end.
  private(set) var isWhole = true
  /// The same line with the variables of the places in it, quoted so that a shell takes them for text.
  private(set) var script = ""
  /// The places and what stands for each of them in the script.
  private(set) var places: [(place: HookPlaceholder, range: Range<String.Index>, variable: String)] = []

  private static let operators: Set<Character> = [
    "|", "&", ";", "<", ">", "(", ")", "$", "`", "*", "?", "[", "#",
  ]

  init(_ line: String) {
    var quote: Character?
    var word: String?
    var rest = line[...]
    while let letter = rest.first {
      if let place = HookPlaceholder.allCases.first(where: { rest.hasPrefix($0.written) }) {
        let range = rest.startIndex..<rest.index(rest.startIndex, offsetBy: place.written.count)
        let variable =
          switch quote {
          case "\"": "$\(place.variable)"
          case "'": "'\"$\(place.variable)\"'"
          default: "\"$\(place.variable)\""
          }
        places.append((place, range, variable))
        word = (word ?? "") + place.written
        script += variable
        rest = rest[range.upperBound...]
        continue
      }
      rest.removeFirst()
      script.append(letter)
      if letter == "\\", quote != "'", let next = rest.popFirst() {
        script.append(next)
        word = (word ?? "") + (quote == nil || "\"\\$`".contains(next) ? "" : "\\") + String(next)
      } else if letter == quote {
        quote = nil
      } else if quote == nil, letter == "\"" || letter == "'" {
        quote = letter
        word = word ?? ""
      } else if quote == nil, letter.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        if quote != "'", letter == "$" || letter == "`" { needsShell = true }
        if quote == nil, ShellLine.operators.contains(letter) || (letter == "~" && word == nil) {
          needsShell = true
        }
        word = (word ?? "") + String(letter)
      }
    }
    if let word { words.append(word) }
    isWhole = quote == nil
    // A variable set for one command.
    if words.first?.firstIndex(of: "=") != nil { needsShell = true }
  }

  /// A line of arguments, those that a shell understands left as they are.
  static func joined(_ arguments: [String]) -> String {
    arguments.map { isOperator($0) ? $0 : quoted($0) }.joined(separator: " ")
  }

  /// Whether an argument is a word of a shell's grammar and nothing else.
  static func isOperator(_ argument: String) -> Bool {
    let words = ["&&", "||", "|", ";", "&", "|&"]
    if words.contains(argument) { return true }
    let redirection = argument.drop { $0.isASCII && $0.isNumber || $0 == "&" }
    return ["<", ">"].contains(redirection.prefix(1)) && argument.count <= 20 && !argument.contains(" ")
  }

  /// An argument as one word, its variables and places open.
  private static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber) || "-_./:=,+@%~".contains($0) || "{}".contains($0)
    }
    if isPlain, !argument.isEmpty { return argument }
    var quoted = ""
    for letter in argument {
      if "\"\\".contains(letter) { quoted.append("\\") }
      quoted.append(letter)
    }
    return "\"\(quoted)\""
  }
}
