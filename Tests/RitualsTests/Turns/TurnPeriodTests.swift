import CivilTime
import TestSupport
import Testing

@testable import Rituals

@Suite struct TurnPeriodTests {
  /// donetick PR#455: a turn longer than an occurrence.
  @Test func `a weekly turn of a daily ritual changes hands on Mondays`() {
    var life = Played(["sam", "ana"]) { $0.every = Span(days: 7) }
    #expect(life.live(7) == Array(repeating: "sam", count: 7))
    #expect(life.live(7) == Array(repeating: "ana", count: 7))
    #expect(life.live(1) == ["sam"])
    #expect(life.decision(on: 16).reasons == [.within(["sam"], through: Played.date(20))])
    #expect(life.decision(on: 21).reasons == [.next(["ana"]), .within(["ana"], through: Played.date(27))])
  }

  @Test func `it begins in the middle of a week like any other`() {
    var life = Played(["sam", "ana"]) { $0.every = Span(days: 7) }
    life.day = 4
    #expect(life.live(4) == ["sam", "sam", "sam", "ana"])
  }

  @Test func `who is away in the middle is stood in for, and on again when back`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.away("sam", 2, 3)
    #expect(life.live(8) == ["sam", "sam", "ana", "ana", "sam", "sam", "sam", "ana"])
    var again = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    again.away("sam", 2, 3)
    _ = again.live(2)
    #expect(
      again.decision(on: 2).reasons == [
        .within(["sam"], through: Played.date(6)), .away("sam", through: Played.date(3)),
        .standsIn("ana", for: "sam"),
      ])
  }

  @Test func `who is away when it begins is passed over for the whole of it`() {
    var life = Played(["sam", "ana", "jo"]) { $0.every = Span(days: 7) }
    life.away("ana", 7)
    #expect(life.live(15).suffix(8) == Array(repeating: "jo", count: 7) + ["sam"])
  }

  @Test func `if nobody is there when it begins, it begins with the first who is back`() {
    var life = Played(["sam", "ana"]) { $0.every = Span(days: 7) }
    for person in ["sam", "ana"] { life.away(person, 7, 8) }
    #expect(life.live(10).suffix(4) == ["sam", "-", "-", "ana"])
  }

  @Test func `when done, a week that didn't take place is followed by another`() {
    var life = Played(["sam", "ana"]) {
      $0.every = Span(days: 7)
      $0.advance = .whenDone
    }
    #expect(life.live(8, .skipped).last == "sam")
    #expect(life.live(7).last == "ana")
  }

  /// oncall#5247: a gap or an overlap in a shift, from adding seconds across a clock change.
  @Test func `borders lie on the wall clock, whatever the clock does`() throws {
    let berlin = systemZone("Europe/Berlin")
    let weeks = TurnPeriod(every: Span(days: 7), starting: nil)
    var border = try #require(CivilDateTime("2026-01-05T00:00"))
    var lengths: Set<Int64> = []
    for _ in 0..<53 {
      let end = weeks.end(of: border)
      #expect(weeks.start(of: border) == border && weeks.start(of: end) == end)
      #expect(end.date.weekday == .monday && end.time == .midnight)
      lengths.insert(berlin.instant(of: end).seconds - berlin.instant(of: border).seconds)
      border = end
    }
    // Two of them are an hour off in elapsed time, and none on the clock.
    #expect(lengths.map { $0 / 3600 }.sorted() == [167, 168, 169])
  }

  /// taskwarrior#1698: monthly slips from the 31st to the 28th for good.
  @Test func `months count from the anchor, so a short one shifts nothing for good`() throws {
    let starting = LocalPoint(try #require(CivilDate("2026-01-31")))
    let months = TurnPeriod(every: Span(months: 1), starting: starting)
    var border = CivilDateTime(starting.date, .midnight)
    var days: [Int] = []
    for _ in 0..<5 {
      days.append(border.date.day)
      border = months.end(of: border)
    }
    #expect(days == [31, 28, 31, 30, 31])
  }

  @Test func `each wall time is in exactly one period`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("periods: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      let every =
        Bool.random(using: &random)
        ? Span(days: .random(in: 1...40, using: &random)) : Span(months: .random(in: 1...30, using: &random))
      let anchor = LocalPoint(
        CivilDate(dayNumber: .random(in: -1000...40_000, using: &random)),
        TimeOfDay(secondOfDay: .random(in: 0..<86_400, using: &random)))
      let period = TurnPeriod(every: every, starting: anchor)
      let local = CivilDateTime(localSeconds: .random(in: -1_000_000_000...4_000_000_000, using: &random))
      let (start, end) = (period.start(of: local), period.end(of: local))
      #expect(start <= local && local < end, "seed \(seed): \(period) \(local)")
      #expect(period.start(of: end) == end, "seed \(seed): \(period) \(local)")
    }
  }
}
