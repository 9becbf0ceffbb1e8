import Testing
import Wording

@testable import Commands

@Suite("columns in a terminal")
struct ColumnsTests {
  private func lines(_ width: Int?, _ rows: [[String]]) -> [String] {
    Columns(rows, main: 1, optional: [3]) { $0.map { ($0, nil) } }.lines(Terminal(width: width), indent: "")
  }

  @Test func `where all have room, and in a pipe, they are aligned`() {
    let rows = [["today", "a long title", "with many", "id"], ["tomorrow", "short", "", "other"]]
    let aligned = ["today     a long title  with many  id", "tomorrow  short                    other"]
    #expect(lines(nil, rows) == aligned)
    #expect(lines(40, rows) == aligned)
  }

  @Test func `ids go first, those that have no room`() {
    let rows = [
      ["today", "a long title", "with many people", "an-id-that-is-long"],
      ["tomorrow", "short", "", "other"],
    ]
    #expect(
      lines(44, rows) == [
        "today     a long title  with many people", "tomorrow  short                        other",
      ])
  }

  @Test func `then the rest goes on below the title, and nothing of it is lost`() {
    let rows = [
      ["today", "a long title", "with many people · host: Sam", "id"],
      ["tomorrow", "short", "with Jo", "other"],
    ]
    #expect(
      lines(36, rows) == [
        "today     a long title            id", "            with many people · host:",
        "            Sam", "tomorrow  short  with Jo       other",
      ])
  }

  @Test func `hardly any room beside the first columns puts the title below them`() {
    #expect(
      lines(24, [["Wednesday", "a rather long title", "with Jo", "id"]]) == [
        "Wednesday", "  a rather long title", "    with Jo",
      ])
  }

  @Test(arguments: Array(20...120))
  func `nothing spills and nothing is lost, however wide`(width: Int) {
    let rows = [
      [
        "Thu 10 Dec", "Soup night with everybody from the old flat", "host: Sam · cook: 李小龍と山田太郎さん",
        "soup-night",
      ],
      ["tomorrow", "茶話會:每個星期天下午一起喝茶聊天看風景", "", "tea"],
      ["Fri 24 Dec 2027", "x", "with Noor 👨‍👩‍👧‍👦, Ana and Donaudampfschifffahrtsgesellschaftskapitänin", "x"],
      ["", "", "", ""],
    ]
    let lines = lines(width, rows)
    for line in lines { #expect(DisplayText.width(of: line) <= width, "\(line)") }
    func letters(_ text: String) -> String { text.filter { $0 != " " && $0 != "\n" } }
    let shown = letters(lines.joined())
    for cell in rows.flatMap({ $0.prefix(3) }) where !cell.isEmpty {
      #expect(shown.contains(letters(cell)), "\(cell) at \(width)")
    }
  }
}
