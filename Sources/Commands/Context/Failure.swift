import RitualFile
import Recurrence
import Wording

/// The command couldn't do what was asked. The message says what, and what to do. Exit code 1.
struct Failure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// The command line is wrong. The message says what, and what to write. Exit code 64.
struct WrongUsage: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }

  /// Words that weren't understood, with a caret under the first wrong one.
  init(_ fault: TextFault, forms: String = "", in text: String, _ terminal: Terminal) {
    let excerpt = DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width ?? 100)
      .excerpt(of: fault.range, in: Array(text.utf8))
    description =
      "\(DisplayText.line(fault.message))\(fault.suggestion == nil ? forms : fault.hint)\n\(excerpt.trimmedEnd)"
  }
}

/// The config has errors; all of them, in the style of compilers. Exit code 78.
struct BadConfig: Error { var diagnostics: String }

/// `; did you mean "coffee-ana"?` for a word near one that is known, else what there is to say.
func didYouMean(_ word: String, among known: [String], otherwise: String = "") -> String {
  EditDistance.closestName(to: word, among: known).map { "; did you mean \"\($0)\"?" } ?? otherwise
}

extension EditDistance {
  /// The id that was most likely meant: one that is near, else one of whose parts one is, as `coffe` means `coffee-ana`.
  static func closestName(to word: String, among known: [String]) -> String? {
    if let near = closest(to: word, among: known) { return near }
    let parts = known.flatMap { id in id.split(separator: "-").map { (part: String($0), id: id) } }
    let part = closest(to: word, among: parts.map(\.part))
    return parts.first { $0.part == part }?.id
  }
}
