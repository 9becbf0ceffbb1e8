import JSONText

/// How a value of the file becomes a value of the program: what it looks like, and how it is read.
/// A reader that gives nil has told why.
struct Reader<Value>: Sendable {
  let shape: ConfigShape
  let read: @Sendable (JSONValue, inout Decoding) -> Value?

  init(_ shape: ConfigShape, _ read: @escaping @Sendable (JSONValue, inout Decoding) -> Value?) {
    self.shape = shape
    self.read = read
  }
}

extension Decoding {
  mutating func tellWrongKind(_ value: JSONValue, wanted: String, advice: String? = nil) {
    let way = value.isNull ? "remove the key, or give it a value" : advice
    let range = value.range
    // Of a list or an object the first bracket is enough.
    let shown = value.kind == .list || value.kind == .object ? range.lowerBound..<range.lowerBound + 1 : range
    tell(.wrongKind(wanted: wanted, found: Words.found(value), advice: way), at: shown)
  }

  /// The text of a string, or nil after telling that it is none.
  mutating func text(_ value: JSONValue, wanted: String) -> String? {
    if let text = value.string { return text }
    var advice: String?
    if value.kind == .list, value.count == 1, let only = value[0], only.kind == .string {
      advice = "write it without brackets"
    } else if let number = value.numberText {
      advice = "write \"\(Words.cut(number))\""
    }
    tellWrongKind(value, wanted: wanted, advice: advice)
    return nil
  }
}

extension Reader where Value == Bool {
  static var flag: Reader {
    Reader(.flag) { value, decoding in
      if let flag = value.boolean { return flag }
      let advice: String? =
        switch value.string?.lowercased() {
        case "true", "yes", "on": "write true, without quotes"
        case "false", "no", "off": "write false, without quotes"
        default: nil
        }
      decoding.tellWrongKind(value, wanted: "true or false", advice: advice)
      return nil
    }
  }
}

extension Reader where Value == Int {
  /// A whole number within bounds; `1.0` is none.
  static func count(_ bounds: ClosedRange<Int>) -> Reader {
    Reader(.count(bounds)) { value, decoding in
      guard let text = value.numberText else {
        let isNumber = value.string.flatMap { Int($0) } != nil
        decoding.tellWrongKind(
          value, wanted: "a whole number", advice: isNumber ? "write it without quotes" : nil)
        return nil
      }
      guard let number = value.integer else {
        let isLarge = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        decoding.tell(
          isLarge ? .outOfRange(Words.cut(text), bounds) : .notWhole(Words.cut(text)), at: value.range)
        return nil
      }
      guard bounds.contains(number) else {
        decoding.tell(.outOfRange(text, bounds), at: value.range)
        return nil
      }
      return number
    }
  }
}

extension Reader {
  /// One of the words of an enumeration.
  static func choice(_ type: Value.Type = Value.self) -> Reader
  where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    return Reader(.choice(words)) { value, decoding in
      let wanted = words.map { "\"\($0)\"" }.orJoined
      guard let text = decoding.text(value, wanted: wanted) else { return nil }
      if let choice = Value(rawValue: text) { return choice }
      let near = decoding.closest(to: text, among: words)
      decoding.tell(.unknownChoice(text, of: words, near: near), at: value.range)
      return nil
    }
  }

  /// An object with the keys of a section, read into an owner that begins as `start`; `finish` looks at the whole
  /// and makes the value of it.
  static func object<Owner>(
    _ section: Section<Owner>, start: @escaping @Sendable () -> Owner,
    finish: @escaping @Sendable (Owner, JSONValue, inout Decoding) -> Value?
  ) -> Reader {
    let facts = section.facts
    return Reader(.section(facts)) { value, decoding in
      guard value.kind == .object else {
        decoding.tellWrongKind(value, wanted: "an object (\(facts.name))")
        return nil
      }
      var owner = start()
      section.read(value, &decoding, into: &owner)
      return finish(owner, value, &decoding)
    }
  }

  /// A value that may be written in two ways: a string, or an object.
  static func either(_ string: Reader, _ object: Reader) -> Reader {
    let shape = ConfigShape.either([string.shape, object.shape])
    return Reader(shape) { value, decoding in
      switch value.kind {
      case .string: return string.read(value, &decoding)
      case .object: return object.read(value, &decoding)
      default:
        decoding.tellWrongKind(value, wanted: shape.words)
        return nil
      }
    }
  }

  /// A list; an element that is wrong is told and left out, so that it hides none of the others. A `separator` is
  /// what people put between elements who write one string.
  static func list<Element>(
    of element: Reader<Element>, _ plural: String, atLeast least: Int = 0, isUnique: Bool = false,
    separator: Character? = nil
  ) -> Reader where Value == [Element] {
    Reader(.list(of: element.shape, atLeast: least, isUnique: isUnique)) { value, decoding in
      guard value.kind == .list else {
        var advice: String?
        if let text = value.string, text.utf8.count < 60 {
          let parts = separator.map { text.split(separator: $0).map(String.init) } ?? [text]
          advice = "write [\(parts.map { JSON.string($0).text() }.joined(separator: ", "))]"
        }
        decoding.tellWrongKind(value, wanted: "a list of \(plural)", advice: advice)
        return nil
      }
      if value.count < least {
        decoding.tell(.emptyList(of: plural), at: value.range)
        return nil
      }
      var result: [Element] = []
      result.reserveCapacity(value.count)
      for item in value.elements {
        if let read = element.read(item, &decoding) { result.append(read) }
      }
      if isUnique && value.count > 1 { decoding.tellRepeats(in: value) }
      return result
    }
  }
}

extension Decoding {
  /// Tells the strings that stand twice in a list.
  mutating func tellRepeats(in list: JSONValue) {
    if list.count == 2 {
      var items = list.elements.makeIterator()
      if let first = items.next(), let second = items.next(), !first.hasSameSource(as: second) { return }
    }
    var seen: Set<String> = []
    for item in list.elements {
      if let text = item.string, !seen.insert(text).inserted { tell(.listedTwice(text), at: item.range) }
    }
  }
}
