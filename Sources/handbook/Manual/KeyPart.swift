import JSONText
import RitualFile

/// The part of kinkeeper(5) that comes from the declarations of the config's keys.
enum KeyPart {
  /// A section for each kind of object, with an entry for each of its keys.
  static var keys: String {
    var mdoc = Mdoc()
    for section in RitualFile.sections {
      mdoc.subheading(section.title ?? "The file")
      mdoc.prose(section.documentation)
      mdoc.list(
        section.keys.map { key in
          ("Ic " + key.name, "\(key.documentation) \(facts(of: key))\n\(example(of: key))")
        })
    }
    return mdoc.text
  }

  /// The type of a value, and its default.
  private static func facts(of key: ConfigKey) -> String {
    let type = "Type: \(key.shape.type)."
    if key.isRequired { return type + " Required." }
    return type
      + (key.fallback.map { " Default: `\($0.text())`." } ?? key.otherwise.map { " Default: \($0)." } ?? "")
  }

  /// As it is written in a file, on one line where that is short; indented, so that it is shown as it is.
  private static func example(of key: ConfigKey) -> String {
    let name = JSON.string(key.name).text()
    let short = spaced(key.example)
    let text = name + ": " + (short.count + name.count <= 58 ? short : key.example.text(.pretty))
    return text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
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
