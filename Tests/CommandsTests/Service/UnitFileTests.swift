@testable import Commands
import TestSupport
import Testing

@Suite("the unit that kin carries")
struct UnitFileTests {
  @Test func `it is the one in systemd/`() throws {
    #expect(try UnitFile.text == Project.text(of: "systemd/kinkeeper.service"))
  }

  @Test func `it starts the daemon of the usual place`() {
    #expect(UnitFile.text(programs: "/home/sam/.local/bin", home: "/home/sam") == UnitFile.text)
  }

  @Test(arguments: [
    ("/opt/kin", "ExecStart=\"/opt/kin/kinkeeperd\""),
    ("/home/sam/my bin", "ExecStart=\"/home/sam/my bin/kinkeeperd\""),
    ("/opt/100%", "ExecStart=\"/opt/100%%/kinkeeperd\""),
    ("/opt/\"q\"\\", "ExecStart=\"/opt/\\\"q\\\"\\\\/kinkeeperd\""),
  ])
  func `it starts the daemon of another place`(programs: String, line: String) {
    let text = UnitFile.text(programs: programs, home: "/home/sam")
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains(line))
    #expect(lines.filter { $0.hasPrefix("ExecStart=") }.count == 1)
    #expect(text.hasSuffix("WantedBy=default.target\n"))
  }
}
