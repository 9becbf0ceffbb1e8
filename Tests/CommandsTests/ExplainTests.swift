import CivilTime
import JSONText
import Rituals
import TestSupport
import Testing

@Suite("kin explain")
struct ExplainTests {
  private let saturday = "2026-11-21T12:00"

  @Test func `each reason names its line of the config`() throws {
    let home = Home()
    try home.adopt("coffee-ana", at: "2026-11-20T12:00")
    let ran = try home.kin("explain", "coffee-ana", "--at", saturday)
    #expect(ran.status == 0)
    #expect(
      ran.output == """
        Coffee with Ana  coffee-ana
          It comes every first saturday at 10:00.  config.json:5
          Host: Sam, in the order Sam, Ana.  config.json:6
          Sam is first in the order.  config.json:6

          Next
            Saturday, 5 December at 10:00, host: Sam
            reminder Thursday, 3 December at 10:00 (2 days before)  config.json:6
            reminder Saturday, 5 December at 10:00 (at start)  config.json:5
            by journal and desktop

        """)
  }

  @Test func `as JSON, the reasons are data`() throws {
    let json = try Home().kin("explain", "coffee-ana", "--json", "--at", saturday).json
    #expect(json["occurrence"]?.string == "coffee-ana@2026-12-05T10:00")
    #expect(json["roles"]?["host"]?.string == "sam")
    #expect(json["reasons"]?[0]?["key"]?.string == "when")
    #expect(json["reasons"]?[0]?["line"]?.integer == 5)
    #expect(
      json["reminders"]?.elements.map { $0["utc"]?.string } == [
        "2026-12-03T09:00:00Z", "2026-12-05T09:00:00Z",
      ])
  }

  @Test func `it says what the daemon has not seen yet`() throws {
    let home = Home()
    let words = "The daemon has not taken it up in this form yet"
    #expect(try home.kin("explain", "check-in", "--at", saturday).output.contains(words))
    try home.adopt("check-in", at: "2026-11-20T12:00")
    #expect(try !home.kin("explain", "check-in", "--at", saturday).output.contains(words))
  }

  @Test(arguments: [
    ("every day", "It comes every day at 09:00."), ("every day at 7:30", "It comes every day at 07:30."),
    ("every hour", "It comes every hour."), ("once on 2026-12-24", "It comes once on 2026-12-24 at 09:00."),
  ])
  func `the usual time is said if none is named`(phrase: String, sentence: String) throws {
    let home = Home(#"{ "id": "a", "title": "A", "when": "\#(phrase)" }"#)
    #expect(
      try home.kin("explain", "a", "--json", "--at", saturday).json["reasons"]?[0]?["sentence"]?.string
        == sentence)
  }

  @Test func `a cadence says what it counts from`() throws {
    let home = Home()
    #expect(try home.kin("explain", "call-dad").output.contains("There was no last time yet"))
    _ = try home.kin("done", "call-dad", "--at", "2026-11-18T19:00")
    let ran = try home.kin("explain", "call-dad", "--at", saturday)
    #expect(
      ran.lines.contains(
        "The last time was Wednesday, 18 November at 19:00, 3 days ago; the first saturday or sunday from "
          + "Saturday, 28 November on is next."))
  }

  @Test func `it says what a held reminder waits for`() throws {
    let home = Home(
      """
      { "id": "walk", "title": "Walk", "when": "every sunday at 9:00", "season": { "from": "04-15", "to": "10-15" } },
      { "id": "piano", "title": "Piano", "when": "every day at 9:00", "paused": true },
      { "id": "tea", "title": "Tea", "with": ["ana"], "when": "every day at 16:00", "except": ["2026-11-21"] },
      { "id": "gone", "title": "Gone", "when": "every day at 9:00", "until": "2026-01-01" }
      """,
      more:
        #""people": { "ana": { "name": "Ana", "away": [{ "from": "2026-11-20", "to": "2026-11-30" }] } },"#)
    func explain(_ ritual: String) throws -> String {
      try home.kin("explain", ritual, "--at", saturday).output
    }
    #expect(try explain("walk").contains("It is kept from 15 April to 15 October; it rests now."))
    #expect(try explain("piano").contains("It is paused, so nothing comes."))
    #expect(try explain("tea").contains("21 November is left out."))
    #expect(try explain("tea").contains("Ana is away until 30 November."))
    #expect(try explain("gone").contains("It ends with 1 January."))
    #expect(try explain("gone").contains("Nothing more of it is to come."))
  }

  @Test func `a reminder that the budget leaves out is shown with the budget's line`() throws {
    let home = Home(
      """
      { "id": "walk", "title": "Walk", "when": "every day at 9:00" },
      { "id": "tea", "title": "Tea", "when": "every day at 20:00", "remind": ["2h before", "at start"] }
      """, more: #""budget": { "perDay": 1 },"#)
    let ran = try home.kin("explain", "tea", "--at", "2026-11-20T08:00")
    let sentence = "The reminder 2 hours before is left out: enough for one day."
    #expect(ran.lines.contains("\(sentence)  config.json:3"), "\(ran.output)")
  }

  @Test func `an absence is shown whole, for the day that it touches`() throws {
    let home = Home(
      #"{ "id": "tea", "title": "Tea", "with": ["ana"], "when": "every first saturday at 16:00" }"#,
      more: """
        "people": { "ana": { "name": "Ana",
          "away": [{ "from": "2026-12-01", "to": "2026-12-06" }, { "from": "2026-12-05", "to": "2026-12-12" }] } },
        """)
    let explained = try home.kin("explain", "tea", "--at", saturday).output
    #expect(explained.contains("Ana is away from 1 December to 12 December."))
    #expect(try home.kin("next", "--at", saturday).output.contains("with Ana · Ana is away"))
    #expect(try !home.kin("explain", "tea", "--at", "2026-12-06T12:00").output.contains("away"))
  }

  @Test func `what is open says since when, and how to answer`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    let ran = try home.kin("explain", "check-in", "--at", "2026-11-15T18:30")
    #expect(
      ran.lines.contains(
        "It was due today at 18:00 and is still open: kin done, kin skip or kin snooze answers it."))
  }

  @Test func `the turn of the open one comes before the turn of the next`() throws {
    let home = Home(
      """
      { "id": "tea", "title": "Tea", "with": ["ana"], "when": "every day at 16:00",
        "turns": { "roles": ["host"], "order": ["sam", "ana"] } }
      """)
    try home.remember(
      Event(at: at("2026-11-15T12:00"), ritual: "tea", fact: .adopted(schedule: "every day at 16:00")),
      try event("tea@2026-11-15T16:00", "2026-11-15T16:00", .reminded(.due, attempt: 1)))
    let ran = try home.kin("explain", "tea", "--at", "2026-11-15T18:30")
    let open = "The open one, host: Sam; Sam is first in the order.  config.json:6"
    let next = "The next one, host: Ana, in the order Sam, Ana.  config.json:6"
    let (first, second) = (ran.lines.firstIndex(of: open), ran.lines.firstIndex(of: next))
    #expect(try #require(first, "\(ran.output)") < #require(second, "\(ran.output)"))
    let json = try home.kin("explain", "tea", "--json", "--at", "2026-11-15T18:30").json
    #expect(json["openRoles"]?["host"]?.string == "sam")
    #expect(json["roles"]?["host"]?.string == "ana")
  }

  @Test(arguments: [("done", "done"), ("skip", "skipped")])
  func `an answer ahead of its time is shown as what it was`(answer: String, words: String) throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-16T12:00")
    _ = try home.kin(answer, "check-in", "--at", "2026-11-20T12:00")
    let ran = try home.kin("explain", "check-in", "--at", "2026-11-20T12:30")
    let sentence = "Sunday, 22 November at 18:00 is \(words) already, ahead of its time."
    #expect(ran.lines.contains(sentence), "\(ran.output)")
  }

  @Test func `without a daemon only the latest of the answers is shown`() throws {
    let home = Home(#"{ "id": "tea", "title": "Tea", "when": "every day at 08:00" }"#)
    for day in ["2026-11-01", "2026-11-02", "2026-11-03"] {
      _ = try home.kin("done", "tea@\(day)T08:00", "--at", "\(day)T09:00")
    }
    let ran = try home.kin("explain", "tea", "--at", "2026-11-03T12:00")
    #expect(ran.lines.filter { $0.hasSuffix("is done.") } == ["Today at 08:00 is done."], "\(ran.output)")
  }

  @Test func `an answer that came after its time is not shown as ahead of it`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-16T12:00")
    _ = try home.kin("done", "check-in", "--at", "2026-11-22T19:00")
    let ran = try home.kin("explain", "check-in", "--at", "2026-11-22T19:30")
    #expect(ran.lines.contains("Today at 18:00 is done."), "\(ran.output)")
  }

  @Test func `while the user feels stretched, nudges rest, and that is said`() throws {
    let home = Home(
      """
      { "id": "check-in", "title": "Weekly check-in", "when": "every sunday at 18:00",
        "nudge": { "every": "1 day", "times": 2 } }
      """)
    func rests() throws -> Bool {
      try home.kin("explain", "check-in", "--at", "2026-11-16T12:00").lines.contains {
        $0.hasPrefix("Nothing is asked twice while you feel stretched: its nudges rest until ")
      }
    }
    #expect(try !rests())
    _ = try home.kin("stretched", "--for", "2 weeks", "--at", "2026-11-15T12:00")
    #expect(try rests())
  }

  @Test func `one time shows what happened to it`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)),
      try event("check-in@2026-11-15T18:00", "2026-11-15T19:10", done("2026-11-15T19:10")))
    let ran = try home.kin("explain", "check-in@2026-11-15T18:00", "--at", saturday)
    #expect(ran.status == 0)
    #expect(ran.lines.contains("Sunday, 15 November at 18:00: reminded"))
    #expect(ran.lines.contains("Sunday, 15 November at 19:10: done"))
    let wrong = try home.kin("explain", "check-in@2026-11-14T18:00", "--at", saturday)
    #expect(wrong.status == 1)
  }
}

