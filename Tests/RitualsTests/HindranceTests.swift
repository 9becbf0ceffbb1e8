import CivilTime
import Recurrence
import TestSupport
import Testing

@testable import Rituals

@Suite("what keeps a ritual from ever coming")
struct HindranceTests {
  private func point(_ text: String) throws -> LocalPoint { LocalPoint(try #require(CivilDate(text))) }

  private func hindrance(_ form: Form, _ change: (inout Ritual) throws -> Void = { _ in }) throws
    -> Hindrance?
  {
    var ritual = Ritual(when: form)
    try change(&ritual)
    return ritual.hindrance(zone: .utc)
  }

  @Test func `the one part that stands in the way is named`() throws {
    let monday = try Form.rule("WEEKLY;BYDAY=MO")
    let first = CivilDateTime(try point("2027-01-11").date, Schedule.defaultTime)
    #expect(
      try hindrance(monday) {
        ($0.starting, $0.until) = (try point("2027-01-05"), try point("2027-01-09"))
      } == .until(try point("2027-01-09"), first: first))
    #expect(
      try hindrance(.rule("WEEKLY;BYDAY=MO;UNTIL=20270109")) { $0.starting = try point("2027-01-05") }
        == .ruleEnd(first: first))
    #expect(
      try hindrance(.rule("WEEKLY;BYDAY=MO;COUNT=1")) {
        ($0.starting, $0.except) = (try point("2027-01-05"), [try point("2027-01-11")])
      } == .except(first: first))
    #expect(
      try hindrance(.rule("YEARLY;BYMONTH=9")) { $0.starting = try point("2017-07-31") }
        == .start(try point("2017-07-31"), better: try point("2017-09-01")))
    let season = Season(from: MonthDay(month: 3, day: 1), to: MonthDay(month: 12, day: 31))
    #expect(
      try hindrance(.rule("YEARLY;BYMONTH=2;BYMONTHDAY=29")) {
        ($0.season, $0.starting) = (season, try point("2026-01-01"))
      } == .season(season, first: CivilDateTime(try point("2028-02-29").date, Schedule.defaultTime)))
    #expect(
      try hindrance(.rule("YEARLY;BYMONTH=2;BYMONTHDAY=29")) {
        ($0.season, $0.starting, $0.until) = (season, try point("2028-03-01"), try point("2031-12-31"))
      } == .together)
  }

  @Test func `what comes, or came once, is hindered by nothing`() throws {
    let monday = try Form.rule("WEEKLY;BYDAY=MO")
    #expect(try hindrance(monday) == nil)
    #expect(try hindrance(monday) { $0.until = try point("2020-01-01") } == nil)
    #expect(
      try hindrance(monday) { ($0.starting, $0.until) = (try point("2027-01-04"), try point("2027-01-04")) }
        == nil)
    #expect(try hindrance(.after(Span(days: 10), on: [.saturday])) == nil)
  }

  /// Random rituals that are short of room. What is advised is tried.
  @Test func `it is named exactly where nothing comes, and following the advice mends it`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("hindrances: seed \(seed)")
    var numbers = SeededRandom(seed: seed)
    let rules = [
      "DAILY", "DAILY;INTERVAL=9", "WEEKLY;BYDAY=MO", "WEEKLY;INTERVAL=3;BYDAY=SA,SU",
      "MONTHLY;INTERVAL=2;BYMONTHDAY=31",
      "MONTHLY;INTERVAL=12;BYMONTHDAY=30", "MONTHLY;BYDAY=5FR", "YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "YEARLY;BYMONTH=2",
      "YEARLY;INTERVAL=3;BYMONTH=6,9", "WEEKLY;COUNT=2;BYDAY=TU", "WEEKLY;UNTIL=20270120;BYDAY=WE",
      "MONTHLY;INTERVAL=3;BYDAY=-4MO",
      "MONTHLY;INTERVAL=12;BYDAY=5MO", "DAILY;INTERVAL=3;BYMONTH=2", "WEEKLY;INTERVAL=2;BYDAY=MO;BYMONTH=2",
      "MONTHLY;INTERVAL=6;BYMONTHDAY=-28", "YEARLY;BYYEARDAY=366", "MONTHLY;BYMONTHDAY=13;BYDAY=FR",
      "YEARLY;BYEASTER=-2,60", "YEARLY;INTERVAL=2;BYEASTER=1;BYMONTH=4",
      "HOURLY;INTERVAL=5", "HOURLY;INTERVAL=24;BYHOUR=3", "DAILY;BYDAY=SA", "DAILY;BYDAY=SA;BYHOUR=3",
    ]
    var (named, mended) = (0, 0)
    for _ in 0..<1500 {
      let rule = rules[Int.random(in: rules.indices, using: &numbers)]
      var ritual = Ritual(when: try .rule(rule))
      let day = try point("2027-01-01").date
      func some(_ span: Int) -> LocalPoint {
        LocalPoint(day.advanced(byDays: Int.random(in: 0..<span, using: &numbers)))
      }
      if ritual.when.needsAnchor || Bool.random(using: &numbers) { ritual.starting = some(70) }
      if Bool.random(using: &numbers) { ritual.until = some(110) }
      if Int.random(in: 0..<3, using: &numbers) == 0 {
        let from = some(365).date
        let to = from.advanced(byDays: Int.random(in: 0..<40, using: &numbers))
        ritual.season = Season(
          from: MonthDay(month: from.month, day: from.day), to: MonthDay(month: to.month, day: to.day))
      }
      if Int.random(in: 0..<3, using: &numbers) == 0 { ritual.except = (0..<12).map { _ in some(60) } }
      let facts: [(any CustomStringConvertible)?] = [ritual.starting, ritual.until, ritual.season]
      let note = "\(rule) \(facts.map { $0.map { "\($0)" } ?? "-" }) \(ritual.except)"
      let schedule = Schedule(ritual, zone: .utc)
      let comes = schedule.next(after: .distantPast) != nil
      let hindrance = ritual.hindrance(zone: .utc)
      #expect((hindrance == nil) == comes, "\(note)")
      #expect(comes || ritual.mayNeverCome, "the quick look misses \(note)")
      guard let hindrance else { continue }
      named += 1
      guard ritual.follow(hindrance) else { continue }
      mended += 1
      #expect(Schedule(ritual, zone: .utc).next(after: .distantPast) != nil, "\(hindrance) \(note)")
    }
    #expect(named > 50 && mended > 50, "too few: \(named), \(mended)")
  }
}

extension Ritual {
  /// Does what the advice of a hindrance says; false where it names no day.
  fileprivate mutating func follow(_ hindrance: Hindrance) -> Bool {
    switch hindrance {
    case .start(_, let better): self.starting = better
    case .until(_, let first): self.until = LocalPoint(first.date)
    case .ruleEnd(let first):
      guard case .rule(var rule) = when else { return false }
      rule.end = .untilDate(first.date)
      when = .rule(rule)
    case .season(_, let first):
      let day = MonthDay(month: first.date.month, day: first.date.day)
      self.season = Season(from: day, to: day)
    case .except(let first): self.except.removeAll { $0.date == first.date }
    case .lateStart, .over, .together: return false
    }
    return true
  }
}
