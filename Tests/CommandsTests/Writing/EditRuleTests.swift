import JSONText
import TestSupport
import Testing

@Suite("kin edit with a rule")
struct EditRuleTests {
  private let home = Home(
    """
    { "id": "tea", "title": "Tea", "when": "every friday at 16:00" },
    { "id": "soup", "title": "Soup", "when": "every 2 weeks on thursday at 19:00", "starting": "2026-01-08" },
    { "id": "twice", "title": "Twice", "when": "every day at 8:00 and 20:00" },
    { "id": "bins", "title": "Bins", "when": { "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "start": "2026-01-06T18:30" } },
    { "id": "market", "title": "Market", "when": { "onCalendar": "Sat 10:00" } },
    { "id": "walk", "title": "Walk", "when": "every saturday", "starting": "2026-01-03T07:15" },
    { "id": "course", "title": "Course", "when": "every monday at 10:15, 12 times", "starting": "2026-11-02" },
    { "id": "choir", "title": "Choir", "when": "every monday at 10:15 until 2027-06-30" },
    { "id": "swim", "title": "Swim", "when": "every monday at 10:15", "season": { "from": "03-01", "to": "12-31" } }
    """)

  /// On a Saturday.
  private func edit(_ arguments: String...) throws -> Command.Outcome {
    try home.kin(["edit"] + arguments, now: "2026-11-28T12:00")
  }

  private func ritual(_ id: String) throws -> JSONValue? {
    try JSONDocument(parsing: home.text).root["rituals"]?.elements.first { $0["id"]?.string == id }
  }

  @Test(arguments: [
    ("every second saturday", "every second saturday at 16:00"),
    ("every other tuesday", "every other tuesday at 16:00"),
    ("3 weeks after last time", "3 weeks after last time at 16:00"),
    ("once on 2027-01-05", "once on 2027-01-05 at 16:00"),
    ("every monday until 2027-01-31", "every monday until 2027-01-31 at 16:00"),
    ("every second saturday at 11:00", "every second saturday at 11:00"),
    ("every 2 hours on monday", "every 2 hours on monday"),
  ])
  func `the time of the day stays where only the rhythm changes`(rule: String, written: String) throws {
    #expect(try edit("tea", rule).status == 0)
    #expect(try ritual("tea")?["when"]?.string == written)
  }

  @Test(arguments: [
    ("twice", "every weekday", "every weekday at 08:00 and 20:00"),
    ("bins", "every tuesday", "every tuesday at 18:30"),
    ("market", "every sunday", "every sunday at 10:00"),
    ("walk", "every sunday", "every sunday"),
    ("choir", "every tuesday", "every tuesday at 10:15, until 2027-06-30"),
    ("course", "every 2 weeks on tuesday", "every 2 weeks on tuesday at 10:15, 8 times"),
  ])
  func `so do several times, a time beside an RRULE, and the end`(id: String, rule: String, written: String)
    throws
  {
    #expect(try edit(id, rule).status == 0)
    #expect(try ritual(id)?["when"]?.string == written)
    #expect(try id != "walk" || ritual(id)?["starting"]?.string == "2026-01-03T07:15")
  }

  @Test(arguments: [("choir", "every monday at 10:15"), ("course", "every monday at 10:15")])
  func `unset until takes the end out of the rule too`(id: String, written: String) throws {
    #expect(try edit(id, "every tuesday").lines.last == "Its rule has an end; --unset until takes that out.")
    #expect(try edit(id, "every monday", "--unset", "until").status == 0)
    #expect(try ritual(id)?["when"]?.string == written)
    #expect(try edit(id, "every monday at 10:15 until 2027-12-31").status == 0)
    let ran = try edit(id, "--unset", "until")
    #expect(ran.status == 0 && !ran.output.contains("has an end"))
    #expect(try ritual(id)?["when"]?.string == written)
  }

