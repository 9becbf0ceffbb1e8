import Bus
import JSONText

extension BusValue {
  /// The same as JSON has it, of the kinds that facts are made of: texts, lists of texts or of objects, and objects. What
  /// is null is an empty text on the bus, which has no null.
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
  /// All facts for the bus, where a list is of the same type with and without elements.
  var properties: [BusProperty] {
    BusValue.properties(json).map { $0.name == "members" && members.isEmpty ? .init($0.name, .list([])) : $0 }
  }
}
