// Looking at what comes, without reading it: whether it is plain how a text with a fault goes on.

extension JSONParser {
  /// A key with its colon is here.
  var isMemberAhead: Bool { isApart && isMember(at: at) }

  func isMember(at start: Int) -> Bool {
    guard start < bytes.count else { return false }
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return endOfQuoted(from: start + 1, quote: bytes[start]).map(isFollowedByColon) ?? false
    default:
      let end = endOfWord(from: start)
      return end > start && !JSONParser.isDigit(bytes[start]) && isFollowedByColon(end)
    }
  }

  /// A whole value is here, and an element or the end of the list after it.
  var isElementAhead: Bool {
    guard let byte = peek(), isApart else { return false }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return true
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = endOfQuoted(from: at + 1, quote: byte) else { return false }
      let next = endOfWhitespace(from: end)
      return next < bytes.count && [0x2C, 0x5D, byte].contains(bytes[next])
    default: return isScalarAhead
    }
  }

  /// A whole value is on the line of its key, with no colon of its own.
  var isValueAheadOfKey: Bool {
    guard let byte = peek(), let key = nodes.last, !bytes[Int(key.end)..<at].contains(0x0A), isApart else {
      return false
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return true
    case UInt8(ascii: "\""):
      return endOfQuoted(from: at + 1, quote: byte).map(isFollowedByEnd) ?? false
    default: return isScalarAhead
    }
  }

  /// A number, `true`, `false` or `null` is here.
  var isScalarAhead: Bool {
    guard let byte = peek() else { return false }
    let isNumber = byte == UInt8(ascii: "-") || JSONParser.isDigit(byte)
    let isWord =
      isWord(Array("true".utf8)) || isWord(Array("false".utf8)) || isWord(Array("null".utf8))
    return (isNumber || isWord) && isFollowedByEnd(endOfLooseWord(from: at))
  }

  /// White space or a bracket is before this place: what touches a string is rather a part of it, with a quote inside.
  var isApart: Bool {
    at > 0 && [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x5D, 0x7D].contains(bytes[at - 1])
  }

  /// The value that ends here is all there is: a comma, a bracket, a comment or the end of the line follows.
  func isFollowedByEnd(_ end: Int) -> Bool {
    var offset = end
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    guard offset < bytes.count else { return true }
    return [0x0A, 0x0D, 0x2C, 0x5D, 0x7D].contains(bytes[offset]) || endOfComment(from: offset) != nil
  }

  func isFollowedByColon(_ end: Int) -> Bool {
    let offset = endOfWhitespace(from: end)
    return offset < bytes.count && bytes[offset] == UInt8(ascii: ":")
  }

  func endOfWhitespace(from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    return offset
  }

  /// The end of a word, its points and signs included: `1.2.3`, `-Infinity`.
  func endOfLooseWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count, JSONParser.isWordByte(bytes[end]) || [0x2B, 0x2D, 0x2E].contains(bytes[end]) {
      end += 1
    }
    return end
  }

  /// The offset past a comment that begins here; nil where none does, or it never ends.
  func endOfComment(from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "#") { return endOfLine(from: start) }
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "/") else { return nil }
    if bytes[start + 1] == UInt8(ascii: "/") { return endOfLine(from: start) }
    guard bytes[start + 1] == UInt8(ascii: "*") else { return nil }
    var offset = start + 2
    while offset + 1 < bytes.count {
      if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") { return offset + 2 }
      offset += 1
    }
    return nil
  }

  /// The offset past the closing quote, if it is on the same line.
  func endOfQuoted(from start: Int, quote: UInt8) -> Int? {
    var offset = start
    while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
      if bytes[offset] == quote { return offset + 1 }
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Where a string ends that goes over its line: at the end of the line, where the next one plainly begins anew; or at
  /// a closing quote further down, where text was broken into lines.
  func endOfOpenString(from start: Int) -> (offset: Int, isOfLine: Bool)? {
    let line = endOfLine(from: start)
    let next = endOfWhitespace(from: line)
    guard next < bytes.count, let (container, _) = innermost else { return nil }
    let isEnd = bytes[next] == (container == .list ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    if isEnd || (container == .object && isMember(at: next)) {
      // A bracket that went into the string may be the one that counts.
      let brackets: [UInt8] = [0x5B, 0x5D, 0x7B, 0x7D]
      return bytes[start..<line].contains(where: brackets.contains) ? nil : (line, true)
    }
    guard let quote = bytes[line...].firstIndex(of: UInt8(ascii: "\"")), quote > next,
      !bytes[line..<quote].contains(UInt8(ascii: "\\")), isFollowedByEnd(quote + 1),
      invalidUTF8(in: start..<quote) == nil
    else { return nil }
    return (quote + 1, false)
  }
}
