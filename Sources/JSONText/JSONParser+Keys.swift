// Names that stand twice in one object.

extension JSONParser {
  /// Compares the names of an object that was just closed: small ones pair by pair, large ones by a table, so that
  /// neither costs an allocation for each object nor the square of a large one.
  mutating func checkKeys(of container: Int) {
    keyScratch.removeAll(keepingCapacity: true)
    var index = container + 1
    var anyEscapes = false
    while index < nodes.count {
      keyScratch.append(UInt32(truncatingIfNeeded: index))
      anyEscapes = anyEscapes || nodes[index].hasEscapes
      index = Int(nodes[index + 1].next)
    }
    if keyScratch.count > 24 || anyEscapes { return checkManyKeys() }
    for later in 1..<keyScratch.count {
      let key = nodes[Int(keyScratch[later])]
      for earlier in 0..<later where haveSameBytes(nodes[Int(keyScratch[earlier])], key) {
        foundTwice(nodes[Int(keyScratch[earlier])], key)
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

  private mutating func checkManyKeys() {
    var first: [[UInt8]: JSONNode] = [:]
    first.reserveCapacity(keyScratch.count)
    for key in keyScratch.map({ nodes[Int($0)] }) {
      let name = JSONString.decoded(bytes, key)
      if let earlier = first[name] { foundTwice(earlier, key) } else { first[name] = key }
    }
  }

  private mutating func foundTwice(_ earlier: JSONNode, _ later: JSONNode) {
    // A text of nothing but duplicates must not cost a walk through the text for each.
    if duplicates.count >= 100 { return }
    let first = JSONPlace(offset: Int(earlier.start), in: bytes)
    duplicates.append(
      JSONFault(
        problem: .duplicateKey(text(of: later), first: first), range: Int(later.start)..<Int(later.end),
        place: JSONPlace(offset: Int(later.start), in: bytes)))
  }

  /// What a key or a string says.
  func text(of node: JSONNode) -> String { String(decoding: JSONString.decoded(bytes, node), as: UTF8.self) }
}
