import Rituals
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("the terminal")
struct TerminalTests {
  @Test func `colours come on a terminal, but where NO_COLOR or a dumb one asks for none`() throws {
    let home = Home()
    func hasColours(_ environment: [String: String]) throws -> Bool {
      try home.typing("", ["next"], environment: environment).joined().contains("\u{1B}")
    }
    #expect(try hasColours(["NO_COLOR": ""]))
    #expect(try !hasColours(["NO_COLOR": "1"]))
    #expect(try !hasColours(["NO_COLOR": "", "TERM": "dumb"]))
    #expect(try !home.program("next").output.contains("\u{1B}"))
  }

  @Test(arguments: [40, 60, 80])
  func `lines keep to its width`(columns: Int) throws {
    let ran = try Home().kin(["next", "--at", "2026-11-21T12:00"], terminal: Terminal(width: columns))
    let lines = ran.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    for line in lines { #expect(DisplayText.width(of: line) <= columns, "\(line)") }
    #expect(lines.last?.hasSuffix("  coffee-ana") == true)
  }

  @Test func `columns give way in their order, and nothing is cut in a pipe`() {
    var columns = Columns(yielding: [.init(column: 1, least: 6, mayGo: true), .init(column: 0, least: 4)])
    columns.add(("a long title", nil), ("with many people", nil), ("id", nil))
    columns.add(("short", nil), ("", nil), ("other", nil))
    func lines(_ width: Int?) -> [String] { columns.lines(Terminal(width: width), indent: "") }
    #expect(lines(nil) == ["a long title  with many people  id", "short                           other"])
    #expect(lines(30) == ["a long title  with man…  id", "short                    other"])
    #expect(lines(20) == ["a long title  id", "short         other"])
    #expect(lines(13) == ["a lon…  id", "short   other"])
    #expect(lines(5) == ["a l…  id", "sho…  other"])
  }

  @Test(arguments: [
    ("abc", 3), ("ä", 1), ("a\u{308}", 1), ("茶", 2), ("한", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("🇩🇪", 2), ("…", 1),
    ("", 0),
  ])
  func `a text is as wide as it is drawn`(text: String, width: Int) {
    #expect(DisplayText.width(of: text) == width)
  }

  @Test func `a cut text fits, wide signs and all`() {
    #expect(DisplayText.cut("茶茶茶", to: 6) == "茶茶茶")
    #expect(DisplayText.cut("茶茶茶", to: 5) == "茶茶…")
    #expect(DisplayText.cut("茶茶茶", to: 4) == "茶…")
    #expect(DisplayText.cut("two words", to: 5) == "two…")
    #expect(DisplayText.cut("x", to: 0) == "")
  }

  @Test func `prose is broken between words`() {
    #expect(DisplayText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayText.wrapped("incomprehensibility is", to: 5) == ["incomprehensibility", "is"])
    #expect(DisplayText.wrapped("", to: 5) == [])
  }
}
