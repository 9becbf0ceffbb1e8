import JSONText
import Rituals

extension Format where Value == String {
  /// A string on one line, not blank, without control characters: titles, names, places.
  static var line: Format {
    .text("a string", pattern: "\\S", write: \.self) { text, value, decoding in
      if decoding.isBlank(text, in: value) { return nil }
      return decoding.hasControls(text, in: value, allowing: []) ? nil : text
    }
  }

  /// A string of any number of lines.
  static var prose: Format {
    .text("a string", pattern: nil, write: \.self) { text, value, decoding in
      decoding.hasControls(text, in: value, allowing: ["\n", "\t", "\r"]) ? nil : text
    }
  }

  /// An id: letters, digits and `. _ -`, at most 64.
  static var id: Format {
    .text("an id", pattern: Identifier.pattern, write: \.self) { text, value, decoding in
      Identifier.isGood(text) ? text : decoding.refuse(value, .badName(text))
    }
  }

  /// The id of one of the `people`.
  static var person: Format { .name("the id of a person", .person, among: \.people) }

  /// The name of a deck: a built-in one, or one of the `decks`.
  static var deckName: Format { .name("the name of a deck", .deck, among: \.decks) }

  fileprivate static func name(
    _ form: String, _ kind: ConfigFault.Name, among known: @escaping @Sendable (Decoding) -> Set<String>
  ) -> Format {
    Format(shape: .text(form: form, pattern: Identifier.pattern), write: { .string($0) }) { value, decoding in
      guard let text = decoding.text(value, wanted: form) else { return nil }
      let names = known(decoding)
      if names.contains(text) { return text }
      let near = decoding.closest(to: text, among: names.sorted())
      return decoding.refuse(value, .unknown(kind, text, near: near))
    }
  }

  /// A time zone of the system.
  static var zone: Format {
    .text("a time zone", pattern: nil, write: \.self) { text, value, decoding in
      if decoding.isBlank(text, in: value) { return nil }
      if decoding.isGoodZone(text) { return text }
      return decoding.refuse(value, .unknown(.zone, text, near: decoding.zone(near: text)))
    }
  }

  /// One argument of a hook, with `{title}`-like places; braces around anything but a word are its own.
  static var argument: Format {
    .text("an argument", wanted: "a string", pattern: nil, write: \.self) { text, value, decoding in
      // A program's argument ends at a NUL, so it can't hold one; anything else is up to the program.
      if decoding.hasControls(text, in: value, allowing: nil) { return nil }
      return decoding.hasUnknownPlaces(text, in: value) ? nil : text
    }
  }
}

extension Format where Value == Channel {
  /// The name of a channel: a built-in one, or one of the `hooks`.
  static var channel: Format {
    Format<String>.name("the name of a channel", .channel, among: \.channels)
      .map({ Channel($0) }, write: \.name)
  }
}

extension Format where Value == NotificationSound {
  /// A name from the sound theme (letters, digits and dashes), or an absolute path.
  static var sound: Format {
    .text("a sound", pattern: "^(/.*|[A-Za-z0-9-]+)$", write: \.text) { text, value, decoding in
      if decoding.hasControls(text, in: value, allowing: []) { return nil }
      let isName = text.utf8.allSatisfy { byte in
        let lower = byte | 0x20
        return (0x61...0x7A).contains(lower) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      }
      if text.hasPrefix("/") || isName, !text.isEmpty { return NotificationSound(text) }
      return decoding.refuse(
        value, wanted: "a name like \"message-new-instant\", or the absolute path of a file",
        advice: text.contains("/") ? "begin the path with a slash" : nil)
    }
  }
}

extension Decoding {
  /// Reports a string that holds nothing but white space.
  fileprivate mutating func isBlank(_ text: String, in value: JSONValue) -> Bool {
    if text.isBlank { report(.emptyText, at: value.range) }
    return text.isBlank
  }

  /// Reports control characters, each at its place; `allowing: nil` refuses only NUL.
  mutating func hasControls(_ text: String, in value: JSONValue, allowing: [Unicode.Scalar]?) -> Bool {
    // Bytes first: C0 and DEL are one byte, C1 begins with 0xC2.
    guard !value.isPlainString, text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else {
      return false
    }
    var offset = 0
    var found = false
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      let isControl = scalar.properties.generalCategory == .control
      if isControl, allowing.map({ !$0.contains(scalar) }) ?? (scalar.value == 0) {
        report(.controlCharacter(scalar), at: value.sourceRange(ofUTF8: offset..<offset + width))
        found = true
      }
      offset += width
    }
    return found
  }

  /// Reports the places of an argument that nothing fills.
  mutating func hasUnknownPlaces(_ text: String, in value: JSONValue) -> Bool {
    let bytes = Array(text.utf8)
    var found = false
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "{")) {
      var end = open + 1
      while end < bytes.count, ("a"..."z").contains(Unicode.Scalar(bytes[end] | 0x20)) { end += 1 }
      at = max(end, open + 1)
      guard end > open + 1, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { continue }
      let name = String(decoding: bytes[open + 1..<end], as: UTF8.self)
      // `${HOME}` is a shell's, in the script of a hook that runs one.
      let isVariable = open > 0 && bytes[open - 1] == UInt8(ascii: "$")
      guard HookPlaceholder(rawValue: name) == nil, !isVariable else { continue }
      let near = closest(to: name, among: HookPlaceholder.allCases.map(\.rawValue))
      report(.unknownPlaceholder(name, near: near), at: value.sourceRange(ofUTF8: open..<end + 1))
      found = true
    }
    return found
  }
}

extension String {
  /// True where it holds nothing but white space.
  fileprivate var isBlank: Bool {
    if let first = utf8.first, first > 0x20, first < 0x7F { return false }
    return unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
