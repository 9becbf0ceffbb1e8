import JSONText
import TestSupport
import Testing

@Suite("a time that the clocks skip")
struct GapTests {
  private let home = Home(
    """
    { "id": "call", "title": "Call", "when": "every sunday at 02:30", "remind": ["2h before", "at start"],
      "turns": { "roles": ["host"], "order": ["sam", "ana"] }, "nudge": { "every": "1 day" } }
    """)
  private let saturday = ["--at", "2027-03-27T12:00"]

  /// Every `due` beside an occurrence of that Sunday, however deep.
  private func dues(_ value: JSONValue) -> [String] {
    var found = value.elements.flatMap(dues) + value.members.flatMap { dues($0.value) }
    if value["occurrence"]?.string == "call@2027-03-28T02:30", let due = value["due"]?.string {
      found.append(due)
    }
    return found
  }

  @Test(arguments: [
    ["next"], ["agenda"], ["explain", "call"], ["preview", "--days", "4"], ["turns", "call"], ["status"],
    ["show", "call"], ["calendar", "2027-03"], ["list"],
  ])
  func `is named by its rule, and due when the clock shows it`(command: [String]) throws {
    let ran = try home.kin(command + ["--json"] + saturday)
    let dues = try dues(ran.json)
    #expect(!dues.isEmpty && dues.allSatisfy { $0 == "2027-03-28T03:30:00" }, "\(ran.output) \(ran.error)")
  }

  @Test(arguments: [["turns", "call"], ["explain", "call"], ["next"], ["swap", "call", "ana"]])
  func `is shown so to people too`(command: [String]) throws {
    let ran = try home.kin(command + saturday)
    let days = ran.lines.filter { $0.contains("omorrow") || $0.contains("28 Mar") }
    // Two hours before is half past twelve.
    let times = days.filter { !$0.contains("00:30") }
    #expect(!times.isEmpty && times.allSatisfy { $0.contains("03:30") && !$0.contains("02:30") }, "\(ran)")
  }

  @Test func `is shown so once it is open, and in the history`() throws {
    try home.adopt("call", at: "2027-03-20T12:00")
    #expect(
      try home.kin(["explain", "call", "--at", "2027-03-28T12:00"]).output
        .contains("It was due today at 03:30 and is still open"))
    try home.remember(event("call@2027-03-28T02:30", "2027-03-27T12:00", done("2027-03-27T12:00")))
    let history = try home.kin("history", "call").output
    #expect(history.contains("28 Mar 03:30") && !history.contains(" 02:30"), "\(history)")
  }

  @Test func `kin when says it in JSON as in its text`() throws {
    let rule = ["when", "every sunday at 02:30", "--after", "2027-03-27", "--count", "1"]
    let json = try home.kin(rule + ["--json"]).json["occurrences"]?[0]
    #expect(json?["local"]?.string == "2027-03-28T03:30:00")
    #expect(json?["utc"]?.string == "2027-03-28T01:30:00Z")
  }
}
