import TestSupport

/// What may not stand in the project's files.
enum TextRules {
  /// A longer file wants a seam; none has a reason yet to be longer.
  static let mostLines = 500

  /// A file that is too long to be read in one go.
  static func faultOfLength(_ text: String) -> String? {
    var lines = 0
    for byte in text.utf8 where byte == UInt8(ascii: "\n") { lines += 1 }
    return lines > mostLines ? "\(lines) lines; \(mostLines) are the most" : nil
  }

  /// Who may live in an example's home.
  private static let people: Set<String> = ["sam", "ana", "kinlab", "you", "user"]

  /// A path that is right on one machine only: somebody's home, or this checkout.
  static func faultOfPlace(_ text: String, checkout: String) -> String? {
    if text.contains(checkout + "/") { return "the path of this checkout" }
    for homes in ["/home/", "/Users/"] {
      for place in text.ranges(of: homes) {
        // In `~/x/home/y` or `\(root)/home/y` it is not the system's.
        if place.lowerBound > text.startIndex,
          "abcdefghijklmnopqrstuvwxyz0123456789)}~".contains(text[text.index(before: place.lowerBound)])
        {
          continue
        }
        let name = text[place.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        if !name.isEmpty && !people.contains(String(name)) { return "the path of a home, \(homes)\(name)" }
      }
    }
    return nil
  }
}
