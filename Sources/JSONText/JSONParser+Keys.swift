// Names that stand twice in one object.

extension JSONParser {
  /// Compares the names of an object that was just closed: small ones pair by pair, large ones sorted, so that
  /// neither costs an allocation for each object nor the square of a large one.
  mutating func checkKeys(of container: Int) throws(JSONFault) {
    keyScratch.removeAll(keepingCapacity: true)
    var index = container + 1
    var anyEscapes = false
    while index < nodes.count {
      keyScratch.append(UInt32(truncatingIfNeeded: index))
      anyEscapes = anyEscapes || nodes[index].hasEscapes
      index = Int(nodes[index + 1].next)
    }
    if keyScratch.count > 24 || anyEscapes {
      try checkManyKeys()
      return
    }
    for later in 1..<keyScratch.count {
      let key = nodes[Int(keyScratch[later])]
      for earlier in 0..<later where haveSameBytes(nodes[Int(keyScratch[earlier])], key) {
        try foundTwice(Int(keyScratch[earlier]), Int(keyScratch[later]))
        break
      }
    }
  }

  @inline(__always) private func haveSameBytes(_ left: JSONNode, _ right: JSONNode) -> Bool {
    let count = Int(left.end - left.start)
    guard count == Int(right.end - right.start) else { return false }
    for offset in 1..<count where bytes[Int(left.start) + offset] != bytes[Int(right.start) + offset] {
      return false
    }
    return true
  }

  private mutating func checkManyKeys() throws(JSONFault) {
    var first: [[UInt8]: Int] = [:]
    first.reserveCapacity(keyScratch.count)
    for key in keyScratch.map({ Int($0) }) {
      let name = decodedKey(key)
      if let earlier = first[name] { try foundTwice(earlier, key) } else { first[name] = key }
    }
  }

  private mutating func foundTwice(_ earlier: Int, _ later: Int) throws(JSONFault) {
    // A text of nothing but duplicates must not cost a walk through the text for each.
    if duplicateKeys == .listed && duplicates.count >= 100 { return }
    let name = text(of: nodes[later])
    let first = JSONPlace(offset: Int(nodes[earlier].start), in: bytes)
    let range = Int(nodes[later].start)..<Int(nodes[later].end)
    let place = JSONPlace(offset: range.lowerBound, in: bytes)
    let found = JSONFault(problem: .duplicateKey(name, first: first), range: range, place: place)
    if duplicateKeys == .refused { throw found }
    duplicates.append(found)
  }

  private func decodedKey(_ index: Int) -> [UInt8] {
    JSONString.decoded(bytes, JSONString.content(bytes, nodes[index]))
  }

  /// What a key or a string says.
  func text(of node: JSONNode) -> String {
    String(decoding: JSONString.decoded(bytes, JSONString.content(bytes, node)), as: UTF8.self)
  }
}
