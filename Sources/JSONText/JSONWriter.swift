/// JSON text as it grows (RFC 8259).
struct JSONWriter {
  /// The text so far, as UTF-8.
  private(set) var output: [UInt8] = []
  private let layout: JSON.Layout

  init(_ layout: JSON.Layout) { self.layout = layout }

  mutating func write(_ value: JSON, indent: Int = 0) {
    switch value {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(value.isFinite ? "\(value)" : "null")
    case .string(let text): write(text)
    case .list(let elements):
      var rest = elements.makeIterator()
      write(list: { rest.next() }, onOneLine: JSONWriter.isShort(elements), indent: indent)
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        separate(isFirst: index == 0, onOneLine: false, indent: indent + 1)
        write(member.name)
        output.append(UInt8(ascii: ":"))
        if layout == .pretty { output.append(UInt8(ascii: " ")) }
        write(member.value, indent: indent + 1)
      }
      if !members.isEmpty { breakLine(indent: indent) }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// Writes a list; each element is gone again before the next one is asked for.
  mutating func write(list next: () -> JSON?, onOneLine: Bool, indent: Int = 0) {
    output.append(UInt8(ascii: "["))
    var isFirst = true
    while let element = next() {
      separate(isFirst: isFirst, onOneLine: onOneLine, indent: indent + 1)
      write(element, indent: indent + 1)
      isFirst = false
    }
    if !isFirst, !onOneLine { breakLine(indent: indent) }
    output.append(UInt8(ascii: "]"))
  }

  /// True for what stays on its line: few elements, none of which holds others.
  private static func isShort(_ elements: [JSON]) -> Bool {
    elements.count <= 8 && !elements.contains(where: \.kind.isContainer)
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
    let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable { output.append(contentsOf: $0) }
    if isCopied == nil { output.append(contentsOf: text.utf8) }
  }

  /// Appends a string with its quotes; what RFC 8259 §7 wants escaped is escaped, and DEL besides.
  private mutating func write(_ text: String) {
    output.append(UInt8(ascii: "\""))
    let start = output.count
    append(text)
    // Hardly any text has something to escape, and copying a whole one is much faster than copying its bytes.
    if output[start...].contains(where: JSONWriter.isEscaped) {
      output.removeSubrange(start...)
      for byte in text.utf8 {
        if JSONWriter.isEscaped(byte) { append(JSONWriter.escape(of: byte)) } else { output.append(byte) }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private static func escape(of byte: UInt8) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return "\\\(Unicode.Scalar(byte))" }
    let letter = JSONString.controls.first { $0.value == byte }.map { "\(Unicode.Scalar($0.key))" }
    return "\\\(letter ?? "u" + hex(UInt32(byte), width: 4))"
  }
}
