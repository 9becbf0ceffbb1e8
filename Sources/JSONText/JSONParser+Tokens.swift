// Strings and numbers: the two tokens with a grammar of their own (RFC 8259 §6, §7).

extension JSONParser {
  /// Reads a string, the place at its opening quote; UTF-8 and escapes are checked, nothing is copied.
  mutating func readString() throws(JSONFault) {
    let start = at
    var hasEscapes = false
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 0x80 {
        try skipScalar()
      } else if byte == UInt8(ascii: "\"") {
        at += 1
        append(.string, from: start, to: at, hasEscapes: hasEscapes)
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

  /// Steps over one scalar of two to four bytes; well-formed ones only (Unicode 3.9, table 3-7).
  mutating func skipScalar() throws(JSONFault) {
    let first = bytes[at]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw fault(.invalidUTF8(first), at..<at + 1)
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]),
      length < 3 || bytes[at + 2] & 0xC0 == 0x80, length < 4 || bytes[at + 3] & 0xC0 == 0x80
    else { throw fault(.invalidUTF8(first), at..<at + 1) }
    at += length
  }

  private mutating func skipEscape(inStringAt start: Int) throws(JSONFault) {
    guard at + 1 < bytes.count else { throw fault(.unterminatedString, start..<bytes.count) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"): try skipUnicodeEscape()
    default:
      let (scalar, length) = self.scalar(at: at + 1)
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
    if let next = peek(), JSONParser.isWordByte(next) || next == UInt8(ascii: ".") {
      at = start
      throw strayWord()
    }
    append(.number, from: start, to: at)
  }

  private mutating func readDigits(from start: Int) throws(JSONFault) {
    guard let first = peek(), JSONParser.isDigit(first) else {
      if let next = peek(), JSONParser.isWordByte(next) {
        at = start
        throw strayWord()
      }
      throw fault(.missingDigits, start..<at)
    }
    while let next = peek(), JSONParser.isDigit(next) { at += 1 }
  }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A byte that goes on with a word: a letter, a digit, an underscore, a dollar sign, or part of a wider scalar.
  static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
  }
}
