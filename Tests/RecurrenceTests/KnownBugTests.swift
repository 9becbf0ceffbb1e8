import CivilTime
import Recurrence
import TestSupport
import Testing
import Wording

/// Bugs of other engines, each by its name there, so that they are not repeated.
@Suite struct KnownBugTests {
  struct Bug: Sendable, CustomTestStringConvertible {
    var name: String
    var rule: String
    var start: String
    var zone: String
    /// An instant to ask from, where the bug needs one.
    var after: String?
    /// The first occurrences: wall times, or instants where they end in Z.
    var expected: [String]
    var testDescription: String { name }

    init(
      _ name: String, _ rule: String, from start: String, in zone: String = "UTC", after: String? = nil,
      _ expected: [String]
    ) {
      (self.name, self.rule, self.start, self.zone, self.after) = (name, rule, start, zone, after)
      self.expected = expected
    }
  }

  static let bugs: [Bug] = [
    Bug(
      "biweekly#38: a time in the gap went back to 01:30", "FREQ=WEEKLY;BYDAY=SU", from: "2016-03-06T02:30",
      in: "America/Los_Angeles", ["2016-03-06T10:30:00Z", "2016-03-13T10:30:00Z", "2016-03-20T09:30:00Z"]),
    Bug(
      "awx#15809: a jump ahead from summer into winter is an hour off", "FREQ=DAILY",
      from: "2024-07-01T09:00",
      in: "America/New_York", after: "2025-01-15T00:00:00Z", ["2025-01-15T14:00:00Z", "2025-01-16T14:00:00Z"]),
    Bug(
      "rust-rrule#109: hours repeated and left out where the clocks change", "FREQ=HOURLY;COUNT=4",
      from: "2024-03-31T00:00", in: "Europe/London",
      ["2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z", "2024-03-31T02:00:00Z", "2024-03-31T03:00:00Z"]),
    Bug(
      "ical.net#751: UNTIL in a week that belongs to the next year",
      "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;UNTIL=20241230", from: "2024-01-01T00:00",
      ["2024-01-01T00:00", "2024-12-30T00:00"]),
    Bug(
      "libical#1374: WEEKLY with BYMONTH and BYSETPOS loses the week astride two months",
      "FREQ=WEEKLY;BYMONTH=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", from: "2024-05-01T09:00",
      ["2024-05-01T09:00", "2024-05-06T09:00"]),
    Bug(
      "libical#1143: BYWEEKNO=53 in years that have 52", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
      from: "2015-01-01T09:00",
      ["2015-12-28T09:00", "2020-12-28T09:00", "2026-12-28T09:00", "2032-12-27T09:00", "2037-12-28T09:00"]),
    Bug(
      "libical#1143: BYWEEKNO=-53", "FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO", from: "2015-01-01T09:00",
      ["2019-12-30T09:00", "2025-12-29T09:00", "2031-12-29T09:00"]),
    Bug(
      "libical#1145: the 53rd Monday of a year", "FREQ=YEARLY;BYDAY=53MO", from: "2015-01-01T09:00",
      ["2018-12-31T09:00", "2024-12-30T09:00", "2029-12-31T09:00"]),
    Bug(
      "libical#1230: BYMINUTE ignores INTERVAL=61", "FREQ=MINUTELY;INTERVAL=61;BYMINUTE=0,1,2",
      from: "2026-01-01T00:00",
      ["2026-01-01T00:00", "2026-01-01T01:01", "2026-01-01T02:02", "2026-01-03T13:00"]),
    Bug(
      "libical#937: lists out of order, and the start twice", "FREQ=DAILY;BYHOUR=20,7,9,7;COUNT=4",
      from: "2026-01-01T07:00",
      ["2026-01-01T07:00", "2026-01-01T09:00", "2026-01-01T20:00", "2026-01-02T07:00"]),
    Bug(
      "libical#291: a jump ahead is wrong, then hangs", "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
      from: "2016-01-31T09:00", after: "2026-11-21T00:00:00Z", ["2028-07-31T09:00", "2028-12-31T09:00"]),
    Bug(
      "libical#318, dateutil#1425: what does not exist is moved on", "FREQ=DAILY;COUNT=3",
      from: "2026-03-28T02:30",
      in: "Europe/Berlin", ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]),
    Bug(
      "libical#795: BYSETPOS in hours, of which the start's is cut",
      "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5", from: "2024-10-23T15:40",
      ["2024-10-23T15:40", "2024-10-23T17:20", "2024-10-23T17:40", "2024-10-23T19:20", "2024-10-23T19:40"]),
    Bug(
      "libical 4.0.3: an interval that does not divide the day, asked far from the start",
      "FREQ=HOURLY;INTERVAL=7", from: "2016-01-01T00:00", after: "2026-01-01T00:00:00Z",
      // The years between have 87,672 hours; 87,675 is the next multiple of 7.
      ["2026-01-01T03:00", "2026-01-01T10:00"]),
    Bug(
      "libical 4.0.3: the grid of minutes is left at a change of the clocks", "FREQ=MINUTELY;INTERVAL=45",
      from: "2026-03-29T00:30", in: "Europe/Berlin",
      ["2026-03-28T23:30:00Z", "2026-03-29T00:15:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:45:00Z"]),
    Bug(
      "libical 4.0.3: a cap on steps lets dates out that are none", "FREQ=MINUTELY;BYMONTH=1",
      from: "2026-02-01T00:00",
      ["2027-01-01T00:00", "2027-01-01T00:01"]),
    Bug(
      "dateutil#1398, ical.net#527: the first week is cut before BYSETPOS counts",
      "FREQ=WEEKLY;BYDAY=WE,TH,FR;BYHOUR=18,19;BYMINUTE=0,30;BYSETPOS=1,5,12", from: "2021-08-26T01:00",
      ["2021-08-26T18:00", "2021-08-27T19:30", "2021-09-01T18:00", "2021-09-02T18:00", "2021-09-03T19:30"]),
    Bug(
      "dateutil#1537: the last week of the year before", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,FR",
      from: "2025-06-01T09:00",
      ["2025-12-29T09:00", "2026-01-02T09:00", "2027-01-04T09:00"]),
    Bug(
      "ical.net#657: years of weeks count from the start's own",
      "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=53,1;BYDAY=SA",
      from: "2010-01-02T09:00", ["2010-01-02T09:00", "2011-01-08T09:00", "2013-01-05T09:00"]),
    Bug(
      "ical.net#729: BYWEEKNO with a date of the year before",
      "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101", from: "2024-12-30T09:00",
      ["2024-12-30T09:00", "2025-12-30T09:00", "2030-12-30T09:00", "2031-12-30T09:00"]),
    Bug(
      "swift-foundation#1387: the second Tuesday", "FREQ=MONTHLY;BYDAY=2TU", from: "2026-02-01T09:00",
      ["2026-02-10T09:00", "2026-03-10T09:00"]),
    Bug(
      "swift-foundation#2224: 29 February each year is not 1 March", "FREQ=YEARLY", from: "2024-02-29T09:00",
      ["2024-02-29T09:00", "2028-02-29T09:00"]),
    Bug(
      "rust-rrule#115, rrule#390: days twice and days lost around changes of the clocks", "FREQ=DAILY",
      from: "2020-03-27T00:00", in: "Europe/London",
      ["2020-03-27T00:00:00Z", "2020-03-28T00:00:00Z", "2020-03-29T00:00:00Z", "2020-03-29T23:00:00Z"]),
    Bug(
      "JonasWanke/rrule#71: the interval counted from where one asks", "FREQ=DAILY;INTERVAL=3",
      from: "2024-01-01T09:00",
      after: "2024-02-01T12:00:00Z", ["2024-02-03T09:00", "2024-02-06T09:00"]),
    Bug(
      "JonasWanke/rrule#68: a position that a week does not have gives another day",
      "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=2,3", from: "2024-02-01T00:00",
      ["2024-02-07T00:00", "2024-02-14T00:00", "2024-02-21T00:00"]),
    Bug(
      "ical.js PR#904: 28 years are not enough", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
      from: "2072-02-29T09:00",
      ["2072-02-29T09:00", "2112-02-29T09:00"]),
    Bug(
      "ical.js#1039: BYSETPOS in days", "FREQ=DAILY;BYHOUR=9,12,17;BYSETPOS=-1", from: "2016-01-01T09:00",
      ["2016-01-01T17:00", "2016-01-02T17:00"]),
    Bug(
      "ical4j#99: UNTIL in UTC cuts the last one behind a change of the clocks",
      "FREQ=DAILY;UNTIL=20261026T080000Z",
      from: "2026-10-24T09:00", in: "Europe/Berlin",
      ["2026-10-24T09:00", "2026-10-25T09:00", "2026-10-26T09:00"]),
    Bug(
      "biweekly#122: BYSETPOS skips the start", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      from: "1997-09-04T09:00", ["1997-09-04T09:00", "1997-10-07T09:00", "1997-11-06T09:00"]),
    Bug(
      "rrule.swift#5: COUNT begins anew where one asks", "FREQ=DAILY;COUNT=5", from: "2024-01-01T09:00",
      after: "2024-01-03T12:00:00Z", ["2024-01-04T09:00", "2024-01-05T09:00"]),
    Bug(
      "sabre/vobject#626: a month that is not named, in the year of the start",
      "FREQ=YEARLY;BYMONTH=6;BYDAY=-1FR",
      from: "2023-09-01T12:00", ["2024-06-28T12:00", "2025-06-27T12:00"]),
    Bug(
      "systemd#13745: a day is lost after a gap", "FREQ=DAILY", from: "2017-10-13T00:00",
      in: "America/Sao_Paulo",
      ["2017-10-13T03:00:00Z", "2017-10-14T03:00:00Z", "2017-10-15T03:00:00Z", "2017-10-16T02:00:00Z"]),
    Bug(
      "systemd#32039: Dublin, where winter is the daylight saving time", "FREQ=DAILY",
      from: "2026-10-24T01:30",
      in: "Europe/Dublin", ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
    Bug(
      "lib-recur refuses what is only rare", "FREQ=HOURLY;BYHOUR=12;BYYEARDAY=-366", from: "2025-01-01T00:00",
      ["2028-01-01T12:00", "2032-01-01T12:00"]),
    Bug(
      "a day that a zone left out happens on the next", "FREQ=DAILY", from: "2011-12-29T10:00",
      in: "Pacific/Apia",
      ["2011-12-29T20:00:00Z", "2011-12-30T20:00:00Z", "2011-12-31T20:00:00Z"]),
  ]

