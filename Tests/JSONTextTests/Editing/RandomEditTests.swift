import JSONText
import TestSupport
import Testing

/// Random documents in random styles, and random edits of them.
@Suite("random edits") struct RandomEditTests {
  @Test func `an edit leaves every other byte alone, and undoes what it put in`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("json edits: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<4000 {
      var document = RandomDocument(&random)
      let bytes = document.text()
      let what = "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))"
      let editing = try JSONEditing(bytes)
      let paths = editing.document.root.allPaths
      guard let path = paths.randomElement(using: &random), let target = editing[path] else { continue }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: try checkSet(editing, path, document.value(depth: 2), what)
      case 1 where target.kind == .object:
        try checkPut(editing, path.member("new"), document.value(depth: 2), what)
      case 2 where target.kind == .list:
        try checkPut(editing, path.element(target.count), document.value(depth: 2), what)
      default: if !path.steps.isEmpty { try checkRemove(editing, path, what) }
      }
    }
  }

  /// A value is set: all before and behind it stays.
  private func checkSet(_ before: JSONEditing, _ path: JSONPath, _ value: JSON, _ what: String) throws {
    var after = before
    let old = try #require(before[path]).range
    try after.set(value, at: path)
    let new = try #require(after[path])
    #expect(JSON(new) == value, "\(what)")
    #expect(new.range.lowerBound == old.lowerBound, "\(what)")
    let (left, right) = (before.document.bytes, after.document.bytes)
    #expect(left[..<old.lowerBound] == right[..<new.range.lowerBound], "\(what)")
    #expect(left[old.upperBound...] == right[new.range.upperBound...], "\(what)")
  }

  /// A child is put in: nothing but new bytes in one place; and taken out again: the old ones.
  private func checkPut(_ before: JSONEditing, _ path: JSONPath, _ value: JSON, _ what: String) throws {
    var after = before
    // A name from the middle, to stand behind it.
    let parent = try #require(before[JSONPath(path.steps.dropLast())])
    let names = parent.members.map(\.name)
    try after.set(value, at: path, after: Array(names.prefix(names.count / 2)))
    #expect(try JSON(#require(after[path])) == value, "\(what)")
    let (old, new) = (before.document.bytes, after.document.bytes)
    let inside = parent.range.count - 2
    // White space in empty brackets makes room.
    #expect(sharedEnds(old, new) >= (parent.count == 0 ? old.count - inside : old.count), "\(what)")
    for other in before.document.root.allPaths where !path.starts(with: other) {
      #expect(after[other]?.source == before[other]?.source, "\(other): \(what)")
    }
    guard parent.count > 0 || inside == 0 else { return }
    try after.remove(at: path)
    #expect(after.bytes == before.bytes, "\(String(decoding: new, as: UTF8.self)): \(what)")
  }

  /// A child is taken out: nothing is new.
  private func checkRemove(_ before: JSONEditing, _ path: JSONPath, _ what: String) throws {
    var after = before
    let parentPath = JSONPath(path.steps.dropLast())
    try after.remove(at: path)
    let (old, new) = (before.document.bytes, after.document.bytes)
    #expect(sharedEnds(new, old) == new.count, "\(what)")
    let parent = try #require(before[parentPath])
    let rest = try #require(after[parentPath])
    #expect(rest.count == parent.count - 1, "\(what)")
    switch path.steps.last {
    case .element(let position):
      #expect(
        rest.elements.map(\.source)
          == parent.elements.enumerated().filter { $0.offset != position }.map(\.element.source), "\(what)")
    default:
      #expect(rest[path.steps.last.map { JSONPath([$0]) } ?? []] == nil, "\(what)")
      for member in rest.members {
        #expect(member.value.source == parent[member.name]?.source, "\(what)")
      }
    }
  }

  /// How many bytes of the shorter text are the start and the end of the longer one.
  private func sharedEnds(_ short: [UInt8], _ long: [UInt8]) -> Int {
    let start = zip(short, long).prefix { $0 == $1 }.count
    let end = zip(short[start...].reversed(), long[start...].reversed()).prefix { $0 == $1 }.count
    return start + end
  }
}

/// A document whose containers are each set in one of many ways.
private struct RandomDocument<Source: RandomNumberGenerator> {
  private var random: Source
  private let newline: String
  private let unit: String
  private let colon: String
  private let mark: String
  private let isWild: Bool

  init(_ random: inout Source) {
    newline = Bool.random(using: &random) ? "\n" : "\r\n"
    unit = ["  ", "\t", "    ", ""].randomElement(using: &random) ?? ""
    colon = [": ", ":", " : "].randomElement(using: &random) ?? ": "
    mark = Int.random(in: 0..<10, using: &random) == 0 ? "\u{FEFF}" : ""
    isWild = Int.random(in: 0..<3, using: &random) == 0
    self.random = random
    _ = random.next()
  }

  mutating func text() -> [UInt8] {
    let root = value(depth: 4)
    return Array((mark + space(0) + text(root, level: 0) + (Bool.random(using: &random) ? newline : "")).utf8)
  }

  mutating func value(depth: Int) -> JSON {
    let count = Int.random(in: 0...4, using: &random)
    switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &random) {
    case 0: return nil
    case 1: return true
    case 2: return .integer(.random(in: -99...99, using: &random))
    case 3: return "a \"quoted\" \u{e9}"
    case 4: return .string(String(repeating: "long ", count: count * 5))
    case 5, 6: return .list((0..<count).map { _ in value(depth: depth - 1) })
    default: return .object((0..<count).map { .init("k\($0)", value(depth: depth - 1)) })
    }
  }

  private mutating func text(_ value: JSON, level: Int) -> String {
    let parts: [String]
    let brackets: (String, String)
    switch value {
    case .list(let elements):
      brackets = ("[", "]")
      parts = elements.map { text($0, level: level + 1) }
    case .object(let members):
      brackets = ("{", "}")
      parts = members.map {
        "\"\($0.name)\"\(isWild ? space(level) : "")\(colon)" + text($0.value, level: level + 1)
      }
    default: return value.text()
    }
    guard !parts.isEmpty else { return brackets.0 + (isWild ? space(level) : "") + brackets.1 }
    if isWild {
      let inner = parts.map { space(level + 1) + $0 + space(level + 1) }
      return brackets.0 + inner.joined(separator: ",") + brackets.1
    }
    let line = newline + String(repeating: unit, count: level + 1)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return brackets.0 + " " + parts.joined(separator: ", ") + " " + brackets.1
    case 1: return brackets.0 + parts.joined(separator: ",") + brackets.1
    case 2: return brackets.0 + " " + parts.joined(separator: newline + ", ") + newline + brackets.1
    default:
      return brackets.0 + line + parts.joined(separator: "," + line) + newline
        + String(repeating: unit, count: level) + brackets.1
    }
  }

  private mutating func space(_ level: Int) -> String {
    ["", "", " ", "\t", newline + unit, newline + newline].randomElement(using: &random) ?? ""
  }
}

extension JSONValue {
  /// Its bytes in the text.
  fileprivate var source: [UInt8] { Array(document.bytes[range]) }

  /// The path to this value and to all inside it.
  fileprivate var allPaths: [JSONPath] {
    var paths: [JSONPath] = [[]]
    for (position, element) in elements.enumerated() {
      paths += element.allPaths.map { JSONPath([.element(position)] + $0.steps) }
    }
    for member in members {
      paths += member.value.allPaths.map { JSONPath([.member(member.name)] + $0.steps) }
    }
    return paths
  }
}

extension JSONPath {
  fileprivate func starts(with other: JSONPath) -> Bool { steps.starts(with: other.steps) }
}
