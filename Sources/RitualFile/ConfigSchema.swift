import JSONText

/// The config's JSON Schema (2020-12), made from the declarations of its keys; `kin config schema` writes it.
public enum ConfigSchema {
  /// The schema as text, with a line feed at the end.
  public static var text: String { json.text(.pretty) + "\n" }

  /// The schema.
  public static var json: JSON {
    let config = householdSection.facts
    var definitions: [JSON.Member] = []
    for key in config.keys { collect(key.shape, into: &definitions) }
    let head: JSON = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Kinkeeper's config",
    ]
    return (head + object(config)).adding("$defs", .object(definitions))
  }

  /// Adds the definitions of all sections that a shape refers to, each once.
  private static func collect(_ shape: ConfigShape, into definitions: inout [JSON.Member]) {
    switch shape {
    case .list(let element, _, _, _), .map(let element, _): collect(element, into: &definitions)
    case .either(let shapes):
      for shape in shapes { collect(shape, into: &definitions) }
    case .section(let section):
      let section = section()
      let name = definitionName(section)
      guard !definitions.contains(where: { $0.name == name }) else { return }
      definitions.append(JSON.Member(name, object(section)))
      for key in section.keys { collect(key.shape, into: &definitions) }
    case .text, .count, .flag, .choice: return
    }
  }

  private static func object(_ section: ConfigSection) -> JSON {
    let properties = section.keys.map { key in
      let facts = schema(key.shape).adding("description", .string(key.documentation))
      return JSON.Member(key.name, facts.adding("default", key.fallback).adding("examples", [key.example]))
    }
    let required = section.keys.filter(\.isRequired).map(\.name)
    let base: JSON = [
      "type": "object", "description": .string(section.documentation), "properties": .object(properties),
    ]
    return base.adding("required", required.isEmpty ? nil : .strings(required))
      .adding("additionalProperties", false)
  }

  private static func schema(_ shape: ConfigShape) -> JSON {
    switch shape {
    case .text(_, let pattern):
      return JSON.object([JSON.Member("type", "string")]).adding("pattern", pattern.map { .string($0) })
    case .count(let bounds):
      return [
        "type": "integer", "minimum": .integer(bounds.lowerBound), "maximum": .integer(bounds.upperBound),
      ]
    case .flag: return ["type": "boolean"]
    case .choice(let words): return ["enum": .strings(words)]
    case .list(let element, _, let least, let isUnique):
      return JSON.object([JSON.Member("type", "array"), JSON.Member("items", schema(element))])
        .adding("minItems", least > 0 ? .integer(least) : nil)
        .adding("uniqueItems", isUnique ? true : nil)
    case .section(let section): return ["$ref": .string("#/$defs/" + definitionName(section()))]
    case .map(let element, let namePattern):
      return [
        "type": "object", "propertyNames": ["pattern": .string(namePattern)],
        "additionalProperties": schema(element),
      ]
    case .either(let shapes): return ["oneOf": .list(shapes.map(schema))]
    }
  }

  /// `quietHours` for `quiet hours`, `defaults` for `the defaults`.
  private static func definitionName(_ section: ConfigSection) -> String {
    let words = section.name.split(separator: " ").filter { $0 != "the" }
    return words.enumerated().map { index, word in
      index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
  }
}
