/// The type of a value, by the words of messages.
public enum JSONKind: UInt8, Equatable, Sendable {
  case null, boolean, number, string, list, object

  /// Whether it has children.
  var isContainer: Bool { self == .list || self == .object }
  /// The brackets of a list or an object.
  var open: Unicode.Scalar { self == .list ? "[" : "{" }
  var close: Unicode.Scalar { self == .list ? "]" : "}" }
}

/// A value of a document, with its place: a document and an index into it, cheap to copy.
public struct JSONValue: Sendable {
  /// The text it is in.
  public let document: JSONDocument
  private(set) var index: Int
  /// A copy of its node: most questions are answered without a look at the document.
  private(set) var node: JSONNode

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
    node = document.nodes[index]
  }

  /// Which of the six types of JSON it has.
  public var kind: JSONKind { node.kind }

  /// Its bytes in the text, quotes and brackets included.
  public var range: Range<Int> { Int(node.start)..<Int(node.end) }

  /// True for `null`.
  public var isNull: Bool { kind == .null }

  /// The value of `true` and `false`; nil for anything else.
  public var boolean: Bool? { kind == .boolean ? range.count == 4 : nil }

  /// How many elements or members a list or object has; 0 for anything else.
  public var count: Int { Int(node.count) }
}

// Numbers
extension JSONValue {
  /// A number as it is written; nil for anything else.
  public var numberText: String? {
    kind == .number ? String(decoding: document.bytes[range], as: UTF8.self) : nil
  }

  /// A number that is written as a whole number and fits; nil for anything else, `1.0` and `1e2` included.
  public var integer: Int? { numberText.flatMap { Int($0) } }

  /// The nearest binary number; nil for anything else, and for a number too large to be finite.
  public var double: Double? { numberText.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
}

// Lists and objects
extension JSONValue {
  /// The values of a list in their order; none for anything else.
  public var elements: Elements { Elements(of: self, .list) }

  /// The members of an object in their order; none for anything else.
  public var members: Members { Members(nodes: Elements(of: self, .object)) }

  /// The value at a position of a list; nil for anything else. Walks from the front.
  public subscript(position: Int) -> JSONValue? {
    guard position >= 0, position < count else { return nil }
    return elements.dropFirst(position).first { _ in true }
  }

  /// The value of a name in an object, the first if it is there twice; nil where there is none.
  public subscript(name: String) -> JSONValue? { members.first { $0.key.isString(name) }?.value }

  /// Goes over the members of an object; nothing happens for anything else. A member is good for its turn alone, so that
  /// many of them cost less than a sequence does.
  ///
  /// - Parameter body: takes each name and its value.
  public func forEachMember(_ body: (_ name: JSONValue, _ value: JSONValue) -> Void) {
    guard kind == .object, count > 0 else { return }
    var (name, value) = (self, self)
    var place = index + 1
    while place < Int(node.next) {
      name.move(to: place)
      value.move(to: place + 1)
      body(name, value)
      place = Int(value.node.next)
    }
  }

  private mutating func move(to place: Int) {
    index = place
    node = document.nodes[place]
  }

  /// The values of a list.
  public struct Elements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    /// The nodes of a container, if it is of a kind; a key of an object is a node too.
    fileprivate init(of container: JSONValue, _ kind: JSONKind) {
      document = container.document
      index = container.index + 1
      end = container.kind == kind ? Int(container.node.next) : index
    }

    public mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      let value = JSONValue(document: document, index: index)
      index = Int(value.node.next)
      return value
    }
  }

  /// A name and its value; both know their places.
  public struct Member: Sendable {
    /// The name as a value of kind string.
    public let key: JSONValue
    /// What it names.
    public let value: JSONValue

    /// The name with its escapes resolved.
    public var name: String { key.string ?? "" }
  }

  /// The members of an object.
  public struct Members: Sequence, IteratorProtocol, Sendable {
    fileprivate var nodes: Elements

    public mutating func next() -> Member? {
      guard let key = nodes.next(), let value = nodes.next() else { return nil }
      return Member(key: key, value: value)
    }
  }
}
