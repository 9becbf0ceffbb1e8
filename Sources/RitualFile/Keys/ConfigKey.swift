import JSONText
import Wording

/// The public side of a key's declaration, for the schema and the man page.
public struct ConfigKey: Sendable {
  /// The name in the file.
  public let name: String
  /// The type of its value.
  public let shape: ConfigShape
  /// Whether an object without it is refused.
  public let isRequired: Bool
  /// What it is for, in a sentence or two.
  public let documentation: String
  /// The default value; nil if there is none.
  public internal(set) var fallback: JSON?
  /// The default where it isn't a value: `the system's`.
  public let otherwise: String?
  /// A valid value.
  public let example: JSON
}

/// A kind of object in the config and its keys, in the order of the manual.
public struct ConfigSection: Sendable {
  /// What one of them is called: `ritual`.
  public let name: String
  /// What the object describes, in a sentence or two.
  public let documentation: String
  /// Its keys, in the order of the manual.
  public let keys: [ConfigKey]

  /// Its heading in the manual: `Person`; nil for an object without a chapter of its own.
  public var title: String? { name.hasPrefix("the ") ? nil : name.prefix(1).uppercased() + name.dropFirst() }
}

/// The type of a value: enough for a JSON Schema and for a line in a man page.
public indirect enum ConfigShape: Sendable {
  /// A string; the pattern is a regular expression of ECMA-262 that it must match.
  case text(form: String, pattern: String?)
  /// A whole number within bounds.
  case count(ClosedRange<Int>)
  /// `true` or `false`.
  case flag
  /// One of some words.
  case choice([String])
  /// A list; the text is what its elements are called together.
  case list(of: ConfigShape, String, atLeast: Int, isUnique: Bool)
  /// An object with the keys of a section.
  case section(@Sendable () -> ConfigSection)
  /// An object whose names are the user's own.
  case map(to: ConfigShape, namePattern: String)
  case either([ConfigShape])

  /// What it is, with its article: `a list of dates`.
  public var words: String {
    switch self {
    case .text(let form, _): form
    case .count: "a whole number"
    case .flag: "true or false"
    case .choice(let words): DisplayText.list(words.map { "\"\($0)\"" }, "or")
    case .list: "a list"
    case .section(let section): "an object (\(section().name))"
    case .map: "an object"
    case .either(let shapes): DisplayText.list(shapes.flatMap(\.alternatives), "or")
    }
  }

  /// The type as the manual has it: `non-empty list of reminders, no duplicates`.
  public var type: String {
    switch self {
    case .text(let form, _): form.split(separator: " ", maxSplits: 1).last.map(String.init) ?? form
    case .count(let bounds): "whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .flag: "true or false"
    case .choice(let words): DisplayText.list(words.map { "`\"\($0)\"`" }, "or")
    case .list(let element, let plural, let least, let isUnique):
      (least > 0 ? "non-empty " : "") + "list of \(plural)" + (isUnique ? ", no duplicates" : "")
        + element.seeAlso
    case .section: "object" + seeAlso
    case .map(let element, _): "object, keyed by id" + element.seeAlso
    case .either(let shapes): shapes.map(\.type).joined(separator: ", or ")
    }
  }

  private var seeAlso: String {
    if case .section(let section) = self, let title = section().title { " (see `\(title)`)" } else { "" }
  }

  /// The words of a choice one by one, so that they join with what else there is.
  private var alternatives: [String] {
    if case .choice(let words) = self { return words.map { "\"\($0)\"" } }
    return [words]
  }
}
