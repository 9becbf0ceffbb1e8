import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("A cadence counts from the last time")
struct CadenceTests {
  private let berlin = systemZone("Europe/Berlin")

  private func schedule(_ when: Form, _ change: (inout Ritual) -> Void = { _ in }) -> Schedule {
    var ritual = Ritual(when: when)
    change(&ritual)
    return Schedule(ritual, zone: berlin)
  }

  private func local(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }

  private func next(
    _ schedule: Schedule, after: String, last: String? = nil, anchor: String? = nil
  ) throws -> String? {
    let slot = schedule.next(
      after: berlin.instant(of: try local(after)), last: try last.map(local), anchor: try anchor.map(local))
    return slot?.local.shortDescription
  }

  private func point(_ text: String) -> LocalPoint? {
    if let local = CivilDateTime(text) { return LocalPoint(local.date, local.time) }
    return CivilDate(text).map { LocalPoint($0) }
  }

  static let call = Form.after(
    Span(days: 10), to: Span(days: 21), on: [.saturday, .sunday], at: "11:00")

  @Test(
    "the first day that fits from the shortest distance on, from the day of the answer",
    arguments: [
      // Last time, next time. 2026-11-01 was a Sunday.
      (call, "2026-11-01T11:05", "2026-11-14T11:00"),
      (call, "2026-11-04T23:59", "2026-11-14T11:00"),
      (call, "2026-11-05T00:01", "2026-11-15T11:00"),
      (.after(Span(days: 21)), "2026-11-01T11:05", "2026-11-22T09:00"),
      (.after(Span(days: 21), at: "20:00"), "2026-11-01T21:00", "2026-11-22T20:00"),
      (.after(Span(months: 1), at: "10:00"), "2026-01-31T18:00", "2026-02-28T10:00"),
      (.after(Span(months: 1), at: "10:00"), "2026-03-02T18:00", "2026-04-02T10:00"),
      (.after(Span(months: 12)), "2024-02-29T10:00", "2025-02-28T09:00"),
      (.after(Span(days: 2), to: Span(days: 4), on: [.saturday]), "2026-11-09T10:00", "2026-11-14T09:00"),
      (.after(Span(days: 2), to: Span(days: 3), on: [.saturday]), "2026-11-08T10:00", "2026-11-14T09:00"),
      (.after(Span(seconds: 18000)), "2026-11-01T11:05", "2026-11-01T16:05"),
      (.after(Span(seconds: 18000), at: "18:30"), "2026-11-01T11:05", "2026-11-01T18:30"),
      (.after(Span(seconds: 18000), at: "18:30"), "2026-11-01T14:00", "2026-11-02T18:30"),
      (.after(Span(seconds: 21600), on: [.saturday]), "2026-11-01T11:05", "2026-11-07T09:00"),
      (.after(Span(seconds: 21600), on: [.sunday]), "2026-11-01T11:05", "2026-11-01T17:05"),
      (.after(Span(days: 1, seconds: 21600)), "2026-11-01T11:05", "2026-11-02T17:05"),
      (.after(Span(seconds: 5400)), "2026-10-25T02:00", "2026-10-25T02:30"),
    ])
  func counts(_ when: Form, _ last: String, _ expected: String) throws {
    #expect(try next(schedule(when), after: last, last: last) == expected)
  }

  @Test("without a last time it is the first day that fits, from starting or from now")
  func firstTime() throws {
    let plain = schedule(CadenceTests.call)
    #expect(try next(plain, after: "2026-11-02T10:00") == "2026-11-07T11:00")
    let later = schedule(CadenceTests.call) { $0.starting = point("2026-12-01") }
    #expect(try next(later, after: "2026-11-02T10:00") == "2026-12-05T11:00")
    let exact = schedule(.after(Span(days: 14))) { $0.starting = point("2026-12-01T18:00") }
    #expect(try next(exact, after: "2026-11-02T10:00") == "2026-12-01T18:00")
  }

  @Test("it never lies in the past: long afterwards it is the first day that fits from now on")
  func neverPast() throws {
    let plain = schedule(CadenceTests.call)
    #expect(try next(plain, after: "2027-05-03T12:00", last: "2026-11-01T11:05") == "2027-05-08T11:00")
    let hours = schedule(.after(Span(seconds: 18000)))
    #expect(try next(hours, after: "2027-05-03T12:00", last: "2026-11-01T11:05") == "2027-05-03T12:00:01")
  }

