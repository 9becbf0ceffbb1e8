/// How the children of one list or object are set: the white space and commas around them, byte for byte.
struct JSONLayout {
  /// The text between the opening bracket and the first child.
  var opening: [UInt8]
  /// The text between two children, the comma included.
  var gap: [UInt8]
  /// Where some children share a line and others do not: what begins a new line.
  var wrap: [UInt8]?
  /// The text between the last child and the closing bracket.
  var closing: [UInt8]

  /// True where the container takes several lines.
  var isBroken: Bool { opening.breaksLine || gap.breaksLine || wrap != nil || closing.breaksLine }

  /// What a child's line begins with; nil where no child begins one.
  var indentation: [UInt8]? {
    guard let breaking = [opening, gap, wrap ?? []].first(where: \.breaksLine) else { return nil }
    // A comma may stand in front.
    return Array(breaking.afterLastBreak.prefix { $0 == 0x20 || $0 == 0x09 })
  }
}

extension JSONValue {
  /// The bytes of each element, or of each member from its name on.
  var children: [Range<Int>] {
    kind == .object
      ? members.map { $0.key.range.lowerBound..<$0.value.range.upperBound } : elements.map(\.range)
  }

  /// How the children are set; nil where there are none.
  func layout(_ habits: JSONHabits) -> JSONLayout? {
    let children = self.children
    guard let first = children.first, let last = children.last else { return nil }
    let bytes = document.bytes
    let opening = Array(bytes[range.lowerBound + 1..<first.lowerBound])
    let gaps = zip(children, children.dropFirst()).map { Array(bytes[$0.upperBound..<$1.lowerBound]) }
    let usual = JSONLayout.usual(gaps)
    let wrap = gaps.contains { !$0.breaksLine } ? JSONLayout.usual(gaps.filter(\.breaksLine)) : nil
    let inlineGap = gaps.last { !$0.breaksLine }
    return JSONLayout(
      opening: opening.withoutBlankLines,
      gap: (wrap == nil ? usual : inlineGap)
        ?? (opening.breaksLine ? [UInt8(ascii: ",")] + opening.withoutBlankLines : habits.comma),
      wrap: wrap, closing: Array(bytes[last.upperBound..<range.upperBound - 1]))
  }
}

extension JSONLayout {
  /// The last of some gaps, but none with an empty line in it where others do without.
  static func usual(_ gaps: [[UInt8]]) -> [UInt8]? {
    gaps.last { $0.breaksLine && !$0.hasBlankLine } ?? gaps.last
  }
}

extension [UInt8] {
  /// True where there is a line feed.
  var breaksLine: Bool { contains(0x0A) }

  /// True where there is an empty line.
  var hasBlankLine: Bool { count { $0 == 0x0A } > 1 }

  /// What follows the last line feed; all of it where there is none.
  var afterLastBreak: [UInt8] { Array(self[(lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...]) }

  /// White space with its last line break alone.
  var withoutBlankLines: [UInt8] {
    guard hasBlankLine, let last = lastIndex(of: 0x0A) else { return self }
    let start = last > 0 && self[last - 1] == 0x0D ? last - 1 : last
    return Array(self[start...])
  }
}
