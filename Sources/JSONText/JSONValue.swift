/// The type of a value.
public enum JSONKind: UInt8, Hashable, Sendable {
  case null, boolean, number, string, list, object
}

/// A value of a document, with its place: a document and an index into it, cheap to copy.
public struct JSONValue: Sendable {
  /// The text it is in.
  public let document: JSONDocument
  let index: Int
  /// A copy of its node: most questions are answered without a look at the document.
  let node: JSONNode

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
    node = document.nodes[index]
  }

  /// Which of the six types of JSON it has.
  public var kind: JSONKind { node.kind }

  /// Its bytes in the text, quotes and brackets included.
  public var range: Range<Int> {
    let node = self.node
    return Int(node.start)..<Int(node.end)
  }

  /// The place of its first byte; counted from the start of the text on each call.
  public var place: JSONPlace { document.place(of: range.lowerBound) }

  /// True for `null`.
  public var isNull: Bool { kind == .null }

  /// The value of `true` and `false`; nil for anything else.
  public var boolean: Bool? {
    let node = self.node
    return node.kind == .boolean ? node.end - node.start == 4 : nil
  }

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
  public var integer: Int? {
    guard kind == .number else { return nil }
    var result = 0
    var digits = range
    let isNegative = document.bytes[digits.lowerBound] == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    for offset in digits {
      let digit = Int(document.bytes[offset]) - 48
      guard (0...9).contains(digit) else { return nil }
      let (tens, over) = result.multipliedReportingOverflow(by: 10)
      // Counted downwards, since the most negative number has no positive twin.
      let (sum, overAgain) = tens.subtractingReportingOverflow(digit)
      if over || overAgain { return nil }
      result = sum
    }
    if isNegative { return result }
    return result == Int.min ? nil : -result
  }

  /// The nearest binary number; nil for anything else, and for a number too large to be finite.
  public var double: Double? {
    guard let text = numberText, let number = Double(text), number.isFinite else { return nil }
    return number
  }
}

// Lists
extension JSONValue {
  /// The values of a list in their order; none for anything else.
  public var elements: Elements { Elements(list: self) }

  /// The value at a position of a list; nil for anything else. Walks from the front.
  public subscript(position: Int) -> JSONValue? {
    guard position >= 0, position < count else { return nil }
    return elements.dropFirst(position).first { _ in true }
  }

  /// The values of a list.
  public struct Elements: Sequence, Sendable {
    let list: JSONValue

    public func makeIterator() -> Iterator {
      let node = list.node
      return Iterator(
        document: list.document, index: list.index + 1,
        end: node.kind == .list ? Int(node.next) : list.index + 1)
    }

    public struct Iterator: IteratorProtocol {
      let document: JSONDocument
      var index: Int
      let end: Int

      public mutating func next() -> JSONValue? {
        guard index < end else { return nil }
        let value = JSONValue(document: document, index: index)
        index = Int(value.node.next)
        return value
      }
    }
  }
}

// Objects
extension JSONValue {
  /// The members of an object in their order; none for anything else.
  public var members: Members { Members(object: self) }

  /// The value of a name in an object, the first if it is there twice; nil where there is none.
  public subscript(name: String) -> JSONValue? {
    for member in members where member.key.isString(name) { return member.value }
    return nil
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
  public struct Members: Sequence, Sendable {
    let object: JSONValue

    public func makeIterator() -> Iterator {
      let node = object.node
      return Iterator(
        document: object.document, index: object.index + 1,
        end: node.kind == .object ? Int(node.next) : object.index + 1)
    }

    public struct Iterator: IteratorProtocol {
      let document: JSONDocument
      var index: Int
      let end: Int

      public mutating func next() -> Member? {
        guard index < end else { return nil }
        let key = JSONValue(document: document, index: index)
        let value = JSONValue(document: document, index: index + 1)
        index = Int(value.node.next)
        return Member(key: key, value: value)
      }
    }
  }
}
