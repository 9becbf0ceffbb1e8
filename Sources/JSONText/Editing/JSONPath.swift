/// One step into a value.
public enum JSONStep: Equatable, Sendable {
  /// The value of a name in an object; if the name is there twice, the first one's.
  case member(String)
  /// The value at a position of a list, counted from 0.
  case element(Int)
}

/// The way from a document's outermost value to one inside it: `["rituals", 3, "when"]`.
public struct JSONPath: Equatable, Sendable {
  /// The steps from the outside inwards; none for the outermost value.
  public var steps: [JSONStep]

  public init(_ steps: [JSONStep] = []) { self.steps = steps }

  /// The path to a member of what this one leads to.
  public func member(_ name: String) -> JSONPath { JSONPath(steps + [.member(name)]) }

  /// The path to an element of what this one leads to.
  public func element(_ position: Int) -> JSONPath { JSONPath(steps + [.element(position)]) }
}

extension JSONStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral value: String) { self = .member(value) }
  public init(integerLiteral value: Int) { self = .element(value) }
}

extension JSONPath: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: JSONStep...) { self.init(elements) }
}

extension JSONPath: CustomStringConvertible {
  /// `rituals[3].when`.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .member(let name): text += (text.isEmpty ? "" : ".") + name
      case .element(let position): text += "[\(position)]"
      }
    }
  }
}

extension JSONValue {
  /// The value that a path leads to from here; nil where there is none.
  public subscript(path: JSONPath) -> JSONValue? {
    path.steps.reduce(self) { (value: JSONValue?, step) in
      switch step {
      case .member(let name): value?[name]
      case .element(let position): value?[position]
      }
    }
  }
}
