/// A place in a text for people to find: both numbers count from 1, and columns count Unicode scalars.
public struct JSONPlace: Equatable, Sendable {
  /// The line; a line ends with a line feed.
  public var line: Int
  /// The column, in Unicode scalars.
  public var column: Int

  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  /// The place of a byte offset, found by counting from the start of the text; an offset past the end is the end.
  public init(offset: Int, in bytes: [UInt8]) {
    var finder = JSONPlaceFinder(bytes)
    self = finder.place(of: offset)
  }
}

extension JSONPlace: CustomStringConvertible {
  /// `14:20`.
  public var description: String { "\(line):\(column)" }
}

/// Finds places of byte offsets by one walk through the text: cheap where the offsets come in rising order.
public struct JSONPlaceFinder: Sendable {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1

  /// A finder at the start of a text, which need not be JSON nor valid UTF-8.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The place of a byte offset; one that lies before the last one asked for starts the walk afresh.
  public mutating func place(of target: Int) -> JSONPlace {
    if target < offset { self = JSONPlaceFinder(bytes) }
    let stop = min(target, bytes.count)
    while offset < stop {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x0A {
        line += 1
        column = 1
      } else if offset >= bytes.count || bytes[offset] & 0xC0 != 0x80 {
        // A scalar is counted when its last byte has been passed.
        column += 1
      }
    }
    return JSONPlace(line: line, column: column)
  }
}
