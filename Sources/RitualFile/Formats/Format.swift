import JSONText
import Recurrence
import Wording

/// How a value is written in the file: its type, how to read it and how to write it. A format that reads nil has
/// reported why.
struct Format<Value>: Sendable {
  let shape: ConfigShape
  let read: @Sendable (JSONValue, inout Decoding) -> Value?
  let write: @Sendable (Value) -> JSON

  init(
    _ shape: ConfigShape, write: @escaping @Sendable (Value) -> JSON,
    read: @escaping @Sendable (JSONValue, inout Decoding) -> Value?
  ) {
    self.shape = shape
    self.read = read
    self.write = write
  }

  /// A value written as a string; `form` says what it is, with its article, and diagnostics may want more words for it.
  static func text(
    _ form: String, wanted: String? = nil, pattern: String?, write: @escaping @Sendable (Value) -> String,
    read: @escaping @Sendable (String, JSONValue, inout Decoding) throws(TextFault) -> Value?
  ) -> Format {
    Format(.text(form: form, pattern: pattern), write: { .string(write($0)) }) { value, decoding in
      guard let text = decoding.text(value, wanted: wanted ?? form) else { return nil }
      do throws(TextFault) {
        return try read(text, value, &decoding)
      } catch {
        decoding.report(error, in: value)
        return nil
      }
    }
  }

  /// The same values, of which `check` refuses some after reporting why.
  func checked(_ check: @escaping @Sendable (Value, JSONValue, inout Decoding) -> Bool) -> Format {
    Format(shape, write: write) { value, decoding in
      read(value, &decoding).flatMap { check($0, value, &decoding) ? $0 : nil }
    }
  }
}

extension Format where Value == String {
  /// A string that is written as it is.
  static func text(
    _ form: String, wanted: String? = nil, pattern: String?,
    read: @escaping @Sendable (String, JSONValue, inout Decoding) -> String?
  ) -> Format {
    .text(form, wanted: wanted, pattern: pattern, write: { $0 }) {
      text, value, decoding throws(TextFault) in read(text, value, &decoding)
    }
  }
}

extension Decoding {
  mutating func reportWrongKind(_ value: JSONValue, wanted: String, advice: String? = nil) {
    let way = value.isNull ? "remove the key, or give it a value" : advice
    let range = value.range
    // The first bracket is enough of a list or an object.
    let shown = value.kind == .list || value.kind == .object ? range.lowerBound..<range.lowerBound + 1 : range
    report(.wrongKind(wanted: wanted, found: Words.found(value), advice: way), at: shown)
  }

  /// The text of a string, or nil after reporting that it isn't one.
  mutating func text(_ value: JSONValue, wanted: String) -> String? {
    if let text = value.string { return text }
    var advice: String?
    if value.kind == .list, value.count == 1, let only = value[0], only.kind == .string {
      advice = "write it without brackets"
    } else if let number = value.numberText {
      advice = "write \"\(Words.cut(number))\""
    }
    reportWrongKind(value, wanted: wanted, advice: advice)
    return nil
  }
}

extension Format where Value == Bool {
  static var flag: Format {
    Format(.flag, write: { .boolean($0) }) { value, decoding in
      if let flag = value.boolean { return flag }
      let advice: String? =
        switch value.string?.lowercased() {
        case "true", "yes", "on": "write true, without quotes"
        case "false", "no", "off": "write false, without quotes"
        default: nil
        }
      decoding.reportWrongKind(value, wanted: "true or false", advice: advice)
      return nil
    }
  }
}

extension Format where Value == Int {
  /// A whole number within bounds; `1.0` isn't one.
  static func count(_ bounds: ClosedRange<Int>) -> Format {
    Format(.count(bounds), write: { .integer($0) }) { value, decoding in
      guard let text = value.numberText else {
        let isNumber = value.string.flatMap { Int($0) } != nil
        decoding.reportWrongKind(
          value, wanted: "a whole number", advice: isNumber ? "write it without quotes" : nil)
        return nil
      }
      guard let number = value.integer else {
        let isLarge = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        decoding.report(
          isLarge ? .outOfRange(Words.cut(text), bounds) : .notWhole(Words.cut(text)), at: value.range)
        return nil
      }
      guard bounds.contains(number) else {
        decoding.report(.outOfRange(text, bounds), at: value.range)
        return nil
      }
      return number
    }
  }
}

