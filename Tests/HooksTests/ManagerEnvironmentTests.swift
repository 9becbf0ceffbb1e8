import Testing

@testable import Hooks

@Suite struct ManagerEnvironmentTests {
  /// As systemctl 252 prints it.
  @Test func `what systemctl prints is read, quotes and all`() {
    let lines = [
      "HOME=/home/sam", "DISPLAY=:1", "EMPTY=", "ODD=$'it\\'s \\\\ two\\nlines\\ttab \\303\\251 \\x41'",
      "EQUAL=a=b",
    ]
    #expect(
      ManagerEnvironment.variables(in: lines) == [
        "HOME": "/home/sam", "DISPLAY": ":1", "EMPTY": "", "ODD": "it's \\ two\nlines\ttab é A",
        "EQUAL": "a=b",
      ])
  }

  @Test func `what the unit sets itself is left to the unit`() {
    let lines = [
      "LANG=C", "PATH=/usr/bin", "DISPLAY=:1", "", "MALLOC_ARENA_MAX=2 \"LANG=de DE\" $'PATH=/opt'",
    ]
    #expect(ManagerEnvironment.variables(in: lines) == ["DISPLAY": ":1"])
    #expect(ManagerEnvironment.variables(in: ["A=1", "", ""]) == ["A": "1"])
    #expect(ManagerEnvironment.variables(in: []).isEmpty)
  }
}