@Suite("kin explain, of what waits and what passed")
struct ExplainWaitingTests {
  private let home = Home(
    """
    { "id": "check-in", "title": "Weekly check-in", "when": "every sunday at 18:00",
      "nudge": { "every": "1 day", "times": 2 } },
    { "id": "walk", "title": "Walk", "when": "every day at 9:00", "remind": ["2h before", "at start"],
      "missed": { "policy": "latest", "within": "3h" } }
    """,
    more: """
      "quietHours": [
        { "from": "22:00", "to": "06:00" },
        { "from": "06:00", "to": "09:00" }
      ],
      """)

  @Test func `what comes next is data, with the line that delays it`() throws {
    let json = try home.kin("explain", "check-in", "--json", "--at", "2026-11-20T12:00").json
    #expect(json["next"]?.elements.prefix(3).map { $0["kind"]?.string } == ["due", "nudge", "nudge"])
    #expect(json["next"]?[0]?["key"]?.string == "when")
    #expect(json["next"]?[1]?["key"]?.string == "nudge")
    #expect(json["next"]?[1]?["at"]?.string == "2026-11-23T18:00:00")
    #expect(json["reasons"]?[0]?["kind"]?.string == "when")
  }

  @Test func `a reminder that quiet hours leave no room for is shown`() throws {
    let ran = try home.kin("explain", "walk", "--at", "2026-11-20T12:00")
    #expect(
      ran.lines.contains(
        "The reminder 2 hours before is left out: it is quiet until the start.  config.json:9"))
    #expect(ran.lines.contains("What is missed comes later, up to 3 hours.  config.json:10"))
  }

  @Test func `what passed says why`() throws {
    try home.remember(
      Event(
        at: at("2026-11-01T12:00"), ritual: "walk",
        fact: .adopted(schedule: "every day at 9:00; remind 2 hours before, at start")),
      try event(
        "walk@2026-11-19T09:00", "2026-11-19T15:00", .lapsed(.tooLate(CivilTime.Span(seconds: 3 * 3600)))))
    let json = try home.kin("explain", "walk", "--json", "--at", "2026-11-19T16:00").json
    let passed = json["reasons"]?.elements.first { $0["kind"]?.string == "passed" }
    #expect(
      passed?["sentence"]?.string == "Today at 09:00 passed: it was missed by more than 3 hours.")
    #expect(passed?["line"]?.integer == 10)
  }

  @Test func `what passed, was answered, and had that answer undone, has passed all the same`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    let name = "check-in@2026-11-08T18:00"
    try home.remember(
      try event(name, "2026-11-08T18:00", .reminded(.due, attempt: 1)),
      try event(name, "2026-11-15T17:00", .lapsed(.openLongEnough(CivilTime.Span(days: 6)))),
      try event(name, "2026-11-15T17:01", .done(on: #require(CivilDateTime("2026-11-15T17:01")))))
    func passed() throws -> String? {
      let json = try home.kin("explain", "check-in", "--json", "--at", "2026-11-15T17:10").json
      return json["reasons"]?.elements.first { $0["kind"]?.string == "passed" }?["sentence"]?.string
    }
    #expect(try passed() == nil)
    let undone = try home.kin("undo", "check-in", "--at", "2026-11-15T17:05")
    #expect(undone.error == "")
    let found = try passed()
    #expect(found == "Sunday, 8 November at 18:00 passed: it was open for 6 days.")
  }

  @Test func `an open one says when it is asked again`() throws {
    try home.remember(
      Event(
        at: at("2026-11-01T12:00"), ritual: "check-in",
        fact: .adopted(schedule: "every sunday at 18:00; nudge 2 times every 1d")),
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    let ran = try home.kin("explain", "check-in", "--at", "2026-11-15T19:00")
    #expect(ran.lines.contains("Unanswered, you are asked again tomorrow at 18:00.  config.json:8"))
    #expect(try home.kin("--at", "2026-11-15T19:00").output.contains("asked again tomorrow at 18:00"))
  }
}
