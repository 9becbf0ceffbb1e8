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

  /// The text in lines of at most this many columns, broken between words.
  ///
  /// - Parameter breakingWords: whether a word that is wider than a line is broken, as text without spaces must be; else
  ///   it has a line of its own.
  public static func wrapped(_ text: String, to columns: Int, breakingWords: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    func end() {
      if !line.isEmpty { lines.append(line) }
      (line, used) = ("", 0)
    }
    for word in text.split(separator: " ") {
      let word = String(word)
      let width = width(of: word)
      if used > 0, used + 1 + width > columns { end() }
      if breakingWords, width > columns {
        for character in word {
          if used > 0, used + character.columns > columns { end() }
          line.append(character)
          used += character.columns
        }
        continue
      }
      if !line.isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += width
    }
    end()
    return lines
  }
}

extension Character {
  /// The columns of a terminal it takes.
  ///
  /// An emoji is two wide, of however many scalars it is made. Otherwise the scalars stand side by side: letters of an
  /// Indic cluster and their vowel signs each have a column of their own.
  public var columns: Int {
    let scalars = unicodeScalars
    guard scalars.count > 1, let first = scalars.first else { return scalars.first?.columns ?? 0 }
    var sum = first.columns
    for scalar in scalars.dropFirst() {
      // U+FE0F asks for the coloured sign where a character has a plain one too.
      if scalar == "\u{FE0F}", first.properties.isEmoji { return 2 }
      if scalar.properties.isEmojiModifier, first.properties.isEmojiModifierBase { return 2 }
      sum += scalar.columns
    }
    return first.columns == 2 && (first.isHalfFlag || scalars.contains("\u{200D}")) ? 2 : sum
  }
}

extension Unicode.Scalar {
  /// The columns of a terminal it takes alone: 2 for wide East Asian characters and emoji (UAX #11), 0 for combining and
  /// invisible ones.
  public var columns: Int {
    if value < 0x300 { return 1 }
    if value.isWithin(WidthTable.zero) { return 0 }
    return value.isWithin(WidthTable.double) ? 2 : 1
  }

  /// Two of these make a flag.
  fileprivate var isHalfFlag: Bool { (0x1F1E6...0x1F1FF).contains(value) }
}

extension UInt32 {
  /// Whether it lies in one of the ranges of a table, which has the first and the last of each in order.
  fileprivate func isWithin(_ table: [UInt32]) -> Bool {
    var (low, high) = (0, table.count)
    while low < high {
      let middle = (low + high) / 2
      if table[middle] < self { low = middle + 1 } else { high = middle }
    }
    // An end of a range itself, or between a first and its last one.
    return low < table.count && (table[low] == self || low % 2 == 1)
  }
}
