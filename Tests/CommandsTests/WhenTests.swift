import JSONText
import TestSupport
import Testing

@Suite("kin when")
struct WhenTests {
  private func when(_ arguments: String...) throws -> Command.Outcome {
    try Home().kin(["when"] + arguments)
  }

  @Test func `a phrase, as JSON, is what it means and its times`() throws {
    let ran = try when(
      "every first saturday at 10:00", "--start", "2026-12-01", "--zone", "Europe/Berlin", "--count", "2",
      "--json")
    #expect(ran.status == 0)
    #expect(ran.error == "")
    let expected: JSON = [
      "rule": "every first saturday at 10:00", "meaning": "every first saturday at 10:00",
      "rrule": "FREQ=MONTHLY;BYDAY=1SA;BYHOUR=10;BYMINUTE=0;BYSECOND=0",
      "rrules": ["FREQ=MONTHLY;BYDAY=1SA;BYHOUR=10;BYMINUTE=0;BYSECOND=0"],
      "occurrences": [
        ["local": "2026-12-05T10:00:00", "zone": "Europe/Berlin", "utc": "2026-12-05T09:00:00Z"],
        ["local": "2027-01-02T10:00:00", "zone": "Europe/Berlin", "utc": "2027-01-02T09:00:00Z"],
      ],
    ]
    #expect(JSON(try ran.json) == expected)
  }

  @Test func `the start counts where the rule meets it, and what is after is strictly later`() throws {
    func times(_ more: String...) throws -> [String?] {
      let rule = [
        "when", "RRULE:FREQ=WEEKLY;INTERVAL=2", "--start", "2026-03-15T10:00", "--zone", "Europe/Berlin",
      ]
      return try Home().kin(rule + ["--count", "2", "--json"] + more)
        .json["occurrences"]?.elements.map { $0["utc"]?.string } ?? []
    }
    #expect(try times() == ["2026-03-15T09:00:00Z", "2026-03-29T08:00:00Z"])
    #expect(try times("--after", "2026-03-15T09:00:00Z") == ["2026-03-29T08:00:00Z", "2026-04-12T08:00:00Z"])
    #expect(try times("--after", "2026-03-15T09:59:59") == ["2026-03-15T09:00:00Z", "2026-03-29T08:00:00Z"])
  }

