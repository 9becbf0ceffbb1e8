// Going on past a fault where it is plain what was meant. Each way on looks ahead far enough that the rest is read
// rightly; where that cannot be known the fault is thrown, and reading ends: one slip must never be reported as two.

extension JSONParser {
  /// What was found on the way.
  struct Recovery {
    var faults: [JSONFault] = []
    var comments: [Range<Int>] = []
    var unreadable: [Range<Int>] = []
    /// What belongs to the other versions of conflicts whose first one is read.
    var otherVersions: [Range<Int>] = []
  }

  /// Notes a fault that is passed over.
  mutating func pass(_ fault: JSONFault) throws(JSONFault) {
    if recovery?.faults.count ?? 0 >= JSONRecovery.mostFaults { throw fault }
    recovery?.faults.append(fault)
  }

  /// Passes over a fault, if it is plain how the text goes on.
  mutating func wayOn(from fault: JSONFault, in state: State, tokenAt start: Int) throws(JSONFault) -> State {
    let isKey = state == .key || state == .firstKey
    switch fault.problem {
    case .comment: return try passComments(fault, in: state, tokenAt: start)
    case .trailingComma(let container):
      try pass(fault)
      return container == .list ? .firstElement : .firstKey
    case .extraComma:
      guard let container = innermost?.kind else { throw fault }
      try pass(fault)
      // However many there are, they are one slip; and it is none to end after them.
      while peek() == UInt8(ascii: ",") {
        at += 1
        skipWhitespace()
      }
      return container == .list ? .firstElement : .firstKey
    case .missingComma(let container):
      guard container == .list ? isElementAhead : isMemberAhead else { throw fault }
      try pass(fault)
      return container == .list ? .value : .key
    case .missingColon:
      guard isValueAheadOfKey else { throw fault }
      try pass(fault)
      return .value
    case .missingValue:
      guard peek() == UInt8(ascii: ",") || peek() == UInt8(ascii: "}") else { throw fault }
      return try passValue(fault, from: at, to: at)
    case .unquotedKey:
      let end = endOfWord(from: at)
      guard isFollowedByColon(end) else { throw fault }
      try pass(fault)
      return readLooseKey(to: end)
    case .singleQuote: return try passSingleQuotes(fault, isKey: isKey)
    case .lookalike(let found): return try passLookalike(fault, found, in: state, tokenAt: start)
    case .mergeConflict, .mergeMarker: return try passConflict(fault, in: state, tokenAt: start)
    case .unknownWord, .leadingZero, .plusSign, .missingDigits:
      let end = endOfLooseWord(from: start)
      guard !isKey, isFollowedByEnd(end) else { throw fault }
      return try passValue(fault, from: start, to: end)
    case .controlCharacter, .unknownEscape, .shortEscape, .loneSurrogate:
      // A key whose name is lost would be missed.
      guard !isKey, let end = endOfQuoted(from: fault.range.upperBound, quote: UInt8(ascii: "\"")),
        isFollowedByEnd(end)
      else { throw fault }
      return try passValue(fault, from: start, to: end)
    case .unterminatedString:
      guard !isKey, let end = endOfOpenString(from: start) else { throw fault }
      let next = try passValue(fault, from: start, to: end.offset)
      // A comma that went into the string is not missed.
      return end.isOfLine ? separated() : next
    case .textAfterEnd:
      // Brackets too many at the very end; earlier ones would have closed something too soon.
      guard bytes[at...].allSatisfy({ " \t\n\r]}".utf8.contains($0) }) else { throw fault }
      try pass(fault)
      at = bytes.count
      return .afterValue
    case .empty, .tooLarge, .tooDeep, .byteOrderMark, .wideEncoding, .invalidUTF8, .unexpectedCharacter,
      .wrongEnd, .unclosed, .duplicateKey:
      throw fault
    }
  }

  /// Passes over a value that is lost, and leaves a `null` in its place.
  mutating func passValue(_ fault: JSONFault, from start: Int, to end: Int) throws(JSONFault) -> State {
    try pass(fault)
    recovery?.unreadable.append(start..<end)
    append(.null, from: start, to: end)
    at = end
    return .afterValue
  }

  /// Skips a comment and those that follow it directly, which are reported as one.
  private mutating func passComments(
    _ fault: JSONFault, in state: State, tokenAt start: Int
  ) throws(JSONFault) -> State {
    guard endOfComment(from: at) != nil else { throw fault }
    try pass(fault)
    var end = at
    while let next = endOfComment(from: end) {
      recovery?.comments.append(end..<next)
      end = next
      while end < bytes.count, JSONParser.isWhitespace(bytes[end]) { end += 1 }
    }
    return try passAside(at..<end, in: state, tokenAt: start)
  }

  /// Goes on behind what counts as white space.
  mutating func passAside(_ range: Range<Int>, in state: State, tokenAt start: Int) throws(JSONFault) -> State
  {
    recovery?.comments.append(range)
    at = range.upperBound
    skipWhitespace()
    switch state {
    case .afterValue:
      // The value before it was counted, and will be again.
      if let container = open.last { nodes[container].count -= 1 }
      return state
    case .key where isKeyRead(from: start), .firstKey where isKeyRead(from: start):
      guard peek() == UInt8(ascii: ":") else { throw missingColon(after: nodes.count - 1) }
      at += 1
      return .value
    default: return state
    }
  }

  /// True where the last node is a key that was read at this place, so that its colon is what comes next.
  func isKeyRead(from start: Int) -> Bool {
    nodes.last.map { $0.kind == .string && Int($0.start) == start } ?? false
  }

  /// A string in single quotes is read as one in double quotes, where it plainly ends.
  private mutating func passSingleQuotes(_ fault: JSONFault, isKey: Bool) throws(JSONFault) -> State {
    let start = at
    guard let end = endOfQuoted(from: start + 1, quote: UInt8(ascii: "'")),
      isKey ? isFollowedByColon(end) : isFollowedByEnd(end), invalidUTF8(in: start..<end) == nil
    else { throw fault }
    let isPlain = bytes[start..<end].allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\\") }
    if isKey {
      guard isPlain else { throw fault }
      try pass(fault)
      return readLooseKey(to: end)
    }
    guard isPlain else { return try passValue(fault, from: start, to: end) }
    try pass(fault)
    append(.string, from: start, to: end, hasEscapes: true)
    at = end
    return .afterValue
  }

  /// Reads a key that is not in double quotes, and the colon after it, which is there.
  mutating func readLooseKey(to end: Int) -> State {
    append(.string, from: at, to: end, hasEscapes: true)
    at = end
    skipWhitespace()
    at += 1
    return .value
  }

  /// Goes on after a value as if a comma had stood there, or the end.
  private mutating func separated() -> State {
    guard let container = open.last else { return .afterValue }
    nodes[container].count += 1
    return nodes[container].kind == .list ? .firstElement : .firstKey
  }
}
