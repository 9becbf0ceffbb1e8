import CivilTime
import History
import Rituals
import TestSupport
import Testing

@Suite("kin done, skip, snooze and move")
struct AnswersTests {
  private let open = "check-in@2026-11-15T18:00"

  private func homeWithOpen() throws -> Home {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(try event(open, "2026-11-15T18:00", .reminded(.due, attempt: 1)))
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
    #expect(ran.output == "Weekly check-in, today at 18:00: done.\n")
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

  @Test func `snooze without a time takes what "later" says, the first where there are several`() throws {
    for (later, until) in [(#""tonight""#, "20:00"), (#"["2h", "tonight"]"#, "21:30")] {
      let home = Home(
        #"{ "id": "walk", "title": "Walk", "when": "every sunday at 18:00" }"#,
        more: #""defaults": { "later": \#(later) }, "#)
      try home.adopt("walk", at: "2026-11-10T12:00")
      let ran = try home.kin("snooze", "walk", "--at", "2026-11-15T19:30")
      #expect(ran.status == 0, "\(ran.error)")
      #expect(try latest(home)?.fact == .snoozed(until: at("2026-11-15T\(until)")))
      let said = try home.kin("snooze", "walk", "30min", "--at", "2026-11-15T19:31")
      #expect(said.status == 0, "\(said.error)")
      #expect(try latest(home)?.fact == .snoozed(until: at("2026-11-15T20:01")))
    }
  }

  @Test func `snooze takes a moment as people say it, and says when`() throws {
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
    #expect(ran.output == "Coffee with Ana, tomorrow at 10:00, ahead of its time: done.\n")
    let next = try home.kin("next", "coffee-ana", "--json", "--at", "2026-12-04T20:01").json
    #expect(next[0]?["occurrence"]?.string == "coffee-ana@2027-01-02T10:00")
  }

  @Test(arguments: ["2026-11-15T19:31", "2026-11-18T10:00"])
  func `said twice, it does not answer the one after`(again: String) throws {
    let home = try homeWithOpen()
    _ = try home.kin("done", "check-in", "--at", "2026-11-15T19:30")
    let ran = try home.kin("done", "check-in", "--at", again)
    #expect(ran.status == 1)
    #expect(ran.error.contains("is already answered"))
    #expect(ran.error.contains("the next is Sunday, 22 November at 18:00 (check-in@2026-11-22T18:00)"))
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
        "kin: tomorrow's is already answered"))
    #expect(try home.kin("done", "coffee-ana", "--at", "2026-12-05T20:01").status == 1)
  }

  @Test func `a cadence goes on from the answer, once a day`() throws {
    let home = Home()
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-18T19:00").status == 0)
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-18T19:01").status == 1)
    let next = try home.kin("next", "call-dad", "--json", "--at", "2026-11-18T19:02").json
    #expect(next[0]?["due"]?.string == "2026-11-28T11:00:00")
    let early = try home.kin("done", "call-dad", "--at", "2026-11-20T19:00")
    #expect((early.status, early.output) == (1, ""))
    #expect(
      early.error == """
        kin: nothing of call-dad is open, and the next is far off: Saturday, 28 November at 11:00; if you mean that \
        one, name it: kin done call-dad@2026-11-28T11:00

        """)
    #expect(try home.kin("done", "call-dad", "--at", "2026-11-24T19:00").status == 0)
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

  // MARK: Put off, moved, held

  /// A check-in late on Sundays and quiet nights.
  private func quietHome(from adopted: String = "2026-11-10T12:00") throws -> Home {
    let home = Home(
      #"{ "id": "check-in", "title": "Weekly check-in", "when": "every sunday at 18:00" }"#,
      more: #""quietHours": [{ "from": "22:00", "to": "08:00" }],"#)
    try home.adopt("check-in", at: adopted)
    return home
  }

  @Test func `a snooze stays before the next time, and says where it meets the quiet`() throws {
    let home = try quietHome()
    try home.remember(try event(open, "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    let quiet = try home.kin("snooze", "check-in", "4h", "--at", "2026-11-15T19:30")
    #expect(
      quiet.output == """
        Weekly check-in, today at 18:00: you will be reminded again today at 23:30; that is in your quiet hours, so \
        you will hear tomorrow at 08:00.

        """)
    let far = try home.kin("snooze", "check-in", "3", "weeks", "--at", "2026-11-15T19:31")
    #expect(
      far.output == """
        Weekly check-in, today at 18:00: the next one comes Sunday, 22 November at 18:00, so you will be reminded \
        again Sunday, 22 November at 17:00, before it.

        """)
    #expect(try latest(home)?.fact == .snoozed(until: at("2026-11-22T17:00")))
  }

  @Test func `a moved time keeps its name, and next and done know it`() throws {
    let home = Home()
    try home.adopt("coffee-ana", at: "2026-11-20T12:00")
    let coffee = "coffee-ana@2026-12-05T10:00"
    let ran = try home.kin("move", "coffee-ana", "sunday", "--at", "2026-12-02T12:00")
    #expect(ran.status == 0)
    #expect(try latest(home)?.occurrence?.description == coffee)
    let next = try home.kin("next", "coffee-ana", "--json", "--at", "2026-12-02T12:01").json[0]
    #expect(next?["occurrence"]?.string == coffee)
    #expect(next?["due"]?.string == "2026-12-06T10:00:00")
    #expect(next?["utc"]?.string == "2026-12-06T09:00:00Z")
    #expect(try home.kin("--at", "2026-12-02T12:01").output.contains("moved from Saturday 10:00"))
    let answered = try home.kin("done", coffee, "--at", "2026-12-02T12:02")
    #expect(answered.status == 0)
    #expect(try latest(home) == event(coffee, "2026-12-02T12:02", done("2026-12-02T12:02")))
    let after = try home.kin("next", "coffee-ana", "--json", "--at", "2026-12-02T12:03").json
    #expect(after[0]?["occurrence"]?.string == "coffee-ana@2027-01-02T10:00")
  }

  @Test func `a day or a time by name is the one nearest to what is moved, and never one that has passed`()
    throws
  {
    for (words, at, taken) in [
      (["sunday", "17:00"], "2026-11-28T12:00", "Sunday, 6 December at 17:00"),
      (["friday"], "2026-11-28T12:00", "Friday, 4 December at 10:00"),
      (["17:00"], "2026-11-28T12:00", "Saturday, 5 December at 17:00"),
      (["the", "weekend"], "2026-11-28T12:00", "Sunday, 6 December at 10:00"),
      (["friday"], "2026-12-05T08:00", "Friday, 11 December at 10:00"),
      (["tomorrow"], "2026-11-28T12:00", "tomorrow at 10:00"),
      (["the", "day", "after", "christmas"], "2026-11-28T12:00", "Saturday, 26 December at 10:00"),
    ] {
      let home = Home()
      try home.adopt("coffee-ana", at: "2026-11-20T12:00")
      let ran = try home.kin(["move", "coffee-ana"] + words + ["--at", at])
      #expect(ran.output.contains("moved to \(taken)"), "\(words) at \(at)")
    }
  }

  @Test(arguments: [["saturday"], ["5", "december"], ["10:00"], ["2026-12-05"]])
  func `what is moved to its own time is said to be there already`(words: [String]) throws {
    let home = Home()
    try home.adopt("coffee-ana", at: "2026-11-20T11:00")
    let ran = try home.kin(["move", "coffee-ana"] + words + ["--at", "2026-11-20T12:00"])
    #expect((ran.status, ran.output) == (64, ""))
    #expect(ran.error.contains("it comes Saturday, 5 December at 10:00 already; name another day or time"))
  }

  @Test func `a move beyond the next time stays before it`() throws {
    let home = try quietHome(from: "2026-11-16T12:00")
    let ran = try home.kin("move", "check-in", "2", "weeks", "--at", "2026-11-18T12:00")
    #expect(
      ran.output == """
        Weekly check-in, Sunday, 22 November at 18:00: moved to Sunday, 29 November at 17:00, as late as it can be: \
        the next one comes Sunday, 29 November at 18:00.

        """)
    #expect(try home.kin("move", "check-in", "--at", "2026-11-18T12:00").status == 64)
    #expect(try home.kin("move", "check-in", "today", "9:00", "--at", "2026-11-18T12:00").status == 64)
    let early = try home.kin("move", "check-in@2026-12-06T18:00", "2026-11-27", "--at", "2026-11-18T12:00")
    #expect(early.status == 1)
    #expect(
      early.error.contains("check-in@2026-12-06T18:00 cannot take place before check-in@2026-11-29T18:00"))
  }

  @Test func `what is held waits in sight, and is answered as any other`() throws {
    let home = Home(
      #"{ "id": "check-in", "title": "Weekly check-in", "when": "every sunday at 18:00" }"#,
      more: #""quietHours": [{ "from": "17:00", "to": "08:00" }],"#)
    try home.adopt("check-in", at: "2026-11-10T12:00")
    let agenda = try home.kin("--at", "2026-11-15T18:30")
    #expect(agenda.output.contains("waits for your quiet hours to end, tomorrow at 08:00"))
    let why = try home.kin("explain", "check-in", "--at", "2026-11-15T18:30")
    #expect(why.lines.contains("It was due today at 18:00, and its reminder waits."))
    #expect(
      why.lines.contains("Its reminder waits until tomorrow at 08:00: your quiet hours.  config.json:3"))
    #expect(try home.kin("done", open, "--at", "2026-11-15T18:31").status == 0)
    #expect(try home.kin("--at", "2026-11-15T18:32", "--json").json["open"]?.count == 0)
  }
}
