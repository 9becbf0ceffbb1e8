extension JSONFault {
  /// What is wrong, in lower case and without the place: `a comma before the closing ]`.
  public var message: String {
    switch problem {
    case .empty: "the text is empty"
    case .tooLarge(let bytes, let limit): "the text has \(bytes) bytes; the limit is \(limit)"
    case .tooDeep(let limit): "more than \(limit) lists and objects inside one another"
    case .byteOrderMark: "the text begins with a byte order mark"
    case .wideEncoding: "the text is UTF-16 or UTF-32, not UTF-8"
    case .invalidUTF8(let byte): "the byte 0x\(hex(UInt32(byte), width: 2)) is not UTF-8 here"
    case .unexpectedCharacter(let scalar, let expected):
      "expected \(expected.words), found \(Self.shown(scalar))"
    case .trailingComma(let container): "a comma before the closing \(container.close)"
    case .extraComma: "a comma with no value before it"
    case .missingComma(let container): "a comma is missing between \(container.parts)"
    case .missingColon(let key): "a colon is missing after the key \(Self.quoted(key))"
    case .missingValue(let key): "the value of \(Self.quoted(key)) is missing"
    case .wrongEnd(let container, let opened):
      "the \(container.word) that begins at \(opened) must end with \(container.close)"
    case .unclosed(let container, let opened):
      "the \(container.word) that begins at \(opened) is never closed"
    case .singleQuote: "strings take double quotes in JSON"
    case .comment: "JSON has no comments"
    case .unquotedKey(let key): "the key \(key) has no quotes"
    case .unknownWord(let word, _): "\(word) is not a JSON value"
    case .unterminatedString: "the string is never closed"
    case .controlCharacter(let byte):
      "the control character U+\(hex(UInt32(byte), width: 4)) inside a string"
    case .unknownEscape(let scalar): "unknown escape \\\(scalar)"
    case .shortEscape: "\\u wants four hexadecimal digits"
    case .loneSurrogate(let half): "\\u\(hex(UInt32(half), width: 4)) is half of a surrogate pair"
    case .leadingZero: "a number does not begin with 0"
    case .plusSign: "a number does not begin with +"
    case .missingDigits: "a digit is missing in the number"
    case .textAfterEnd: "the text goes on after its end"
    case .duplicateKey(let key, let first): "the key \(Self.quoted(key)) is already used at \(first)"
    }
  }

  /// How to fix it, as an instruction; nil where the message says it all.
  public var advice: String? {
    switch problem {
    case .empty: "write {} at least"
    case .tooLarge: nil
    case .tooDeep: "flatten it"
    case .byteOrderMark: "save the file as UTF-8 without a byte order mark"
    case .wideEncoding, .invalidUTF8: "save the file as UTF-8"
    case .unexpectedCharacter: nil
    case .trailingComma, .extraComma: "remove the comma"
    case .missingComma: "put a comma here"
    case .missingColon: "put a colon here"
    case .missingValue: "put a value here, or remove the key"
    case .wrongEnd(let container, _), .unclosed(let container, _): "close it with \(container.close)"
    case .singleQuote: "write \" in place of '"
    case .comment: "remove it"
    case .unquotedKey(let key): "write \(Self.quoted(key))"
    case .unknownWord(let word, let near): near.map { "write \($0)" } ?? "write \(Self.quoted(word))"
    case .unterminatedString: "close it with \"; a line break inside a string is written \\n"
    case .controlCharacter(let byte): "write \(Self.escape(of: byte))"
    case .unknownEscape: "write \\\\ for a backslash"
    case .shortEscape: "write it as in \\u00e9"
    case .loneSurrogate: "write both halves, or the character itself"
    case .leadingZero: "remove the zeros in front"
    case .plusSign: "remove the +"
    case .missingDigits: "write it as in 0.5"
    case .textAfterEnd: "keep one value in the file, and remove what follows it"
    case .duplicateKey: "keep one of the two"
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      ? "U+\(hex(scalar.value, width: 4))" : String(Character(scalar))
  }

  private static func escape(of byte: UInt8) -> String {
    switch byte {
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: "\\u\(hex(UInt32(byte), width: 4))"
    }
  }

  private static func quoted(_ key: String) -> String { JSON.string(key).text() }
}

extension JSONFault: CustomStringConvertible {
  /// `14:20: a comma before the closing ]; remove the comma`.
  public var description: String { "\(place): \(message)" + (advice.map { "; " + $0 } ?? "") }
}

extension JSONFault.Container {
  var word: String { self == .list ? "list" : "object" }
  var close: String { self == .list ? "]" : "}" }
  var parts: String { self == .list ? "two values" : "two members" }
}

extension JSONFault.Expectation {
  fileprivate var words: String {
    switch self {
    case .value: "a value"
    case .key: "a key in double quotes"
    case .commaOrEnd(let container): "a comma or \(container.close)"
    }
  }
}

func hex(_ number: UInt32, width: Int) -> String {
  let digits = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
