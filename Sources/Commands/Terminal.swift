import Glibc

/// Where people read: colour only on a terminal that wants it (no-color.org), plain text in a pipe.
struct Terminal {
  let usesColour: Bool
  /// The width in columns; nil in a pipe or a file, where nothing is cut.
  let width: Int?

  /// The terminal behind a descriptor.
  init(_ descriptor: Int32 = STDOUT_FILENO) {
    let plain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    let isTerminal = isatty(descriptor) == 1
    var size = winsize()
    let isSized = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20
    self.init(usesColour: isTerminal && !plain && !dumb, width: isSized ? Int(size.ws_col) : nil)
  }

  /// A terminal as a test has it.
  init(usesColour: Bool, width: Int?) {
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
  }

  func paint(_ text: String, _ style: Style) -> String {
    usesColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// Writes a line of data to standard output; a reader that went away ends the program quietly, by SIGPIPE.
func printLine(_ text: String = "") {
  print(text)
}

/// Writes a message, which is not data, to standard error.
func printMessage(_ text: String) {
  fflush(nil)
  let bytes = Array((text + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
