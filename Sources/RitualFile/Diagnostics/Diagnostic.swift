import JSONText

/// Something wrong or doubtful in a config, with its place.
public struct Diagnostic: Equatable, Sendable {
  /// How serious it is.
  public enum Severity: String, Hashable, Sendable {
    /// The config cannot be used.
    case error
    /// The config can be used; somebody should know.
    case warning
  }

  /// What to do about it.
  public enum Remedy: Equatable, Sendable {
    /// What was probably meant, to write in its place: `saturday`.
    case replacement(String)
    /// An instruction: `remove the comma`.
    case advice(String)
  }

  /// The file as the user named it.
  public var file: String
  /// The line, counted from 1.
  public var line: Int
  /// The column in Unicode scalars, counted from 1.
  public var column: Int
  /// The bytes of the file it is about; empty where something is missing.
  public var range: Range<Int>
  /// Whether the config can still be used.
  public var severity: Severity
  /// What is wrong, in lower case, without the place.
  public var message: String
  /// What to do about it, where that is known.
  public var remedy: Remedy?

  /// The words of the remedy: what to write instead, or an instruction.
  public var suggestion: String? {
    switch remedy {
    case .replacement(let text), .advice(let text): text
    case nil: nil
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line: `config.json:14:20: unknown weekday "saterday"; did you mean "saturday"?`.
  public var description: String { "\(location): \(text)" }

  var location: String { "\(file):\(line):\(column)" }

  /// The same without the place.
  public var text: String {
    let prefix = severity == .warning ? "warning: " : ""
    switch remedy {
    case .replacement(let text): return "\(prefix)\(message); did you mean \"\(text)\"?"
    case .advice(let text): return "\(prefix)\(message); \(text)"
    case nil: return prefix + message
    }
  }

  /// `{file, line, column, severity, message, suggestion?}`.
  public var json: JSON {
    let facts: JSON = [
      "file": .string(file), "line": .integer(line), "column": .integer(column),
      "severity": .string(severity.rawValue), "message": .string(message),
    ]
    return facts.adding("suggestion", suggestion.map { .string($0) })
  }
}

extension JSON {
  /// A list of diagnostics, as `kin config check --json` prints it.
  public init(_ diagnostics: [Diagnostic]) { self = .list(diagnostics.map(\.json)) }
}