  @Test(arguments: bugs) func isNotHere(bug: Bug) throws {
    let zone = bug.zone == "UTC" ? Zone.utc : systemZone(bug.zone)
    let recurrence = Recurrence(try RecurrenceRule(bug.rule), start: CivilDateTime(bug.start)!, zone: zone)
    let after = bug.after.map { Instant($0)! } ?? .distantPast
    let slots = recurrence.occurrences(after: after).prefix(bug.expected.count)
    let isInstant = bug.expected[0].hasSuffix("Z")
    #expect(slots.map { isInstant ? "\($0.instant)" : $0.local.shortDescription } == bug.expected)
  }

  @Test(
    "Rules on which others walk for ever end at once, and are told to be empty",
    arguments: [
      ("libical#188", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
      ("swift-foundation#2203", "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31"),
      ("ical.js#509", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"),
      ("ical.js#1038", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
      ("sabre/vobject#329", "FREQ=YEARLY;COUNT=6;BYMONTHDAY=31;BYMONTH=11"),
      ("sabre/vobject#442", "FREQ=MONTHLY;BYDAY=2TU;BYSETPOS=2"),
      ("sabre/vobject PR#564", "FREQ=YEARLY;BYMONTH=5;BYSETPOS=3;BYMONTHDAY=3"),
      ("libical 4.0.3", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
      ("sabre/vobject#430", "FREQ=YEARLY;BYMONTH=10;BYDAY=6SA"),
    ])
  func endsAtOnce(name: String, text: String) throws {
    let rule = try RecurrenceRule(text)
    #expect(!rule.isSatisfiable, "\(name)")
    let recurrence = Recurrence(
      rule, start: CivilDateTime("2026-01-01T09:00")!, zone: systemZone("Europe/Berlin"))
    #expect(recurrence.next(after: .distantPast) == nil, "\(name)")
    #expect(recurrence.previous(before: .distantFuture) == nil, "\(name)")
  }

  @Test("sabre/vobject#566: every seventh day is never another weekday than the start's")
  func everySeventhDay() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY;INTERVAL=7;BYDAY=MO"), start: CivilDateTime("2026-01-01T09:00")!,
      zone: .utc)
    #expect(recurrence.next(after: .distantPast) == nil)
  }

  @Test(
    "sabre/vobject#90, ice_cube#274: a day that is none is refused",
    arguments: [
      "FREQ=MONTHLY;BYDAY=0TH", "FREQ=MONTHLY;BYMONTHDAY=42", "FREQ=YEARLY;BYMONTH=",
    ])
  func isRefused(text: String) { #expect(throws: ExpressionFault.self) { try RecurrenceRule(text) } }

  @Test("dateutil#462, #1059: clocks still change after 2037")
  func longAfter2037() throws {
    let berlin = systemZone("Europe/Berlin")
    for year in [2038, 2050, 2400, 9999] {
      let recurrence = Recurrence(
        try RecurrenceRule("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1"), start: CivilDateTime("2020-01-01T12:00")!,
        zone: berlin)
      let before = CivilDateTime(CivilDate(year: year - 1, month: 12, day: 1)!, .midnight)
      let slots = recurrence.occurrences(after: berlin.instant(of: before)).prefix(2)
      #expect(slots.map { berlin.offset(at: $0.instant) } == [3600, 7200], "\(year)")
    }
  }

  @Test("swift-foundation#881: dates do not depend on where one begins to ask")
  func asksFromAnywhere() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"),
      start: CivilDateTime("1997-08-05T09:00")!,
      zone: systemZone("America/New_York"))
    let all = Array(recurrence.occurrences(after: .distantPast).prefix(100))
    #expect(all.count == 100)
    for (index, slot) in all.enumerated().dropFirst() {
      for second in [-86_400 * 3, -3600, -1] as [Int64] {
        let found = recurrence.next(after: slot.instant.advanced(bySeconds: second))
        #expect(found == slot || found == all[index - 1])
      }
    }
  }

  @Test("rrule#392, #407, #580: far from the start costs no more than near it", .timeLimit(.minutes(1)))
  func farFromTheStart() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=SECONDLY;INTERVAL=7;BYHOUR=9,17;BYDAY=MO"),
      start: CivilDateTime("0001-01-01T00:00")!,
      zone: systemZone("Europe/Berlin"))
    var at = Instant("2026-01-01T00:00:00Z")!
    for _ in 0..<5_000 {
      at = try #require(recurrence.next(after: at)).instant
    }
    #expect(at > Instant("2026-01-12T00:00:00Z")!)
  }

  @Test func `systemd#8647: a time that comes twice in autumn was left out`() throws {
    let recurrence = Recurrence(
      try CalendarExpression("*-*-* 02:30"), zone: systemZone("Europe/Berlin"))
    let after = try #require(Instant("2018-10-27T12:00:00Z"))
    #expect(
      recurrence.occurrences(after: after).prefix(2).map(\.instant.description)
        == ["2018-10-28T00:30:00Z", "2018-10-29T01:30:00Z"])
  }

  @Test(
    "corelibs-foundation#4984, #4725: zones that a frozen table does not have",
    arguments: ["Europe/Kyiv", "America/Nuuk", "America/Ciudad_Juarez", "Pacific/Kanton", "Asia/Qostanay"])
  func zonesByTheMachine(name: String) throws {
    let bytes = try #require(systemZoneBytes(name), "this machine's tz database knows it")
    _ = try Zone(identifier: name, tzif: bytes)
  }
}
