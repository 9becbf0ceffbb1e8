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
    isOneLine = document.root.count > 0 && !document.root.breaksLine
    // What the containers show; the first counts.
    let containers = document.root.filledContainers(level: 0)
    func first<Shown>(_ look: @escaping (JSONValue) -> Shown?) -> Shown? {
      containers.lazy.compactMap { look($0.value) }.first
    }
    unit = first(\.indentationStep) ?? [0x20, 0x20]
    let ownColon = first { $0.colons.first { _ in true }.flatMap { $0.breaksLine ? nil : $0 } }
    colon = ownColon ?? Array(": ".utf8)
    // Without a space after its colons, a document is a dense one.
    let space: [UInt8] = isOneLine && ownColon == Array(":".utf8) ? [] : [0x20]
    comma = first { $0.gaps.first { !$0.breaksLine } } ?? Array(",".utf8) + space
    func inside(_ kind: JSONKind) -> [UInt8]? {
      first { $0.kind == kind && !$0.breaksLine ? $0.opening : nil }
    }
    padding = [.object: inside(.object) ?? space, .list: inside(.list) ?? []]
    // Lists of scalars, and small objects of scalars deep inside: where some are on one line, none need break.
    func doBreak(_ kind: JSONKind) -> Bool? {
      let small = containers.lazy.filter { value, level in
        value.kind == kind && (kind == .list ? level > 0 : level > 2 && value.count <= 3)
          && !value.values.contains(where: \.kind.isContainer)
      }
      return small.isEmpty ? nil : small.allSatisfy(\.value.breaksLine)
    }
    let listsBreak = doBreak(.list) ?? false
    breaks = [.list: listsBreak, .object: doBreak(.object) ?? listsBreak]
  }
}

extension JSONValue {
  /// The lists and objects with something in them, from this one on, and how deep they are.
  fileprivate func filledContainers(level: Int) -> [(value: JSONValue, level: Int)] {
    count == 0 ? [] : [(self, level)] + values.flatMap { $0.filledContainers(level: level + 1) }
  }

  /// What its first child's line is indented by, beyond its own; nil where that shows no step.
  fileprivate var indentationStep: [UInt8]? {
    guard let own = opening?.afterLastBreak, opening?.breaksLine == true else { return nil }
    let outer = document.bytes.indentation(at: range.lowerBound)
    return own.count > outer.count && own.starts(with: outer) ? Array(own[outer.count...]) : nil
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
