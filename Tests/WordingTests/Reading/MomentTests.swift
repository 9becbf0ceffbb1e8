import CivilTime
import Recurrence
import TestSupport
import Testing

@testable import Rituals
@testable import Wording

private let berlin = systemZone("Europe/Berlin")

/// What a moment means, as a wall time in Berlin; `passed` or `beyond` where there is none.
private func meaning(
  _ text: String, at now: String, usual: String? = nil, moving: String? = nil
) throws -> String {
  let now = berlin.instant(of: try #require(CivilDateTime(now)))
  let outcome = try Moment(parsing: text).outcome(
    from: now, zone: berlin, usual: usual.flatMap { TimeOfDay($0) },
    moving: moving.flatMap { CivilDateTime($0) })
  switch outcome {
  case .at(let instant):
    #expect(instant > now)
    return berlin.local(at: instant).shortDescription
  case .passed: return "passed"
  case .unmoved: return "unmoved"
  case .beyondCalendar: return "beyond"
  }
}

@Suite struct MomentTests {
  /// A Wednesday afternoon.
  private static let wednesday = "2026-11-18T15:00"

  @Test(
    "Moments on a Wednesday afternoon",
    arguments: [
      ("1h", "2026-11-18T16:00"), ("30min", "2026-11-18T15:30"), ("half an hour", "2026-11-18T15:30"),
      ("an hour from now", "2026-11-18T16:00"), ("in 2 hours", "2026-11-18T17:00"),
      ("later", "2026-11-18T16:00"),
      ("1 day", "2026-11-19T15:00"), ("2 days later", "2026-11-20T15:00"), ("in a week", "2026-11-25T15:00"),
      ("in 2 days at 10", "2026-11-20T10:00"), ("2 days later, at 9:30", "2026-11-20T09:30"),
      ("in 1 month", "2026-12-18T15:00"), ("1 day 2h", "2026-11-19T17:00"),
      ("tonight", "2026-11-18T20:00"), ("this evening", "2026-11-18T20:00"),
      ("this evening at 19:30", "2026-11-18T19:30"), ("tonight at 9", "2026-11-18T21:00"),
      ("tonight 22:15", "2026-11-18T22:15"), ("tonight at 0:30", "2026-11-19T00:30"),
      ("tonight at midnight", "2026-11-19T00:00"), ("today at 18:00", "2026-11-18T18:00"),
      ("tomorrow", "2026-11-19T09:00"), ("Tomorrow 9:00", "2026-11-19T09:00"),
      ("tomorrow at 10", "2026-11-19T10:00"), ("tomorrow evening", "2026-11-19T19:00"),
      ("tomorrow evening at 8", "2026-11-19T20:00"), ("tomorrow in the morning", "2026-11-19T09:00"),
      ("tomorrow night", "2026-11-19T20:00"), ("the day after tomorrow", "2026-11-20T09:00"),
      ("9:00 tomorrow", "2026-11-19T09:00"), ("noon on saturday", "2026-11-21T12:00"),
      ("saturday", "2026-11-21T09:00"), ("on saturday at 10", "2026-11-21T10:00"),
      ("to saturday", "2026-11-21T09:00"), ("until saturday 10:00", "2026-11-21T10:00"),
      ("sat. evening at 7:30pm", "2026-11-21T19:30"), ("this saturday", "2026-11-21T09:00"),
      ("wednesday", "2026-11-25T09:00"), ("wednesday at 18:00", "2026-11-18T18:00"),
      ("wednesday at 14:00", "2026-11-25T14:00"), ("monday", "2026-11-23T09:00"),
      ("next monday", "2026-11-23T09:00"), ("next saturday", "2026-11-28T09:00"),
      ("next week", "2026-11-23T09:00"), ("next week at 10:00", "2026-11-23T10:00"),
      ("next month", "2026-12-01T09:00"), ("this weekend", "2026-11-21T09:00"),
      ("the weekend at 11:00", "2026-11-21T11:00"), ("next weekend", "2026-11-28T09:00"),
      ("noon", "2026-11-19T12:00"), ("at 18:30", "2026-11-18T18:30"), ("9pm", "2026-11-18T21:00"),
      ("midnight", "2026-11-19T00:00"), ("at 15:00", "2026-11-19T15:00"),
      ("in the morning", "2026-11-19T09:00"),
      ("evening", "2026-11-18T19:00"), ("in the evening at 7", "2026-11-18T19:00"),
      ("2026-12-05", "2026-12-05T09:00"), ("2026-12-05 10:00", "2026-12-05T10:00"),
      ("2026-12-05T10:00", "2026-12-05T10:00"), ("on 2026-12-05 at noon", "2026-12-05T12:00"),
      ("5 december at 10", "2026-12-05T10:00"), ("december 5", "2026-12-05T09:00"),
      ("the 5th of december", "2026-12-05T09:00"), ("5 december 2027", "2027-12-05T09:00"),
      ("10 november", "2027-11-10T09:00"), ("29 february", "2028-02-29T09:00"),
      ("the 15th", "2026-12-15T09:00"), ("on the 31st at 10:00", "2026-12-31T10:00"),
      ("today", "passed"), ("today at 9:00", "passed"), ("this morning", "passed"),
      ("2026-11-18 15:00", "passed"),
      ("2025-12-05", "passed"), ("18 november", "passed"), ("9000 years", "beyond"),
      ("in 9000 years at 9:00", "beyond"),
    ])
  func means(_ text: String, _ expected: String) throws {
    #expect(try meaning(text, at: MomentTests.wednesday) == expected)
  }

  @Test(
    "Late in the day or at the weekend, a moment is still ahead",
    arguments: [
      ("tonight", "2026-11-18T21:30", "2026-11-18T22:30"),
      ("tonight", "2026-11-18T20:00", "2026-11-18T21:00"),
      ("tonight", "2026-11-18T23:30", "2026-11-19T00:30"),
      ("tonight", "2026-11-18T01:00", "2026-11-18T20:00"),
      ("saturday", "2026-11-21T08:00", "2026-11-28T09:00"),
      ("saturday at 10", "2026-11-21T09:59", "2026-11-21T10:00"),
      ("saturday at 10", "2026-11-21T10:00", "2026-11-28T10:00"),
      ("this weekend", "2026-11-21T08:00", "2026-11-21T09:00"),
      ("this weekend", "2026-11-21T12:00", "2026-11-22T09:00"),
      ("this weekend", "2026-11-22T12:00", "2026-11-22T13:00"),
      ("weekend", "2026-11-22T12:00", "2026-11-28T09:00"),
      ("next weekend", "2026-11-22T12:00", "2026-11-28T09:00"),
      ("next monday", "2026-11-22T23:00", "2026-11-23T09:00"),
      ("next monday", "2026-11-23T08:00", "2026-11-30T09:00"),
      ("the 18th", "2026-11-18T08:00", "2026-11-18T09:00"),
    ])
  func late(_ text: String, _ now: String, _ expected: String) throws {
    #expect(try meaning(text, at: now) == expected)
  }

  @Test("A move keeps the ritual's time of the day, and counts spans from its start")
  func moves() throws {
    let start = "2026-11-18T19:30"
    for (text, expected) in [
      ("saturday", "2026-11-21T19:30"), ("tomorrow", "2026-11-19T19:30"), ("1h", "2026-11-18T20:30"),
      ("2 days later", "2026-11-20T19:30"), ("in 2 hours", "2026-11-18T17:00"),
      ("tomorrow 10:00", "2026-11-19T10:00"),
    ] {
      let found = try meaning(text, at: MomentTests.wednesday, usual: "19:30", moving: start)
      #expect(found == expected, "\(text)")
    }
    #expect(try meaning("1h later", at: "2026-11-19T15:00", moving: start) == "passed")
    // What has come can move on to the same weekday; what is still to come is there already.
    #expect(
      try meaning("wednesday", at: "2026-11-18T20:00", usual: "19:30", moving: start) == "2026-11-25T19:30")
    for now in ["2026-11-02T15:00", MomentTests.wednesday] {
      for text in ["wednesday", "the 18th", "18 november", "2026-11-18", "wednesday 19:30", "19:30"] {
        #expect(try meaning(text, at: now, usual: "19:30", moving: start) == "unmoved", "\(text) at \(now)")
      }
    }
  }

  @Test("Across a clock change, days keep the wall clock and hours are elapsed time")
  func clocks() throws {
    // Clocks go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
    for (text, now, expected) in [
      ("1 day", "2026-03-28T10:00", "2026-03-29T10:00"), ("24h", "2026-03-28T10:00", "2026-03-29T11:00"),
      ("1 day 2h", "2026-03-28T00:30", "2026-03-29T03:30"),
      ("tomorrow at 2:30", "2026-03-28T12:00", "2026-03-29T03:30"),
      ("at 2:30am", "2026-03-29T01:30", "2026-03-29T03:30"),
      ("in 1 day", "2026-03-28T02:30", "2026-03-29T03:30"),
      ("1 day", "2026-10-24T10:00", "2026-10-25T10:00"), ("24h", "2026-10-24T10:00", "2026-10-25T09:00"),
    ] {
      #expect(try meaning(text, at: now) == expected, "\(text) at \(now)")
    }
    // 02:40 for the second time: 02:50 means the first one, so the next is tomorrow's.
    let second = try #require(Instant("2026-10-25T01:40:00Z"))
    #expect(
      try Moment(parsing: "at 2:50am").instant(from: second, zone: berlin) == Instant("2026-10-26T01:50:00Z"))
    #expect(try Moment(parsing: "today at 2:50am").outcome(from: second, zone: berlin) == .passed)
  }

  @Test("Every example of the grammar reads, and no form is there twice")
  func grammar() throws {
    let now = berlin.instant(of: try #require(CivilDateTime(MomentTests.wednesday)))
    #expect(Moment.grammar.count > 5)
    for row in Moment.grammar {
      let moment = try Moment(parsing: row.example)
      #expect(moment.instant(from: now, zone: berlin) != nil, "\(row.example)")
      #expect(!row.meaning.isEmpty)
    }
    #expect(Set(Moment.grammar.map(\.form)).count == Moment.grammar.count)
  }

  @Test(
    "A text that isn't a moment is reported at its place, with a suggestion",
    arguments: [
      ("", "", "nothing is said", nil),
      ("tomorow", "tomorow", "unknown word \"tomorow\"", "tomorrow"),
      ("tonigth", "tonigth", "unknown word \"tonigth\"", "tonight"),
      ("on saterday", "saterday", "unknown weekday \"saterday\"", "saturday"),
      ("next mnday", "mnday", "unknown weekday \"mnday\"", "monday"),
      (
        "soon", "soon", "unknown word \"soon\"", "noon"
      ),
      (
        "now", "now",
        "\"now\" cannot stand here; expected a time like \"tonight\", \"saturday at 10:00\" or \"2h\"", nil
      ),
      (
        "next year", "year",
        "\"year\" cannot stand here; expected a weekday, \"week\", \"weekend\" or \"month\"", nil
      ),
      ("saturday at 7", "7", "\"7\" does not say which hour: write 7:00 or 7pm", "7:00"),
      ("tomorrow evening at 08:00", "08:00", "\"08:00\" is not in the evening", "20:00"),
      ("tomorrow morning at 9pm", "9pm", "\"9pm\" is not in the morning", "09:00"),
      ("saturday night at 1:00", "at 1:00", "\"at 1:00\" is not in the night", nil),
      ("in 2h at 9:00", "2h", "a time of the day goes with whole days only", nil),
      ("0h", "0h", "a distance of nothing", nil),
      ("30 february", "30 february", "there is no 30 february", nil),
      (
        "05.12.2026", "05.12.2026", "\"05.12.2026\" is not a date here; dates are written year-month-day",
        "2026-12-05"
      ),
      ("saturday sunday", "sunday", "\"sunday\" is unexpected here: what comes before it is complete", nil),
      ("the 32nd", "32nd", "a day of the month is a number from 1 to 31, not 32nd", nil),
      ("2", "2", "\"2\" has no unit, as \"2h\" and \"2 days\" have", nil),
      ("at", "", "a time like 18:30 is missing here", nil),
      ("yesterday", "yesterday", "\"yesterday\" lies behind; name a time to come", nil),
      ("an hour ago", "an hour ago", "\"an hour ago\" lies behind; name a time to come", nil),
      ("last friday", "last friday", "\"last friday\" lies behind; name a time to come", nil),
      (
        "tuesday, 10 january 2027", "tuesday, 10 january 2027",
        "\"tuesday, 10 january 2027\" does not fit together: 2027-01-10 is a sunday", nil
      ),
      ("on", "", "a weekday is missing here", nil),
    ] as [(String, String, String, String?)])
  func refuses(_ text: String, _ place: String, _ message: String, _ suggestion: String?) throws {
    let fault = try #require(throws: TextFault.self) { try Moment(parsing: text) }
    #expect(fault.message == message)
    #expect(fault.suggestion == suggestion)
    #expect(String(decoding: Array(text.utf8)[fault.range], as: UTF8.self) == place)
  }

  @Test("Any moment reads back from its description, and is later than now")
  func random() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let zones = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"].map(systemZone)
    var met = 0
    for _ in 0..<5_000 {
      let moment = Moment.any(using: &random)
      #expect(try Moment(parsing: moment.description) == moment, "seed \(seed): \(moment)")
      let now = Instant(seconds: Int64.random(in: -5_000_000_000...250_000_000_000, using: &random))
      let zone = zones.randomElement(using: &random) ?? .utc
      let start = zone.local(
        at: now.advanced(bySeconds: Int64.random(in: -200_000...200_000, using: &random)))
      if let instant = moment.instant(from: now, zone: zone, usual: start.time, moving: start) {
        met += 1
        #expect(instant > now, "seed \(seed): \(moment) at \(now)")
        #expect(zone.local(at: instant).date <= CivilDate.last)
      }
    }
    #expect(met > 1_000, "seed \(seed)")
  }

  @Test("A mangled moment is refused at a place inside the text, or it reads back")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let seeds = Moment.grammar.map(\.example)
    for _ in 0..<5_000 {
      let text = mangled(seeds, using: &random)
      do {
        let moment = try Moment(parsing: text)
        #expect((try? Moment(parsing: moment.description)) == moment, "seed \(seed): \(text) → \(moment)")
        _ = moment.instant(from: .distantFuture, zone: berlin)
      } catch {
        #expect(
          error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "seed \(seed): \(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}

extension Moment {
  fileprivate static func any(using random: inout SeededRandom) -> Moment {
    let time =
      Bool.random(using: &random) ? TimeOfDay(secondOfDay: Int.random(in: 0..<86_400, using: &random)) : nil
    let days = Span(
      months: Int.random(in: 0...30, using: &random), days: Int.random(in: 1...400, using: &random))
    let short = Span(
      days: Int.random(in: 0...3, using: &random), seconds: Int.random(in: 1...90_000, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return .after(days, at: time)
    case 1: return .after(short)
    case 2: return .later(days, at: time)
    case 3: return .later(short)
    case 4: return .tonight
    case 5: return .next(time ?? .midnight)
    default: break
    }
    let weekday = Weekday.allCases.randomElement(using: &random) ?? .monday
    let date = CivilDate(dayNumber: Int.random(in: -700_000...CivilDate.last.dayNumber, using: &random))
    let day: Day =
      [
        .today, .tomorrow, .dayAfterTomorrow, .weekday(weekday), .weekdayOfNextWeek(weekday), .weekend,
        .nextWeekend, .thisWeekend, .weekdayOfWeek(weekday, weeks: Int.random(in: 0...9, using: &random)),
        .weeksFrom(weekday, weeks: Int.random(in: 1...9, using: &random)), .endOfMonth(.ahead(0)),
        .endOfMonth(.ahead(1)), .endOfMonth(.named(2)), .dayOfNextMonth(date.day),
        .weekdayOfMonth(
          [-2, -1, 1, 2, 3, 4, 5].randomElement(using: &random) ?? 1, weekday, of: .named(date.month)),
        .weekdayOfMonth(1, weekday, of: .ahead(Int.random(in: 0...1, using: &random))),
        .nextWeek, .nextMonth, .date(date), .dayOfYear(MonthDay(month: date.month, day: date.day)),
        .dayOfMonth(date.day), .easter(Int.random(in: -80...250, using: &random)),
      ].randomElement(using: &random) ?? .today
    return .on(day, at: time)
  }
}

/// One of some texts with a few bytes added, removed, or copied from another.
func mangled(_ seeds: [String], using random: inout SeededRandom) -> String {
  var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
  for _ in 0...Int.random(in: 0..<3, using: &random) {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      bytes.insert(
        UInt8.random(in: 0...255, using: &random), at: Int.random(in: 0...bytes.count, using: &random))
    case 1: if !bytes.isEmpty { bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random)) }
    default:
      let other = Array((seeds.randomElement(using: &random) ?? "").utf8)
      let from = Int.random(in: 0...other.count, using: &random)
      bytes.insert(
        contentsOf: other[from...].prefix(8), at: Int.random(in: 0...bytes.count, using: &random))
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
