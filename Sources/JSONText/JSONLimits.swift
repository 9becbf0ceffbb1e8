/// The bounds that keep a hostile text from costing more than it is worth; RFC 8259 §9 allows a parser to set them. The
/// usual ones are far beyond any config, and far below what hurts.
public struct JSONLimits: Equatable, Sendable {
  /// How many lists and objects may stand inside one another; the outermost counts as 1.
  public var depth: Int
  /// The largest text, in bytes. Never more than 4 GiB − 1, since places are kept in 32 bits.
  public var bytes: Int

  public init(depth: Int = 64, bytes: Int = 64 << 20) { (self.depth, self.bytes) = (depth, bytes) }
}
