extension JSONFault {
  /// What is wrong, in lower case and without the place: `a comma before the closing ]`.
  public var message: String { words.message }

  /// How to fix it, as an instruction; nil where the message says it all.
  public var advice: String? { words.advice }

  private var words: (message: String, advice: String?) {
    switch problem {
    case .empty: ("the text is empty", "write {} at least")
    case .tooLarge(let bytes, let limit): ("the text has \(bytes) bytes; the limit is \(limit)", nil)
    case .tooDeep(let limit): ("more than \(limit) lists and objects inside one another", "flatten it")
    case .byteOrderMark:
      ("the text begins with a byte order mark", "save the file as UTF-8 without a byte order mark")
    case .wideEncoding: ("the text is UTF-16 or UTF-32, not UTF-8", "save the file as UTF-8")
    case .invalidUTF8(let byte):
      ("the byte 0x\(hex(UInt32(byte), width: 2)) is not UTF-8 here", "save the file as UTF-8")
    case .unexpectedCharacter(let scalar, let expected):
      ("expected \(expected.words), found \(Self.shown(scalar))", nil)
    case .trailingComma(let container): ("a comma before the closing \(container.close)", "remove the comma")
    case .extraComma: ("a comma with no value before it", "remove the comma")
    case .missingComma(let container):
      ("a comma is missing between two \(container == .list ? "values" : "members")", "put a comma here")
    case .missingColon(let key): ("a colon is missing after the key \(quoted(key))", "put a colon here")
    case .missingValue(let key):
      ("the value of \(quoted(key)) is missing", "put a value here, or remove the key")
    case .wrongEnd(let container, let opened):
      (
        "the \(container) that begins at \(opened) must end with \(container.close)",
        "close it with \(container.close)"
      )
    case .unclosed(let container, let opened):
      ("the \(container) that begins at \(opened) is never closed", "close it with \(container.close)")
    case .singleQuote: ("strings take double quotes in JSON", "write \" in place of '")
    case .lookalike(let found): (found.message, found.advice)
    case .mergeConflict(let last):
      (
        "a merge conflict: this line to line \(last) hold two versions of one place",
        "keep one version, and remove the other and the lines of the markers (<<<<<<<, =======, >>>>>>>)"
      )
    case .mergeMarker: ("a marker that a merge conflict has left behind", "remove the line")
    case .comment: ("JSON has no comments", "remove it")
    case .unquotedKey(let key): ("the key \(key) has no quotes", "write \(quoted(key))")
    case .unknownWord(let word, let near): ("\(word) is not a JSON value", "write \(near ?? quoted(word))")
    case .unterminatedString:
      ("the string is never closed", "close it with \"; a line break inside a string is written \\n")
    case .controlCharacter(let byte):
      (
        "the control character U+\(hex(UInt32(byte), width: 4)) inside a string",
        "write \(quoted(String(Unicode.Scalar(byte))).dropFirst().dropLast())"
      )
    case .unknownEscape(let scalar): ("unknown escape \\\(scalar)", "write \\\\ for a backslash")
    case .shortEscape: ("\\u wants four hexadecimal digits", "write it as in \\u00e9")
    case .loneSurrogate(let half):
      (
        "\\u\(hex(UInt32(half), width: 4)) is half of a surrogate pair",
        "write both halves, or the character itself"
      )
    case .leadingZero: ("a number does not begin with 0", "remove the zeros in front")
    case .plusSign: ("a number does not begin with +", "remove the +")
    case .missingDigits: ("a digit is missing in the number", "write it as in 0.5")
    case .textAfterEnd:
      ("the text goes on after its end", "keep one value in the file, and remove what follows it")
    case .duplicateKey(let key, let first):
      ("the key \(quoted(key)) is already used at \(first)", "keep one of the two")
    }
  }

  private func quoted(_ key: String) -> String { JSON.string(key).text() }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      ? "U+\(hex(scalar.value, width: 4))" : String(Character(scalar))
  }
}

extension JSONFault: CustomStringConvertible {
  /// `14:20: a comma before the closing ]; remove the comma`.
  public var description: String { "\(place): \(message)" + (advice.map { "; " + $0 } ?? "") }
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

/// A number in hexadecimal, with zeros in front up to a width.
package func hex(_ number: UInt32, width: Int) -> String {
  let digits = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