  @Test func `for people, a time that the clock skips is reported`() throws {
    let ran = try when(
      "every day at 02:30", "--start", "2027-03-27", "--zone", "Europe/Berlin", "--count", "2")
    #expect(
      ran.output == """
        every day at 02:30
        RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0
          Sat  2027-03-27  02:30  CET   2027-03-27T01:30:00Z
          Sun  2027-03-28  03:30  CEST  2027-03-28T01:30:00Z  the clock skips 02:30 that day

        """)
  }

  @Test func `a rule that is no rule is shown with a caret`() throws {
    let ran = try when("every saterday", "--json")
    #expect(ran.status == 64)
    #expect(ran.output == "")
    #expect(
      ran.error == """
        kin: unknown weekday "saterday"; did you mean "saturday"?
        every saterday
              ^~~~~~~~

        """)
    #expect(try when("RRULE:FREQ=DALY").status == 64)
    #expect(try when("").status == 64)
  }

  @Test(arguments: [
    ("every 2 weeks on thursday", "2026-12-03"), ("RRULE:FREQ=DAILY;INTERVAL=3", "2026-11-29"),
    ("every 4 years on 29 february", "2028-02-29"), ("every month", "2026-12-01"),
  ])
  func `an interval without a start counts from the nearest day that fits, and says so`(
    rule: String, first: String
  ) throws {
    let ran = try Home().kin(["when", rule, "--json"], now: "2026-11-28T12:00")
    #expect(
      ran.error
        == "kin: counted from \(first), its first date, since there is no --start; in a config, \"starting\" says it\n"
    )
    #expect(try ran.json["occurrences"]?[0]?["local"]?.string == first + "T09:00:00")
    #expect(try when(rule, "--start", first).error == "")
  }

  @Test(arguments: ["every friday", "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every 2 weeks on friday"])
  func `without a time of the day it comes at nine`(rule: String) throws {
    let slots = Array(try #require(try when(rule, "--json").json["occurrences"]).elements)
    #expect(slots.count == 5)
    for slot in slots {
      #expect(slot["local"]?.string?.hasSuffix("T09:00:00") == true)
    }
  }

  @Test func `a calendar expression of systemd comes as systemd has it`() throws {
    let ran = try when(
      "OnCalendar=Sat *-*-1..7 10:00", "--after", "2026-11-21T12:00", "--count", "2", "--json")
    #expect(ran.status == 0)
    #expect(
      try ran.json["occurrences"]?.elements.map { $0["utc"]?.string } == [
        "2026-12-05T09:00:00Z", "2027-01-02T09:00:00Z",
      ])
    let wrong = try when("OnCalendar=Sax *-*-1")
    #expect((wrong.status, wrong.output) == (64, ""))
  }

  @Test func `what never comes says so`() throws {
    let ran = try when("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    #expect((ran.status, ran.error) == (0, "kin: it never comes from now on\n"))
  }

  @Test func `a feast that moves with Easter comes on its days`() throws {
    let ran = try when(
      "good friday at 15:00", "--zone", "UTC", "--count", "3", "--json", "--at", "2026-11-28T12:00")
    #expect(try ran.json["meaning"]?.string == "every year on good friday at 15:00")
    #expect(
      try ran.json["rrule"]?.string == "FREQ=YEARLY;BYEASTER=-2;BYHOUR=15;BYMINUTE=0;BYSECOND=0")
    #expect(
      try ran.json["occurrences"]?.elements.map { $0["utc"]?.string } == [
        "2027-03-26T15:00:00Z", "2028-04-14T15:00:00Z", "2029-03-30T15:00:00Z",
      ])
    let never = try when("RRULE:FREQ=YEARLY;BYEASTER=0;BYMONTH=5")
    #expect((never.status, never.error) == (0, "kin: it never comes from now on\n"))
  }

  @Test func `a start from which it never comes is named, with one from which it does`() throws {
    let ran = try when("every 4 years on 29 february", "--start", "2026-01-01")
    #expect(ran.error == "kin: it never comes after 2026-01-01; counted from 2028-02-29 it would\n")
  }

  @Test func `a cadence counts from the last time`() throws {
    let ran = try when(
      "10 days to 3 weeks after last time, saturday or sunday, at 11:00", "--last", "2026-11-01", "--count",
      "3",
      "--json")
    let json = try ran.json
    #expect(json["rrule"]?.isNull == true)
    #expect(
      json["occurrences"]?.elements.map { $0["local"]?.string } == [
        "2026-11-14T11:00:00", "2026-11-28T11:00:00", "2026-12-12T11:00:00",
      ])
    #expect(try when("3 weeks after last time").error.contains("--last says when the last time was"))
  }

  @Test func `a start is the first day that a cadence may come on, and no last time`() throws {
    func dates(_ arguments: String...) throws -> [String?] {
      try Home().kin(["when", "1 month after last time", "--count", "3", "--json"] + arguments)
        .json["occurrences"]?.elements.map { $0["local"]?.string.map { String($0.prefix(10)) } } ?? []
    }
    #expect(try dates("--start", "2026-01-31") == ["2026-01-31", "2026-02-28", "2026-03-28"])
    #expect(try dates("--last", "2026-01-31") == ["2026-02-28", "2026-03-28", "2026-04-28"])
    #expect(try dates("--last", "2026-01-31", "--start", "2026-03-05").first == "2026-03-05")
    #expect(try when("every friday", "--last", "2026-01-31").status == 64)
    #expect(try when("1 month after last time", "--last", "never").status == 64)
  }

  @Test func `once comes once, and then never`() throws {
    let ran = try when("once on 2026-12-24 at 18:00", "--after", "2026-12-24T17:00:00Z", "--json")
    #expect(ran.status == 0)
    #expect(try ran.json["occurrences"]?.count == 0)
    #expect(ran.error == "kin: it never comes after 2026-12-24T17:00:00Z\n")
    let first = try when("once on 2026-12-24 at 18:00", "--start", "2026-01-01", "--json")
    #expect(try first.json["occurrences"]?.elements.map { $0["utc"]?.string } == ["2026-12-24T17:00:00Z"])
  }

  @Test func `a zone that is named needs no config`() throws {
    let home = Home("nothing of this is JSON")
    let ran = try when("every day at 9:00", "--zone", "America/Lima", "--config", home.config)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(try when("every day at 9:00", "--config", home.config).status == 78)
  }

  @Test func `the zone of the config that is named is taken`() throws {
    let home = Home()
    home.folder.write("{ \"timeZone\": \"America/Lima\", \"rituals\": [] }", to: "lima.json")
    let ran = try when("every day at 9:00", "--config", home.folder("lima.json"), "--json")
    #expect(try ran.json["occurrences"]?[0]?["zone"]?.string == "America/Lima", "\(ran.error)")
  }

  @Test func `the machine's zone is taken where none is named, and a wrong one gets the nearest`() throws {
    #expect(
      try when("every day at 9:00", "--json").json["occurrences"]?[0]?["zone"]?.string == "Europe/Berlin")
    let ran = try when("every day at 9:00", "--zone", "Europe/Berln")
    #expect(ran.status == 64)
    #expect(ran.error.hasSuffix("; did you mean \"Europe/Berlin\"?\n"))
  }

  @Test(arguments: [["--start", "yesterday"], ["--after", "soon"], ["--count", "0"], ["--count", "x"]])
  func `other words than times and numbers are refused`(option: [String]) throws {
    let ran = try Home().kin(["when", "every day at 9:00"] + option)
    #expect(ran.status == 64)
    #expect(ran.output == "")
    #expect(ran.error.contains(option[1]) || option == ["--count", "0"])
  }

  @Test func `somebody's own clock stands beside the time`() throws {
    let home = Home("", more: #""people": { "ana": { "name": "Ana", "timeZone": "America/Lima" } },"# + "\n")
    func when(_ person: String) throws -> Command.Outcome {
      try home.kin(
        "when", "every first saturday at 04:00", "--with", person, "--config", home.config, "--count", "1",
        "--after", "2026-12-01T00:00:00Z", "--zone", "Europe/Berlin")
    }
    #expect(
      try when("ana").lines.last == "Sat  2026-12-05  04:00  Fri 22:00 for Ana  CET  2026-12-05T03:00:00Z")
    let wrong = try when("anna")
    #expect(wrong.status == 1)
    #expect(wrong.error == "kin: there is no person \"anna\"; did you mean \"ana\"?\n")
  }
}
