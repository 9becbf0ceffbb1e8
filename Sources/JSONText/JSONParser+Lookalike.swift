// What is wrong where the grammar fails because of a look-alike character or the markers of a merge.

extension JSONParser {
  /// What is really behind a fault at the present place.
  /// - Parameter start: where the token begins that wasn't understood.
  func cause(of fault: JSONFault, tokenAt start: Int) -> JSONFault {
    switch fault.problem {
    case .invalidUTF8, .tooLarge, .tooDeep, .wideEncoding, .byteOrderMark, .duplicateKey, .controlCharacter:
      return fault
    default: break
    }
    if let conflict = conflict(at: at) ?? conflict(at: start) { return conflict }
    if let (scalar, length) = scalar(at: at), let found = Lookalike(scalar) {
      return self.fault(.lookalike(found), at..<at + length)
    }
    switch fault.problem {
    case .unknownWord, .unquotedKey, .textAfterEnd:
      return Lookalike.first(in: bytes, fault.range).map { self.fault(.lookalike($0), $1) } ?? fault
    case .unterminatedString:
      return curlyEnd(in: fault.range) ?? curlyEnd(in: fault.range, orApostrophe: true) ?? fault
    case .missingColon, .missingComma, .unexpectedCharacter:
      guard let last = nodes.last, last.kind == .string else { return fault }
      return curlyEnd(in: Int(last.start)..<Int(last.end)) ?? fault
    default: return fault
    }
  }

  /// A curly quote in a string that plainly was to end it: `"me”: "sam"`.
  private func curlyEnd(in string: Range<Int>, orApostrophe: Bool = false) -> JSONFault? {
    guard bytes[string.lowerBound] == UInt8(ascii: "\"") else { return nil }
    var offset = string.lowerBound
    var isOpen = false
    while let (scalar, length) = offset < string.upperBound ? scalar(at: offset) : nil {
      let end = offset + length
      if let quote = Lookalike(scalar), orApostrophe ? quote.isQuote : quote.isDoubleQuote {
        if !isOpen, isFollowedByColon(end) || isFollowedByEnd(end) {
          return fault(.lookalike(quote), offset..<end)
        }
        // A quotation inside the text may have an end of its own.
        isOpen = quote.opensQuotation
      }
      offset = end
    }
    return nil
  }

  // MARK: - Merges

  /// The marker of a merge conflict that is a line of its own here.
  private func conflict(at start: Int) -> JSONFault? {
    guard let kind = marker(at: start) else { return nil }
    let line = start..<endOfLine(from: start)
    guard kind == UInt8(ascii: "<") else { return fault(.mergeMarker, line) }
    let end = endOfConflict(from: start).map { JSONPlace(offset: $0.last, in: bytes).line }
    return fault(end.map { .mergeConflict(lastLine: $0) } ?? .mergeMarker, line)
  }

  /// The character of a marker at the start of a line: seven of them, and then a space or the end of the line. Those of
  /// git and of jj.
  private func marker(at start: Int) -> UInt8? {
    guard start + 7 <= bytes.count, start == 0 || bytes[start - 1] == 0x0A else { return nil }
    let kind = bytes[start]
    guard "<|=>%+-".utf8.contains(kind), bytes[start..<start + 7].allSatisfy({ $0 == kind }) else {
      return nil
    }
    return start + 7 == bytes.count || " \r\n".utf8.contains(bytes[start + 7]) ? kind : nil
  }

  /// Where the first version of a conflict ends, and where its last marker begins.
  private func endOfConflict(from start: Int) -> (first: Int, last: Int)? {
    var first: Int?
    var line = endOfLine(from: start)
    while line < bytes.count {
      line += 1
      switch marker(at: line) {
      case UInt8(ascii: ">"): return (first ?? line, line)
      case UInt8(ascii: "<"): return nil
      case nil: break
      default: first = first ?? line
      }
      line = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
    }
    return nil
  }

  /// Goes on with the first version of a conflict, as if the other weren't there.
  mutating func passConflict(_ fault: JSONFault, in state: State, tokenAt start: Int) throws(JSONFault)
    -> State
  {
    let marker = fault.range.lowerBound
    if let others = recovery?.otherVersions.last, others.lowerBound == marker {
      return try passAside(others, in: state, tokenAt: start)
    }
    if case .mergeConflict = fault.problem, let end = endOfConflict(from: marker) {
      // Where the first version has nothing, a comma before it may belong to the other.
      guard endOfWhitespace(from: fault.range.upperBound) < end.first else { throw fault }
      try pass(fault)
      let others = end.first..<endOfLine(from: end.last)
      recovery?.otherVersions.append(others)
    } else {
      try pass(fault)
    }
    return try passAside(fault.range, in: state, tokenAt: start)
  }

  // MARK: - Going on

  /// Goes on past a character that was taken for another, as if that had been there.
  mutating func passLookalike(
    _ fault: JSONFault, _ found: Lookalike, in state: State, tokenAt start: Int
  ) throws(JSONFault) -> State {
    let isKey = state == .key || state == .firstKey
    let (here, end) = (fault.range.lowerBound == at, fault.range.upperBound)
    switch found.meant {
    case "", " ":
      // In the middle of a number, the number is lost.
      guard here, isKey || at == start || state == .afterValue else { break }
      try pass(fault)
      return try passAside(fault.range, in: state, tokenAt: start)
    case ":":
      guard here, isKey, isKeyRead(from: start) else { break }
      try pass(fault)
      at = end
      return .value
    case ",":
      guard here, state == .afterValue, let kind = innermost?.kind else { break }
      try pass(fault)
      at = end
      return kind == .list ? .value : .key
    case "\"":
      guard here, state != .afterValue else { throw fault }
      return try passCurlyQuotes(fault, isKey: isKey)
    case "{", "}", "[", "]": throw fault
    default: break
    }
    let word = endOfLooseWord(from: start)
    guard !isKey, state != .afterValue, isFollowedByEnd(word) else { throw fault }
    return try passValue(fault, from: start, to: word)
  }

  /// A string between curly quotes is read as one between straight ones, where it plainly ends.
  private mutating func passCurlyQuotes(_ fault: JSONFault, isKey: Bool) throws(JSONFault) -> State {
    var offset = fault.range.upperBound
    while offset < bytes.count, bytes[offset] >= 0x20, bytes[offset] != UInt8(ascii: "\\"),
      let (scalar, length) = scalar(at: offset)
    {
      let end = offset + length
      let quote = Lookalike(scalar).flatMap { $0.isQuote ? $0 : nil }
      if scalar == "\"" || quote != nil, isKey ? isFollowedByColon(end) : isFollowedByEnd(end) {
        try pass(fault)
        if let quote { try pass(self.fault(.lookalike(quote), offset..<end)) }
        if isKey { return readLooseKey(to: end) }
        append(.string, from: at, to: end, hasEscapes: true)
        at = end
        return .afterValue
      }
      offset = end
    }
    throw fault
  }
}
