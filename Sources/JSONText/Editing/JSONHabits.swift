/// What a document does throughout, for the places where no neighbour shows how.
struct JSONHabits {
  /// The line break: CR LF where the first one is, else LF.
  var newline: [UInt8] = [0x0A]
  /// What a level is indented by.
  let unit: [UInt8]
  /// The text between a name and its value.
  let colon: [UInt8]
  /// The text between two children on one line.
  let comma: [UInt8]
  /// The text inside the brackets of an object, and of a list, on one line.
  let padding: [JSONKind: [UInt8]]
  /// True where everything is on one line.
  var isOneLine: Bool
  /// Whether even a small list, or a small object, takes several lines.
  let breaks: [JSONKind: Bool]
  /// How many columns a line may take, and one whose neighbours show that it should be one.
  let width = 100
  let widest: Int

  init(of document: JSONDocument) {
    let bytes = document.bytes
    if let feed = bytes.firstIndex(of: 0x0A), feed > 0, bytes[feed - 1] == 0x0D { newline = [0x0D, 0x0A] }
    widest = bytes.split(separator: 0x0A).reduce(120) { max($0, min(160, $1.columns)) }
    var found = Evidence()
    found.look(at: document.root, level: 0)
    isOneLine = document.root.count > 0 && !document.root.breaksLine
    unit = found.unit ?? [0x20, 0x20]
    colon = found.colon ?? Array(": ".utf8)
    // Without a space after its colons, a document is a dense one.
    let space: [UInt8] = isOneLine && found.colon == Array(":".utf8) ? [] : [0x20]
    comma = found.comma ?? Array(",".utf8) + space
    padding = [.object: space, .list: []].merging(found.padding) { $1 }
    breaks = [
      .list: found.areFlat[.list] == [false],
      .object: (found.areFlat[.object] ?? found.areFlat[.list]) == [false],
    ]
  }

  /// What the containers of a document show; the first of each kind counts.
  private struct Evidence {
    var unit: [UInt8]?
    var colon: [UInt8]?
    var comma: [UInt8]?
    var padding: [JSONKind: [UInt8]] = [:]
    /// Whether lists of scalars, and small objects of scalars deep inside, are on one line: some are, some aren't.
    var areFlat: [JSONKind: Set<Bool>] = [:]

    mutating func look(at value: JSONValue, level: Int) {
      guard let first = value.children.first else { return }
      let start = value.range.lowerBound
      let opening = value.source(start + 1..<first.lowerBound)
      let isFlat = !value.breaksLine
      if opening.breaksLine, unit == nil {
        let own = opening.afterLastBreak
        let outer = value.document.bytes.indentation(at: start)
        if own.count > outer.count, own.starts(with: outer) { unit = Array(own[outer.count...]) }
      }
      if colon == nil, let gap = value.colons.first(where: { _ in true }), !gap.breaksLine { colon = gap }
      comma = comma ?? value.gaps.first { !$0.breaksLine }
      if isFlat, padding[value.kind] == nil { padding[value.kind] = opening }
      let inner = value.values
      if level > (value.kind == .object ? 2 : 0), value.kind == .list || inner.count <= 3,
        !inner.contains(where: \.kind.isContainer)
      {
        areFlat[value.kind, default: []].insert(isFlat)
      }
      for one in inner { look(at: one, level: level + 1) }
    }
  }
}

extension [UInt8] {
  /// The white space that the line of an offset begins with.
  func indentation(at offset: Int) -> [UInt8] {
    self[lineStart(of: offset)..<offset].prefix { $0 == 0x20 || $0 == 0x09 }.map { $0 }
  }

  /// Where the line of an offset begins.
  func lineStart(of offset: Int) -> Int { self[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }
}

extension Collection<UInt8> {
  /// How many columns UTF-8 takes, as scalars.
  var columns: Int { count { $0 & 0xC0 != 0x80 } }
}
