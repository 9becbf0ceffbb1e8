// What somebody probably meant, where the grammar only says "no".

extension JSONParser {
  /// No value can begin here.
  func missingValue() -> JSONFault {
    guard let byte = peek() else {
      return keyBefore().map { fault(.missingValue(key: $0), at..<at) } ?? unclosed()
    }
    let here = at..<at + 1
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      if let key = keyBefore() { return fault(.missingValue(key: key), here) }
      if byte == UInt8(ascii: ",") { return fault(.extraComma, here) }
      if let wrongEnd = wrongEnd() { return wrongEnd }
      guard let comma = commaBefore(), let kind = innermost?.kind else { return unexpected(.value) }
      return fault(.trailingComma(kind), comma..<comma + 1)
    case UInt8(ascii: "."): return fault(.missingDigits, here)
    case UInt8(ascii: "+"): return fault(.plusSign, here)
    default: return lookalike() ?? (JSONParser.isWordByte(byte) ? strayWord(from: at) : unexpected(.value))
    }
  }

  /// No key can begin here.
  func missingKey() -> JSONFault {
    guard let byte = peek() else { return unclosed() }
    if byte == UInt8(ascii: "}"), let comma = commaBefore() {
      return fault(.trailingComma(.object), comma..<comma + 1)
    }
    if byte == UInt8(ascii: ",") { return fault(.extraComma, at..<at + 1) }
    if byte == UInt8(ascii: "]") { return wrongEnd() ?? unexpected(.key) }
    if let lookalike = lookalike() { return lookalike }
    guard JSONParser.isWordByte(byte) else { return unexpected(.key) }
    let end = endOfWord(from: at)
    if let bad = invalidUTF8(in: at..<end) { return bad }
    return fault(.unquotedKey(text(at..<end)), at..<end)
  }

  /// There is no colon after a key.
  func missingColon(after key: Int) -> JSONFault {
    if let lookalike = peek() == UInt8(ascii: "'") ? nil : lookalike() { return lookalike }
    let end = Int(nodes[key].end)
    return fault(.missingColon(key: text(of: nodes[key])), end..<end)
  }

  /// There is neither a comma nor the end after a value.
  func missingSeparator(in container: Int) -> JSONFault {
    guard let byte = peek() else { return unclosed() }
    let kind = nodes[container].kind
    if let wrongEnd = wrongEnd() { return wrongEnd }
    if byte != UInt8(ascii: "'"), let lookalike = lookalike() { return lookalike }
    let beginsValue = "\"{[-'".utf8.contains(byte) || JSONParser.isWordByte(byte)
    guard beginsValue else { return unexpected(.commaOrEnd(kind)) }
    if let bad = invalidUTF8(in: at..<endOfWord(from: at)) { return bad }
    // The comma belongs behind the value, not in front of what follows a line later.
    let end = endOfTextBefore(at)
    return fault(.missingComma(kind), end..<end)
  }

  /// There is something after the outermost value.
  func afterEnd() -> JSONFault {
    if let lookalike = lookalike(), case .comment = lookalike.problem { return lookalike }
    if let bad = invalidUTF8(in: at..<endOfWord(from: at)) { return bad }
    return fault(.textAfterEnd, at..<max(at + 1, endOfWord(from: at)))
  }

  /// A word that is no value: `True`, `nil`, `0x1F`, `1.2.3`.
  func strayWord(from start: Int) -> JSONFault {
    let whole = start..<endOfLooseWord(from: start)
    if let bad = invalidUTF8(in: whole) { return bad }
    // A page-long word says no more than its beginning, up to the end of a scalar.
    let ends = start...min(whole.upperBound, start + 40)
    let end = ends.last { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 } ?? start
    let word = text(start..<end)
    let near: String? =
      switch word.lowercased() {
      case "true", "yes", "on": "true"
      case "false", "no", "off": "false"
      case "null", "nil", "none", "undefined", "nan": "null"
      default: nil
      }
    return fault(.unknownWord(word, near: near), start..<end)
  }

  private func unclosed() -> JSONFault {
    guard let innermost else { return fault(.empty, at..<at) }
    let end = endOfTextBefore(bytes.count)
    return fault(.unclosed(innermost.kind, opened: start(of: innermost)), end..<end)
  }

  private func wrongEnd() -> JSONFault? {
    guard let byte = peek(), byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"), let innermost,
      (byte == UInt8(ascii: "]")) != (innermost.kind == .list)
    else { return nil }
    return fault(.wrongEnd(of: innermost.kind, opened: start(of: innermost)), at..<at + 1)
  }

  private func start(of node: JSONNode) -> JSONPlace { JSONPlace(offset: Int(node.start), in: bytes) }

  /// What other languages allow: comments and single quotes; and bytes that are no text.
  private func lookalike() -> JSONFault? {
    guard let byte = peek() else { return nil }
    switch byte {
    case UInt8(ascii: "'"): return fault(.singleQuote, at..<at + 1)
    case UInt8(ascii: "#"): return fault(.comment, at..<endOfLine(from: at))
    case UInt8(ascii: "/"):
      guard at + 1 < bytes.count, bytes[at + 1] == byte || bytes[at + 1] == UInt8(ascii: "*") else {
        return nil
      }
      // Of one that goes over several lines the first is enough.
      let end = endOfComment(from: at) ?? bytes.count
      return fault(.comment, at..<(bytes[at..<end].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end))
    default: return nil
    }
  }

  private func unexpected(_ expected: JSONFault.Expectation) -> JSONFault {
    guard let (scalar, length) = scalar(at: at) else { return fault(.invalidUTF8(bytes[at]), at..<at + 1) }
    return fault(.unexpectedCharacter(scalar, expected), at..<at + length)
  }

  /// The key whose value is wanted here, where there is one.
  private func keyBefore() -> String? {
    guard at > 0, let last = nodes.last, last.kind == .string, innermost?.kind == .object else { return nil }
    let colon = endOfTextBefore(at) - 1
    return colon >= Int(last.end) && bytes[colon] == UInt8(ascii: ":") ? text(of: last) : nil
  }

  private func commaBefore() -> Int? {
    let before = endOfTextBefore(at) - 1
    return before >= 0 && bytes[before] == UInt8(ascii: ",") ? before : nil
  }

  /// The offset past the last byte before a place that is not white space, nor a comment that was passed over.
  private func endOfTextBefore(_ place: Int) -> Int {
    var end = place
    var comments = (recovery?.comments ?? [])[...]
    while end > 0 {
      if JSONParser.isWhitespace(bytes[end - 1]) {
        end -= 1
      } else if let comment = comments.last, comment.upperBound >= end {
        comments.removeLast()
        end = min(end, comment.lowerBound)
      } else {
        break
      }
    }
    return end
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func invalidUTF8(in range: Range<Int>) -> JSONFault? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let length = scalar(at: offset)?.length else {
        return fault(.invalidUTF8(bytes[offset]), offset..<offset + 1)
      }
      offset += length
    }
    return nil
  }
}
