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
  func `the latest answer is undone, and it is open again`(answer: [String]) throws {
    let home = try homeWithOpen()
    #expect(try home.kin(answer + ["--at", "2026-11-15T19:30"]).status == 0)
    let ran = try home.kin("undo", "--at", "2026-11-15T19:31")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      ran.output
        == "Weekly check-in, today at 18:00: \"\(answer[0])\" of today at 19:30 is undone. It is open again.\n"
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
    #expect(last.output.hasSuffix("It has no answer any more; kin done coffee-ana answers it.\n"))
  }

  @Test func `where there is nothing to undo, it says so`() throws {
    let home = try homeWithOpen()
    let nothing = try home.kin("undo", "--at", "2026-11-15T19:31")
    #expect((nothing.status, nothing.output) == (1, ""))
    #expect(nothing.error == "kin: there is no answer to undo; nothing was changed\n")
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    let other = try home.kin("undo", "check-in@2026-11-08T18:00", "--at", "2026-11-15T19:31")
    #expect(
      other.error == "kin: there is no answer to check-in@2026-11-08T18:00 to undo; nothing was changed\n")
    #expect(
      try home.kin("undo", "call-dad", "--at", "2026-11-15T19:31").error.contains("no answer to call-dad"))
    #expect(try home.kin("undo", "--at", "2026-11-15T19:32").status == 0)
    #expect(try home.kin("undo", "--at", "2026-11-15T19:33").status == 1)
  }

  @Test func `moved and done, undone twice, it is back at its first time`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("move", "coffee-ana", "2026-12-06 at 15:00", "--at", "2026-11-15T19:30")
    _ = try home.kin("done", "coffee-ana@2026-12-05T10:00", "--at", "2026-11-15T19:31")
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:32")
    let first = try home.kin("undo", "coffee-ana", "--at", "2026-11-15T19:33")
    #expect(first.output.hasSuffix("It comes Sunday, 6 December at 15:00.\n"))
    let second = try home.kin("undo", "coffee-ana", "--at", "2026-11-15T19:34")
    #expect(second.output.hasSuffix("It comes Saturday, 5 December at 10:00.\n"))
    let third = try home.kin("undo", "coffee-ana", "--at", "2026-11-15T19:35")
    #expect(third.error == "kin: there is no answer to coffee-ana to undo; nothing was changed\n")
    let all = try home.kin("undo", "--at", "2026-11-15T19:36")
    #expect(all.output.hasPrefix("Weekly check-in, today at 18:00: \"done\""))
  }

  @Test func `without a name it undoes the latest answer of all, then the one before`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("snooze", "check-in", "2h", "--at", "2026-11-15T19:30")
    _ = try home.kin("done", "coffee-ana", "--at", "2026-11-15T19:31")
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:32")
    let said = try (0..<4).map { try home.kin("undo", "--at", "2026-11-15T19:4\($0)") }
    #expect(said.map(\.status) == [0, 0, 0, 1])
    #expect(said[0].output.hasSuffix("You will be reminded again today at 21:30.\n"))
    #expect(said[1].output.hasPrefix("Coffee with Ana"))
    #expect(said[2].output.hasSuffix("It is open again.\n"))
  }

  @Test func `what another command undoes is pointed to, and the answer before it can be named`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    #expect(try home.kin("away", "ana", "2026-12-01", "2026-12-03", "--at", "2026-11-15T19:31").status == 0)
    let away = try home.kin("undo", "--at", "2026-11-15T19:32")
    #expect(away.status == 1)
    #expect(
      away.error.contains(
        "kin away ana --back ends it; to undo the answer before it, name it: kin undo check-in"))
    #expect(try home.kin("away", "ana", "--back", "--at", "2026-11-15T19:33").status == 0)
    #expect(try home.kin("stretched", "--for", "1 week", "--at", "2026-11-15T19:34").status == 0)
    #expect(try home.kin("undo", "--at", "2026-11-15T19:35").error.contains("kin stretched --over"))
    #expect(try home.kin("undo", "check-in", "--at", "2026-11-15T19:36").status == 0)
  }

  @Test func `the history shows both`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("move", "check-in", "tuesday", "--at", "2026-11-15T19:30")
    _ = try home.kin("undo", "--at", "2026-11-15T19:31")
    let history = try home.kin("history", "check-in")
    #expect(history.output.contains("moved to Tue 17 Nov 18:00"))
    #expect(history.output.contains("the answer was undone"))
  }
}
