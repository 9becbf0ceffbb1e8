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
    #expect(lines.count >= 4)
    for line in lines { #expect(DisplayText.width(of: line) <= columns, "\(line)") }
    #expect(ran.output.filter { !$0.isWhitespace }.contains("withAna·host:Sam"))
    if columns == 80 { #expect(lines.last?.hasSuffix("  coffee-ana") == true) }
  }
}
