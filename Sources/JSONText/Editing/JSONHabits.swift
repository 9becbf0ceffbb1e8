/// What a document does throughout, for the places where no neighbour shows how.
struct JSONHabits {
  /// The line break: CR LF where the first one is, else LF.
  var newline: [UInt8] = [0x0A]
  /// What a level is indented by.
  var unit: [UInt8] = [0x20, 0x20]
  /// The text between a name and its value.
  var colon: [UInt8] = Array(": ".utf8)
  /// The text between two children on one line.
  var comma: [UInt8] = Array(", ".utf8)
  /// The text inside the brackets of an object, and of a list, on one line.
  var bracePadding: [UInt8] = [0x20]
  var bracketPadding: [UInt8] = []
  /// True where everything is on one line.
  var isOneLine = false
  /// True where even a small list, or a small object, takes several lines.
  var breaksLists = false
  var breaksObjects = false
  /// How many columns a line may take, and one whose neighbours show that it should be one.
  let width = 100
  var widest = 120

  init(of document: JSONDocument) {
    let bytes = document.bytes
    if let feed = bytes.firstIndex(of: 0x0A), feed > 0, bytes[feed - 1] == 0x0D { newline = [0x0D, 0x0A] }
    for line in bytes.split(separator: 0x0A) { widest = max(widest, min(160, line.columns)) }
    var found = Evidence()
    found.look(at: document.root, level: 0)
    let root = document.root
    isOneLine = root.count > 0 && !Array(bytes[root.range]).breaksLine
    unit = found.unit ?? unit
    colon = found.colon ?? colon
    // Without a space after its colons, a document is a dense one.
    let isDense = isOneLine && found.colon == [UInt8(ascii: ":")]
    comma = found.comma ?? (isDense ? [UInt8(ascii: ",")] : comma)
    bracePadding = found.bracePadding ?? (isDense ? [] : bracePadding)
    bracketPadding = found.bracketPadding ?? bracketPadding
    breaksLists = found.lists?.allBroken ?? false
    breaksObjects = found.objects?.allBroken ?? found.lists?.allBroken ?? false
  }

  /// What the containers of a document show; the first of each kind counts.
  private struct Evidence {
    var unit: [UInt8]?
    var colon: [UInt8]?
    var comma: [UInt8]?
    var bracePadding: [UInt8]?
    var bracketPadding: [UInt8]?
    /// Lists of scalars, and small objects of scalars deep inside.
    var lists: Tally?
    var objects: Tally?

    struct Tally {
      var broken = 0
      var flat = 0
      var allBroken: Bool { broken > 0 && flat == 0 }
    }

    mutating func look(at value: JSONValue, level: Int) {
      guard value.count > 0 else { return }
      let bytes = value.document.bytes
      let children = value.children
      let opening = Array(bytes[value.range.lowerBound + 1..<(children.first ?? value.range).lowerBound])
      let isFlat = !Array(bytes[value.range]).breaksLine
      if opening.breaksLine, unit == nil {
        let own = opening.afterLastBreak
        let outer = bytes.indentation(at: value.range.lowerBound)
        if own.count > outer.count, own.starts(with: outer) { unit = Array(own[outer.count...]) }
      }
      if let member = value.members.first(where: { _ in true }), colon == nil {
        let between = Array(bytes[member.key.range.upperBound..<member.value.range.lowerBound])
        if !between.breaksLine { colon = between }
      }
      if comma == nil {
        comma = zip(children, children.dropFirst()).lazy
          .map { Array(bytes[$0.upperBound..<$1.lowerBound]) }.first { !$0.breaksLine }
      }
      let isObject = value.kind == .object
      if isFlat {
        if isObject {
          bracePadding = bracePadding ?? opening
        } else {
          bracketPadding = bracketPadding ?? opening
        }
      }
      let inner = isObject ? value.members.map(\.value) : Array(value.elements)
      if level > 0, inner.allSatisfy({ $0.kind != .list && $0.kind != .object }) {
        if !isObject {
          count(isFlat, in: &lists)
        } else if level > 2, inner.count <= 3 {
          count(isFlat, in: &objects)
        }
      }
      for one in inner { look(at: one, level: level + 1) }
    }

    private func count(_ isFlat: Bool, in tally: inout Tally?) {
      var counted = tally ?? Tally()
      if isFlat { counted.flat += 1 } else { counted.broken += 1 }
      tally = counted
    }
  }
}

extension [UInt8] {
  /// The white space that the line of an offset begins with.
  func indentation(at offset: Int) -> [UInt8] {
    let start = lineStart(of: offset)
    return Array(self[start..<offset].prefix { $0 == 0x20 || $0 == 0x09 })
  }

  /// Where the line of an offset begins.
  func lineStart(of offset: Int) -> Int { self[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }
}

extension Collection<UInt8> {
  /// How many columns UTF-8 takes, as scalars.
  var columns: Int { count { $0 & 0xC0 != 0x80 } }
}
