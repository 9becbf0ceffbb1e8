import JSONText

/// What one key of the config is, for schema, man page and anybody who asks: the visible side of its declaration.
public struct ConfigKey: Sendable {
  /// The name as it stands in the file.
  public let name: String
  /// What its value looks like.
  public let shape: ConfigShape
  /// Whether it may not be left out.
  public let isRequired: Bool
  /// What it is for, in a sentence or two.
  public let documentation: String
  /// The value that holds where it is left out; nil where then nothing does.
  public let fallback: JSON?
  /// What holds where it is left out and no value says it: `the system's`.
  public let otherwise: String?
  /// A value that is good.
  public let example: JSON
}

/// A kind of object in the config and its keys, in the order they are told.
public struct ConfigSection: Sendable {
  /// What one of them is called: `ritual`.
  public let name: String
  /// What it is for.
  public let documentation: String
  /// Its keys.
  public let keys: [ConfigKey]
}

/// What a value looks like: enough for a JSON Schema and for a line in a man page.
public indirect enum ConfigShape: Sendable {
  /// A text; the pattern is a regular expression of ECMA-262 that it must match.
  case text(form: String, pattern: String?)
  /// A whole number within bounds.
  case count(ClosedRange<Int>)
  /// `true` or `false`.
  case flag
  /// One of some words.
  case choice([String])
  case list(of: ConfigShape, atLeast: Int, isUnique: Bool)
  /// An object with the keys of a section.
  case section(ConfigSection)
  /// An object whose names are the user's own.
  case map(to: ConfigShape, namePattern: String)
  case either([ConfigShape])

  /// What it is, with its article: `a list of dates`.
  public var words: String {
    switch self {
    case .text(let form, _): form
    case .count: "a whole number"
    case .flag: "true or false"
    case .choice(let words): words.map { "\"\($0)\"" }.orJoined
    case .list: "a list"
    case .section(let section): "an object (\(section.name))"
    case .map: "an object"
    case .either(let shapes): shapes.flatMap(\.alternatives).orJoined
    }
  }

  /// The words of a choice one by one, so that they join with what else there is.
  private var alternatives: [String] {
    if case .choice(let words) = self { return words.map { "\"\($0)\"" } }
    return [words]
  }
}
