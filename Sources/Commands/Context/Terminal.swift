import Glibc
import Wording

/// How text is shown: in colour only on a terminal that wants it (no-color.org), plain in a pipe.
package struct Terminal {
  let usesColour: Bool
  /// The width in columns; nil in a pipe or a file, where lines are as long as they are.
  let width: Int?

  /// The terminal behind a descriptor. `COLUMNS` says how wide lines may be, in a pipe too.
  init(_ descriptor: Int32, _ environment: (String) -> String?) {
    let isPlain = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    let isDumb = environment("TERM").map { $0 == "dumb" } ?? true
    let isTerminal = isatty(descriptor) == 1
    var size = winsize()
    let isSized = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    let asked = environment("COLUMNS").flatMap { Int($0) }
    let width = [asked, isSized ? Int(size.ws_col) : nil].lazy.compactMap { $0 }
      .first { $0 >= Terminal.least }
    self.init(usesColour: isTerminal && !isPlain && !isDumb, width: width)
  }

  /// A terminal that claims to be narrower doesn't know its size.
  private static let least = 20

  package init(usesColour: Bool = false, width: Int? = nil) {
    self.usesColour = usesColour
    self.width = width
  }

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case red = "31"
    case magenta = "35"
    case brightRed = "91"
    case brightGreen = "92"
    case brightYellow = "93"
    case brightBlue = "94"
    case brightMagenta = "95"
    case brightCyan = "96"
    case reverse = "7"
  }

  func paint(_ text: String, _ style: Style) -> String {
    usesColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A text wrapped to lines that are pleasant to read, behind an indent; in a pipe it stays one line.
  func paragraph(_ text: String, indent: String = "", _ style: Style? = nil) -> [String] {
    let lines =
      width.map {
        DisplayText.wrapped(text, to: max(8, min($0, 100) - indent.count), breakingWords: true)
      }
      ?? (text.isEmpty ? [] : [text])
    return lines.map { line in style.map { paint(indent + line, $0) } ?? indent + line }
  }

  /// A label, and a text wrapped beside it.
  func labelled(_ label: String, _ text: String, indent: String = "  ", column: Int = 14) -> [String] {
    let left = DisplayText.width(of: label)
    let head = indent + label + String(repeating: " ", count: max(1, column - left))
    // In a narrow terminal, and beside a long label, the text stands below.
    let isBelow = width.map { $0 - indent.count - column < 24 || left >= column } ?? false
    if isBelow { return [paint(indent + label, .dim)] + paragraph(text, indent: indent + "  ") }
    let body = paragraph(text, indent: String(repeating: " ", count: indent.count + column))
    guard let first = body.first else { return [] }
    return [paint(head, .dim) + first.drop { $0 == " " }] + body.dropFirst()
  }

  /// A title, and the id that commands take.
  func heading(_ title: String, _ id: String) -> String {
    paint(DisplayText.line(title), .bold) + paint("  \(id)", .dim)
  }
}
