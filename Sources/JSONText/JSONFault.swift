/// Why a text is not JSON that can be used, and where. `JSONFault+Prose.swift` has the words.
public struct JSONFault: Error, Equatable, Sendable {
  /// What is wrong.
  public var problem: Problem
  /// The bytes it is about; empty where something is missing.
  public var range: Range<Int>
  /// The place of the range's first byte.
  public var place: JSONPlace

  /// What may stand at a place.
  public enum Expectation: Equatable, Sendable {
    case value, key
    /// A comma or the end of a list or an object.
    case commaOrEnd(JSONKind)
  }

  /// What can be wrong, as data. A kind is that of the list or object around the fault.
  public enum Problem: Equatable, Sendable {
    /// Nothing but white space.
    case empty
    /// More bytes than the limit.
    case tooLarge(bytes: Int, limit: Int)
    /// Lists and objects nested deeper than the limit.
    case tooDeep(limit: Int)
    /// The bytes EF BB BF in front; UTF-16 or UTF-32 (RFC 8259 §8.1).
    case byteOrderMark, wideEncoding
    /// A byte that is not UTF-8 (RFC 3629 §4).
    case invalidUTF8(UInt8)
    case unexpectedCharacter(Unicode.Scalar, Expectation)
    /// `[1, 2,]`.
    case trailingComma(JSONKind)
    /// `[, 1]`, `[1,, 2]`.
    case extraComma
    /// `{"a": "b" "c": "d"}`.
    case missingComma(JSONKind)
    /// `{"a" 1}`; `{"a": }`.
    case missingColon(key: String), missingValue(key: String)
    /// `{"a": [1}`.
    case wrongEnd(of: JSONKind, opened: JSONPlace)
    /// The text ends inside a list or object.
    case unclosed(JSONKind, opened: JSONPlace)
    /// `'text'`; `// note`, `/* note */`, `# note`.
    case singleQuote, comment
    /// `“text”`, a no-break space between two values.
    case lookalike(Lookalike)
    /// Two versions between the markers of git, up to a line; a marker that was left alone.
    case mergeConflict(lastLine: Int), mergeMarker
    /// `{key: 1}`.
    case unquotedKey(String)
    /// A word that JSON does not know; `near` is what was probably meant.
    case unknownWord(String, near: String?)
    /// The closing quote is missing.
    case unterminatedString
    /// A character below U+0020 inside a string (RFC 8259 §7).
    case controlCharacter(UInt8)
    /// `\x`; `\u` without four hexadecimal digits; half of a surrogate pair, alone.
    case unknownEscape(Unicode.Scalar), shortEscape, loneSurrogate(UInt16)
    /// `007`; `+1`; `.5`, `5.`, `1e`, `-`.
    case leadingZero, plusSign, missingDigits
    /// Something follows the value.
    case textAfterEnd
    /// A name that the same object has already.
    case duplicateKey(String, first: JSONPlace)
  }
}
