import JSONText
import Recurrence
import Wording

/// How a value is written in the file: its type, how to read it and how to write it. A format that reads nil has
/// reported why.
struct Format<Value>: Sendable {
  let shape: ConfigShape
  let write: @Sendable (Value) -> JSON
  let read: @Sendable (JSONValue, inout Decoding) -> Value?

  /// A value written as a string; `form` says what it is, with its article, and diagnostics may want more words for it.
  static func text(
    _ form: String, wanted: String? = nil, pattern: String?, write: @escaping @Sendable (Value) -> String,
    read: @escaping @Sendable (String, JSONValue, inout Decoding) throws(TextFault) -> Value?
  ) -> Format {
    Format(shape: .text(form: form, pattern: pattern), write: { .string(write($0)) }) { value, decoding in
      guard let text = decoding.text(value, wanted: wanted ?? form) else { return nil }
      do throws(TextFault) {
        return try read(text, value, &decoding)
      } catch {
        let isEmpty = value.range.count == 2
        decoding.report(.when(error), at: isEmpty ? value.range : value.sourceRange(ofUTF8: error.range))
        return nil
      }
    }
  }

  /// The same format for values of another type: what is made of a value that was read, and the value to write.
  func map<Other>(
    _ make: @escaping @Sendable (Value) -> Other, write value: @escaping @Sendable (Other) -> Value
  ) -> Format<Other> {
    Format<Other>(shape: shape, write: { write(value($0)) }) { read($0, &$1).map(make) }
  }
}

extension Format {
  /// A value with its place, in bytes.
  static func placed<Inner>(_ format: Format<Inner>) -> Format where Value == (Inner, Range<Int>) {
    Format(shape: format.shape, write: { format.write($0.0) }) { value, decoding in
      format.read(value, &decoding).map { ($0, value.range) }
    }
  }
}

extension Decoding {
  /// Reports what is wrong with a value, and reads nil in its place.
  mutating func refuse<Value>(_ value: JSONValue, _ fault: ConfigFault) -> Value? {
    report(fault, at: value.shownRange)
    return nil
  }

  /// Reports a value of another type than wanted.
  mutating func refuse<Value>(_ value: JSONValue, wanted: String, advice: String? = nil) -> Value? {
    let way = value.isNull ? "remove the key, or give it a value" : advice
    return refuse(value, .wrongKind(wanted: wanted, found: Words.found(value), advice: way))
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
    return refuse(value, wanted: wanted, advice: advice)
  }
}

extension JSONValue {
  /// The bytes to show for it: the first bracket is enough of a list or an object.
  var shownRange: Range<Int> {
    kind == .list || kind == .object ? range.lowerBound..<range.lowerBound + 1 : range
  }
}

extension Format where Value == Bool {
  static var flag: Format {
    Format(shape: .flag, write: { .boolean($0) }) { value, decoding in
      if let flag = value.boolean { return flag }
      let advice: String? =
        switch value.string?.lowercased() {
        case "true", "yes", "on": "write true, without quotes"
        case "false", "no", "off": "write false, without quotes"
        default: nil
        }
      return decoding.refuse(value, wanted: "true or false", advice: advice)
    }
  }
}

extension Format where Value == Int {
  /// A whole number within bounds; `1.0` isn't one.
  static func count(_ bounds: ClosedRange<Int>) -> Format {
    @Sendable func outOfRange(_ number: String) -> ConfigFault {
      .outOfRange(number, least: "\(bounds.lowerBound)", most: "\(bounds.upperBound)")
    }
    return Format(shape: .count(bounds), write: { .integer($0) }) { value, decoding in
      guard let text = value.numberText else {
        let isNumber = value.string.flatMap { Int($0) } != nil
        return decoding.refuse(
          value, wanted: "a whole number", advice: isNumber ? "write it without quotes" : nil)
      }
      guard let number = value.integer else {
        let isLarge = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        return decoding.refuse(value, isLarge ? outOfRange(Words.cut(text)) : .notWhole(Words.cut(text)))
      }
      return bounds.contains(number) ? number : decoding.refuse(value, outOfRange(text))
    }
  }
}

