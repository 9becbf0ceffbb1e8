import Testing

@testable import Daemon

@Suite("a daemon in a terminal")
struct TerminalLinesTests {
  @Test func `shows the reason below the message, once`() {
    let reason = ("KIN_REASON", "your quiet hours")
    #expect(
      TerminalLines.text(of: [("MESSAGE", "Tea: Today at 20:14"), reason])
        == "Tea: Today at 20:14\n          your quiet hours")
    let waits = "tea waits until today at 23:00: your quiet hours"
    #expect(TerminalLines.text(of: [("MESSAGE", waits), reason]) == waits)
    #expect(TerminalLines.text(of: [reason]) == nil)
  }
}
