import CivilTime
import RitualFile
import TestSupport
import Testing

@Suite("warnings about what a ritual's keys make of each other")
struct ScheduleWarningTests {
  /// What is reported of one ritual in Berlin, on a Saturday; each with the text that it is about.
  private func warnings(_ ritual: String, more: String = "") throws -> [String] {
    let text = """
      { "timeZone": "Europe/Berlin", \(more)
        "rituals": [{ "id": "a", "title": "A", \(ritual) }] }
      """
    let bytes = Array(text.utf8)
    let reading = RitualFile.read(bytes, file: "c", zones: nil)
    let household = try #require(reading.household, "\(reading.diagnostics)")
    let berlin = systemZone("Europe/Berlin")
    let now = berlin.instant(of: try #require(CivilDateTime("2026-11-28T12:00")))
    return RitualFile.scheduleWarnings(
      of: household, in: bytes, file: "c", after: now, zone: berlin
    ) { systemZone($0) }.map {
      #expect($0.severity == .warning)
      return "\(String(decoding: bytes[$0.range], as: UTF8.self)): \($0.text)"
    }
  }

  private func except(_ when: String, _ points: String, _ more: String = "") throws -> [String] {
    try warnings(#""when": "\#(when)", "except": [\#(points)]\#(more)"#)
  }

  @Test(arguments: [
    ("every friday at 16:00", "2026-12-26", "2026-12-25"),
    ("every friday at 16:00", "2026-12-25T17:00", "2026-12-25T16:00"),
    ("every friday at 16:00", "2026-12-29", "2027-01-01"),
    ("every year on 24 december", "2027-05-01", "2026-12-24"),
    ("once on 2026-12-24", "2026-12-25", "2026-12-24"),
    ("every day at 8:00 and 20:00", "2026-12-24T19:00", "2026-12-24T20:00"),
    ("3 weeks after last time, saturday", "2026-12-25", "2026-12-26"),
    ("3 weeks after last time at 11:00", "2026-12-25T10:00", "2026-12-25T11:00"),
  ])
  func `an exception that meets nothing is reported with the nearest time`(
    when: String, point: String, nearest: String
  ) throws {
    #expect(
      try except(when, "\"\(point)\"") == [
        "\"\(point)\": warning: it doesn't come on \(point), so there is nothing to except; "
          + "did you mean \"\(nearest)\"?"
      ])
    #expect(try except(when, "\"\(nearest)\"", #", "also": ["2030-01-01"]"#) == [], "following it mends it")
  }

  @Test func `the nearest is one that isn't excepted yet`() throws {
    let found = try except("every friday at 16:00", #""2026-12-25", "2026-12-26""#)
    #expect(found.count == 1 && found[0].hasSuffix("did you mean \"2027-01-01\"?"))
  }

  @Test func `an extra day may be excepted by nothing, and an end or a season leaves nothing to except`()
    throws
  {
    #expect(try except("every friday", #""2026-12-01""#, #", "until": "2026-12-31""#).count == 1)
    #expect(
      try except("every friday", #""2027-01-01""#, #", "until": "2026-12-31""#).first?
        .hasSuffix("did you mean \"2026-12-25\"?") == true)
    #expect(
      try except("every friday", #""2026-12-25""#, #", "season": { "from": "03-01", "to": "10-31" }"#).first?
        .hasSuffix("did you mean \"2027-03-05\"?") == true)
  }

  @Test func `a day that lies behind is reported only where the year looks like a slip`() throws {
    #expect(try except("every friday", #""2026-05-02""#) == [], "it does no harm")
    #expect(
      try except("every friday", #""2025-12-25""#, #", "starting": "2026-01-01""#).first?
        .hasSuffix("did you mean \"2026-12-25\"?") == true)
  }

  @Test func `a time that a gap moves is met by its name`() throws {
    #expect(try except("every day at 2:30", #""2027-03-28T02:30""#) == [])
    #expect(try except("every day at 2:30", #""2027-03-28""#) == [])
    #expect(
      try except("every day at 2:30", #""2027-03-28T03:30""#).first?
        .hasSuffix("did you mean \"2027-03-28T02:30\"?") == true)
  }

  @Test func `an extra day that comes anyway, or not at all, is reported`() throws {
    let when = #""when": "every friday at 16:00""#
    #expect(
      try warnings(when + #", "also": ["2026-12-25", "2026-12-24", "2026-12-25T17:00"]"#) == [
        #""2026-12-25": warning: it comes on 2026-12-25 anyway; remove it"#
      ])
    #expect(
      try warnings(when + #", "also": ["2026-12-24"], "except": ["2026-12-24"]"#) == [
        #""2026-12-24": warning: it doesn't come on 2026-12-24, which is in "except" too; remove it from one of the two"#
      ])
    #expect(
      try warnings(when + #", "also": ["2027-02-01"], "until": "2027-01-31""#) == [
        #""2027-02-01": warning: it doesn't come on 2027-02-01, since it ends on 2027-01-31; let it end later, or remove the day"#
      ])
    #expect(
      try warnings(when + #", "also": ["2027-02-01"], "season": { "from": "03-01", "to": "10-31" }"#) == [
        #""2027-02-01": warning: it doesn't come on 2027-02-01, outside its season; "#
          + "the season is from 1 March to 31 October; change it, or remove the day"
      ])
    #expect(try warnings(#""when": "once on 2026-12-24", "also": ["2026-12-24"]"#).count == 1)
    #expect(try warnings(#""when": "3 weeks after last time", "also": ["2026-12-24"]"#) == [])
    #expect(try warnings(when + #", "also": ["2026-01-02"]"#) == [], "it lies behind")
  }

  @Test func `reminders, nudges and durations that don't fit between two times are reported`() throws {
    let when = #""when": "every friday at 16:00""#
    #expect(
      try warnings(when + #", "remind": ["1 week before", "2 weeks before", "at start"]"#) == [
        #""2 weeks before": warning: a reminder 2 weeks before comes before the previous time; let it come later"#
      ])
    #expect(
      try warnings(#""when": "1 week after last time", "remind": ["2 weeks before"]"#).first?
        .contains("would be before the last time, so it never comes") == true)
    #expect(
      try warnings(when + #", "nudge": { "every": "7 days", "times": 2 }"#) == [
        #""7 days": warning: the next time is due within 1 week, so it never asks again; ask again sooner"#
      ])
    #expect(try warnings(when + #", "nudge": { "every": "6 days", "times": 2 }"#) == [])
    #expect(
      try warnings(#""when": "every 2 hours", "starting": "2026-01-01", "duration": "3h""#) == [
        #""3h": warning: the next time begins within 3 hours; let it be shorter, or come less often"#
      ])
    #expect(
      try warnings(#""when": "every monday and thursday at 9:00", "remind": ["4 days before"]"#) == [],
      "before Monday it fits")
    let defaults = #""defaults": { "remind": ["2 days before"], "duration": "2 days" },"#
    #expect(try warnings(#""when": "every day at 9:00""#, more: defaults) == [], "the defaults suit others")
  }

  @Test func `nothing in the example is doubtful`() throws {
    let bytes = Array(try Project.text(of: "config.example.json").utf8)
    let household = try #require(RitualFile.read(bytes, file: "c", zones: nil).household)
    let now = Instant(seconds: 1_780_000_000)
    let found = RitualFile.scheduleWarnings(of: household, in: bytes, file: "c", after: now, zone: .utc) {
      systemZone($0)
    }
    #expect(found.map(\.description) == [])
  }

  @Test func `each is at its place, in the order of the file`() throws {
    let text = """
      { "rituals": [
        { "id": "a", "title": "A", "when": "every friday", "except": ["2026-12-25",
          "2026-12-26"] },
        { "id": "b", "title": "B", "when": "every friday", "remind": ["at start",
          "8 days before"], "also":
          ["2026-12-25"] } ] }
      """
    let household = try #require(RitualFile.read(Array(text.utf8), file: "c", zones: nil).household)
    let found = RitualFile.scheduleWarnings(
      of: household, in: Array(text.utf8), file: "c", after: Instant(seconds: 1_780_000_000), zone: .utc
    ) { _ in nil }
    #expect(found.map(\.line) == [3, 5, 6] && found.map(\.column) == [5, 5, 6])
  }
}
