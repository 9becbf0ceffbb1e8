import RitualFile
import Rituals
import Recurrence
import Wording

/// The command couldn't do what was asked. The message says what, and what to do. Exit code 1.
struct Failure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The command line is wrong. The message says what, and what to write. Exit code 64.
struct WrongUsage: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }

  /// Words that weren't understood, with a caret under the first wrong one.
  init(_ fault: TextFault, in text: String, _ terminal: Terminal) {
    let suggestion = fault.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    let excerpt = DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width ?? 100)
      .excerpt(of: fault.range, in: Array(text.utf8))
    description = "\(DisplayText.line(fault.message))\(suggestion)\n\(excerpt.trimmedEnd)"
  }
}

/// The config has errors; all of them, in the style of compilers. Exit code 78.
struct BadConfig: Error {
  var diagnostics: String
}
