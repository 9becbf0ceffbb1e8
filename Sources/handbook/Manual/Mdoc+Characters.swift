import Wording

// How characters are written so that neither groff nor mandoc takes them for something else (groff_char(7)).
extension Mdoc {
  /// Prose with its backquotes turned into bold type.
  static func inline(_ words: String) -> String {
    words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset % 2 == 0 ? escaped($0.element) : bold($0.element) }.joined()
  }

  /// What is typed or shown just so: hyphens and quotes stay what they are.
  static func literal(_ text: some StringProtocol) -> String { escaped(text, literally: true) }

  static func inMacro(_ arguments: String) -> String { escaped(arguments).replacing("\"", with: "\\(dq") }

  /// What is typed, in bold type.
  static func bold(_ text: some StringProtocol) -> String { "\\fB\(literal(text))\\fP" }

  private static let escapes: [Unicode.Scalar: String] = [
    "\\": "\\e", "^": "\\(ha", "~": "\\(ti", "é": "\\('e", "…": "\\&...", "·": "\\(pc", "§": "\\(sc",
  ]
  private static let literalEscapes: [Unicode.Scalar: String] = ["-": "\\-", "'": "\\(aq", "`": "\\(ga"]

  private static func escaped(_ text: some StringProtocol, literally: Bool = false) -> String {
    text.unicodeScalars.map { (literally ? literalEscapes[$0] : nil) ?? escapes[$0] ?? String($0) }.joined()
  }

  /// A line that begins with a control character would be a request.
  static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  /// Each sentence begins a line, so that the formatter knows where they end.
  static func sentences(of text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    var last: Character = " "
    for character in text {
      if character == " ", last == "." || last == "!" || last == "?" || last == ":" && current.count > 60 {
        sentences.append(current)
        current = ""
      } else {
        current.append(character)
      }
      last = character
    }
    return sentences + (current.isEmpty ? [] : [current])
  }

  static func wrapped(_ sentence: String) -> String {
    DisplayText.wrapped(sentence, to: 77).map { guarded($0) + "\n" }.joined()
  }
}
