/// The bounds that keep a hostile text from costing more than it is worth.
public struct JSONLimits: Hashable, Sendable {
  /// How many lists and objects may stand inside one another; the outermost counts as 1.
  public var depth: Int
  /// The largest text, in bytes. Never more than 4 GiB − 1, since places are kept in 32 bits.
  public var bytes: Int

  /// Bounds of a caller's own; RFC 8259 §9 allows a parser to set them.
  public init(depth: Int = 64, bytes: Int = 64 << 20) {
    self.depth = depth
    self.bytes = bytes
  }

  /// 64 levels and 64 MiB: far beyond any config, far below what hurts.
  public static let standard = JSONLimits()
}

/// What happens to a name that is in one object twice; RFC 8259 §4 only says that names should be unique.
public enum JSONDuplicateKeys: Hashable, Sendable {
  /// The text is refused at the first one.
  case refused
  /// The text is read, both members are kept, and `JSONDocument.duplicateKeys` lists them for a caller that
  /// reports everything at once.
  case listed
}
