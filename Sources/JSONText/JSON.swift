/// JSON to be written: objects keep the order of their members, and literals build it.
///
///     let answer: JSON = ["ritual": "coffee-ana", "with": ["ana"], "due": nil]
///     print(answer.text(.pretty))
public enum JSON: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number that is not finite has no JSON and is written as `null`.
  case number(Double)
  case string(String)
  case list([JSON])
  /// Members in the order they are written; a name may be there twice.
  case object([Member])

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    /// The name, unescaped.
    public var name: String
    /// Its value.
    public var value: JSON

    public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// The description of a value as a string, or `null` for nil.
  public static func optional(_ value: (some CustomStringConvertible)?) -> JSON {
    value.map { .string($0.description) } ?? .null
  }

  /// A list of strings.
  public static func strings(_ texts: [String]) -> JSON { .list(texts.map { .string($0) }) }

  /// This object with one member more at its end; anything else stays what it is.
  public func adding(_ name: String, _ value: JSON?) -> JSON {
    value.map { self + .object([Member(name, $0)]) } ?? self
  }

  /// The members of two objects, in that order; anything else stays what it is.
  public static func + (head: JSON, rest: JSON) -> JSON {
    guard case .object(let first) = head, case .object(let second) = rest else { return head }
    return .object(first + second)
  }

  /// This object without a member; anything else stays what it is.
  public func without(_ name: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }
}

extension JSON {
  /// What this would be in a document.
  var kind: JSONKind {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .integer, .number: .number
    case .string: .string
    case .list: .list
    case .object: .object
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSON...) { self = .list(elements) }
  /// An object whose members keep the order of the literal.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON {
  /// A document's value without its places; a number too large to be finite becomes `null`. Recursion is bounded
  /// by the depth the document was read with.
  public init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .boolean: self = .boolean(value.boolean ?? false)
    case .number: self = value.integer.map { .integer($0) } ?? value.double.map { .number($0) } ?? .null
    case .string: self = .string(value.string ?? "")
    case .list: self = .list(value.elements.map { JSON($0) })
    case .object: self = .object(value.members.map { Member($0.name, JSON($0.value)) })
    }
  }
}
