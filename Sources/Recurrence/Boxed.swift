/// A value that lies apart from the one that holds it: there it takes a pointer's room, for the few that have it and for
/// the many that have none (`Boxed<Value>?` is as small). Copies share it until one of them changes it, and a part of it
/// is read without a copy of the whole.
@frozen public struct Boxed<Value: Sendable>: Sendable {
  // Unchecked, since it has a variable: that is changed only where a single box holds it, so nobody else can look. The
  // box is a struct, whose own exclusive access the compiler has checked by then.
  @usableFromInline final class Storage: @unchecked Sendable {
    @exclusivity(unchecked) @usableFromInline var value: Value
    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var storage: Storage

  /// Puts a value apart.
  @inlinable public init(_ value: Value) { storage = Storage(value) }

  /// The value; a change of it is this box's alone.
  @inlinable public var value: Value {
    _read { yield storage.value }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
      yield &storage.value
    }
  }

  /// One for all boxes that hold one and the same value, as long as any of them is there.
  @inlinable public var identity: ObjectIdentifier { ObjectIdentifier(storage) }
}

extension Boxed: Equatable where Value: Equatable {
  /// By the values; what is one and the same is not looked into.
  public static func == (left: Boxed, right: Boxed) -> Bool {
    left.identity == right.identity || left.value == right.value
  }
}

extension Boxed: Hashable where Value: Hashable {
  /// By the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