extension Format {
  /// One of some words; `word` is that of a value.
  static func choice(of values: [Value], _ word: @escaping @Sendable (Value) -> String) -> Format
  where Value: Sendable {
    let words = values.map(word)
    return Format(shape: .choice(words), write: { .string(word($0)) }) { value, decoding in
      guard let text = decoding.text(value, wanted: ConfigShape.choice(words).words) else { return nil }
      if let index = words.firstIndex(of: text) { return values[index] }
      let near = decoding.closest(to: text, among: words)
      return decoding.refuse(value, .unknownChoice(text, of: words, near: near))
    }
  }

  /// One of the words of an enumeration.
  static func choice() -> Format
  where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    choice(of: Array(Value.allCases), \.rawValue)
  }

  /// An object with the keys of a section; `start` is what it is without any, if that isn't always the same.
  static func object(
    _ section: @autoclosure @escaping @Sendable () -> Section<Value>,
    start: (@Sendable (Decoding) -> Value)? = nil
  ) -> Format {
    .object(section(), start: start, write: { section().write($0) }) { value, object, decoding in
      section().check(value, object, &decoding)
      return value
    }
  }

  /// An object with the keys of a section whose owner isn't the value itself; `finish` makes it of the owner.
  static func object<Owner>(
    _ section: @autoclosure @escaping @Sendable () -> Section<Owner>,
    start: (@Sendable (Decoding) -> Owner)? = nil, write: @escaping @Sendable (Value) -> JSON,
    finish: @escaping @Sendable (inout Owner, JSONValue, inout Decoding) -> Value?
  ) -> Format {
    // A section is made when it is first read or described: a config has few kinds of objects.
    Format(shape: .section { section().facts }, write: write) { value, decoding in
      let section = section()
      var owner = start?(decoding) ?? section.start()
      return section.read(value, &decoding, into: &owner) ? finish(&owner, value, &decoding) : nil
    }
  }

  /// A value that may be written in two ways: as an object or a list, or shorter as a string where `isShort` says so.
  static func either(
    _ string: Format, _ long: Format, of kind: JSONKind = .object, wanted: String? = nil,
    isShort: @escaping @Sendable (Value) -> Bool
  ) -> Format {
    let shape = ConfigShape.either([string.shape, long.shape])
    return Format(shape: shape, write: { (isShort($0) ? string : long).write($0) }) { value, decoding in
      if value.kind == .string { return string.read(value, &decoding) }
      return value.kind == kind
        ? long.read(value, &decoding) : decoding.refuse(value, wanted: wanted ?? shape.words)
    }
  }

  /// A list; a wrong element is reported and left out, so that it doesn't hide the others. A `separator` is what people
  /// put between elements when they write one string.
  static func list<Element>(
    of element: Format<Element>, _ plural: String, atLeast least: Int = 0, isUnique: Bool = false,
    separator: Character? = nil
  ) -> Format where Value == [Element] {
    Format(
      shape: .list(of: element.shape, plural, atLeast: least, isUnique: isUnique),
      write: { .list($0.map(element.write)) }
    ) { value, decoding in
      guard value.kind == .list else {
        var advice: String?
        if let text = value.string, text.utf8.count < 60 {
          let parts = separator.map { text.split(separator: $0).map(String.init) } ?? [text]
          advice = "write [\(parts.map { JSON.string($0).text() }.joined(separator: ", "))]"
        }
        return decoding.refuse(value, wanted: "a list of \(plural)", advice: advice)
      }
      if value.count < least {
        decoding.report(.emptyList(of: plural), at: value.range)
        return nil
      }
      var result: [Element] = []
      result.reserveCapacity(value.count)
      for item in value.elements { if let read = element.read(item, &decoding) { result.append(read) } }
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
