import JSONText
import Rituals
import Wording

/// What a hook's `run` can't do, though it is a good list of texts.
enum HookFault: Equatable, Sendable {
  /// No such program, and the one that was probably meant.
  case missing(String, near: String?)
  case notExecutable(path: String)
  case noInterpreter(path: String, named: String?)
  /// A program that only this shell finds, and where it is.
  case outsidePath(String, path: String)
  /// A path that depends on the current folder, and where such a file is.
  case relative(String, path: String?)
  /// `~/x`, `$HOME`: what it stands for, if that is known, else the same for a shell.
  case unexpanded(String, meant: String?, script: String)
  /// `~/x` for a program that isn't there either.
  case unexpandedProgram(String, path: String)
  /// A whole line of a shell as one argument: its words, or the line for a shell if it needs one; nil if it is no good
  /// line.
  case oneLine([String]?)
  /// `&&`, `>`: a word for a shell, where none runs.
  case shellWord(String, script: String)
  /// A place that a shell reads as part of its script.
  case placeInScript(HookPlaceholder, variable: String)
}

extension HookFault {
  /// What is wrong, what was meant, and what to do where that isn't known.
  var parts: (message: String, meant: String?, advice: String?) {
    switch self {
    case .missing(let name, let near):
      ("there is no program \(quoted(name))", near, "install it, or write the path of another")
    case .notExecutable(let path): ("\(path) may not be run", nil, "run chmod +x on it")
    case .noInterpreter(let path, nil):
      ("\(path) doesn't say what runs it", nil, "begin it with the line #!/bin/sh")
    case .noInterpreter(let path, let name?):
      ("\(path) is run by \(name), which isn't there", nil, "install that, or change the script's first line")
    case .outsidePath(let name, let path): ("the daemon's PATH has no \(quoted(name))", path, nil)
    case .relative(let name, let path):
      ("\(quoted(name)) is looked for in your home folder", path, "write the whole path")
    case .unexpanded(let word, let meant, let script):
      (
        "no shell runs here to replace \(word)", meant,
        "write its value, or run a shell: " + HookFault.run(script)
      )
    case .unexpandedProgram(let word, let path):
      (
        "no shell runs here to replace \(word), and there is no program \(quoted(path))", nil,
        "write the path of the program"
      )
    case .oneLine(let words):
      (
        "this is one argument, not a line for a shell", nil,
        words.map { "write " + HookFault.list($0) } ?? "write each word as a text of its own"
      )
    case .shellWord(let word, let script):
      ("no shell runs here to understand \(quoted(word))", nil, "run one: " + HookFault.run(script))
    case .placeInScript(let place, let variable):
      (
        "a shell would run what \(place.written) brings along", nil,
        "write \(JSON.string(variable).text().dropFirst().dropLast()) in its place"
      )
    }
  }

  /// The way out of a line that needs a shell, as the config has it.
  private static func run(_ script: String) -> String { list(["sh", "-c", script]) }

  private static func list(_ words: [String]) -> String {
    "\"run\": [" + words.map { JSON.string($0).text() }.joined(separator: ", ") + "]"
  }

  private func quoted(_ text: String) -> String { Words.quoted(text) }
}

extension HookPlaceholder {
  /// As arguments have it: `{title}`.
  var written: String { "{\(rawValue)}" }
  /// The variable with the same content: `KIN_TITLE`.
  var variable: String { "KIN_" + rawValue.uppercased() }
}
