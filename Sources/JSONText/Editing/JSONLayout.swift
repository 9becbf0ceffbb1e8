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
    // A comma may stand in front.
    [opening, gap, wrap ?? []].first(where: \.breaksLine).map {
      Array($0.afterLastBreak.prefix { $0 == 0x20 || $0 == 0x09 })
    }
  }

  /// The last of some gaps, but none with an empty line in it where others do without.
  static func usual(_ gaps: [[UInt8]]) -> [UInt8]? {
    gaps.last { $0.breaksLine && !$0.hasBlankLine } ?? gaps.last
  }
}

extension JSONValue {
  /// The elements of a list, or the values of an object's members.
  var values: [JSONValue] { kind == .object ? members.map(\.value) : Array(elements) }

  /// The bytes of each element, or of each member from its name on.
  var children: [Range<Int>] {
    kind == .object
      ? members.map { $0.key.range.lowerBound..<$0.value.range.upperBound } : elements.map(\.range)
  }

  /// The text between the opening bracket and the first child; nil where there is none.
  var opening: [UInt8]? { children.first.map { source(range.lowerBound + 1..<$0.lowerBound) } }

  /// The text between each two children, the comma included.
  var gaps: [[UInt8]] {
    let children = self.children
    return zip(children, children.dropFirst()).map { source($0.upperBound..<$1.lowerBound) }
  }

  /// The text between each name and its value.
  var colons: some Sequence<[UInt8]> {
    members.lazy.map { source($0.key.range.upperBound..<$0.value.range.lowerBound) }
  }

  /// True where it takes several lines.
  var breaksLine: Bool { document.bytes[range].contains(0x0A) }

  /// The bytes of a part of the document.
  func source(_ range: Range<Int>) -> [UInt8] { Array(document.bytes[range]) }

  /// How the children are set; nil where there are none.
  func layout(_ habits: JSONHabits) -> JSONLayout? {
    guard let opening = opening?.withoutBlankLines, let last = children.last else { return nil }
    let gaps = self.gaps
    let inline = gaps.last { !$0.breaksLine }
    let wrap = inline == nil ? nil : JSONLayout.usual(gaps.filter(\.breaksLine))
    return JSONLayout(
      opening: opening,
      gap: (wrap == nil ? JSONLayout.usual(gaps) : inline)
        ?? (opening.breaksLine ? [UInt8(ascii: ",")] + opening : habits.comma),
      wrap: wrap, closing: source(last.upperBound..<range.upperBound - 1))
  }
}

extension [UInt8] {
  /// True where there is a line feed.
  var breaksLine: Bool { contains(0x0A) }

  /// True where there is an empty line.
  var hasBlankLine: Bool { count { $0 == 0x0A } > 1 }

  /// What follows the last line feed; all of it where there is none.
  var afterLastBreak: [UInt8] { Array(self[lineStart(of: count)...]) }

  /// White space with its last line break alone.
  var withoutBlankLines: [UInt8] {
    guard hasBlankLine, let last = lastIndex(of: 0x0A) else { return self }
    return Array(self[(last > 0 && self[last - 1] == 0x0D ? last - 1 : last)...])
  }
}
