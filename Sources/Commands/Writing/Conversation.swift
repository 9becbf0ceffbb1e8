import Glibc
import Rituals

/// Questions and answers, line by line. Standard input is read by hand, so that Ctrl-D ends one answer and not all that
/// come after it.
struct Conversation {
  /// Whether somebody sits there.
  static var isAtTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  private let echoes = isatty(STDIN_FILENO) == 1

  /// Asks; nil where the input ends, as Ctrl-D does it.
  func ask(_ question: String) -> String? {
    print(question, terminator: " ")
    fflush(nil)
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else {
        printLine()
        if bytes.isEmpty { return nil }
        break
      }
      if byte == 0x0A { break }
      bytes.append(byte)
    }
    // Somebody who reads this in a log sees a line for each question.
    if !echoes && byte == 0x0A { printLine() }
    return DisplayText.line(String(decoding: bytes, as: UTF8.self)).trimmedSpaces
  }

  /// Asks for yes or no, where Enter is `usual`; nil where the input ends.
  func confirm(_ question: String, usual: Bool = true) -> Bool? {
    while let answer = ask("\(question) \(usual ? "[Y/n]" : "[y/N]")") {
      switch answer.lowercased() {
      case "": return usual
      case "y", "yes": return true
      case "n", "no": return false
      default: printLine("Please answer y or n; Enter means \(usual ? "yes" : "no").")
      }
    }
    return nil
  }
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
