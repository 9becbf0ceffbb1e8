/// A value that lies apart from the one that holds it: there it takes a pointer's room, for the few that have it and for
/// the many that have none (`Boxed<Value>?` is as small).
public indirect enum Boxed<Value> {
  case value(Value)

  /// Puts a value apart.
  public init(_ value: Value) { self = .value(value) }

  /// The value.
  public var value: Value {
    get {
      switch self {
      case .value(let value): value
      }
    }
    set { self = .value(newValue) }
  }
}

extension Boxed: Equatable where Value: Equatable {}
extension Boxed: Hashable where Value: Hashable {}
extension Boxed: Sendable where Value: Sendable {}
