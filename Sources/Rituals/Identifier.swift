/// The id of a ritual or a person in the config: letters, digits and `. _ -`, at most 64.
public enum Identifier {
  /// The same as a regular expression, for the config's schema.
  public static let pattern = "^[A-Za-z0-9._-]{1,64}$"

  /// Whether a text can be one.
  public static func isGood(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { (1...64).contains($0.count) && $0.allSatisfy(isGood) }
  }

  /// An id for a title or a name that is not among `taken`: `Coffee with Ana` becomes `coffee-ana`, or `coffee-ana-2`.
  /// It leaves out small words and letters of other alphabets; if nothing is left, it is `fallback`.
  public static func make(
    from title: String, taken: some Sequence<String>, fallback: String = "ritual"
  ) -> String {
    let words = title.split(whereSeparator: \.isWhitespace).map {
      plain(String($0)).split(separator: "-").joined(separator: "-")
    }.filter { !$0.isEmpty }
    let telling = words.filter { !smallWords.contains($0) }
    var stem = ""
    for word in telling.isEmpty ? words : telling {
      // Whole words, as long as they stay short enough to be typed.
      guard stem.isEmpty || stem.utf8.count + word.utf8.count < 40 else { break }
      stem += (stem.isEmpty ? "" : "-") + word.prefix(40)
    }
    if stem.isEmpty { stem = fallback }
    let taken = Set(taken)
    guard taken.contains(stem) else { return stem }
    var number = 2
    while taken.contains("\(stem)-\(number)") { number += 1 }
    return "\(stem)-\(number)"
  }

  private static func isGood(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static let smallWords: Set<String> = [
    "a", "an", "and", "at", "for", "in", "my", "of", "on", "or", "our", "the", "to", "with",
  ]

  /// Lower case, letters without their marks, and one hyphen for all between; an apostrophe joins.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for character in text.lowercased() {
      if let letters = unmarked[character] {
        plain += letters
      } else if let ascii = character.asciiValue, ascii != UInt8(ascii: "."), ascii != UInt8(ascii: "_"),
        isGood(ascii)
      {
        plain.append(character)
      } else if character != "'", character != "\u{2019}", character != ".", plain.last != "-" {
        plain.append("-")
      }
    }
    return plain
  }

  /// The plain letters for those with marks.
  private static let unmarked: [Character: String] = {
    let rows = [
      ("a", "àáâãåāăą"), ("ae", "äæ"), ("c", "çćč"), ("d", "ðďđ"), ("e", "èéêëēėęě"), ("g", "ğģ"),
      ("i", "ìíîïīįı"), ("k", "ķ"), ("l", "łļľ"), ("n", "ñńņň"), ("o", "òóôõøōő"), ("oe", "öœ"),
      ("r", "řŕ"), ("s", "śšşș"), ("ss", "ß"), ("t", "ťțţ"), ("th", "þ"), ("u", "ùúûūůűų"), ("ue", "ü"),
      ("y", "ýÿ"), ("z", "źžż"),
    ]
    var letters: [Character: String] = [:]
    for (plain, marked) in rows { for character in marked { letters[character] = plain } }
    return letters
  }()
}
