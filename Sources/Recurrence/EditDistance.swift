/// How far two words are apart, for every "did you mean" of the program.
public enum EditDistance {
  /// Letters to insert, delete, replace or swap with a neighbour to turn one word into the other; case counts
  /// (Damerau-Levenshtein, the restricted form: no part of the word is edited twice).
  public static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var twoBack = [Int](repeating: 0, count: right.count + 1)
    var oneBack = Array(0...right.count)
    var row = oneBack
    for i in 1...left.count {
      row[0] = i
      for j in 1...right.count {
        let replaced = oneBack[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        row[j] = min(replaced, oneBack[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], twoBack[j - 2] + 1)
        }
      }
      (twoBack, oneBack, row) = (oneBack, row, twoBack)
    }
    return oneBack[right.count]
  }

  /// The known word that was most likely meant, whatever its case; nil where none is near: one edit in three
  /// letters of the shorter, never the whole word. Of equally near words the first wins.
  public static func closest(to word: String, among known: some Sequence<String>) -> String? {
    let wanted = word.lowercased()
    let length = wanted.unicodeScalars.count
    guard length <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let size = candidate.unicodeScalars.count
      let limit = min(max(1, min(length, size) / 3), min(length, size) - 1)
      let bound = min(limit, (best?.distance ?? Int.max) - 1)
      guard bound >= 0, abs(size - length) <= bound else { continue }
      let distance = between(wanted, candidate.lowercased())
      if distance <= bound { best = (candidate, distance) }
    }
    return best?.word
  }
}
