// Strings and numbers: the two tokens with a grammar of their own (RFC 8259 §6, §7).

extension JSONParser {
  /// Reads a string, the place at its opening quote; UTF-8 and escapes are checked, nothing is copied.
  mutating func readString() throws(JSONFault) {
    let start = at
    var hasEscapes = false
    at = endOfPlainText(from: at + 1)
    let isPlain = peek() == UInt8(ascii: "\"")
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 0x80 {
        guard let length = scalar(at: at)?.length else { throw fault(.invalidUTF8(byte), at..<at + 1) }
        at += length
      } else if byte == UInt8(ascii: "\"") {
        at += 1
        append(.string, from: start, to: at, hasEscapes: hasEscapes, isPlain: isPlain)
        return
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape(inStringAt: start)
      } else if byte >= 0x20 {
        at += 1
      } else if byte == 0x0A || byte == 0x0D {
        // A raw line break nearly always means that the closing quote was forgotten: point at the opening one.
        throw fault(.unterminatedString, start..<at)
      } else {
        throw fault(.controlCharacter(byte), at..<at + 1)
      }
    }
    throw fault(.unterminatedString, start..<bytes.count)
  }

  /// The offset past the printable ASCII from here on, as far as it stands for itself in a string: most strings are no more
  /// than that.
  private func endOfPlainText(from start: Int) -> Int {
    // A local end stays in a register.
    var end = start
    while end < bytes.count, (0x20..<0x7F).contains(bytes[end]), bytes[end] != UInt8(ascii: "\""),
      bytes[end] != UInt8(ascii: "\\")
    {
      end += 1
    }
    return end
  }

  /// The scalar at an offset and its length; nil where the bytes are no well-formed one.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    var parser = UTF8.ForwardParser()
    var rest = bytes[offset...].makeIterator()
    guard case .valid(let encoded) = parser.parseScalar(from: &rest) else { return nil }
    return (UTF8.decode(encoded), encoded.count)
  }

  private mutating func skipEscape(inStringAt start: Int) throws(JSONFault) {
    guard at + 1 < bytes.count else { throw fault(.unterminatedString, start..<bytes.count) }
    switch bytes[at + 1] {
    case let letter where "\"\\/bfnrt".utf8.contains(letter): at += 2
    case UInt8(ascii: "u"): try skipUnicodeEscape()
    default:
      let (scalar, length) = self.scalar(at: at + 1) ?? ("\u{FFFD}", 1)
      throw fault(.unknownEscape(scalar), at..<at + 1 + length)
    }
  }

  private mutating func skipUnicodeEscape() throws(JSONFault) {
    guard let unit = JSONParser.fourHexDigits(bytes, at: at + 2) else {
      throw fault(.shortEscape, at..<at + 2)
    }
    switch unit {
    case 0xD800...0xDBFF:
      guard at + 7 < bytes.count, bytes[at + 6] == UInt8(ascii: "\\"), bytes[at + 7] == UInt8(ascii: "u"),
        let low = JSONParser.fourHexDigits(bytes, at: at + 8), (0xDC00...0xDFFF).contains(low)
      else { throw fault(.loneSurrogate(unit), at..<at + 6) }
      at += 12
    case 0xDC00...0xDFFF: throw fault(.loneSurrogate(unit), at..<at + 6)
    default: at += 6
    }
  }

  static func fourHexDigits(_ bytes: [UInt8], at start: Int) -> UInt16? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Reads a number; its text is kept, its size is nobody's business here.
  mutating func readNumber() throws(JSONFault) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let first = at
    try readDigits(from: start)
    if bytes[first] == UInt8(ascii: "0"), at > first + 1 { throw fault(.leadingZero, start..<at) }
    if peek() == UInt8(ascii: ".") {
      at += 1
      try readDigits(from: start)
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      at += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { at += 1 }
      try readDigits(from: start)
    }
    if peek() == UInt8(ascii: ".") || isWordAhead { throw strayWord(from: start) }
    append(.number, from: start, to: at)
  }

  private mutating func readDigits(from start: Int) throws(JSONFault) {
    guard let first = peek(), JSONParser.isDigit(first) else {
      throw isWordAhead ? strayWord(from: start) : fault(.missingDigits, start..<at)
    }
    while let next = peek(), JSONParser.isDigit(next) { at += 1 }
  }

  private var isWordAhead: Bool { peek().map(JSONParser.isWordByte) ?? false }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A byte that goes on with a word: a letter, a digit, an underscore, a dollar sign, or part of a wider scalar.
  static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
  }
}
