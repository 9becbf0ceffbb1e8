extension Words {
  /// Stand-in until `closest(to:among:)` of Recurrence is there.
  static func closest(to word: String, among candidates: [String]) -> String? {
    let wanted = Array(word.lowercased().utf8)
    var best: (String, Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      if abs(other.count - wanted.count) > 3 { continue }
      var row = Array(0...other.count)
      for (i, byte) in wanted.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, another) in other.enumerated() {
          let substituted = diagonal + (byte == another ? 0 : 1)
          diagonal = row[j + 1]
          row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
      }
      if row[other.count] <= max(1, wanted.count / 3), row[other.count] < best?.1 ?? .max {
        best = (candidate, row[other.count])
      }
    }
    return best?.0
  }
}
