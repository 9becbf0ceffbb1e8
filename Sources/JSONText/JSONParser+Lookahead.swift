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
    guard let byte = peek(), let key = nodes.last, !bytes[Int(key.end)..<at].contains(0x0A), isApart
    else { return false }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return true
    case UInt8(ascii: "\""): return endOfQuoted(from: at + 1, quote: byte).map(isFollowedByEnd) ?? false
    default: return isScalarAhead
    }
  }

  /// A number, `true`, `false` or `null` is here.
  var isScalarAhead: Bool {
    guard let byte = peek() else { return false }
    let isNumber = byte == UInt8(ascii: "-") || JSONParser.isDigit(byte)
    let isWord = ["true", "false", "null"].contains(where: isWord)
    return (isNumber || isWord) && isFollowedByEnd(endOfLooseWord(from: at))
  }

  /// White space or a bracket is before this place: what touches a string is rather a part of it, with a quote inside.
  var isApart: Bool { at > 0 && " \t\n\r/]}".utf8.contains(bytes[at - 1]) }

  /// The value that ends here is all there is: a comma, a bracket, a comment or the end of the line follows.
  func isFollowedByEnd(_ end: Int) -> Bool {
    let next = self.end(from: end) { $0 == 0x20 || $0 == 0x09 }
    return next == bytes.count || "\n\r,]}".utf8.contains(bytes[next]) || endOfComment(from: next) != nil
  }

  func isFollowedByColon(_ end: Int) -> Bool {
    let offset = endOfWhitespace(from: end)
    return offset < bytes.count && bytes[offset] == UInt8(ascii: ":")
  }

  /// The offset past the bytes from here on that a test accepts.
  private func end(from start: Int, of isInside: (UInt8) -> Bool) -> Int {
    bytes[start...].firstIndex { !isInside($0) } ?? bytes.count
  }

  func endOfWhitespace(from start: Int) -> Int { end(from: start, of: JSONParser.isWhitespace) }

  func endOfLine(from start: Int) -> Int { end(from: start) { $0 != 0x0A && $0 != 0x0D } }

  func endOfWord(from start: Int) -> Int { end(from: start, of: JSONParser.isWordByte) }

  /// The end of a word, its points and signs included: `1.2.3`, `-Infinity`.
  func endOfLooseWord(from start: Int) -> Int {
    end(from: start) { JSONParser.isWordByte($0) || "+-.".utf8.contains($0) }
  }

  /// The offset past a comment that begins here; nil where none does, or it never ends.
  func endOfComment(from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let rest = bytes[start...]
    if rest.starts(with: "#".utf8) || rest.starts(with: "//".utf8) { return endOfLine(from: start) }
    guard rest.starts(with: "/*".utf8) else { return nil }
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
    guard next < bytes.count, let container = innermost?.kind else { return nil }
    let isEnd = bytes[next] == (container == .list ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    if isEnd || (container == .object && isMember(at: next)) {
      // A bracket that went into the string may be the one that counts.
      return bytes[start..<line].contains { "[]{}".utf8.contains($0) } ? nil : (line, true)
    }
    guard let quote = bytes[line...].firstIndex(of: UInt8(ascii: "\"")), quote > next,
      !bytes[line..<quote].contains(UInt8(ascii: "\\")), isFollowedByEnd(quote + 1),
      invalidUTF8(in: start..<quote) == nil
    else { return nil }
    return (quote + 1, false)
  }
}
