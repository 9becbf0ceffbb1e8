import Commands
import JSONText
import Rituals
import TestSupport
import Testing

@Suite("kin, the agenda")
struct AgendaTests {
  private let saturday = "2026-11-21T12:00"

  @Test func `what comes next stands in aligned columns, the nearest first`() throws {
    let ran = try Home().kin("--at", saturday)
    #expect(ran.status == 0)
    #expect(ran.error == "")
    #expect(
      ran.output == """
        Coming up after Sat 21 Nov 2026 12:00
          tomorrow   11:00  Call Dad                                call-dad
          tomorrow   18:00  Weekly check-in  with Ana and Jo        check-in
          Monday     15:30  Call Lima        09:30 in America/Lima  call-lima
          Sat 5 Dec  10:00  Coffee with Ana  with Ana · host: Sam   coffee-ana

        """)
  }

  @Test func `in a terminal, too, a table of nothing is no table`() throws {
    let home = Home()
    for command in [["agenda"], ["note"], ["win"], ["preview", "call-dad", "--days", "1"]] {
      let ran = try home.kin(command + ["--at", saturday], terminal: Terminal(width: 80))
      #expect(ran.status == 0 && !(ran.output + ran.error).isEmpty, "\(command)")
    }
  }

  @Test func `what is open stands above it with how to answer`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    let ran = try home.kin("agenda", "--at", saturday)
    #expect(
      ran.lines.prefix(3) == [
        "Open", "Sun 15 Nov  18:00  Weekly check-in  with Ana and Jo  check-in",
        "kin done check-in, kin skip check-in, or kin snooze check-in 2h",
      ])
    let json = try home.kin("--json", "--at", saturday).json
    #expect(json["open"]?.elements.map { $0["occurrence"]?.string } == ["check-in@2026-11-15T18:00"])
    #expect(
      json["next"]?.elements.map { $0["ritual"]?.string } == [
        "call-dad", "check-in", "call-lima", "coffee-ana",
      ])
  }

  @Test func `what fell due while no daemon ran is open too`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-10T12:00")
    let json = try home.kin("--json", "--at", saturday).json
    #expect(json["open"]?.elements.map { $0["occurrence"]?.string } == ["check-in@2026-11-15T18:00"])
  }

  @Test func `a reminder that was put off says until when`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)),
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:05", .snoozed(until: try at("2026-11-16T09:00"))))
    let ran = try home.kin("--at", "2026-11-15T19:00")
    #expect(ran.output.contains("put off until tomorrow at 09:00 · with Ana and Jo"))
  }

  @Test func `a time in the past shows what was known then`() throws {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)),
      try event("check-in@2026-11-15T18:00", "2026-11-15T20:00", try done("2026-11-15T20:00")))
    let before = try home.kin("--json", "--at", "2026-11-15T19:00").json
    #expect(before["open"]?.count == 1)
    let after = try home.kin("--json", "--at", "2026-11-15T21:00").json
    #expect(after["open"]?.count == 0)
  }

  @Test func `the days of people stand below it, those of the next fortnight`() throws {
    let home = Home(
      "",
      more: """
        "me": "sam", "people": {
          "sam": { "name": "Sam", "birthday": "1990-11-25" },
          "ana": { "name": "Ana", "birthday": "12-05", "away": [{ "from": "2026-11-19", "to": "2026-12-01" }] },
          "jonas": { "name": "Jonas", "birthday": "11-21", "away": [{ "from": "2026-12-04", "to": "2026-12-09" }] },
          "li": { "name": "Li", "birthday": "12-06", "away": [{ "from": "2026-11-22", "to": "2026-11-22" }] } },

        """)
    let ran = try home.kin("--at", saturday)
    #expect(
      ran.lines.suffix(7) == [
        "People", "✶  today                   Jonas' birthday", "┄  until Tue 1 Dec         Ana is away",
        "┄  tomorrow                Li is away", "✶  Wednesday               your birthday",
        "┄  Fri 4 Dec to Wed 9 Dec  Jonas is away", "✶  Sat 5 Dec               Ana's birthday",
      ])
    #expect(!ran.output.contains("1990") && !ran.output.contains("36"), "an age is no score")
    let json = try home.kin("--json", "--at", saturday).json
    #expect(json["birthdays"]?.elements.map { $0["person"]?.string } == ["jonas", "sam", "ana"])
    let away: JSON = ["person": "ana", "from": "2026-11-19", "to": "2026-12-01"]
    #expect(JSON(try #require(json["away"]?[0])) == away)
  }

  @Test func `who has another time on the clock has it beside yours`() throws {
    let home = Home(
      """
      { "id": "call", "title": "Call", "with": ["ana", "luz", "li", "kim"], "when": "every sunday at 18:00" },
      { "id": "lima", "title": "Lima", "with": ["ana"], "when": "every monday at 09:30", "timeZone": "America/Lima" }
      """,
      more: """
        "people": { "ana": { "name": "Ana", "timeZone": "America/Lima" }, "luz": { "name": "Luz", "timeZone": "America/Lima" },
          "li": { "name": "Li", "timeZone": "Asia/Shanghai" }, "kim": { "name": "Kim", "timeZone": "Europe/Paris" } },

        """)
    #expect(
      try home.kin("next", "--at", saturday).lines == [
        "tomorrow  18:00  Call  with Ana, Luz, Li and Kim · 12:00 for Ana and Luz · Mon 01:00 for Li  call",
        "Monday    15:30  Lima  with Ana · 09:30 for Ana                                              lima",
      ])
  }

  @Test func `paused rituals rest below the list`() throws {
    let home = Home(
      """
      { "id": "a", "title": "Piano", "when": "every day at 9:00", "paused": true },
      { "id": "b", "title": "Tea", "when": "every day at 16:00" }
      """)
    #expect(
      try home.kin("--at", saturday).lines.dropFirst() == ["today  16:00  Tea  b", "paused: Piano"])
  }

  @Test func `an empty config and an ended ritual say so`() throws {
    #expect(try Home("").kin("--at", saturday).lines.last == "the config has no rituals yet")
    let ended = Home(#"{ "id": "a", "title": "A", "when": "once on 2020-01-01" }"#)
    #expect(try ended.kin("--at", saturday).lines.last == "nothing for now")
    #expect(try ended.kin("--at", saturday, "--json").json["next"]?.count == 0)
  }

  @Test func `titles reach the terminal as one harmless line`() throws {
    let home = Home(
      #"""
      { "id": "a", "title": "茶 \u202eevil", "when": "every day at 13:00" },
      { "id": "b", "title": "👨‍👩‍👧 family", "when": "every day at 14:00" }
      """#)
    let ran = try home.kin("--at", saturday)
    #expect(ran.lines.dropFirst() == ["today  13:00  茶 evil    a", "today  14:00  👨‍👩‍👧 family  b"])
  }
}
