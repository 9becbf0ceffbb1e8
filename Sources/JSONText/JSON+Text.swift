extension JSON {
  /// How JSON is laid out.
  public enum Layout: Hashable, Sendable {
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

  /// A list of objects as text, as it would be written in one value; of long lists no more than one element is kept.
  ///
  /// - Parameter next: the next object, until there is none.
  public static func text(_ layout: Layout = .compact, listing next: () -> (some JSONObject)?) -> String {
    var writer = JSONWriter(layout)
    writer.write(listing: next)
    return String(decoding: writer.output, as: UTF8.self)
  }
}
