/// A value that lies apart from the one that holds it: there it takes a pointer's room, for the few that have it and for
/// the many that have none (`Boxed<Value>?` is as small). A part of it is read without a copy of the whole.
@frozen public struct Boxed<Value: Sendable>: Sendable {
  @usableFromInline final class Storage: Sendable {
    @usableFromInline let value: Value
    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var storage: Storage

  /// Puts a value apart.
  @inlinable public init(_ value: Value) { storage = Storage(value) }

  /// The value; a new one takes the place of the old, which others may still hold.
  @inlinable public var value: Value {
    _read { yield storage.value }
    set { storage = Storage(newValue) }
  }
}

extension Boxed: Equatable where Value: Equatable {
  /// By the values; what is one and the same is not looked into.
  public static func == (left: Boxed, right: Boxed) -> Bool {
    left.storage === right.storage || left.value == right.value
  }
}

extension Boxed: Hashable where Value: Hashable {
  /// By the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
