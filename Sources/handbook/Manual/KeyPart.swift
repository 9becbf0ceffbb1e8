import JSONText
import RitualFile

/// The part of kinkeeper(5) that comes from the declarations of the config's keys.
enum KeyPart {
  /// A section for each kind of object, with an entry for each of its keys.
  static var keys: String {
    var mdoc = Mdoc()
    for section in RitualFile.sections { describe(section, in: &mdoc) }
    return mdoc.text
  }

  private static func describe(_ section: ConfigSection, in mdoc: inout Mdoc) {
    mdoc.subheading(
      section.name == "the config"
        ? "The file" : section.name.prefix(1).uppercased() + section.name.dropFirst())
    mdoc.prose(section.documentation)
    mdoc.begin()
    for key in section.keys {
      mdoc.macro("It", "Ic " + key.name)
      mdoc.prose(key.documentation + " " + facts(of: key))
      mdoc.example(example(of: key))
    }
    mdoc.end()
  }

  /// The type of a value, and its default.
  private static func facts(of key: ConfigKey) -> String {
    var text = key.shape.description.prefix(1).uppercased() + key.shape.description.dropFirst()
    if key.isRequired {
      text += ", required."
    } else if let fallback = key.fallback {
      text += ". Left out, it is `\(fallback.text())`."
    } else if let otherwise = key.otherwise {
      text += ". Left out, it is \(otherwise)."
    } else {
      text += "."
    }
    return text
  }

  /// As it is written in a file, on one line where that is short.
  private static func example(of key: ConfigKey) -> String {
    let name = JSON.string(key.name).text()
    let short = spaced(key.example)
    return name + ": " + (short.count + name.count <= 58 ? short : key.example.text(.pretty))
  }

  /// A value on one line, spaced as people write it.
  private static func spaced(_ value: JSON) -> String {
    switch value {
    case .list(let elements): "[" + elements.map(spaced).joined(separator: ", ") + "]"
    case .object(let members) where members.isEmpty: "{}"
    case .object(let members):
      "{ " + members.map { JSON.string($0.name).text() + ": " + spaced($0.value) }.joined(separator: ", ")
        + " }"
    default: value.text()
    }
  }
}

extension ConfigShape {
  /// The type in words: `a list, each a date`.
  fileprivate var description: String {
    switch self {
    case .count(let bounds): "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .list(let element, let least, let isUnique):
      "a list" + (least > 0 ? " that is not empty" : "") + ", each " + element.description
        + (isUnique ? ", none twice" : "")
    case .map(let element, _): "an object of names of your own, each with \(element.description)"
    case .section(let section) where section.name.hasPrefix("the "): "an object"
    case .section(let section):
      "an object (see `\(section.name.prefix(1).uppercased() + section.name.dropFirst())`)"
    case .either(let shapes): shapes.map(\.description).joined(separator: ", or ")
    case .choice(let words): words.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .text, .flag: words
    }
  }
}