  @Test func `several times aren't cut down to one in silence`() throws {
    let before = try home.text
    let ran = try edit("twice", "3 weeks after last time")
    #expect(ran.status == 64 && ran.error.contains("as in \"3 weeks after last time at 08:00\""))
    #expect(try home.text == before)
    #expect(try edit("twice", "FREQ=WEEKLY;BYDAY=SA").status == 0)
    #expect(
      try ritual("twice")?["when"]?["rrule"]?.string
        == "FREQ=WEEKLY;BYDAY=SA;BYHOUR=8,20;BYMINUTE=0;BYSECOND=0")
  }

  @Test(arguments: [
    ("tea", "every 12 months on the 31st", "2026-12-31"), ("tea", "every 5 weeks on monday", "2026-11-30"),
    ("soup", "every 4 years on 29 february", "2028-02-29"), ("soup", "every 3 weeks on monday", "2026-11-30"),
    ("walk", "every 3 weeks on sunday", "2026-11-29T07:15"),
  ])
  func `a start that is missing or doesn't fit is guessed, and shown`(id: String, rule: String, start: String)
    throws
  {
    let shown = "It counts from \(start.prefix(10)), its first date; --starting says another."
    #expect(try edit(id, rule, "--dry-run").lines.last == shown)
    #expect(try edit(id, rule).lines.last == shown)
    #expect(try ritual(id)?["starting"]?.string == start)
  }

  @Test(arguments: [
    "every 2 weeks on thursday at 20:00", "every 2 weeks on friday", "every 4 weeks on thursday",
  ])
  func `a start that fits stays`(rule: String) throws {
    let ran = try edit("soup", rule)
    #expect(ran.status == 0 && !ran.output.contains("counts from"))
    #expect(try ritual("soup")?["starting"]?.string == "2026-01-08")
  }

  @Test func `beside an RRULE the guess has the time`() throws {
    #expect(try edit("bins", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31").output.contains("from 2026-12-31"))
    #expect(try ritual("bins")?["when"]?["start"]?.string == "2026-12-31T18:30")
  }

  @Test func `a start to come is kept when the RRULE goes`() throws {
    #expect(try edit("bins", "--starting", "2027-02-02").status == 0)
    #expect(try ritual("bins")?["when"]?["start"]?.string == "2027-02-02T18:30")
    #expect(try edit("bins", "every tuesday").status == 0)
    #expect(try ritual("bins")?["starting"]?.string == "2027-02-02")
  }

  @Test func `the start can be said`() throws {
    #expect(try edit("tea", "every other friday", "--starting", "next friday").status == 0)
    #expect(try ritual("tea")?["starting"]?.string == "2026-12-04")
    let ran = try edit("tea", "every 12 months on the 31st", "--starting", "2026-11-30")
    #expect(ran.status == 64)
    #expect(ran.error.contains("no day fits when it is counted from 2026-11-30; count from 2026-12-31"))
  }

  @Test(arguments: [
    (["swim", "every 29 february"], "none of its times is in the season from 1 March to 31 December"),
    (["tea", "once on 2026-01-05"], "all of it lies behind; name a day to come"),
    (["tea", "every 2 weeks on friday until 2026-12-01"], "before 2026-12-04, the first day that fits"),
    (["choir", "every year on 1 august"], "let it end on 2027-08-01 or later"),
    (["tea", "every monday", "--until", "2026-11-29"], "it ends on 2026-11-29"),
  ])
  func `a rule that would never come is refused with the way out`(arguments: [String], words: String) throws {
    let before = try home.text
    let ran = try home.kin(["edit"] + arguments, now: "2026-11-28T12:00")
    #expect((ran.status, ran.output) == (64, ""))
    #expect(ran.error.contains("would never come: ") && ran.error.contains(words), "\(ran.error)")
    #expect(try home.text == before)
  }

  @Test func `what the same command changes counts`() throws {
    #expect(try edit("swim", "every 29 february", "--unset", "season").status == 0)
    #expect(try ritual("swim")?["when"]?.string == "every 29 february at 10:15")
  }
}
