/// Text in mdoc(7), the language of manual pages, as groff and mandoc both read it.
///
/// Prose is plain text: a blank line begins a paragraph, words in backquotes are bold, and lines indented by two spaces are
/// shown as they are.
struct Mdoc {
  /// The text so far.
  private(set) var text = ""
  /// Whether the next paragraph must be set off from what stands before it.
  private var isOpen = false

  /// A section within a section.
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

  /// Terms, each with its explanation.
  mutating func list(_ items: [(term: String, text: String)]) {
    guard !items.isEmpty else { return }
    text += ".Bl -tag -width Ds\n"
    for item in items {
      macro("It", item.term)
      prose(item.text)
    }
    macro("El")
  }

  /// A list alone.
  static func list(_ items: [(term: String, text: String)]) -> String {
    var mdoc = Mdoc()
    mdoc.list(items)
    return mdoc.text
  }

  /// Text as it stands, line for line.
  private mutating func example(_ lines: String) {
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
