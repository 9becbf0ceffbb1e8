/// A few names that are looked for again and again, such as the keys of a format: all their bytes in one row, so
/// that a look touches nothing else.
public struct JSONNames: Sendable {
  private let bytes: [UInt8]
  /// Where each name ends in the row.
  private let ends: [Int]

  /// Names in an order of the caller's; the first of two equal ones is found.
  public init(_ names: [String]) {
    var bytes: [UInt8] = []
    ends = names.map { name in
      bytes.append(contentsOf: name.utf8)
      return bytes.count
    }
    self.bytes = bytes
  }

  /// The position of the name that a string spells exactly; nil where it is another one, or no string.
  public func index(of value: JSONValue) -> Int? {
    let node = value.node
    guard node.kind == .string else { return nil }
    if node.hasEscapes { return value.decodedBytes.withUnsafeBufferPointer { index(of: $0) } }
    return value.document.bytes.withUnsafeBufferPointer { text in
      index(of: UnsafeBufferPointer(rebasing: text[Int(node.start) + 1..<Int(node.end) - 1]))
    }
  }

  private func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    var start = 0
    for (index, end) in ends.enumerated() {
      if end - start == text.count && isEqual(text, from: start) { return index }
      start = end
    }
    return nil
  }

  @inline(__always) private func isEqual(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    for offset in text.indices where bytes[start + offset] != text[offset] { return false }
    return true
  }
}
