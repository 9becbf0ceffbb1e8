import CivilTime
import Rituals

/// A piece of a phrase with its place, as UTF-8 offsets into the text.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
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

  var kind: Kind
  var range: Range<Int>
}

/// What a token can stand for.
extension Token.Kind {
  var weekday: Weekday? { if case .word(.weekday(let day)) = self { day } else { nil } }

  var month: Int? { if case .word(.month(let month)) = self { month } else { nil } }

  /// `2` and `two`; the number is nil where it is more than a count can hold.
  var number: Int?? {
    switch self {
    case .number(let number), .word(.number(let number as Int?)): .some(number)
    default: nil
    }
  }

  /// The same where a count can hold it; nil for other kinds too.
  var count: Int? { number ?? nil }

  /// The day of a month in `14`, `14th` and `first`; 0 for a day beyond any count.
  var dayOfMonth: Int? {
    switch self {
    case .number(let day), .ordinal(let day): day ?? 0
    case .word(.ordinal(let day)): day > 0 ? day : nil
    default: nil
    }
  }

  /// `2nd` and `second`; the number is nil where it is more than a count can hold.
  var ordinal: Int?? {
    switch self {
    case .ordinal(let number), .word(.ordinal(let number as Int?)): .some(number)
    default: nil
    }
  }

  /// A unit, `second` included.
  var unit: Unit? {
    switch self {
    case .word(.unit(let unit)): unit
    case .word(.ordinal(2)): .second
    default: nil
    }
  }

  /// `daily` and `fortnightly`: how many of a unit.
  var rhythm: (unit: Unit, interval: Int)? {
    if case .word(.adverb(let unit, let interval)) = self { (unit, interval) } else { nil }
  }

  var partOfDay: PartOfDay? { if case .word(.part(let part)) = self { part } else { nil } }
}

/// Cuts a text into tokens. It never fails: what it doesn't know becomes a token that the reader refuses.
struct Tokenizer {
  private let bytes: UnsafeBufferPointer<UInt8>

  static func tokens(of text: String) -> [Token] {
    var text = text
    return text.withUTF8 { bytes in
      let tokenizer = Tokenizer(bytes: bytes)
      var tokens: [Token] = []
      tokens.reserveCapacity(bytes.count / 4 + 2)
      var index = 0
      while let start = tokenizer.pastSpaces(from: index) {
        let token = tokenizer.token(at: start)
        index = token.range.upperBound
        tokenizer.append(token, to: &tokens)
      }
      tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
      return tokenizer.compounded(tokens)
    }
  }

