import CivilTime
import History
import Rituals
import TestSupport
import Testing

@Suite("kin done, skip and snooze")
struct AnswersTests {
  private let open = "check-in@2026-11-15T18:00"

  private func homeWithOpen() throws -> Home {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(try event(open, "2026-11-15T18:00", .given(.due, attempt: 1)))
    return home
  }

  /// The latest fact that the history holds.
  private func latest(_ home: Home) throws -> Event? {
    var latest: Event?
    try HistoryStore(reading: home.state)?.forEachEvent { latest = $0.event }
    return latest
  }

  @Test func `done answers what is open, by the clock of the ritual`() throws {
    let home = try homeWithOpen()
    let ran = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    #expect(ran.status == 0)
    #expect(ran.output == "Weekly check-in, today at 18:00: done. Lovely.\n")
    #expect(try latest(home) == event(open, "2026-11-15T19:30", done("2026-11-15T19:30")))
  }

  @Test func `skip needs no reason`() throws {
    let home = try homeWithOpen()
    let ran = try home.kin("skip", "check-in", "--at", "2026-11-16T08:00")
    #expect(ran.output == "Weekly check-in, yesterday at 18:00: skipped, and that is fine.\n")
    #expect(try home.kin("--json", "--at", "2026-11-16T08:01").json["open"]?.count == 0)
  }

  @Test func `snooze takes a span in one word or several, an hour without`() throws {
    for (span, until) in [([], "20:30"), (["2h"], "21:30"), (["1", "hour"], "20:30"), (["90min"], "21:00")] {
      let home = try homeWithOpen()
      let ran = try home.kin(["snooze", "check-in"] + span + ["--at", "2026-11-15T19:30"])
      #expect(ran.status == 0)
      #expect(try latest(home)?.fact == .snoozed(until: at("2026-11-15T\(until)")))
    }
    let refused = try homeWithOpen().kin("snooze", "check-in", "0h")
    #expect((refused.status, refused.output) == (64, ""))
  }

  @Test func `snooze takes a moment as people say it, and tells when`() throws {
    for (moment, until, words) in [
      (["tonight"], "2026-11-15T20:00", "today at 20:00"),
      (["tomorrow"], "2026-11-16T09:00", "tomorrow at 09:00"),
      (["saturday", "at", "10"], "2026-11-21T10:00", "Saturday, 21 November at 10:00"),
    ] {
      let home = try homeWithOpen()
      let ran = try home.kin(["snooze", "check-in"] + moment + ["--at", "2026-11-15T19:30"])
      #expect(ran.output == "Weekly check-in, today at 18:00: you will be reminded again \(words).\n")
      #expect(try latest(home)?.fact == .snoozed(until: at(until)))
    }
    let passed = try homeWithOpen().kin("snooze", "check-in", "today", "9:00", "--at", "2026-11-15T19:30")
    #expect((passed.status, passed.output) == (64, ""))
    #expect(passed.error.contains("has passed"))
    let slip = try homeWithOpen().kin("snooze", "check-in", "tonigth")
    #expect((slip.status, slip.error.contains("did you mean \"tonight\"?")) == (64, true))
  }

  @Test func `without anything open the next one is answered ahead of its time`() throws {
    let home = Home()
    let ran = try home.kin("done", "coffee-ana", "--at", "2026-12-04T20:00")
    #expect(ran.output == "Coffee with Ana, tomorrow at 10:00, ahead of its time: done. Lovely.\n")
    let next = try home.kin("next", "coffee-ana", "--json", "--at", "2026-12-04T20:01").json
    #expect(next[0]?["occurrence"]?.string == "coffee-ana@2027-01-02T10:00")
  }

  @Test(arguments: ["2026-11-15T19:31", "2026-11-18T10:00"])
  func `said twice, it does not answer the one after`(again: String) throws {
    let home = try homeWithOpen()
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    let ran = try home.kin("done", "check-in", "--at", again)
    #expect(ran.status == 1)
    #expect(ran.error.contains("which is answered already"))
    #expect(ran.error.contains("check-in@2026-11-22T18:00 is next"))
    // Named, it is meant.
    #expect(try home.kin("done", "check-in@2026-11-22T18:00", "--at", again).status == 0)
  }

  @Test func `ahead and said twice, it does not answer the one after either`() throws {
    let home = Home()
    _ = try home.kin("done", "coffee-ana", "--at", "2026-12-04T20:00")
    let again = try home.kin("done", "coffee-ana", "--at", "2026-12-04T20:01")
    #expect(again.status == 1)
    #expect(
      again.error.hasPrefix(
        "kin: the nearest time of coffee-ana is tomorrow at 10:00, which is answered already"))
    #expect(try home.kin("done", "coffee-ana", "--at", "2026-12-05T20:01").status == 1)
  }

  @Test func `a cadence goes on from the answer, once a day`() throws {
    let home = Home()
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-18T19:00").status == 0)
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-18T19:01").status == 1)
    let next = try home.kin("next", "call-dad", "--json", "--at", "2026-11-18T19:02").json
    #expect(next[0]?["due"]?.string == "2026-11-28T11:00:00")
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-20T19:00").status == 0)
  }

  @Test func `a time that never comes is a slip of the pen`() throws {
    let ran = try Home().kin("done", "coffee-ana@2026-12-06T10:00", "--at", "2026-11-21T12:00")
    #expect(ran.status == 1)
    #expect(
      ran.error == """
        kin: coffee-ana does not come at 2026-12-06T10:00; the next one after it is coffee-ana@2027-01-02T10:00

        """)
  }

  @Test func `what is over cannot be put off`() throws {
    let home = try homeWithOpen()
    _ = try home.kin("done", open, "--at", "2026-11-15T19:30")
    let ran = try home.kin("snooze", open, "1h", "--at", "2026-11-15T19:31")
    #expect(ran.status == 1)
    #expect(ran.error == "kin: \(open) is over or answered, so there is nothing to put off\n")
  }

  @Test func `the history's folder is made for its owner alone`() throws {
    let home = Home()
    _ = try home.kin("skip", "check-in", "--at", "2026-11-21T12:00")
    #expect(try Command(["stat", "-c", "%a", home.state]).run().output == "700\n")
    #expect(try Command(["stat", "-c", "%a", home.state + "/history.sqlite"]).run().output == "600\n")
  }

  @Test func `a damaged history takes no answer, and says who mends it`() throws {
    let home = Home()
    home.folder.makeFolder("state")
    home.folder.write(String(repeating: "no database ", count: 400), to: "state/history.sqlite")
    let ran = try home.kin("skip", "check-in", "--at", "2026-11-21T12:00")
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error.contains("it is damaged; kinkeeperd moves it aside when it starts"))
  }
}
