/// JSON text as it grows (RFC 8259).
struct JSONWriter {
  /// The text so far, as UTF-8.
  private(set) var output: [UInt8] = []
  private let layout: JSON.Layout
  /// How deep the members of the innermost object lie, and whether it has none yet.
  private var level = 0
  private var isFirst = true

  init(_ layout: JSON.Layout) { self.layout = layout }

  mutating func write(_ value: JSON, indent: Int = 0) {
    switch value {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(value.isFinite ? "\(value)" : "null")
    case .string(let text): write(text)
    case .list(let elements):
      let isShort = JSONWriter.isShort(elements)
      output.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        separate(isFirst: place == 0, onOneLine: isShort, indent: indent + 1)
        write(element, indent: indent + 1)
      }
      if !elements.isEmpty, !isShort { breakLine(indent: indent) }
      output.append(UInt8(ascii: "]"))
    case .object: write(object: value, indent: indent)
    }
  }

  /// Writes an object; it says its members.
  private mutating func write(object: some JSONObject, indent: Int) {
    let outer = level
    (level, isFirst) = (indent + 1, true)
    output.append(UInt8(ascii: "{"))
    object.put(into: &self)
    if !isFirst { breakLine(indent: indent) }
    output.append(UInt8(ascii: "}"))
    // Whoever has a member that is an object is past its own first one.
    (level, isFirst) = (outer, false)
  }

  /// How many bytes a part of a long list has at least.
  private static let part = 1 << 15

  /// Writes a list of objects, in parts; each object is gone again before the next one is asked for.
  mutating func write(listing next: () -> (some JSONObject)?, to write: ([UInt8]) -> Void) {
    output.append(UInt8(ascii: "["))
    var isFirst = true
    while let element = next() {
      separate(isFirst: isFirst, onOneLine: false, indent: 1)
      self.write(object: element, indent: 1)
      isFirst = false
      guard output.count >= JSONWriter.part else { continue }
      write(output)
      output.removeAll(keepingCapacity: true)
    }
    if !isFirst { breakLine(indent: 0) }
    output.append(UInt8(ascii: "]"))
    write(output)
  }

  /// How many elements a list may have that stays on its line.
  private static let shortList = 8

  /// True for what stays on its line: few elements, none of which holds others.
  private static func isShort(_ elements: [JSON]) -> Bool {
    elements.count <= shortList && !elements.contains(where: \.kind.isContainer)
  }

  /// What stands before an element or a member.
  private mutating func separate(isFirst: Bool, onOneLine: Bool, indent: Int) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    guard layout == .pretty else { return }
    if !onOneLine { breakLine(indent: indent) } else if !isFirst { output.append(UInt8(ascii: " ")) }
  }

  private mutating func breakLine(indent: Int) {
    guard layout == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<indent * 2 { output.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { output.append(contentsOf: $0) }
  }

  /// Appends a string with its quotes; what RFC 8259 §7 wants escaped is escaped, and DEL besides.
  private mutating func write(_ text: String) {
    var text = text
    output.append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      // Hardly any text has something to escape, and copying a whole one is much faster than copying its bytes.
      guard bytes.contains(where: JSONWriter.isEscaped) else { return output.append(contentsOf: bytes) }
      for byte in bytes {
        if JSONWriter.isEscaped(byte) { append(JSONWriter.escape(of: byte)) } else { output.append(byte) }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  @inline(__always) private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private static func escape(of byte: UInt8) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return "\\\(Unicode.Scalar(byte))" }
    let letter = JSONString.controls.first { $0.value == byte }.map { "\(Unicode.Scalar($0.key))" }
    return "\\\(letter ?? "u" + hex(UInt32(byte), width: 4))"
  }
}

extension JSONWriter: JSONMembers {
  mutating func add(_ name: String, _ value: JSON) {
    separate()
    write(name)
    appendColon()
    write(value, indent: level)
  }

  mutating func add(_ name: StaticString, _ text: String) {
    begin(name)
    write(text)
  }

  mutating func add(_ name: StaticString, _ texts: [String]) {
    begin(name)
    guard texts.count <= JSONWriter.shortList else { return write(.strings(texts), indent: level) }
    output.append(UInt8(ascii: "["))
    for (place, text) in texts.enumerated() {
      separate(isFirst: place == 0, onOneLine: true, indent: level)
      write(text)
    }
    output.append(UInt8(ascii: "]"))
  }

  mutating func add(_ name: StaticString, plain text: some JSONPlainText) {
    begin(name)
    output.append(UInt8(ascii: "\""))
    text.append(to: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends all of a member that is before its value.
  private mutating func begin(_ name: StaticString) {
    separate()
    name.withUTF8Buffer { bytes in
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: bytes)
      output.append(UInt8(ascii: "\""))
    }
    appendColon()
  }

  private mutating func separate() {
    separate(isFirst: isFirst, onOneLine: false, indent: level)
    isFirst = false
  }

  private mutating func appendColon() {
    output.append(UInt8(ascii: ":"))
    if layout == .pretty { output.append(UInt8(ascii: " ")) }
  }
}
