import Bus
import JSONText

extension BusValue {
  /// The value of JSON that holds strings, objects, and lists of either. D-Bus has no null, so that becomes an empty
  /// string.
  init(_ json: JSON) {
    switch json {
    case .null: self = .text("")
    case .string(let text): self = .text(text)
    case .boolean, .integer, .number: self = .text(json.text())
    case .object: self = .properties(BusValue.properties(json))
    case .list(let elements):
      let objects = elements.filter { if case .object = $0 { true } else { false } }
      self =
        objects.isEmpty
        ? .texts(elements.map { if case .string(let text) = $0 { text } else { $0.text() } })
        : .list(objects.map(BusValue.properties))
    }
  }

  /// The members of an object.
  static func properties(_ json: JSON) -> [BusProperty] {
    guard case .object(let members) = json else { return [] }
    return members.map { BusProperty($0.name, BusValue($0.value)) }
  }
}

extension Message {
  /// All facts. An empty `members` has the same type as a filled one.
  var properties: [BusProperty] {
    BusValue.properties(json).map { $0.name == "members" && members.isEmpty ? .init($0.name, .list([])) : $0 }
  }
}
