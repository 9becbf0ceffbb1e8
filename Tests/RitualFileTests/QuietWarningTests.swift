import CivilTime
import RitualFile
import TestSupport
import Testing

@Suite("warnings about quiet hours")
struct QuietWarningTests {
  private static let people = """
    "sam": { "name": "Sam" },
    "ana": { "name": "Ana", "timeZone": "America/Lima", "quietHours": [{ "from": "21:00", "to": "09:00" }] },
    "li": { "name": "Li", "timeZone": "Asia/Shanghai" },
    "kim": { "name": "Kim", "timeZone": "Europe/Berlin" },
    "jo": { "name": "Jo", "quietHours": [{ "from": "20:00", "to": "07:00", "days": ["monday"] }] }
    """

  /// What is reported of one ritual in Berlin, whose nights are quiet; each line without its place.
  private func warnings(
    _ ritual: String, quiet: String = #"[{ "from": "22:00", "to": "08:00" }]"#,
    from: String = "2026-11-21T12:00"
  ) throws -> [String] {
    let text = """
      { "me": "sam", "timeZone": "Europe/Berlin", "quietHours": \(quiet), "people": { \(Self.people) },
        "rituals": [
          { "id": "a", "title": "A", \(ritual) }
        ] }
      """
    let bytes = Array(text.utf8)
    let reading = RitualFile.read(bytes, file: "c", zones: nil)
    let household = try #require(reading.household, "\(reading.diagnostics)")
    let berlin = systemZone("Europe/Berlin")
    let now = berlin.instant(of: try #require(CivilDateTime(from)))
    return RitualFile.quietWarnings(
      of: household, in: bytes, file: "c", after: now, zone: berlin
    ) { systemZone($0) }.map {
      $0.message + ($0.suggestion.map { "; \($0)" } ?? "")
    }
  }

  @Test func `a time at night elsewhere is reported with both clocks and a time that suits both`() throws {
    #expect(
      try warnings(#""with": ["ana"], "when": "every first saturday at 10:00""#, quiet: "[]") == [
        "10:00 for you, 04:00 for Ana: always within the quiet hours of Ana; at 16:00 it would suit both"
      ])
    #expect(
      try warnings(#""with": ["li"], "when": "every monday at 19:00""#, quiet: "[]") == [
        "19:00 for you, Tue 02:00 for Li: always at night for Li; at 15:30 it would suit both"
      ])
    #expect(try warnings(#""with": ["ana"], "when": "every first saturday at 16:00""#) == [])
    #expect(try warnings(#""with": ["sam", "kim"], "when": "every day at 21:00""#) == [], "no zone apart")
  }

  @Test func `a zone that keeps its clock is reported with the part of the year`() throws {
    let ritual = #""with": ["ana"], "when": "every sunday at 15:30""#
    let reported = "from 28 March to 24 October within the quiet hours of Ana; at 16:00 it would suit both"
    #expect(try warnings(ritual) == ["15:30 for you, 08:30 for Ana: \(reported)"])
    // The looking begins within that stretch: it is one all the same.
    #expect(
      try warnings(ritual, from: "2027-06-10T12:00") == [
        "15:30 for you, 08:30 for Ana: \(reported.replacing("28 March", with: "26 March"))"
      ])
  }

  @Test func `hours of some weekdays are reported as some of the times`() throws {
    #expect(
      try warnings(#""with": ["jo"], "when": "every day at 20:30""#) == [
        "20:30: at some of its times within the quiet hours of Jo; at 19:30 it would suit both"
      ])
    #expect(
      try warnings(#""with": ["jo"], "when": "every monday at 20:30""#) == [
        "20:30: always within the quiet hours of Jo; at 19:30 it would suit both"
      ])
  }

  @Test func `where no time suits all, somebody is to be asked`() throws {
    let ritual = #""with": ["ana", "li"], "when": { "onCalendar": "Mon 19:00" }"#
    #expect(
      try warnings(ritual) == [
        "19:00 for you, Tue 02:00 for Li: always at night for Li; no other time was found to suit all: "
          + "ask Li which is all right"
      ])
  }

  @Test func `a time is proposed on the ritual's own clock`() throws {
    let ritual = #""timeZone": "America/Lima", "with": ["li"], "when": "every friday at 17:00""#
    let reported = try warnings(ritual, quiet: "[]")
    #expect(reported.count == 1)
    #expect(
      reported.first?.hasSuffix("always at night for Li; at 09:30 in America/Lima it would suit both") == true
    )
  }

  @Test func `a cadence is looked at as kept each time`() throws {
    let ritual = #""with": ["ana"], "when": "2 weeks after last time, saturday, at 09:00""#
    #expect(try warnings(ritual).count == 1)
  }

  @Test func `reminders that always wait for the end of the user's own quiet are reported`() throws {
    let when = #""when": "every day at 06:00""#
    let reported =
      "its reminders always fall into your quiet hours and wait until 08:00; "
      + "\"urgency\": \"critical\" passes them, or choose another time"
    #expect(try warnings(when) == [reported])
    #expect(try warnings(when, quiet: "[]") == [])
    #expect(try warnings(when + #", "urgency": "critical""#) == [])
    #expect(try warnings(when + #", "paused": true"#) == [])
    #expect(try warnings(when + #", "remind": ["the evening before at 20:00", "at start"]"#) == [])
    #expect(try warnings(#""when": "every 5 hours", "starting": "2026-01-01""#) == [], "some come by day")
    let weekends =
      #"[{ "from": "22:00", "to": "08:00" }, { "from": "22:00", "to": "10:00", "days": ["friday"] }]"#
    #expect(try warnings(when, quiet: weekends).first?.contains("wait for their end") == true)
  }

  @Test func `the wait is the planner's, with the hours of everybody it waits for`() throws {
    let text = """
      { "me": "sam", "timeZone": "Europe/Berlin", "quietHours": [{ "from": "22:00", "to": "08:00" }],
        "people": { "sam": { "name": "Sam", "quietHours": [{ "from": "07:00", "to": "15:00" }] } },
        "rituals": [{ "id": "a", "title": "A", "when": "every day at 06:00" }] }
      """
    let household = try #require(RitualFile.read(Array(text.utf8), file: "c", zones: nil).household)
    let warnings = RitualFile.quietWarnings(
      of: household, in: Array(text.utf8), file: "c", after: Instant(seconds: 0),
      zone: systemZone("Europe/Berlin")
    ) { systemZone($0) }
    #expect(
      warnings.map(\.message) == ["its reminders always fall into your quiet hours and wait until 15:00"])
  }

  @Test func `each warning has its place`() throws {
    let rituals = (0..<100).map {
      #"{ "id": "r\#($0)", "title": "R", "with": ["ana"], "when": "every day at 10:00" }"#
    }
    let text = """
      { "me": "sam", "people": { \(Self.people) }, "rituals": [
      \(rituals.joined(separator: ",\n"))
      ] }
      """
    let reading = RitualFile.read(Array(text.utf8), file: "c", zones: nil)
    let warnings = RitualFile.quietWarnings(
      of: try #require(reading.household), in: Array(text.utf8), file: "c", after: Instant(seconds: 0),
      zone: systemZone("Europe/Berlin")
    ) { systemZone($0) }
    // The people take five lines, and the rituals begin behind them.
    #expect(warnings.map(\.line) == Array(6..<106))
    #expect(warnings.allSatisfy { $0.severity == .warning })
  }
}
