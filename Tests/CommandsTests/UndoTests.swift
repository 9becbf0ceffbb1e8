import CivilTime
import History
import Rituals
import TestSupport
import Testing

@Suite("kin undo")
struct UndoTests {
  private let open = "check-in@2026-11-15T18:00"

  private func homeWithOpen() throws -> Home {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(try event(open, "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    return home
  }

  @Test(arguments: [
    ["done", "check-in"], ["skip", "check-in"], ["snooze", "check-in", "2h"],
    ["move", "check-in", "tuesday"],
  ])
  func `what was answered last is taken back, and it is open again`(answer: [String]) throws {
    let home = try homeWithOpen()
    #expect(try home.kin(answer + ["--at", "2026-11-15T19:30"]).status == 0)
    let ran = try home.kin("undo", "--at", "2026-11-15T19:31")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      ran.output
        == "Weekly check-in, today at 18:00: \"\(answer[0])\" of today at 19:30 is taken back. It is open again.\n"
    )
    let json = try home.kin("--json", "--at", "2026-11-15T19:32").json
    #expect(json["open"]?.elements.map { $0["occurrence"]?.string } == [open])
    #expect(json["open"]?[0]?["due"]?.string == "2026-11-15T18:00:00")
  }

  @Test func `of several rituals the last one, or the one that is named`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    _ = try home.kin("done", "coffee-ana", "--at", "2026-11-15T19:40")
    let named = try home.kin("undo", "check-in", "--at", "2026-11-15T19:50")
    #expect(named.output.hasPrefix("Weekly check-in, today at 18:00"))
    let last = try home.kin("undo", "--at", "2026-11-15T19:51")
    #expect(last.output.contains("Coffee with Ana"))
    #expect(last.output.hasSuffix("It comes Saturday, 5 December at 10:00.\n"))
  }

  @Test func `where there is nothing to take back, that is said`() throws {
    let home = try homeWithOpen()
    let nothing = try home.kin("undo", "--at", "2026-11-15T19:31")
    #expect((nothing.status, nothing.output) == (1, ""))
    #expect(nothing.error == "kin: there is no answer to take back; all stands as it was\n")
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    let other = try home.kin("undo", "check-in@2026-11-08T18:00", "--at", "2026-11-15T19:31")
    #expect(other.error.hasPrefix("kin: the last answer was to \(open);"))
    #expect(
      try home.kin("undo", "call-dad", "--at", "2026-11-15T19:31").error.contains("no answer to call-dad"))
    #expect(try home.kin("undo", "--at", "2026-11-15T19:32").status == 0)
    #expect(try home.kin("undo", "--at", "2026-11-15T19:33").status == 1)
  }

  @Test func `the history tells both`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("move", "check-in", "tuesday", "--at", "2026-11-15T19:30")
    _ = try home.kin("undo", "--at", "2026-11-15T19:31")
    let history = try home.kin("history", "check-in")
    #expect(history.output.contains("moved to Tue 17 Nov 18:00"))
    #expect(history.output.contains("the answer was taken back"))
  }
}
