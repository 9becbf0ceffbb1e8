/// Reads a text in one pass into a flat list of nodes. Open containers stand on a stack of its own, so no text,
/// however deep, can exhaust the thread's.
struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONLimits
  var nodes: [JSONNode] = []
  var duplicates: [JSONFault] = []
  var at = 0
  /// The nodes of the containers that are open, outermost first.
  var open: [Int] = []
  var keyScratch: [UInt32] = []
  /// What was found and passed over; nil in a strict parser, which throws the first fault.
  var recovery: Recovery?

  /// What the pass waits for.
  enum State { case value, firstElement, firstKey, key, afterValue }

  /// Reads the text to its end, or to the first fault: with recovery, to the first that leaves open how it goes on.
  mutating func parse() throws(JSONFault) {
    do throws(JSONFault) { try checkEncodingAndSize() } catch {
      guard recovery != nil, case .byteOrderMark = error.problem else { throw error }
      try pass(error)
      at = error.range.upperBound
    }
    // A config has a node for about ten bytes; a first guess saves most of the growing.
    nodes.reserveCapacity(bytes.count / 12 + 8)
    var state = State.value
    skipWhitespace()
    if at == bytes.count { throw fault(.empty, 0..<bytes.count) }
    while true {
      skipWhitespace()
      let start = at
      do throws(JSONFault) {
        guard let next = try step(state) else { return }
        state = next
      } catch {
        let cause = cause(of: error, tokenAt: start)
        if recovery == nil { throw cause }
        state = try wayOn(from: cause, in: state, tokenAt: start)
      }
    }
  }

  /// Reads what is here; nil at the end of the text.
  @inline(__always) private mutating func step(_ state: State) throws(JSONFault) -> State? {
    switch state {
    case .value: return try readValue()
    case .firstElement: return peek() == UInt8(ascii: "]") ? close() : try readValue()
    case .firstKey: return peek() == UInt8(ascii: "}") ? close() : try readKey()
    case .key: return try readKey()
    case .afterValue:
      guard let container = open.last else {
        if at < bytes.count { throw afterEnd() }
        return nil
      }
      return try separate(container)
    }
  }

  private func checkEncodingAndSize() throws(JSONFault) {
    let limit = min(limits.bytes, Int(UInt32.max))
    if bytes.count > limit { throw fault(.tooLarge(bytes: bytes.count, limit: limit), 0..<0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault(.byteOrderMark, 0..<3) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw fault(.wideEncoding, 0..<2)
    }
    // Two characters of JSON are never U+0000, so a zero among the first bytes means wider units (RFC 4627 §3).
    if bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0) { throw fault(.wideEncoding, 0..<2) }
  }

  @inline(__always) mutating func skipWhitespace() {
    while at < bytes.count, JSONParser.isWhitespace(bytes[at]) { at += 1 }
  }

  @inline(__always) static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  @inline(__always) func peek() -> UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func readValue() throws(JSONFault) -> State {
    guard let byte = peek() else { throw missingValue() }
    switch byte {
    case UInt8(ascii: "\""): try readString()
    case UInt8(ascii: "{"):
      try openContainer(.object)
      return .firstKey
    case UInt8(ascii: "["):
      try openContainer(.list)
      return .firstElement
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
    case UInt8(ascii: "t") where isWord("true"): append(.boolean, length: 4)
    case UInt8(ascii: "f") where isWord("false"): append(.boolean, length: 5)
    case UInt8(ascii: "n") where isWord("null"): append(.null, length: 4)
    default: throw missingValue()
    }
    return .afterValue
  }

  /// True where exactly this word is here, and no longer one.
  func isWord(_ word: String) -> Bool {
    let end = at + word.utf8.count
    guard end <= bytes.count, bytes[at..<end].elementsEqual(word.utf8) else { return false }
    return end == bytes.count || !JSONParser.isWordByte(bytes[end])
  }

  private mutating func append(_ kind: JSONKind, length: Int) {
    append(kind, from: at, to: at + length)
    at += length
  }

  @inline(__always)
  mutating func append(
    _ kind: JSONKind, from start: Int, to end: Int, hasEscapes: Bool = false, isPlain: Bool = false
  ) {
    nodes.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count + 1), count: 0, kind: kind, hasEscapes: hasEscapes,
        isPlain: isPlain))
  }

  private mutating func openContainer(_ kind: JSONKind) throws(JSONFault) {
    if open.count >= limits.depth { throw fault(.tooDeep(limit: limits.depth), at..<at + 1) }
    open.append(nodes.count)
    append(kind, length: 1)
  }

  private mutating func readKey() throws(JSONFault) -> State {
    guard peek() == UInt8(ascii: "\"") else { throw missingKey() }
    let key = nodes.count
    try readString()
    skipWhitespace()
    guard peek() == UInt8(ascii: ":") else { throw missingColon(after: key) }
    at += 1
    return .value
  }

  /// The comma or the end after a value of an open container.
  private mutating func separate(_ container: Int) throws(JSONFault) -> State {
    nodes[container].count += 1
    let isList = nodes[container].kind == .list
    guard let byte = peek() else { throw missingSeparator(in: container) }
    if byte == UInt8(ascii: ",") {
      at += 1
      return isList ? .value : .key
    }
    guard byte == (isList ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
      throw missingSeparator(in: container)
    }
    return close()
  }

  private mutating func close() -> State {
    at += 1
    guard let container = open.popLast() else { return .afterValue }
    nodes[container].end = UInt32(truncatingIfNeeded: at)
    nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
    if nodes[container].kind == .object && nodes[container].count > 1 { checkKeys(of: container) }
    return .afterValue
  }

  /// The innermost list or object that is open; nil outside all of them.
  var innermost: JSONNode? { open.last.map { nodes[$0] } }

  func fault(_ problem: JSONFault.Problem, _ range: Range<Int>) -> JSONFault {
    // A parser that goes on finds the places of all its faults in one walk at the end.
    let place =
      recovery == nil ? JSONPlace(offset: range.lowerBound, in: bytes) : JSONPlace(line: 1, column: 1)
    return JSONFault(problem: problem, range: range, place: place)
  }
}
