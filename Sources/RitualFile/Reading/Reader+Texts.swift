import JSONText
import Rituals

extension Reader where Value == String {
  /// A text on one line, not blank, without control characters: titles, names, places.
  static var line: Reader {
    Reader(.text(form: "a text", pattern: "\\S")) { value, decoding in
      guard let text = decoding.text(value, wanted: "a string") else { return nil }
      guard !text.isBlank else {
        decoding.tell(.emptyText, at: value.range)
        return nil
      }
      return decoding.hasControls(text, in: value, allowing: []) ? nil : text
    }
  }

  /// A text of any number of lines.
  static var prose: Reader {
    Reader(.text(form: "a text", pattern: nil)) { value, decoding in
      guard let text = decoding.text(value, wanted: "a string") else { return nil }
      return decoding.hasControls(text, in: value, allowing: ["\n", "\t", "\r"]) ? nil : text
    }
  }

  /// An id: letters, digits and `. _ -`, at most 64.
  static var id: Reader {
    Reader(.text(form: "an id", pattern: Identifier.pattern)) { value, decoding in
      guard let text = decoding.text(value, wanted: "an id") else { return nil }
      guard Identifier.isGood(text) else {
        decoding.tell(.badName(text), at: value.range)
        return nil
      }
      return text
    }
  }

  /// The id of somebody among `people`.
  static var person: Reader {
    Reader(.text(form: "the id of a person", pattern: Identifier.pattern)) { value, decoding in
      guard let text = decoding.text(value, wanted: "the id of a person") else { return nil }
      guard decoding.people.contains(text) else {
        let near = decoding.closest(to: text, among: decoding.people.sorted())
        decoding.tell(.unknownPerson(text, near: near), at: value.range)
        return nil
      }
      return text
    }
  }

  /// The name of a channel: a built-in one, or one of the `hooks`.
  static var channel: Reader {
    Reader(.text(form: "the name of a channel", pattern: Identifier.pattern)) {
      value, decoding in
      guard let text = decoding.text(value, wanted: "the name of a channel") else { return nil }
      guard decoding.channels.contains(text) else {
        let near = decoding.closest(to: text, among: decoding.channels.sorted())
        decoding.tell(.unknownChannel(text, near: near), at: value.range)
        return nil
      }
      return text
    }
  }

  /// A time zone of the system.
  static var zone: Reader {
    Reader(.text(form: "a time zone", pattern: nil)) { value, decoding in
      guard let text = decoding.text(value, wanted: "a time zone") else { return nil }
      guard !text.isBlank else {
        decoding.tell(.emptyText, at: value.range)
        return nil
      }
      guard decoding.isGoodZone(text) else {
        let near = decoding.zone(near: text)
        decoding.tell(.unknownZone(text, near: near), at: value.range)
        return nil
      }
      return text
    }
  }

  /// One argument of a hook, its `{title}`-like places looked at; braces around anything but a word are its own.
  static var argument: Reader {
    Reader(.text(form: "an argument", pattern: nil)) { value, decoding in
      guard let text = decoding.text(value, wanted: "a string") else { return nil }
      // An argument of a program ends at a NUL, so it can hold none; all else is the program's business.
      if decoding.hasControls(text, in: value, allowing: nil) { return nil }
      return decoding.hasUnknownPlaces(text, in: value) ? nil : text
    }
  }
}

extension Reader where Value == (id: String, range: Range<Int>) {
  /// An id and where it stands.
  static var placedID: Reader {
    let id = Reader<String>.id
    return Reader(id.shape) { value, decoding in id.read(value, &decoding).map { ($0, value.range) } }
  }
}

extension Decoding {
  /// Tells control characters, each at its place; `allowing: nil` refuses only NUL.
  mutating func hasControls(_ text: String, in value: JSONValue, allowing: [Unicode.Scalar]?) -> Bool {
    // Bytes first: C0 and DEL are one byte, C1 begins with 0xC2.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return false }
    var offset = 0
    var found = false
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      let isControl = scalar.properties.generalCategory == .control
      if isControl, allowing.map({ !$0.contains(scalar) }) ?? (scalar.value == 0) {
        tell(.controlCharacter(scalar), at: value.sourceRange(ofUTF8: offset..<offset + width))
        found = true
      }
      offset += width
    }
    return found
  }

  /// Tells the places of an argument that nothing fills.
  mutating func hasUnknownPlaces(_ text: String, in value: JSONValue) -> Bool {
    let bytes = Array(text.utf8)
    var found = false
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "{")) {
      var end = open + 1
      while end < bytes.count, Character(Unicode.Scalar(bytes[end])).isASCIILetter { end += 1 }
      at = max(end, open + 1)
      guard end > open + 1, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { continue }
      let name = String(decoding: bytes[open + 1..<end], as: UTF8.self)
      guard HookPlaceholder(rawValue: name) == nil else { continue }
      let near = closest(to: name, among: HookPlaceholder.allCases.map(\.rawValue))
      tell(.unknownPlaceholder(name, near: near), at: value.sourceRange(ofUTF8: open..<end + 1))
      found = true
    }
    return found
  }
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}

extension String {
  /// True where it holds nothing but white space.
  fileprivate var isBlank: Bool {
    if let first = utf8.first, first > 0x20, first < 0x7F { return false }
    return unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
