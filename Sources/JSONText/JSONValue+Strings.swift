extension JSONValue {
  /// The text of a string with its escapes resolved; nil for anything else.
  public var string: String? {
    guard kind == .string else { return nil }
    if node.hasEscapes { return String(decoding: decodedBytes, as: UTF8.self) }
    // A slice of an array is contiguous and was checked, so this copies and looks no further.
    return String(decoding: document.bytes[contentRange], as: UTF8.self)
  }

  /// True for a string of printable ASCII that is written without escapes.
  public var isPlainString: Bool { node.isPlain }

  /// True where this is a string with exactly these scalars; `é` in one and in two scalars differ (RFC 8259 §8.3).
  public func isString(_ text: String) -> Bool {
    guard kind == .string else { return false }
    if node.hasEscapes { return decodedBytes.elementsEqual(text.utf8) }
    return text.utf8.count == contentRange.count && document.bytes[contentRange].elementsEqual(text.utf8)
  }

  /// True where two values of one document are written with the same bytes.
  public func hasSameSource(as other: JSONValue) -> Bool {
    range.count == other.range.count && document.bytes[range].elementsEqual(document.bytes[other.range])
  }

  /// Where a part of a string's text, given in UTF-8 offsets of the resolved text, is in the document. The
  /// end of the text is the closing quote; a part that lies inside an escape is the whole escape.
  public func sourceRange(ofUTF8 part: Range<Int>) -> Range<Int> {
    guard kind == .string else { return range }
    let content = contentRange
    var start: Int?
    var source = content.lowerBound
    var decoded = 0
    while source < content.upperBound {
      if start == nil && part.isEmpty && decoded >= part.lowerBound { break }
      if start != nil && decoded >= part.upperBound { break }
      let (length, scalar) = JSONString.step(document.bytes, at: source)
      let width = scalar.map { UTF8.width($0) } ?? 1
      if start == nil && decoded + width > part.lowerBound { start = source }
      source += length
      decoded += width
    }
    return (start ?? source)..<source
  }

  /// The bytes between the quotes.
  var contentRange: Range<Int> { JSONString.content(document.bytes, node) }

  /// The UTF-8 of a string with its escapes resolved.
  var decodedBytes: [UInt8] { JSONString.decoded(document.bytes, node) }
}

/// The inside of a string that was found good.
enum JSONString {
  /// The bytes of a string or key between its quotes. A key without quotes, which only a reader that goes on past
  /// faults lets through, is marked as having escapes, so that only strings that are looked at closely pay for it.
  @inline(__always) static func content(_ bytes: [UInt8], _ node: JSONNode) -> Range<Int> {
    if node.hasEscapes {
      let (start, end) = (Int(node.start), Int(node.end))
      let first = bytes[start]
      // So does one between curly quotes, which are longer than a byte.
      if first >= 0x80, let opening = quote(bytes[start..<end]) {
        var last = end - 1
        while bytes[last] & 0xC0 == 0x80 { last -= 1 }
        return start + opening..<last
      }
      guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") else { return start..<end }
    }
    return Int(node.start) + 1..<Int(node.end) - 1
  }

  /// The length of a curly quote in front; nil where there is none.
  private static func quote(_ text: ArraySlice<UInt8>) -> Int? {
    guard let scalar = String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first,
      Lookalike(scalar)?.isQuote == true
    else { return nil }
    return UTF8.width(scalar)
  }

  /// The UTF-8 of a string or key with its escapes resolved.
  static func decoded(_ bytes: [UInt8], _ node: JSONNode) -> [UInt8] {
    let content = content(bytes, node)
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var source = content.lowerBound
    while source < content.upperBound {
      let (length, scalar) = step(bytes, at: source)
      if let scalar {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        result.append(bytes[source])
      }
      source += length
    }
    return result
  }

  /// The text at an offset: one byte as it is (nil), or an escape with its length and its scalar.
  static func step(_ bytes: [UInt8], at offset: Int) -> (length: Int, escaped: Unicode.Scalar?) {
    guard bytes[offset] == UInt8(ascii: "\\") else { return (1, nil) }
    let letter = bytes[offset + 1]
    guard letter == UInt8(ascii: "u") else { return (2, Unicode.Scalar(controls[letter] ?? letter)) }
    let first = UInt32(JSONParser.fourHexDigits(bytes, at: offset + 2) ?? 0xFFFD)
    guard (0xD800...0xDBFF).contains(first) else { return (6, Unicode.Scalar(first) ?? "\u{FFFD}") }
    let second = UInt32(JSONParser.fourHexDigits(bytes, at: offset + 8) ?? 0xDC00)
    return (12, Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}")
  }

  /// The control characters that have an escape of one letter, by that letter (RFC 8259 §7).
  static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "r"): 0x0D,
  ]
}
