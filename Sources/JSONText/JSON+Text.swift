extension JSON {
  /// How JSON is laid out.
  public enum Layout: Equatable, Sendable {
    /// On one line without a space.
    case compact
    /// Two spaces a level, a line a member; empty and short flat lists stay on their line.
    case pretty
  }

  /// This value as text (RFC 8259), without a line feed at the end.
  public func text(_ layout: Layout = .compact) -> String { String(decoding: utf8(layout), as: UTF8.self) }

  /// This value as UTF-8, without a line feed at the end.
  public func utf8(_ layout: Layout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout)
    writer.write(self)
    return writer.output
  }

  /// Writes a list of objects, as it would be written in one value, in parts: of a long list no more is kept than one
  /// object and one part.
  ///
  /// - Parameters:
  ///   - next: the next object, until there is none.
  ///   - write: takes each part of the text, in their order.
  public static func write(
    _ layout: Layout = .compact, listing next: () -> (some JSONObject)?, to write: (String) -> Void
  ) {
    var writer = JSONWriter(layout)
    writer.write(listing: next) { write(String(decoding: $0, as: UTF8.self)) }
  }
}
