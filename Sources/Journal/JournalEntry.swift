/// An entry in journald's format: `NAME=value` and a newline, or for a value with a newline in it `NAME`, a newline, the
/// length as 64 bits little-endian, the value, a newline.
enum JournalEntry {
  /// No value is cut to fewer bytes, so that something readable is left.
  private static let leastKept = 64

  /// Capital letters, digits and underscores, at most 64, beginning with a letter: names with an underscore first are
  /// journald's own (systemd.journal-fields(7)).
  static func isValid(name: String) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, bytes.count <= 64, (0x41...0x5A).contains(first) else { return false }
    return bytes.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  /// The bytes of an entry, with values cut until it fits; nil if it can't fit.
  static func bytes(of fields: [(String, String)], limit: Int) -> [UInt8]? {
    var fields = fields
    var excess = fields.reduce(0) { $0 + size($1.0, $1.1) } - limit
    if excess > 0 {
      // The message first: programs read the other fields, which hold the reminder's facts.
      let order =
        fields.indices.filter { fields[$0].0 == "MESSAGE" }
        + fields.indices.filter { fields[$0].0 != "MESSAGE" }
        .sorted { fields[$0].1.utf8.count > fields[$1].1.utf8.count }
      for index in order where excess > 0 {
        let (name, value) = fields[index]
        let kept = cut(value, to: max(leastKept, value.utf8.count - excess))
        excess += size(name, kept) - size(name, value)
        fields[index].1 = kept
      }
      guard excess <= 0 else { return nil }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(limit + excess)
    for (name, value) in fields { append(name, value, to: &bytes) }
    return bytes
  }

  /// Cuts a text to at most `count` bytes at the boundary of a character, with an ellipsis.
  static func cut(_ value: String, to count: Int) -> String {
    guard value.utf8.count > count else { return value }
    let ellipsis = "…"
    let room = count - ellipsis.utf8.count
    guard room >= 0 else { return "" }
    var end = value.startIndex
    var used = 0
    while end < value.endIndex {
      let next = value.index(after: end)
      used += value[end..<next].utf8.count
      if used > room { break }
      end = next
    }
    return value[..<end] + ellipsis
  }

  private static func size(_ name: String, _ value: String) -> Int {
    name.utf8.count + value.utf8.count + (hasNewline(value) ? 10 : 2)
  }

  private static func hasNewline(_ value: String) -> Bool { value.utf8.contains(0x0A) }

  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes += name.utf8
    if hasNewline(value) {
      bytes.append(0x0A)
      withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { bytes += $0 }
    } else {
      bytes.append(UInt8(ascii: "="))
    }
    bytes += value.utf8
    bytes.append(0x0A)
  }
}
