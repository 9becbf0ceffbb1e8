extension Zone {
  /// No zone file of the tz database comes near this size; the largest have 4 kB.
  static let largestFile = 1 << 20

  /// Reads a zone from the bytes of a TZif file, versions 1 to 4 with their footer (RFC 9636).
  ///
  /// Files with leap seconds (`right/…`) are read leap-free: their transitions are put back on the POSIX time line.
  public convenience init(identifier: String, tzif bytes: [UInt8]) throws(TZifFault) {
    guard bytes.count <= Zone.largestFile else { throw .tooLarge(bytes.count) }
    var header = try TZifHeader(bytes, at: 0)
    var block = TZifBlock(header, start: TZifHeader.size, timeSize: 4)
    if header.version >= 2 {
      header = try TZifHeader(bytes, at: block.end)
      block = TZifBlock(header, start: block.end + TZifHeader.size, timeSize: 8)
    }
    guard block.end <= bytes.count else { throw .truncated(needed: block.end, present: bytes.count) }

    var names: [String] = []
    let types = try block.types(bytes, names: &names)
    let listed = try block.transitions(bytes, types: types)
    let footer = header.version >= 2 ? try Zone.footer(bytes, at: block.end, names: &names) : nil
    self.init(
      identifier: identifier, times: listed.times, indices: listed.indices, types: types, names: names,
      footer: footer)
  }

  /// A zone that follows a POSIX TZ string alone (`CET-1CEST,M3.5.0,M10.5.0/3`); nil where the text is none.
  public convenience init?(identifier: String, posix text: String) {
    var names: [String] = []
    guard let rule = FooterRule(Array(text.utf8)[...], names: &names) else { return nil }
    self.init(identifier: identifier, types: [rule.standard], names: names, footer: rule)
  }

  /// The text between two newlines after the data; empty means that nothing is known of later times.
  private static func footer(
    _ bytes: [UInt8], at start: Int, names: inout [String]
  ) throws(TZifFault) -> FooterRule? {
    guard start < bytes.count else { throw .truncated(needed: start + 2, present: bytes.count) }
    let newline = UInt8(ascii: "\n")
    let rest = bytes[start...]
    guard rest.first == newline else { throw .badFooter(Zone.excerpt(rest)) }
    let text = rest.dropFirst().prefix { $0 != newline }
    guard text.endIndex < bytes.endIndex else {
      throw .truncated(needed: bytes.count + 1, present: bytes.count)
    }
    if text.isEmpty { return nil }
    guard let rule = FooterRule(text, names: &names) else { throw .badFooter(Zone.excerpt(text)) }
    return rule
  }

  private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(60).map { $0 < 0x20 || $0 > 0x7E ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}

/// The header before each data block (RFC 9636 §3.1).
struct TZifHeader {
  static let size = 44

  var version: Int
  var universalIndicators, standardIndicators, leapSeconds, transitions, types, characters: Int

  init(_ bytes: [UInt8], at start: Int) throws(TZifFault) {
    let isCut = start > 0 && bytes.count < start + 4
    guard isCut || bytes.dropFirst(start).starts(with: "TZif".utf8) else { throw .notTZif }
    guard bytes.count >= start + TZifHeader.size else {
      throw .truncated(needed: start + TZifHeader.size, present: bytes.count)
    }
    let byte = bytes[start + 4]
    switch byte {
    case 0: version = 1
    case UInt8(ascii: "2")...UInt8(ascii: "4"): version = Int(byte) - 48
    default: throw .unknownVersion(byte)
    }
    func count(_ index: Int) -> Int {
      Int(bytes.bigEndian(at: start + 20 + index * 4, count: 4)) & 0xFFFF_FFFF
    }
    universalIndicators = count(0)
    standardIndicators = count(1)
    leapSeconds = count(2)
    transitions = count(3)
    types = count(4)
    characters = count(5)
    // A first block that no reader of version 2 looks at may be empty.
    guard types <= 256 else { throw .badCount(.types, types) }
    guard characters <= 4096 else { throw .badCount(.characters, characters) }
    guard transitions <= Zone.largestFile else { throw .badCount(.transitions, transitions) }
    guard leapSeconds <= Zone.largestFile else { throw .badCount(.leapSeconds, leapSeconds) }
    guard [0, types].contains(universalIndicators) else {
      throw .badCount(.universalIndicators, universalIndicators)
    }
    guard [0, types].contains(standardIndicators) else {
      throw .badCount(.standardIndicators, standardIndicators)
    }
  }
}

extension [UInt8] {
  /// A signed number of 4 or 8 bytes, the most significant first.
  func bigEndian(at index: Int, count: Int) -> Int64 {
    // Bounds are checked; unsafe are only types of which not all bits are a value, and of integers all are.
    let bytes = span.bytes
    return count == 4
      ? Int64(Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: Int32.self)))
      : Int64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: Int64.self))
  }
}
