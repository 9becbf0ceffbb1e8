/// A valid JSON text (RFC 8259): the bytes, and one flat list of nodes over them.
///
/// Nothing is copied out of the text until it is asked for, and places are counted only where somebody wants to
/// show them; so reading costs one pass and one array.
public final class JSONDocument: Sendable {
  /// The text.
  public let bytes: [UInt8]
  let nodes: [JSONNode]
  /// Names that are in one object twice, in text order, at most a hundred. Both members are there: RFC 8259 §4 only says
  /// that names should be unique.
  public let duplicateKeys: [JSONFault]

  /// Reads a text; throws the first fault with its place.
  public convenience init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) {
    var parser = JSONParser(bytes: bytes, limits: limits)
    try parser.parse()
    self.init(parser)
  }

  init(_ parser: JSONParser) {
    bytes = parser.bytes
    nodes = parser.nodes
    duplicateKeys = parser.duplicates.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Reads a text that is at hand as a string.
  public convenience init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONFault) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }

  /// The outermost value.
  public var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// One value, or one key, in the flat list: a container is followed by all it holds, a key by its value.
struct JSONNode {
  /// The first byte, and the one past the last.
  var start: UInt32
  var end: UInt32
  /// The index of the node after this one and all it holds.
  var next: UInt32
  /// How many elements or members a container has.
  var count: UInt32
  var kind: JSONKind
  /// For a string: it has escapes, so that its bytes are not its text.
  var hasEscapes: Bool
  /// For a string: it is printable ASCII without escapes.
  var isPlain: Bool
}
