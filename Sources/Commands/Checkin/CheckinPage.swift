import Rituals
import Wording

/// A check-in as a text file: questions as headings, and room beneath them.
struct CheckinPage {
  let introduction: [String]
  let prompts: [Prompt]

  var text: String {
    var lines = introduction.map { $0.isEmpty ? "" : "# " + $0 }
    lines += [
      "#", "# Write beneath a question, or leave it empty to pass. Save and close when you are done.",
    ]
    for place in prompts.indices { lines += ["", heading(place), ""] }
    return (lines + ["", CheckinPage.feelingHeading, "", ""]).joined(separator: "\n")
  }

  /// Reads what was written beneath each question, nil where that is nothing, and how it felt.
  ///
  /// Only our own lines are left out; whatever else stands there is somebody's words, and what stands before the first
  /// question belongs to it.
  func read(_ text: String) -> (answers: [String?], felt: String) {
    let ours = self.text.split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init)
    var parts = [[Substring]](repeating: [], count: prompts.count + 1)
    var part = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let bare = String(line).trimmedSpaces
      if bare == CheckinPage.feelingHeading {
        part = prompts.count
      } else if let place = prompts.indices.first(where: { heading($0) == bare }) {
        part = place
      } else if !ours.contains(bare) {
        parts[part].append(line)
      }
    }
    let written = parts.map { lines -> String in
      let clean = lines.map { DisplayText.line(String($0)) }
      let written = clean.indices.filter { !clean[$0].allSatisfy(\.isWhitespace) }
      guard let first = written.first, let last = written.last else { return "" }
      return clean[first...last].joined(separator: "\n")
    }
    return (written.dropLast().map { $0.isEmpty ? nil : $0 }, written.last ?? "")
  }

  private func heading(_ place: Int) -> String { "## \(place + 1). " + DisplayText.line(prompts[place].text) }

  private static let feelingHeading =
    "## How was this for you? \(Feeling.allCases.map(\.rawValue).joined(separator: ", ")), or nothing."
}
