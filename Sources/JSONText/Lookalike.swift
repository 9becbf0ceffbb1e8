/// A character that is taken for one of JSON's, or not seen at all: `“`, `：`, a no-break space, a zero width space.
///
/// Which ones there are follows from the Unicode Character Database, so that none of a kind is missing.
public struct Lookalike: Hashable, Sendable {
  /// What was taken for something else.
  public let scalar: Unicode.Scalar
  /// What to write in its place; empty if it is to be removed.
  public let meant: String

  /// Nil for a character that is what it seems to be.
  public init?(_ scalar: Unicode.Scalar) {
    // White space that JSON has.
    if "\t\n\r".unicodeScalars.contains(scalar) { return nil }
    guard let meant = Lookalike.meaning(of: scalar) else { return nil }
    (self.scalar, self.meant) = (scalar, meant)
  }

  /// A letter of another alphabet with the shape of an ASCII letter. In a text it may well be meant, so only a name that
  /// isn't known is searched for one.
  public init?(letter scalar: Unicode.Scalar) {
    guard let letter = Lookalike.letters[scalar] else { return nil }
    (self.scalar, meant) = (scalar, String(letter))
  }

  /// The first one of a part of a text.
  /// - Parameter letters: whether letters of other alphabets count.
  public static func first(
    in bytes: [UInt8], _ range: Range<Int>, letters: Bool = false
  ) -> (lookalike: Lookalike, range: Range<Int>)? {
    var offset = range.lowerBound
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      let end = offset + UTF8.width(scalar)
      if let found = Lookalike(scalar) ?? (letters ? Lookalike(letter: scalar) : nil) {
        return (found, offset..<min(end, range.upperBound))
      }
      offset = end
    }
    return nil
  }

  /// Whether nothing of it is seen.
  public var isInvisible: Bool { meant.isEmpty }
  /// Whether it stands for white space.
  public var isSpace: Bool { meant == " " }
  /// Whether it stands for a quote.
  var isQuote: Bool { meant == "\"" }
  /// Whether it stands for one of a pair of double quotes, and not for an apostrophe.
  var isDoubleQuote: Bool { isQuote && !Lookalike.singleQuotes.contains(scalar) }
  /// Whether a quotation may begin with it.
  var opensQuotation: Bool {
    scalar.properties.generalCategory == .initialPunctuation
      || scalar.properties.generalCategory == .openPunctuation
  }

  private static func meaning(of scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII { return scalar.properties.generalCategory == .control ? " " : nil }
    if let meant = exceptions[scalar] { return meant }
    // The fullwidth forms of ASCII.
    if (0xFF01...0xFF5E).contains(scalar.value), let ascii = Unicode.Scalar(scalar.value - 0xFEE0) {
      return "\"{}[]:,-+.0123456789'".unicodeScalars.contains(ascii)
        ? (ascii == "'" ? "\"" : String(ascii)) : nil
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: return " "
    case .initialPunctuation, .finalPunctuation: return "\""
    case .dashPunctuation: return "-"
    case .decimalNumber: return properties.numericValue.map { String(Int($0)) }
    default: return properties.isDefaultIgnorableCodePoint ? "" : nil
    }
  }

  private static let singleQuotes: Set<Unicode.Scalar> = [
    "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}", "\u{2035}", "\u{2039}", "\u{203A}",
    "\u{FF07}",
  ]

  /// What the general category doesn't tell: low quotes, primes, the minus sign, the blank of Braille, and the colons
  /// and commas of other scripts.
  private static let exceptions: [Unicode.Scalar: String] = [
    "\u{201A}": "\"", "\u{201E}": "\"", "\u{2032}": "\"", "\u{2033}": "\"", "\u{2035}": "\"",
    "\u{2036}": "\"",
    "\u{301D}": "\"", "\u{301E}": "\"", "\u{301F}": "\"", "\u{2212}": "-", "\u{2800}": " ",
    "\u{A789}": ":", "\u{2236}": ":", "\u{FE13}": ":", "\u{FE55}": ":",
    "\u{3001}": ",", "\u{060C}": ",", "\u{FE10}": ",", "\u{FE50}": ",", "\u{FF64}": ",",
  ].merging(semicolons.map { ($0, ",") }) { meant, _ in meant }

  /// Between values they stand for a comma; in an RRULE they are what they seem to be.
  private static let semicolons: Set<Unicode.Scalar> = [
    "\u{FF1B}", "\u{061B}", "\u{037E}", "\u{FE14}", "\u{FE54}",
  ]

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: zip(
      "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅαενορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars,
      "aeopcyxijsdhqwABEKMHOPCTXIJSaevoptuxABEZHIKMNOPTYX".unicodeScalars))
}

extension Lookalike {
  /// What it is, in lower case: `“ is a curly quote (U+201C)`.
  public var message: String {
    let code = "U+\(hex(scalar.value, width: 4))"
    let name =
      scalar == "\u{FEFF}" ? "byte order mark" : scalar.properties.name?.lowercased() ?? "control character"
    if isInvisible { return "an invisible character, the \(name) (\(code))" }
    if isSpace { return "the \(name) (\(code)) is no ordinary space" }
    if Lookalike.letters[scalar] != nil {
      return "\(scalar) is a letter of another alphabet (\(code)) that looks like \(meant)"
    }
    let kind = name.hasSuffix("quotation mark") && isCurly ? "curly quote" : name
    return "\(scalar) is \(kind.first.map("aeiou".contains) == true ? "an" : "a") \(kind) (\(code))"
  }

  private var isCurly: Bool { (0x2018...0x201F).contains(scalar.value) }

  /// What to do about it where it stands between values, or in place of a part of JSON.
  public var advice: String {
    if isInvisible { return "remove it" }
    return isSpace ? "write an ordinary space" : "write \(meant) in its place"
  }

  /// What to do about it inside a text, where a straight quote would end the text.
  public var adviceInText: String {
    if Lookalike.semicolons.contains(scalar) { return "write ; in its place" }
    return isQuote ? "remove it" : advice
  }
}
