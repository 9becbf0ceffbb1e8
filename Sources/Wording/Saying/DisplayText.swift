/// Text for people, safe for any desktop and terminal.
public enum DisplayText {
  /// The text in one line, without control characters and without those that turn the reading direction.
  public static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnwanted) else { return text }
    let clean = text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      guard isUnwanted(scalar) else { return scalar }
      return scalar == "\n" || scalar == "\t" ? " " : nil
    }
    return String(String.UnicodeScalarView(clean))
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x2028, 0x2029, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// Text for a notification's body, which has a little markup (Desktop Notifications Specification, "Markup").
  public static func escapedMarkup(_ text: String) -> String {
    let signs: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
    return text.map { signs[$0] ?? String($0) }.joined()
  }

  /// `Ana's`, `James'`.
  public static func possessive(_ name: String) -> String { name + (name.hasSuffix("s") ? "'" : "'s") }

  /// `Ana`, `Ana and Sam`, `Ana, Sam and Kim`.
  public static func list(_ names: [String], _ conjunction: String = "and") -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}

extension String {
  /// The same with its first letter as a capital.
  public var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// The same without line feeds at its end.
  public var trimmedEnd: String { String(reversed().drop { $0 == "\n" }.reversed()) }
}
