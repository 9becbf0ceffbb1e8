extension JSON {
  /// How JSON is laid out.
  public enum Layout: Hashable, Sendable {
    /// On one line without a space.
    case compact
    /// Two spaces a level, a line a member; empty and short flat lists stay on their line.
    case pretty
  }

  /// This value as text (RFC 8259), without a line feed at the end.
  public func text(_ layout: Layout = .compact) -> String { String(decoding: utf8(layout), as: UTF8.self) }

  /// This value as UTF-8, without a line feed at the end.
  public func utf8(_ layout: Layout = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, layout, indent: 0)
    return output
  }

  private func write(to output: inout [UInt8], _ layout: Layout, indent: Int) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): output.append(contentsOf: String(value).utf8)
    case .number(let value): output.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    case .string(let text): JSON.writeString(text, to: &output)
    case .list(let elements):
      let isShort = elements.count <= 8 && !elements.contains(where: \.kind.isContainer)
      writeParts(elements, to: &output, layout, onOneLine: isShort, indent: indent) {
        $0.write(to: &$1, layout, indent: indent + 1)
      }
    case .object(let members):
      writeParts(members, to: &output, layout, onOneLine: members.isEmpty, indent: indent) {
        JSON.writeString($0.name, to: &$1)
        $1.append(contentsOf: (layout == .pretty ? ": " : ":").utf8)
        $0.value.write(to: &$1, layout, indent: indent + 1)
      }
    }
  }

  private func writeParts<Part>(
    _ parts: [Part], to output: inout [UInt8], _ layout: Layout, onOneLine: Bool, indent: Int,
    _ write: (Part, inout [UInt8]) -> Void
  ) {
    let newline = onOneLine || layout == .compact ? [] : [0x0A] + [UInt8](repeating: 0x20, count: indent * 2)
    let step: [UInt8] = newline.isEmpty ? [] : [0x20, 0x20]
    output.append(UInt8(ascii: kind.open))
    for (index, part) in parts.enumerated() {
      if index > 0 { output += (layout == .pretty && onOneLine ? ", " : ",").utf8 }
      output += newline + step
      write(part, &output)
    }
    output += newline
    output.append(UInt8(ascii: kind.close))
  }

  /// Appends a string with its quotes; what RFC 8259 §7 wants escaped is escaped, and DEL besides.
  private static func writeString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        let letter = JSONString.controls.first { $0.value == byte }.map { "\(Unicode.Scalar($0.key))" }
        output += "\\\(letter ?? "u" + hex(UInt32(byte), width: 4))".utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
