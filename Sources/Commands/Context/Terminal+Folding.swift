import Wording

extension Terminal {
  /// A text whose lines are as narrow as the terminal: one that is wider goes on below, behind the same indent. Colours
  /// take no room.
  func folded(_ text: String) -> String {
    guard let width else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Terminal.width(ofPainted: line) > width ? Terminal.fold(line, to: width) : String(line)
    }.joined(separator: "\n")
  }

  private static func fold(_ line: Substring, to width: Int) -> String {
    let indent = min(line.prefix { $0 == " " }.count, width / 2)
    var lines: [String] = []
    var (shown, used) = ("", 0)
    func end() {
      lines.append(String(repeating: " ", count: indent) + shown)
      (shown, used) = ("", 0)
    }
    for word in line.split(separator: " ") {
      let wordWidth = Terminal.width(ofPainted: word)
      if used > 0, indent + used + 1 + wordWidth > width { end() }
      if used > 0 {
        shown += " "
        used += 1
      }
      // A word that is wider than a line is broken anywhere.
      for piece in pieces(of: word) {
        if used > 0, indent + used + piece.width > width { end() }
        shown += piece.text
        used += piece.width
      }
    }
    end()
    return lines.joined(separator: "\n")
  }

  private static func width(ofPainted line: Substring) -> Int {
    if !line.contains("\u{1B}") { return DisplayText.width(of: String(line)) }
    return pieces(of: line).reduce(0) { $0 + $1.width }
  }

  /// The characters of a text; a colour (ECMA-48 §8.3.117, from ESC to `m`) is one that takes no column.
  private static func pieces(of text: Substring) -> [(text: String, width: Int)] {
    var pieces: [(text: String, width: Int)] = []
    var rest = text[...]
    while let character = rest.first {
      if character == "\u{1B}", let last = rest.firstIndex(of: "m") {
        pieces.append((String(rest[...last]), 0))
        rest = rest[rest.index(after: last)...]
      } else {
        pieces.append((String(character), character.columns))
        rest = rest.dropFirst()
      }
    }
    return pieces
  }
}