  /// A part of the text in lower case.
  func lexeme(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).lowercased()
  }

  private func token(at start: Int) -> Token {
    let one = start..<start + 1
    let dash = dashLength(at: start)
    if dash > 0 { return Token(kind: .dash, range: start..<start + dash) }
    return switch bytes[start] {
    case let byte where Tokenizer.isDigit(byte): figures(at: start)
    case let byte where Tokenizer.isLetter(byte): word(at: start)
    case UInt8(ascii: ","), UInt8(ascii: ";"): Token(kind: .comma, range: one)
    case UInt8(ascii: "-"): Token(kind: .dash, range: one)
    // `Mon/Wed/Fri`, `8am / 8pm`
    case UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "/"): Token(kind: .word(.and), range: one)
    case UInt8(ascii: "@"): Token(kind: .word(.at), range: one)
    default: Token(kind: .stray, range: one)
    }
  }

  /// Letters, with the dots and apostrophes between and after them: `sat`, `Sat.`, `p.m.`, `o'clock`.
  private func word(at start: Int) -> Token {
    var end = start
    while end < bytes.count,
      Tokenizer.isLetter(bytes[end]) || bytes[end] == UInt8(ascii: ".")
        || bytes[end] == UInt8(ascii: "'") && isLetter(at: end + 1)
    {
      if end > start, dashLength(at: end) > 0 || spaceLength(at: end) > 0 { break }
      end += 1
    }
    let range = start..<end
    if end < bytes.count, bytes[end] == UInt8(ascii: "!"), lexeme(range) == "every" {
      return Token(kind: .word(.everyFromDone), range: start..<end + 1)
    }
    guard range.count <= 24 else { return Token(kind: .unknown, range: range) }
    // Only the capital M tells months from minutes (systemd.time(7)).
    if range.count == 1, bytes[start] == UInt8(ascii: "M") {
      return Token(kind: .word(.unit(.month)), range: range)
    }
    let spelling = String(unsafeUninitializedCapacity: range.count) { buffer in
      var count = 0
      for byte in bytes[range] where byte != UInt8(ascii: ".") {
        buffer[count] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
    return Token(kind: Vocabulary.word(spelling).map { .word($0) } ?? .unknown, range: range)
  }

  private func figures(at start: Int) -> Token {
    var end = digits(from: start)
    let number = Token(kind: .number(count(start..<end)), range: start..<end)
    guard end < bytes.count else { return number }
    switch bytes[end] {
    case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "/"):
      var isClock = true
      while end < bytes.count, ":./".utf8.contains(bytes[end]), isDigit(at: end + 1) {
        isClock = isClock && bytes[end] == UInt8(ascii: ":")
        end = digits(from: end + 1)
      }
      return end == number.range.upperBound
        ? number : Token(kind: isClock ? .clock(time(start..<end)) : .figures, range: start..<end)
    case UInt8(ascii: "-"):
      let middle = digits(from: end + 1)
      guard middle > end + 1, middle < bytes.count, bytes[middle] == UInt8(ascii: "-"),
        isDigit(at: middle + 1)
      else { return number }
      return Token(kind: .figures, range: start..<digits(from: middle + 1))
    default:
      // `1st`, `2nd`, `3rd`, `15th`, and no longer word.
      guard isLetter(at: end), isLetter(at: end + 1), !isLetter(at: end + 2) else { return number }
      let suffix = String(decoding: bytes[end..<end + 2], as: UTF8.self).lowercased()
      guard ["st", "nd", "rd", "th"].contains(suffix) else { return number }
      return Token(kind: .ordinal(count(start..<end)), range: start..<end + 2)
    }
  }

  /// The time that `9:00`, `18:30` or `18:30:05` shows; minutes and seconds have two digits.
  private func time(_ range: Range<Int>) -> TimeOfDay? {
    let minute = digits(from: range.lowerBound) + 1
    let end = digits(from: minute)
    let second = end == range.upperBound ? nil : end + 1..<range.upperBound
    guard minute - range.lowerBound <= 3, end - minute == 2, second.map({ $0.count == 2 }) ?? true
    else { return nil }
    return TimeOfDay(
      hour: count(range.lowerBound..<minute - 1) ?? 0, minute: count(minute..<end) ?? 0,
      second: second.flatMap(count) ?? 0)
  }

  /// The end of the digits that begin at a place.
  private func digits(from start: Int) -> Int {
    start < bytes.count ? bytes[start...].firstIndex { !Tokenizer.isDigit($0) } ?? bytes.count : start
  }

  /// The number that digits write; nil above 15 digits, which no count here reaches.
  private func count(_ range: Range<Int>) -> Int? {
    range.count > 15 ? nil : bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private func isDigit(at index: Int) -> Bool { index < bytes.count && Tokenizer.isDigit(bytes[index]) }
  private func isLetter(at index: Int) -> Bool {
    bytes.indices.contains(index) && Tokenizer.isLetter(bytes[index])
  }

  /// The length of a dash that is no hyphen of ASCII: `–`, `—`, `−`, and of dots between two words, `mon..fri`.
  private func dashLength(at start: Int) -> Int {
    func isByte(_ place: Int, in range: ClosedRange<UInt8>) -> Bool {
      place < bytes.count && range.contains(bytes[place])
    }
    if isByte(start, in: 0xE2...0xE2) {
      if isByte(start + 1, in: 0x80...0x80), isByte(start + 2, in: 0x90...0x95) { return 3 }
      if isByte(start + 1, in: 0x88...0x88), isByte(start + 2, in: 0x92...0x92) { return 3 }
      if isByte(start + 1, in: 0x80...0x80), isByte(start + 2, in: 0xA6...0xA6) {
        return joinsWords(start..<start + 3) ? 3 : 0
      }
    }
    guard isByte(start, in: 0x2E...0x2E) else { return 0 }
    let end = bytes[start...].firstIndex { $0 != UInt8(ascii: ".") } ?? bytes.count
    return end - start > 1 && joinsWords(start..<end) ? end - start : 0
  }

  private func joinsWords(_ range: Range<Int>) -> Bool {
    range.lowerBound > 0
      && (isLetter(at: range.lowerBound - 1) || isDigit(at: range.lowerBound - 1))
      && (isLetter(at: range.upperBound) || isDigit(at: range.upperBound))
  }

  /// The length of a space beyond ASCII, as between the time and the `pm` of many programs.
  private func spaceLength(at start: Int) -> Int {
    if bytes[start] == 0xC2, start + 1 < bytes.count, bytes[start + 1] == 0xA0 { return 2 }
    guard bytes[start] == 0xE2, start + 2 < bytes.count, bytes[start + 1] == 0x80 else { return 0 }
    return (0x80...0x8A).contains(bytes[start + 2]) || bytes[start + 2] == 0xAF ? 3 : 0
  }

  /// The first byte from a place that is no space; nil where only a full stop or nothing follows.
  private func pastSpaces(from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if Tokenizer.isSpace(bytes[index]) {
        index += 1
      } else if spaceLength(at: index) > 0 {
        index += spaceLength(at: index)
      } else {
        let isFullStop =
          (bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "!")) && start > 0
          && bytes[(index + 1)...].allSatisfy(Tokenizer.isSpace)
        return isFullStop ? nil : index
      }
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  /// Letters of ASCII, and every byte beyond it: a word in another script is one unknown word, not many.
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