  @Test("without an answer it counts from the day it was due, and comes once in its window")
  func unanswered() throws {
    // Counted from 1 November, due on the 14th; the window reaches to the 22nd.
    let plain = schedule(CadenceTests.call)
    let afterDue = try next(
      plain, after: "2026-11-14T11:00", last: "2026-11-14T11:00", anchor: "2026-11-01T11:05")
    #expect(afterDue == "2026-11-28T11:00")
    // Two to four days: due on the third, and again not before the window of the first has passed.
    let short = schedule(.after(Span(days: 2), to: Span(days: 6)))
    #expect(
      try next(short, after: "2026-11-03T09:00", last: "2026-11-03T09:00", anchor: "2026-11-01T10:00")
        == "2026-11-08T09:00")
    // Answered after all, it counts from the answer.
    #expect(try next(short, after: "2026-11-05T10:00", last: "2026-11-05T10:00") == "2026-11-07T09:00")
    // Without a window there is nothing to wait for.
    let single = schedule(.after(Span(days: 2)))
    #expect(
      try next(single, after: "2026-11-03T09:00", last: "2026-11-03T09:00", anchor: "2026-11-01T10:00")
        == "2026-11-05T09:00")
  }

  @Test("months count from the last answer, so a short one shifts nothing for good")
  func months() throws {
    let monthly = schedule(.after(Span(months: 1)))
    var last = "2026-01-31T10:00"
    var found: [String] = []
    for _ in 0..<4 {
      let anchor = last == "2026-01-31T10:00" ? nil : "2026-01-31T10:00"
      last = try #require(try next(monthly, after: last, last: last, anchor: anchor))
      found.append(String(last.prefix(10)))
    }
    #expect(found == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"])
    // Done again on 2 March, it goes on from there.
    #expect(try next(monthly, after: "2026-03-02T10:00", last: "2026-03-02T10:00") == "2026-04-02T09:00")
    // Never answered, the start is what it is derived from.
    let started = schedule(.after(Span(months: 1))) { $0.starting = point("2026-01-31") }
    #expect(
      try next(started, after: "2026-02-28T09:00", last: "2026-02-28T09:00", anchor: "2026-02-28T09:00")
        == "2026-03-31T09:00")
  }

  @Test("`except` is skipped, `also` is added, and `until` and the season apply")
  func changes() throws {
    let changed = schedule(CadenceTests.call) {
      $0.except = [point("2026-11-14"), point("2026-11-15T11:00")].compactMap { $0 }
    }
    #expect(try next(changed, after: "2026-11-01T12:00", last: "2026-11-01T11:05") == "2026-11-21T11:00")
    let added = schedule(CadenceTests.call) { $0.also = [point("2026-11-05")].compactMap { $0 } }
    #expect(try next(added, after: "2026-11-01T12:00", last: "2026-11-01T11:05") == "2026-11-05T11:00")
    #expect(try next(added, after: "2026-11-05T12:00", last: "2026-11-05T11:00") == "2026-11-15T11:00")
    let ended = schedule(CadenceTests.call) { $0.until = point("2026-11-13") }
    #expect(try next(ended, after: "2026-11-01T12:00", last: "2026-11-01T11:05") == nil)
    let seasonal = schedule(CadenceTests.call) {
      $0.season = Season(from: MonthDay(month: 4, day: 1), to: MonthDay(month: 9, day: 30))
    }
    #expect(try next(seasonal, after: "2026-11-01T12:00", last: "2026-11-01T11:05") == "2027-04-03T11:00")
  }

  @Test("after a long absence the latest of the unanswered times counts")
  func absence() throws {
    let now = berlin.instant(of: try local("2027-03-01T12:00"))
    func latest(_ when: Form) throws -> String? {
      let last = try local("2026-11-01T11:05")
      let slot = schedule(when).latest(through: now, after: berlin.instant(of: last), last: last)
      return slot?.local.shortDescription
    }
    #expect(try latest(.after(Span(days: 10), at: "11:00")) == "2027-03-01T11:00")
    #expect(try latest(.after(Span(days: 21))) == "2027-02-14T09:00")
    #expect(try latest(.after(Span(months: 1))) == "2027-03-01T09:00")
    #expect(try latest(.after(Span(seconds: 25200))) == "2027-03-01T08:05")
    #expect(try latest(.after(Span(seconds: 1))) == "2027-03-01T12:00")
    #expect(try latest(.after(Span(months: 5))) == nil)
  }

  @Test("the next time is always later, on a named day, and far enough from the last")
  func properties() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<3000 {
      let shortest = Int.random(in: 1...40, using: &random)
      let longest = shortest + Int.random(in: 0...20, using: &random)
      var cadence = Cadence(shortest: Span(days: shortest))
      if Bool.random(using: &random) { cadence.longest = Span(days: longest) }
      cadence.weekdays = Weekday.allCases.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      if Bool.random(using: &random) {
        cadence.time = TimeOfDay(secondOfDay: 60 * Int.random(in: 0..<1440, using: &random))
      }
      let ritual = Ritual(when: .cadence(cadence))
      let schedule = Schedule(ritual, zone: berlin)
      let told = "seed \(seed): \(cadence)"
      let answer = CivilDateTime(
        localSeconds: Int64.random(in: 1_700_000_000...1_900_000_000, using: &random))
      let first = try #require(schedule.next(after: berlin.instant(of: answer), last: answer))
      let distance = first.local.date.dayNumber - answer.date.dayNumber
      #expect(cadence.weekdays.isEmpty || cadence.weekdays.contains(first.local.date.weekday), "\(told)")
      #expect(distance >= shortest && distance <= shortest + 6, "\(told) from \(answer)")
      if cadence.weekdays.isEmpty { #expect(distance == shortest, "\(told)") }
      // Unanswered: once in its window, and again far enough from it.
      let second = try #require(schedule.next(after: first.instant, last: first.local, anchor: answer))
      let again = second.local.date.dayNumber - first.local.date.dayNumber
      #expect(second.instant > first.instant && again >= shortest, "\(told) from \(answer)")
      if cadence.longest != nil { #expect(distance + again > longest, "\(told) from \(answer)") }
      // Asked later, it is later.
      let later = first.instant.advanced(bySeconds: Int64.random(in: 0...90_000_000, using: &random))
      let afterwards = try #require(schedule.next(after: later, last: answer))
      #expect(afterwards.instant > later, "\(told)")
    }
  }
}
