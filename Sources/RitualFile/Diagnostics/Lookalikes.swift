import JSONText

extension RitualFile {
  /// What is reported of a text that isn't JSON. What a word processor or a web page does to quotes and spaces it does to
  /// all of them, so each kind of look-alike is shown once.
  static func faults(_ syntax: [JSONFault]) -> [(fault: ConfigFault, range: Range<Int>)] {
    var counts: [Lookalike: Int] = [:]
    for case .lookalike(let found) in syntax.map(\.problem) { counts[found, default: 0] += 1 }
    return syntax.compactMap { fault in
      guard case .lookalike(let found) = fault.problem, let count = counts[found] else {
        return (.syntax(fault), fault.range)
      }
      // The later ones are counted with the first.
      if count == 0 { return nil }
      counts[found] = 0
      return (count == 1 ? .syntax(fault) : .severalTimes(fault, more: count - 1), fault.range)
    }
  }
}

extension ConfigFault {
  /// What is really behind this fault: a character in a name or a format that isn't what it looks like.
  func cause(at range: Range<Int>, in bytes: [UInt8]) -> (fault: ConfigFault, range: Range<Int>) {
    let found: (lookalike: Lookalike, range: Range<Int>)?
    switch self {
    case .unknownKey, .unknown, .unknownChoice, .unknownPlaceholder, .badName:
      // A name in another alphabet is one, a single letter of it in an ASCII name is a slip.
      let others = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.filter {
        !$0.isASCII && Lookalike($0) == nil && Lookalike(letter: $0) == nil
      }
      found = Lookalike.first(in: bytes, range, letters: others.isEmpty)
    case .when, .badForm: found = Lookalike.first(in: bytes, range, letters: true)
    default: found = nil
    }
    return found.map { (.lookalike($0.lookalike), $0.range) } ?? (self, range)
  }
}
