import Glibc

/// Where people read: colour only on a terminal that wants it (no-color.org), plain text in a pipe.
struct Terminal {
  let usesColour: Bool
  /// The width in columns.
  let width: Int

  /// The terminal behind a descriptor.
  init(_ descriptor: Int32 = STDOUT_FILENO) {
    let plain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    usesColour = isatty(descriptor) == 1 && !plain && !dumb
    var size = winsize()
    width = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 100
  }

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case red = "31"
  }

  func paint(_ text: String, _ style: Style) -> String {
    usesColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// Columns aligned by what they show, two spaces apart; the last one is not padded.
struct Columns {
  private var rows: [[(text: String, style: Terminal.Style?)]] = []

  mutating func add(_ cells: (String, Terminal.Style?)...) {
    rows.append(cells.map { (text: $0.0, style: $0.1) })
  }

  func lines(_ terminal: Terminal, indent: String = "") -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? displayWidth($0[column].text) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        line += cell.style.map { terminal.paint(cell.text, $0) } ?? cell.text
        let isLast = row[(column + 1)...].allSatisfy { $0.text.isEmpty }
        if isLast { break }
        line += String(repeating: " ", count: widths[column] - displayWidth(cell.text) + 2)
      }
      return line
    }
  }
}

/// How many columns a text takes: wide East Asian characters and emoji take two (UAX #11), combining marks none.
func displayWidth(_ text: String) -> Int {
  text.reduce(0) { width, character in
    guard let first = character.unicodeScalars.first else { return width }
    switch first.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return width + 2
    default: return width + 1
    }
  }
}

/// Writes a line of data to standard output; a reader that went away ends the program quietly.
func printLine(_ text: String = "") {
  print(text)
}

/// Writes a message, which is not data, to standard error.
func printMessage(_ text: String) {
  fflush(nil)
  let bytes = Array((text + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