extension Format {
  /// One of the words of an enumeration.
  static func choice(_ type: Value.Type = Value.self) -> Format
  where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    return Format(.choice(words), write: { .string($0.rawValue) }) { value, decoding in
      let wanted = DisplayText.list(words.map { "\"\($0)\"" }, "or")
      guard let text = decoding.text(value, wanted: wanted) else { return nil }
      if let choice = Value(rawValue: text) { return choice }
      let near = decoding.closest(to: text, among: words)
      decoding.report(.unknownChoice(text, of: words, near: near), at: value.range)
      return nil
    }
  }

  /// An object with the keys of a section; `finish` checks the whole.
  static func object(
    _ section: Section<Value>,
    finish: @escaping @Sendable (Value, JSONValue, inout Decoding) -> Void = { _, _, _ in }
  ) -> Format {
    .object(section, owner: { $0 }) { value, object, decoding in
      finish(value, object, &decoding)
      return value
    }
  }

  /// An object with the keys of a section whose owner isn't the value itself; `finish` makes it of the owner.
  static func object<Owner>(
    _ section: Section<Owner>, owner: @escaping @Sendable (Value) -> Owner,
    finish: @escaping @Sendable (Owner, JSONValue, inout Decoding) -> Value?
  ) -> Format {
    let facts = section.facts
    return Format(.section(facts), write: { section.write(owner($0)) }) { value, decoding in
      guard value.kind == .object else {
        decoding.reportWrongKind(value, wanted: "an object (\(facts.name))")
        return nil
      }
      var owner = section.start()
      section.read(value, &decoding, into: &owner)
      return finish(owner, value, &decoding)
    }
  }

  /// A value that may be written in two ways: as an object, or shorter as a string where `isShort` says so.
  static func either(_ string: Format, _ object: Format, isShort: @escaping @Sendable (Value) -> Bool)
    -> Format
  {
    let shape = ConfigShape.either([string.shape, object.shape])
    return Format(shape, write: { isShort($0) ? string.write($0) : object.write($0) }) { value, decoding in
      switch value.kind {
      case .string: return string.read(value, &decoding)
      case .object: return object.read(value, &decoding)
      default:
        decoding.reportWrongKind(value, wanted: shape.words)
        return nil
      }
    }
  }

  /// A list; a wrong element is reported and left out, so that it doesn't hide the others. A `separator` is what people
  /// put between elements when they write one string.
  static func list<Element>(
    of element: Format<Element>, _ plural: String, atLeast least: Int = 0, isUnique: Bool = false,
    separator: Character? = nil
  ) -> Format where Value == [Element] {
    Format(
      .list(of: element.shape, plural, atLeast: least, isUnique: isUnique),
      write: { .list($0.map(element.write)) }
    ) { value, decoding in
      guard value.kind == .list else {
        var advice: String?
        if let text = value.string, text.utf8.count < 60 {
          let parts = separator.map { text.split(separator: $0).map(String.init) } ?? [text]
          advice = "write [\(parts.map { JSON.string($0).text() }.joined(separator: ", "))]"
        }
        decoding.reportWrongKind(value, wanted: "a list of \(plural)", advice: advice)
        return nil
      }
      if value.count < least {
        decoding.report(.emptyList(of: plural), at: value.range)
        return nil
      }
      var result: [Element] = []
      result.reserveCapacity(value.count)
      for item in value.elements {
        if let read = element.read(item, &decoding) { result.append(read) }
      }
      if isUnique && value.count > 1 { decoding.reportRepeats(in: value) }
      return result
    }
  }
}

extension Decoding {
  /// Reports the strings that are in a list twice.
  mutating func reportRepeats(in list: JSONValue) {
    if list.count == 2 {
      var items = list.elements.makeIterator()
      if let first = items.next(), let second = items.next(), !first.hasSameSource(as: second) { return }
    }
    var seen: Set<String> = []
    for item in list.elements {
      if let text = item.string, !seen.insert(text).inserted { report(.listedTwice(text), at: item.range) }
    }
  }
}
