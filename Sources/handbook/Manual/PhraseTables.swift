import Files

/// The page of what people say, and how much of it is understood: made of the tables in docs/phrases.
enum PhraseTables {
  /// How the readers answer the rows of one kind.
  private struct Kind {
    var name: String
    var understood = 0
    /// Refused with phrases to choose from.
    var choices = 0
    var refused = 0
    var example = ""
  }

  /// The page, from the folder of the documentation.
  ///
  /// - Throws: `HandbookFault` for a line that is no row.
  static func page(from folder: String) throws -> String {
    var text = """
      # What people say

      Phrases, moments and sentences of `kin add`, collected and worded by kind, each with what it means or why it is
      refused: [phrases](phrases/phrases.txt), [moments](phrases/moments.txt), [sentences](phrases/sentences.txt). What
      has two readings is refused, with both written out to choose from. Nothing here is misread: a test reads every row,
      and follows every suggestion. `make phrases` counts again; whoever knows a sentence that is missing, adds a row.

      """
    for (name, title) in [("phrases", "Phrases"), ("moments", "Moments"), ("sentences", "Sentences")] {
      let bytes = try readBounded(path: "\(folder)/phrases/\(name).txt", limit: 1 << 20)
      let kinds = try kinds(of: String(decoding: bytes, as: UTF8.self))
      text +=
        "\n## \(title)\n\n| kind | rows | understood | to choose | refused | for example |\n|---|---|---|---|---|---|\n"
      for kind in kinds {
        let rows = kind.understood + kind.choices + kind.refused
        text +=
          "| \(kind.name) | \(rows) | \(kind.understood) | \(kind.choices) | \(kind.refused) | `\(kind.example)` |\n"
      }
      let sums = [\Kind.understood, \.choices, \.refused].map { part in
        kinds.reduce(0) { $0 + $1[keyPath: part] }
      }
      text += "| all | \(sums.reduce(0, +)) | \(sums[0]) | \(sums[1]) | \(sums[2]) | |\n"
    }
    return text
  }

  private static func kinds(of table: String) throws -> [Kind] {
    var kinds: [Kind] = []
    for line in table.split(separator: "\n") {
      if line.hasPrefix("# ") {
        kinds.append(Kind(name: String(line.dropFirst(2))))
        continue
      }
      guard let last = kinds.indices.last, let row = PhraseRow(String(line)) else {
        throw HandbookFault("this is no row of a table: \(line)")
      }
      if kinds[last].example.isEmpty { kinds[last].example = row.said }
      switch row.answer {
      case .means: kinds[last].understood += 1
      case .refused(let words) where words.contains(" or \"") || words.contains(", as in \""):
        kinds[last].choices += 1
      case .refused: kinds[last].refused += 1
      }
    }
    return kinds
  }
}

/// A row of a table: what is said, and what is answered.
struct PhraseRow {
  enum Answer: Equatable { case means(String), refused(String) }

  var said: String
  var answer: Answer

  /// `every friday at 7pm = every friday at 19:00`, `biweekly ! "biweekly" is read in two ways: …`.
  init?(_ line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard let mark = words.firstIndex(where: { $0 == "=" || $0 == "!" }), mark > 0 else { return nil }
    said = words[..<mark].joined(separator: " ")
    let rest = words[(mark + 1)...].joined(separator: " ")
    answer = words[mark] == "=" ? .means(rest) : .refused(rest)
  }
}
