import CivilTime
import Wording

/// The page of a story: Markdown, with what was seen and typed in blocks of their own.
struct StoryPage {
  private var lines: [String]
  private var block: [String] = []
  private var isTold = false
  private var reasons: Set<String> = []

  init(_ story: Story) {
    lines = [
      "# \(story.title)", "",
      "<!-- Made by `make stories`: the planner plays the year, and this is what it did. -->", "",
    ]
    lines += DisplayText.wrapped(story.opening, to: StoryPage.width) + [""]
  }

  private static let width = 110
  /// What a block has behind the times.
  static let widthOfBlocks = width - 20

  mutating func begin(_ chapter: Story.Chapter) {
    isTold = chapter.isTold
    lines += ["## \(chapter.title)", ""]
    lines += DisplayText.wrapped(chapter.text, to: StoryPage.width) + [""]
  }

  mutating func end(summary: [String]) {
    if !block.isEmpty { lines += ["```text"] + block + ["```", ""] }
    block = []
    for line in summary {
      let wrapped = DisplayText.wrapped(line, to: StoryPage.width - 2)
      lines += wrapped.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
    }
    if !summary.isEmpty { lines.append("") }
  }

  /// A reminder, and why it came, where that has not been said before; `turn` is why somebody is on.
  mutating func add(reminder: String, why: String, turn: String?, at local: CivilDateTime) {
    add(reminder, at: local)
    let news = isTold ? [why, turn].compactMap { $0 }.filter { reasons.insert($0).inserted } : []
    if !news.isEmpty { add(said: "(\(news.joined(separator: "; ")))") }
  }

  mutating func add(command: String, at local: CivilDateTime) { add("$ " + command, at: local) }

  /// `Sat  7 Mar 10:00`, and a text behind it.
  private mutating func add(_ text: String, at local: CivilDateTime) {
    guard isTold else { return }
    let gap = local.date.day < 10 ? " " : ""
    block.append("\(local.date.weekday.shortName) \(gap)\(local.date.shortWords) \(local.time)  \(text)")
  }

  /// What came of it.
  mutating func add(said text: String) {
    guard isTold else { return }
    let margin = String(repeating: " ", count: 20)
    let lines =
      text.count <= StoryPage.widthOfBlocks ? [text] : DisplayText.wrapped(text, to: StoryPage.widthOfBlocks)
    block += lines.map { margin + $0 }
  }

  var text: String { lines.joined(separator: "\n").trimmedEnd + "\n" }
}
