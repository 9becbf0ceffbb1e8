import CivilTime
import Recurrence
import TestSupport
import Testing

/// `next`, `previous` and the sequences on and back tell the same story, in any zone.
@Suite struct SequenceTests {
  /// Zones with changes of an hour, of half an hour, of two hours, of a whole day, at midnight, and in winter.
  static let zones: [(name: String, start: String)] = [
    ("Europe/Berlin", "2026-01-15T02:30"), ("America/New_York", "2026-02-27T01:30"),
    ("Australia/Lord_Howe", "2026-03-01T02:15"), ("Antarctica/Troll", "2026-01-31T02:00"),
    ("Pacific/Apia", "2011-11-30T10:00"), ("America/Sao_Paulo", "2017-08-01T00:00"),
    ("Europe/Dublin", "2026-01-01T01:00"), ("Africa/Casablanca", "2026-01-05T02:45"),
    ("UTC", "2026-01-01T00:00"),
  ]

  static func randomRule(_ random: inout SeededRandom) -> RecurrenceRule {
    var rule = RandomRules.calendar(&random)
    rule.interval = min(rule.interval, 3)
    if Int.random(in: 0..<3, using: &random) > 0 {
      rule.byHour = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Int.random(in: 0...4, using: &random)
      }
      rule.byMinute = [[0], [15, 30], [30], [0, 15, 30, 45], [59]].randomElement(using: &random)!
    }
    if case .untilDate(let date) = rule.end {
      rule.end = .untilInstant(Instant(seconds: Int64(date.dayNumber + 2500) * 86_400 + 8_100))
    }
    return rule
  }

  @Test(arguments: zones) func allWaysAgree(name: String, from: String) {
    let seed: UInt64 = 1_815
    var random = SeededRandom(seed: seed)
    let zone = name == "UTC" ? Zone.utc : systemZone(name)
    let start = CivilDateTime(from)!
    for _ in 0..<24 {
      let rule = SequenceTests.randomRule(&random)
      let label = "\(rule) from \(start) in \(name), seed \(seed)"
      let lastDay = start.date.dayNumber + 400
      let end = zone.instant(of: CivilDateTime(CivilDate(dayNumber: lastDay), .midnight))
      let expected = Reference(rule: rule, start: start).slots(through: lastDay + 3, in: zone).filter {
        $0.instant < end
      }
      let recurrence = Recurrence(rule, start: start, zone: zone)
      let range = Instant.distantPast..<end
      #expect(Array(recurrence.occurrences(in: range)) == expected, "\(label)")
      #expect(recurrence.occurrences(in: range).reversed().map { $0 }.reversed() == expected, "\(label)")
      for _ in 0..<20 {
        let near = expected.randomElement(using: &random)?.instant ?? end
        let at = near.advanced(bySeconds: Int64.random(in: -8_000...8_000, using: &random))
        guard at < end else { continue }
        #expect(
          recurrence.previous(before: at) == expected.last { $0.instant < at }, "\(label), before \(at)")
        let next = recurrence.next(after: at)
        #expect(
          next.flatMap { $0.instant < end ? $0 : nil } == expected.first { $0.instant > at },
          "\(label), after \(at)")
      }
    }
  }

  @Test func aHalfHourGapLosesNothing() throws {
    // 02:00 to 02:30 does not exist on 4 October 2026: 02:15 happens when clocks show 02:45, after 02:30.
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY;BYHOUR=2;BYMINUTE=15,30"), start: CivilDateTime("2026-10-04T00:00")!,
      zone: systemZone("Australia/Lord_Howe"))
    let day = recurrence.occurrences(after: .distantPast).prefix(2)
    #expect(day.map(\.local.shortDescription) == ["2026-10-04T02:30", "2026-10-04T02:15"])
    #expect(day.map(\.instant.description) == ["2026-10-03T15:30:00Z", "2026-10-03T15:45:00Z"])
  }

  @Test func sequencesEndForGood() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY;COUNT=3"), start: CivilDateTime("2027-01-01T10:00")!, zone: .utc)
    var onwards = recurrence.occurrences(after: .distantPast)
    var back = recurrence.occurrences(before: .distantFuture)
    for _ in 0..<3 {
      #expect(onwards.next() != nil)
      #expect(back.next() != nil)
    }
    for _ in 0..<3 {
      #expect(onwards.next() == nil)
      #expect(back.next() == nil)
    }
  }

  @Test func rangesAreHalfOpen() throws {
    let recurrence = Recurrence(
      try RecurrenceRule("FREQ=DAILY"), start: CivilDateTime("2027-01-01T10:00")!, zone: .utc)
    let range = Instant("2027-01-02T10:00:00Z")!..<Instant("2027-01-04T10:00:00Z")!
    let days = recurrence.occurrences(in: range).map(\.local.date.day)
    #expect(days == [2, 3])
    #expect(recurrence.occurrences(in: range).reversed().map(\.local.date.day) == [3, 2])
  }

  @Test func emptyStretchesAreLeftOutInBothDirections() throws {
    let rule = try RecurrenceRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")
    let recurrence = Recurrence(rule, start: CivilDateTime("1600-01-01T00:00")!, zone: .utc)
    let years = recurrence.occurrences(after: .distantPast).prefix(200).map(\.local.date.year)
    #expect(years.count == 200)
    #expect(years.starts(with: [1616, 1644, 1672, 1712, 1740, 1768, 1796, 1808]))
    let last = CivilDateTime(CivilDate(year: years[199], month: 3, day: 1)!, .midnight)
    let back = recurrence.occurrences(before: Zone.utc.instant(of: last)).map(\.local.date.year)
    #expect(back == years.reversed())
  }

  @Test func aTimetableGoesBackTheWayItCame() throws {
    let seed: UInt64 = 61
    var random = SeededRandom(seed: seed)
    let zone = systemZone("Europe/Berlin")
    let start = CivilDateTime("2027-01-01T02:30")!
    for _ in 0..<30 {
      let recurrence = Recurrence(SequenceTests.randomRule(&random), start: start, zone: zone)
      let own = recurrence.occurrences(after: .distantPast).prefix(100).map(\.local)
      func some(_ count: Int) -> [CivilDateTime] {
        (0..<count).compactMap { _ in own.randomElement(using: &random) }
      }
      let extra = (0..<4).map { _ in
        CivilDateTime(localSeconds: start.localSeconds + Int64.random(in: 0...300, using: &random) * 43_200)
      }
      let timetable = Timetable(
        recurrence, zone: zone, also: extra, except: some(5), exceptDays: some(3).map(\.date),
        until: Bool.random(using: &random) ? nil : own.last)
      var onwards: [Slot] = []
      var at = Instant.distantPast
      while onwards.count < 120, let slot = timetable.next(after: at) {
        onwards.append(slot)
        at = slot.instant
      }
      var back: [Slot] = []
      at = at.advanced(bySeconds: 1)
      while back.count < 200, let slot = timetable.previous(before: at) {
        back.append(slot)
        at = slot.instant
      }
      #expect(back.reversed() == onwards, "\(recurrence.start), seed \(seed)")
    }
  }
}
