/// A manual page in the making, in the language of mdoc(7), as groff and mandoc both read it.
///
/// Prose is plain text: a blank line begins a paragraph, what stands in backquotes is bold, lines that are indented by two
/// spaces are shown as they are.
struct ManualPage {
  /// The page so far.
  private(set) var text: String
  /// Whether the next paragraph must be set off from what stands before it.
  private var isOpen = false

  /// The head of a page: `kin`, 1, and what it is, in half a sentence.
  init(_ name: String, section: Int, about: String) {
    text = """
      .\\" Made by `make man` from the declarations in Sources; a test holds it to them.
      .Dd \(ManualPages.date)
      .Dt \(name.uppercased()) \(section)
      .Os
      .Sh NAME
      .Nm \(name)
      .Nd \(about)

      """
  }

  /// A section: `DESCRIPTION`.
  mutating func heading(_ title: String) { macro("Sh", title) }

  /// A section within one.
  mutating func subheading(_ title: String) { macro("Ss", title) }

  /// A macro and its arguments, which are passed on as macros read them.
  mutating func macro(_ name: String, _ arguments: String = "") {
    text += arguments.isEmpty ? ".\(name)\n" : ".\(name) \(Self.inMacro(arguments))\n"
    isOpen = ["Ed", "El", "Ek"].contains(name)
  }

  /// Paragraphs.
  mutating func prose(_ words: String) {
    var paragraph: [Substring] = []
    func isShown(_ line: Substring?) -> Bool { line?.hasPrefix("  ") ?? false }
    let lines: [Substring] = words.split(separator: "\n", omittingEmptySubsequences: false) + [""]
    for line in lines {
      if !paragraph.isEmpty, line.isEmpty || isShown(line) != isShown(paragraph.first) {
        if isShown(paragraph.first) {
          example(paragraph.map { $0.dropFirst(2) }.joined(separator: "\n"))
        } else {
          self.paragraph(paragraph.joined(separator: " "))
        }
        paragraph = []
      }
      if !line.isEmpty { paragraph.append(line) }
    }
  }

  /// Terms and what is to be said of each.
  mutating func list(_ items: [(term: String, text: String)]) {
    guard !items.isEmpty else { return }
    begin()
    for item in items {
      macro("It", item.term)
      prose(item.text)
    }
    end()
  }

  /// A list in the making: `item` and `end` follow.
  mutating func begin() { text += ".Bl -tag -width Ds\n" }

  /// Ends a list.
  mutating func end() { macro("El") }

  /// Text as it stands, line for line.
  mutating func example(_ lines: String) {
    text += ".Bd -literal -offset 4n\n"
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      text += Self.guarded(Self.literal(line)) + "\n"
    }
    macro("Ed")
  }

  /// A line in the language of the page itself.
  mutating func raw(_ line: String) { text += line + "\n" }

  private mutating func paragraph(_ words: String) {
    if isOpen { text += ".Pp\n" }
    for sentence in Self.sentences(of: Self.inline(words)) { text += Self.wrapped(sentence) }
    isOpen = true
  }
}

// How characters are written so that neither groff nor mandoc takes them for something else (groff_char(7)).
extension ManualPage {
  /// Prose with its backquotes turned into bold type.
  static func inline(_ words: String) -> String {
    var result = ""
    for (index, part) in words.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      result += index % 2 == 0 ? escaped(part) : "\\fB\(literal(part))\\fP"
    }
    return result
  }

  /// What is typed or shown just so: hyphens and quotes stay what they are.
  static func literal(_ text: some StringProtocol) -> String { escaped(text, literally: true) }

  private static func inMacro(_ arguments: String) -> String {
    escaped(arguments).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq")
  }

  private static func escaped(_ text: some StringProtocol, literally: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "-" where literally: result += "\\-"
      case "'" where literally: result += "\\(aq"
      case "`" where literally: result += "\\(ga"
      case "\\": result += "\\e"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "é": result += "\\('e"
      case "…": result += "\\&..."
      case "·": result += "\\(pc"
      case "§": result += "\\(sc"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line that begins with a control character would be a request.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  /// Each sentence begins a line, so that the formatter knows where they end.
  private static func sentences(of text: String) -> [String] {
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

  private static func wrapped(_ sentence: String) -> String {
    var (lines, line) = ("", "")
    for word in sentence.split(separator: " ") {
      if !line.isEmpty, line.count + word.count > 76 {
        lines += guarded(line) + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + guarded(line) + "\n"
  }
}
