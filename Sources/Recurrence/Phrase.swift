/// The phrases of a `when`: `every first saturday at 10:00`, `once on 2026-12-24`, `3 weeks after last time`.
public enum Phrase {
  /// Reads a phrase; throws the first fault with its place in the text.
  public static func parse(_ text: String) throws(TextFault) -> Form {
    throw TextFault(.empty, at: 0..<text.utf8.count)
  }
}

extension Form {
  /// What it means, as a sentence: `every first saturday at 10:00`.
  public var meaning: String { "" }

  /// True where the rule counts intervals over 1 and so needs a `starting`.
  public var needsAnchor: Bool { false }
}

extension TextFault {
  /// What is wrong, in lower case: `unknown weekday "saterday"`.
  public var message: String { "" }

  /// What to write instead, where that is known: `saturday`.
  public var suggestion: String? { nil }
}
