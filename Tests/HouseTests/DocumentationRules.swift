/// Which declarations of a Swift file need a doc comment: all that are called public, apart from initializers. The
/// arguments of an initializer mostly explain themselves, and so do the cases of an enum, which lack the word `public`.
/// Operators and what a protocol of the standard library asks for need none either: they mean what they mean everywhere.
///
/// It reads text, not syntax, and relies on the layout that `swift format` gives every file.
enum DocumentationRules {
  private static let kinds: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "func", "var", "let", "subscript", "typealias",
  ]
  private static let modifiers: Set<Substring> = [
    "public", "open", "static", "final", "indirect", "mutating", "nonmutating", "nonisolated", "consuming",
    "borrowing", "lazy", "weak", "private", "fileprivate", "internal", "package", "set", "override",
  ]

  private static let witnesses: Set<Substring> = ["description", "makeIterator", "Iterator", "next", "hash"]

  /// The public declarations without a comment, each as its line.
  static func undocumented(in source: String) -> [String] {
    var faults: [String] = []
    var isDocumented = false
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") {
        isDocumented = true
        continue
      }
      let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
        .drop { $0.hasPrefix("@") }
      // An attribute on a line of its own stands between a comment and its declaration.
      if words.isEmpty && text.hasPrefix("@") { continue }
      let declaration = words.drop { modifiers.contains($0) }
      let access = words.dropLast(declaration.count)
      let isPublic = access.contains("public") || access.contains("open")
      if let kind = declaration.first, kinds.contains(kind), isPublic, !access.contains("override"),
        !isDocumented, !witnesses.contains(declaration.dropFirst().first ?? ""),
        !text.contains(/func [<=>+\-*\/.~&|]+/)
      {
        faults.append(String(text))
      }
      isDocumented = false
    }
    return faults
  }
}
