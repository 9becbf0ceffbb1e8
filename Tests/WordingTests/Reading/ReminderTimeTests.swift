import CivilTime
import Recurrence
import Testing

@testable import Rituals
@testable import Wording

@Suite struct ReminderTimeTests {
  @Test(
    "A reminder's time is read from words, reads back, and has a short name",
    arguments: [
      ("at start", .atStart, "start"),
      ("At the start", .atStart, "start"),
      ("start", .atStart, "start"),
      ("0 min before", .atStart, "start"),
      ("2h before", .before(Span(seconds: 7200)), "2h"),
      ("2 hours 30 minutes before", .before(Span(seconds: 9000)), "2h30min"),
      ("1.5h before start", .before(Span(seconds: 5400)), "1h30min"),
      ("2 days before", .before(Span(days: 2)), "2d"),
      ("two days before", .before(Span(days: 2)), "2d"),
      ("a week before", .before(Span(days: 7)), "7d"),
      ("1 month before", .before(Span(months: 1)), "1month"),
      ("1 day 2h before", .before(Span(days: 1, seconds: 7200)), "1d2h"),
      ("the day before", .before(Span(days: 1)), "1d"),
      ("2 days before at 9:00", .daysBefore(2, at: TimeOfDay(secondOfDay: 32_400)), "2d-0900"),
      ("2 days before, at 9am", .daysBefore(2, at: TimeOfDay(secondOfDay: 32_400)), "2d-0900"),
      ("a week before at noon", .daysBefore(7, at: TimeOfDay(secondOfDay: 43_200)), "7d-1200"),
      ("the evening before at 19:00", .daysBefore(1, at: TimeOfDay(secondOfDay: 68_400)), "1d-1900"),
      ("evening before 7pm", .daysBefore(1, at: TimeOfDay(secondOfDay: 68_400)), "1d-1900"),
      ("the day before at 19:00:05", .daysBefore(1, at: TimeOfDay(secondOfDay: 68_405)), "1d-190005"),
      ("on the day at 8:00", .daysBefore(0, at: TimeOfDay(secondOfDay: 28_800)), "0d-0800"),
      ("half an hour before", .before(Span(seconds: 1800)), "30min"),
      ("1h before", .before(Span(seconds: 3600)), "1h"),
      ("the day before at 9", .daysBefore(1, at: TimeOfDay(secondOfDay: 32_400)), "1d-0900"),
      ("the evening before", .daysBefore(1, at: TimeOfDay(secondOfDay: 68_400)), "1d-1900"),
      ("the evening before at 7", .daysBefore(1, at: TimeOfDay(secondOfDay: 68_400)), "1d-1900"),
      ("the morning before", .daysBefore(1, at: TimeOfDay(secondOfDay: 32_400)), "1d-0900"),
      ("the night before", .daysBefore(1, at: TimeOfDay(secondOfDay: 72_000)), "1d-2000"),
      ("the same morning at 8", .daysBefore(0, at: TimeOfDay(secondOfDay: 28_800)), "0d-0800"),
      ("on the same morning", .daysBefore(0, at: TimeOfDay(secondOfDay: 32_400)), "0d-0900"),
      ("the same day at 8:00", .daysBefore(0, at: TimeOfDay(secondOfDay: 28_800)), "0d-0800"),
    ] as [(String, ReminderTime, String)])
  func reads(_ text: String, _ time: ReminderTime, _ name: String) throws {
    let read = try ReminderTime(parsing: text)
    #expect(read == time)
    #expect(try ReminderTime(parsing: read.description) == read, "\(read)")
    #expect(read.name == name)
  }

  @Test("Different times have different names")
  func names() {
    var times: [ReminderTime] = [.atStart]
    for months in [0, 1, 12] {
      for days in [0, 1, 2, 7, 14, 30] {
        for seconds in [0, 1, 60, 3600, 7200, 9000, 86_400] where months + days + seconds > 0 {
          times.append(.before(Span(months: months, days: days, seconds: seconds)))
        }
      }
    }
    for days in [0, 1, 2, 12] {
      for second in [0, 5, 60, 28_800, 68_400, 68_405] {
        times.append(.daysBefore(days, at: TimeOfDay(secondOfDay: second)))
      }
    }
    #expect(Set(times.map(\.name)).count == times.count)
  }

  @Test(
    "A text that isn't a reminder's time is refused at its place",
    arguments: [
      ("", 0..<0, "nothing is said", nil),
      ("2 days", 6..<6, "\"before\" is missing here", nil),
      ("2 days befor", 7..<12, "unknown word \"befor\"", "before"),
      ("at strat", 3..<8, "unknown word \"strat\"", "start"),
      ("at 9:00", 3..<7, "\"9:00\" cannot stand here; expected \"start\"", nil),
      ("2 before", 0..<1, "\"2\" has no unit, as \"2h\" and \"2 days\" have", nil),
      (
        "tomorrow", 0..<8, "\"tomorrow\" cannot stand here; expected \"at start\", or a span and \"before\"",
        nil
      ),
      ("the evening before at 09:00", 22..<27, "\"09:00\" is not in the evening", "21:00"),
      (
        "saturday", 0..<8, "\"saturday\" cannot stand here; expected \"at start\", or a span and \"before\"",
        nil
      ),
      ("on the day", 10..<10, "a time like \"at 19:00\" is missing here", nil),
      ("1 month before at 9:00", 0..<7, "a time of the day goes with whole days only", nil),
      ("2h before at 9:00", 0..<2, "a time of the day goes with whole days only", nil),
      ("2 days before at 9:00 and 10:00", 14..<31, "only one time of the day fits here", nil),
      ("2 days before at 7", 17..<18, "\"7\" does not say which hour: write 7:00 or 7pm", "7:00"),
      (
        "2 days before today", 14..<19, "\"today\" is unexpected here: what comes before it is complete",
        nil
      ),
    ] as [(String, Range<Int>, String, String?)])
  func refuses(_ text: String, _ range: Range<Int>, _ message: String, _ suggestion: String?) {
    let fault = #expect(throws: TextFault.self) { try ReminderTime(parsing: text) }
    #expect(fault?.range == range)
    #expect(fault?.message == message)
    #expect(fault?.suggestion == suggestion)
  }

  @Test("A mangled reminder's time is refused at a place inside the text, or it reads back")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let seeds = [
      "at start", "2h 30min before", "2 days before at 9:00", "the evening before at 19:00",
      "on the same day at 8am", "half an hour before", "the same morning at 8",
    ]
    for _ in 0..<5_000 {
      var bytes = Array(seeds[random(seeds.count)].utf8)
      for _ in 0...random(3) {
        switch random(3) {
        case 0: bytes.insert(UInt8(random(256)), at: random(bytes.count + 1))
        case 1: if !bytes.isEmpty { bytes.remove(at: random(bytes.count)) }
        default:
          bytes.insert(
            contentsOf: Array(seeds[random(seeds.count)].utf8.prefix(6)), at: random(bytes.count + 1))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let time = try ReminderTime(parsing: text)
        #expect((try? ReminderTime(parsing: time.description)) == time, "seed \(seed): \(text) → \(time)")
      } catch {
        #expect(
          error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "seed \(seed): \(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}
