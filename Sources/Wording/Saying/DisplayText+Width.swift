extension DisplayText {
  /// The columns of a terminal that a text takes; what is drawn as one sign, like a family of emoji, counts as one.
  public static func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + $1.columns }
  }

  /// The text in at most this many columns; a cut text ends in `…`.
  public static func cut(_ text: String, to columns: Int) -> String {
    guard width(of: text) > columns else { return text }
    guard columns > 0 else { return "" }
    var left = columns - 1
    var kept = text.prefix { character in
      left -= character.columns
      return left >= 0
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text in lines of at most this many columns, broken between words; a longer word has a line of its own.
  public static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, width(of: line) + 1 + width(of: String(word)) > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension Character {
  fileprivate var columns: Int {
    // U+FE0F asks for the coloured sign where a character has a plain one too.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return unicodeScalars.reduce(0) { max($0, $1.columns) }
  }
}

extension Unicode.Scalar {
  /// The columns of a terminal it takes: 2 for wide East Asian characters and emoji (UAX #11), 0 for combining ones.
  public var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
