import Glibc
import Synchronization
import Wording

/// Questions and answers, line by line.
///
/// Bytes are read one by one: Ctrl-D then ends one answer and not those after it, and an editor that is opened in
/// between finds the rest of the input.
final class Conversation {
  /// Why there is no further line.
  enum End { case endOfFile, interrupted }

  /// Whether somebody types.
  let isTyped: Bool
  /// Why the latest line wasn't there.
  private(set) var end: End?
  private let context: Context
  private var usual: termios?

  init(_ context: Context) {
    self.context = context
    isTyped = isatty(context.input) == 1
  }

  /// Asks; nil if the input ends.
  func ask(_ question: String) -> String? {
    // The answer stands behind the last line.
    let indent = String(question.prefix { $0 == " " })
    let lines = context.terminal.paragraph(String(question.dropFirst(indent.count)), indent: indent)
    context.write(lines.joined(separator: "\n") + " ")
    let line = next()
    // In a pipe nothing echoes the Enter.
    if !isTyped || end != nil { context.print() }
    return line.map { DisplayText.line($0).trimmedSpaces }
  }

  /// Asks for yes or no, where Enter means `usual`; nil if the input ends.
  func confirm(_ question: String, usual: Bool = true) -> Bool? {
    var misunderstood = 0
    while let answer = ask("\(question) \(usual ? "[Y/n]" : "[y/N]")") {
      switch answer.lowercased() {
      case "": return usual
      case "y", "yes": return true
      case "n", "no": return false
      default:
        misunderstood += 1
        guard misunderstood < 3 else {
          context.print("Then no.")
          return false
        }
        context.print("Please answer y or n; Enter means \(usual ? "yes" : "no").")
      }
    }
    return nil
  }

  /// The next line without control characters; nil at the end. A last line that isn't ended counts.
  func next() -> String? {
    end = nil
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      if wasInterrupted.load(ordering: .relaxed) {
        end = .interrupted
        line += rest()
        break
      }
      let count = read(context.input, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      // A terminal that went away answers EIO.
      guard count == 1 else {
        end = .endOfFile
        break
      }
      if byte == UInt8(ascii: "\n") { return Conversation.text(line) }
      line.append(byte)
    }
    return line.isEmpty ? nil : Conversation.text(line)
  }

  // MARK: Answers that must not be lost

  /// From here on Ctrl-C, a hang-up and SIGTERM end the input like Ctrl-D, instead of the program; what was typed on the
  /// line by then is still read.
  func catchInterrupts() {
    // The signals are those of whoever has the standard input.
    if context.input == STDIN_FILENO { catchEnds() }
    var attributes = termios()
    guard isTyped, tcgetattr(context.input, &attributes) == 0 else { return }
    usual = attributes
    // Without this an interrupt throws away what is on the line (termios(3), NOFLSH).
    attributes.c_lflag |= tcflag_t(NOFLSH)
    tcsetattr(context.input, TCSANOW, &attributes)
  }

  /// Leaves the terminal as it was.
  func close() {
    guard var usual else { return }
    tcsetattr(context.input, TCSANOW, &usual)
  }

  /// What is on a line that wasn't ended: a terminal gives it out only once it no longer waits for lines.
  private func rest() -> [UInt8] {
    guard var attributes = usual else { return [] }
    attributes.c_lflag &= ~tcflag_t(ICANON)
    withUnsafeMutableBytes(of: &attributes.c_cc) {
      $0[Int(VMIN)] = 0
      $0[Int(VTIME)] = 0
    }
    tcsetattr(context.input, TCSANOW, &attributes)
    defer { close() }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(context.input, &chunk, chunk.count)
    return Array(chunk.prefix(max(0, count)))
  }

  /// The text of a line, without what the arrow keys and their like leave in it (ECMA-48 §5.4) and without control
  /// characters.
  static func text(_ bytes: [UInt8]) -> String {
    var kept = String.UnicodeScalarView()
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        guard let introducer = rest.first, introducer == "[" || introducer == "O" else { continue }
        rest.removeFirst()
        while let next = rest.popFirst(), !(0x40...0x7E).contains(next.value) {}
      } else if scalar == "\t" {
        kept.append(" ")
      } else if scalar.properties.generalCategory != .control {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}

private let wasInterrupted = Atomic<Bool>(false)

private func catchEnds() {
  var action = sigaction()
  action.__sigaction_handler.sa_handler = { _ in wasInterrupted.store(true, ordering: .relaxed) }
  // No SA_RESTART: a read that waits must come back.
  for signal in [SIGINT, SIGTERM, SIGHUP] { sigaction(signal, &action, nil) }
}

extension String {
  /// Without white space at either end.
  var trimmedSpaces: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The parts between commas, and between the `and` before the last one; none is empty.
  var listed: [String] {
    replacing(" and ", with: ",").split(separator: ",").map { String($0).trimmedSpaces }.filter {
      !$0.isEmpty
    }
  }
}
