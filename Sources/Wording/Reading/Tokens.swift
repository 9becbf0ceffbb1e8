import CivilTime
import Recurrence
import Rituals

/// A piece of a phrase with its place, as UTF-8 offsets into the text.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case word(Word)
    case unknown
    /// Digits alone; nil where there are more than a count can hold.
    case number(Int?)
    /// `1st`, `22nd`.
    case ordinal(Int?)
    /// Digits with colons, `18:30`; nil where no clock shows them.
    case clock(TimeOfDay?)
    /// Digits with dots, slashes, or the two hyphens of a date: `2026-12-24`, `24.12.2026`, `1.5`.
    case figures
    case comma, dash
    case stray
    case end
  }

  package var kind: Kind
  package var range: Range<Int>
}

/// Cuts a text into tokens. It never fails: what it does not know becomes a token that the reader refuses by
/// name.
package enum Tokenizer {
  package static func tokens(of text: String) -> [Token] {
    var text = text
    return text.withUTF8 { bytes in
      var tokens: [Token] = []
      tokens.reserveCapacity(bytes.count / 4 + 2)
      var index = 0
      while index < bytes.count {
        if isSpace(bytes[index]) {
          index += 1
          continue
        }
        let token = token(bytes, at: index)
        tokens.append(token)
        index = token.range.upperBound
      }
      tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
      return tokens
    }
  }

  private static func token(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Token {
    let byte = bytes[start]
    if isDigit(byte) { return figures(bytes, at: start) }
    if isLetter(byte) { return word(bytes, at: start) }
    switch byte {
    case UInt8(ascii: ","): return Token(kind: .comma, range: start..<start + 1)
    case UInt8(ascii: "-"): return Token(kind: .dash, range: start..<start + 1)
    case UInt8(ascii: "&"): return Token(kind: .word(.and), range: start..<start + 1)
    default: return Token(kind: .stray, range: start..<start + 1)
    }
  }

  /// Letters, with the dots and apostrophes between and after them: `sat`, `Sat.`, `p.m.`, `o'clock`.
  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Token {
    var end = start
    var dots = 0
    while end < bytes.count {
      if isLetter(bytes[end]) {
        end += 1
      } else if bytes[end] == UInt8(ascii: ".") {
        dots += 1
        end += 1
      } else if bytes[end] == UInt8(ascii: "'"), end + 1 < bytes.count, isLetter(bytes[end + 1]) {
        end += 1
      } else {
        break
      }
    }
    let range = start..<end
    // An en dash is three bytes that count as letters here; it joins a range like a hyphen.
    if range.count >= 3, bytes[start] == 0xE2, bytes[start + 1] == 0x80, bytes[start + 2] == 0x93 {
      return Token(kind: .dash, range: start..<start + 3)
    }
    guard range.count <= 24 else { return Token(kind: .unknown, range: range) }
    // Only the capital M tells months from minutes (systemd.time(7)).
    if range.count == 1, bytes[start] == UInt8(ascii: "M") {
      return Token(kind: .word(.unit(.month)), range: range)
    }
    let spelling = String(unsafeUninitializedCapacity: range.count - dots) { buffer in
      var count = 0
      for index in range where bytes[index] != UInt8(ascii: ".") {
        let byte = bytes[index]
        buffer[count] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
    guard let word = Vocabulary.word(spelling) else { return Token(kind: .unknown, range: range) }
    return Token(kind: .word(word), range: range)
  }

  private static func figures(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Token {
    var end = digits(bytes, from: start)
    let number = Token(kind: .number(count(bytes, start..<end)), range: start..<end)
    guard end < bytes.count else { return number }
    switch bytes[end] {
    case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "/"):
      var isClock = true
      while end < bytes.count, isJoint(bytes[end]) {
        let next = digits(bytes, from: end + 1)
        if next == end + 1 { break }
        isClock = isClock && bytes[end] == UInt8(ascii: ":")
        end = next
      }
      return end == number.range.upperBound
        ? number : Token(kind: isClock ? .clock(time(bytes[start..<end])) : .figures, range: start..<end)
    case UInt8(ascii: "-"):
      let middle = digits(bytes, from: end + 1)
      guard middle > end + 1, middle < bytes.count, bytes[middle] == UInt8(ascii: "-") else { return number }
      let last = digits(bytes, from: middle + 1)
      return last > middle + 1 ? Token(kind: .figures, range: start..<last) : number
    default:
      // `1st`, `2nd`, `3rd`, `15th`, and no longer word.
      guard end + 1 < bytes.count, end + 2 == bytes.count || !isLetter(bytes[end + 2]) else { return number }
      switch (bytes[end] | 0x20, bytes[end + 1] | 0x20) {
      case (UInt8(ascii: "s"), UInt8(ascii: "t")), (UInt8(ascii: "n"), UInt8(ascii: "d")),
        (UInt8(ascii: "r"), UInt8(ascii: "d")), (UInt8(ascii: "t"), UInt8(ascii: "h")):
        return Token(kind: .ordinal(count(bytes, start..<end)), range: start..<end + 2)
      default: return number
      }
    }
  }

  /// The time that `9:00`, `18:30` or `18:30:05` shows; minutes and seconds have two digits.
  private static func time(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> TimeOfDay? {
    var parts = (0, 0, 0)
    var colons = 0
    var width = 0
    for byte in bytes {
      if byte == UInt8(ascii: ":") {
        guard colons < 2, width == 2 || colons == 0 && width == 1 else { return nil }
        colons += 1
        width = 0
        continue
      }
      let digit = Int(byte) - 48
      width += 1
      guard width <= 2 else { return nil }
      switch colons {
      case 0: parts.0 = parts.0 * 10 + digit
      case 1: parts.1 = parts.1 * 10 + digit
      default: parts.2 = parts.2 * 10 + digit
      }
    }
    guard colons > 0, width == 2 else { return nil }
    return TimeOfDay(hour: parts.0, minute: parts.1, second: parts.2)
  }

  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end
  }

  /// The number that digits write; nil above 15 digits, which no count here reaches.
  private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count <= 15 else { return nil }
    return bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
  }
  /// Letters of ASCII, and every byte beyond it: a word in another script is one unknown word, not many.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80 || byte >= 0x80
  }
}
