import CivilTime
import Recurrence
import TestSupport
import Testing

/// Gaps, overlaps, and going back.
@Suite struct CalendarGapTests {
  private func next(
    _ text: String, _ zone: String, after: String, count: Int, start: String? = nil
  ) throws -> [Slot] {
    let start = start.flatMap { CivilDateTime($0) }
    let recurrence = Recurrence(try CalendarExpression(text), start: start, zone: systemZone(zone))
    var slots: [Slot] = []
    var cursor = Instant(after)!
    while slots.count < count, let slot = recurrence.next(after: cursor) {
      slots.append(slot)
      cursor = slot.instant
    }
    return slots
  }

  @Test("A time inside a gap is moved on, under its own name; systemd would skip the day")
  func gap() throws {
    let slots = try next("02:30", "Europe/Berlin", after: "2026-03-28T00:00:00Z", count: 3)
    #expect(
      slots.map(\.instant.description) == [
        "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z",
      ])
    #expect(slots.map(\.local.description)[1] == "2026-03-29T02:30:00")
  }

  @Test("Behind a gap instants still come in order, each once, under the earlier name")
  func orderBehindGap() throws {
    // 02:30 becomes 03:30, after 03:10; 02:10 and 03:10 are one instant.
    let slots = try next("2026-3-29 2:10,30", "Europe/Berlin", after: "2026-03-29T00:00:00Z", count: 9)
    #expect(slots.map(\.instant.description) == ["2026-03-29T01:10:00Z", "2026-03-29T01:30:00Z"])
    let mixed = try next("2026-3-29 2..3:10,30:0", "Europe/Berlin", after: "2026-03-29T00:00:00Z", count: 9)
    #expect(mixed.map(\.instant.description) == ["2026-03-29T01:10:00Z", "2026-03-29T01:30:00Z"])
    #expect(mixed.map(\.local.time.description) == ["02:10", "02:30"])
    let crossed = try next("2026-3-29 *:0/25:0", "Europe/Berlin", after: "2026-03-29T00:40:00Z", count: 5)
    #expect(
      crossed.map(\.instant.description) == [
        "2026-03-29T00:50:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:25:00Z", "2026-03-29T01:50:00Z",
        "2026-03-29T02:00:00Z",
      ])
  }

  @Test("A time that happens twice means the first")
  func overlap() throws {
    let slots = try next("02:30", "Europe/Berlin", after: "2026-10-24T12:00:00Z", count: 2)
    #expect(slots.map(\.instant.description) == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
    // Asked from the second pass, the first one is over.
    let later = try next("02:30", "Europe/Berlin", after: "2026-10-25T01:10:00Z", count: 1)
    #expect(later.map(\.instant.description) == ["2026-10-26T01:30:00Z"])
  }

  @Test("A day that does not exist is moved on by a day: Apia, 2011-12-30")
  func missingDay() throws {
    let slots = try next("10:00", "Pacific/Apia", after: "2011-12-29T00:00:00Z", count: 3)
    #expect(
      slots.map(\.instant.description) == [
        "2011-12-29T20:00:00Z", "2011-12-30T20:00:00Z", "2011-12-31T20:00:00Z",
      ])
  }

  @Test("Nothing comes before the start")
  func start() throws {
    let slots = try next("10:00", "UTC", after: "2026-01-01T00:00:00Z", count: 1, start: "2026-03-05T10:01")
    #expect(slots.map(\.local.description) == ["2026-03-06T10:00:00"])
    let recurrence = Recurrence(
      try CalendarExpression("10:00"), start: CivilDateTime("2026-03-05T10:01")!, zone: .utc)
    #expect(recurrence.previous(before: Instant("2026-03-06T10:00:00Z")!) == nil)
    #expect(recurrence.previous(before: Instant("2026-03-06T10:00:01Z")!)?.local == slots[0].local)
  }

  @Test("The ends of the calendar and of the years that can be written are met without a crash")
  func ends() throws {
    let daily = Recurrence(try CalendarExpression("12:00"), zone: systemZone("Europe/Berlin"))
    #expect(daily.next(after: .distantFuture) == nil)
    #expect(daily.next(after: Instant(seconds: .max)) == nil)
    #expect(daily.next(after: Instant(seconds: .min))?.local.description == "0001-01-01T12:00:00")
    #expect(daily.previous(before: Instant(seconds: .min)) == nil)
    #expect(daily.previous(before: Instant(seconds: .max))?.local.description == "9999-12-31T12:00:00")
    let once = Recurrence(try CalendarExpression("2199-12-31"), zone: .utc)
    #expect(once.next(after: .distantPast)?.local.description == "2199-12-31T00:00:00")
    #expect(once.next(after: Instant("2199-12-31T00:00:00Z")!) == nil)
    let steps = Recurrence(try CalendarExpression("2198/1-1-1"), zone: .utc)
    #expect(steps.next(after: Instant("2500-06-01T00:00:00Z")!)?.local.description == "2501-01-01T00:00:00")
  }

  @Test("Occurrences come one by one, both ways, only as far as they are asked for")
  func sequences() throws {
    let daily = Recurrence(try CalendarExpression("*:*:*"), zone: .utc)
    let from = Instant("2026-01-01T00:00:00Z")!
    #expect(daily.occurrences(after: from).prefix(2).map { $0.instant.seconds - from.seconds } == [1, 2])
    #expect(daily.occurrences(before: from).prefix(2).map { $0.instant.seconds - from.seconds } == [-1, -2])
    let range = from..<from.advanced(bySeconds: 3)
    #expect(daily.occurrences(in: range).map { $0.instant.seconds - from.seconds } == [0, 1, 2])
  }

  /// 29 February on a given weekday can take 40 years: 2072 → 2112.
  @Test("A rare day is found as fast as a common one")
  func rare() throws {
    let monday = Recurrence(try CalendarExpression("Mon *-2-29"), zone: .utc)
    #expect(monday.next(after: Instant("2072-03-01T00:00:00Z")!)?.local.description == "2112-02-29T00:00:00")
    #expect(
      monday.previous(before: Instant("2112-02-01T00:00:00Z")!)?.local.description == "2072-02-29T00:00:00")
  }

  @Test(
    "Back and forth meet the same occurrences, changes of the clocks included",
    arguments: ["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York", "UTC"])
  func backAndForth(name: String) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let zone = systemZone(name)
    for _ in 0..<120 {
      let text = RandomExpression.near(&random)
      let recurrence = Recurrence(try CalendarExpression(text), zone: zone)
      let centre =
        ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2011-12-30T10:00:00Z", "2026-04-04T15:00:00Z"]
        .randomElement(using: &random)!
      let from = Instant(centre)!.advanced(bySeconds: Int64.random(in: -90_000...3600, using: &random))
      var forth: [Slot] = []
      var cursor = from
      while forth.count < 40, let slot = recurrence.next(after: cursor) {
        #expect(slot.instant > cursor, "seed \(seed): \(text) in \(name)")
        #expect(slot.instant == zone.instant(of: slot.local))
        forth.append(slot)
        cursor = slot.instant
      }
      guard let last = forth.last else { continue }
      var back: [Slot] = [last]
      while back.count < forth.count, let slot = recurrence.previous(before: back[0].instant) {
        back.insert(slot, at: 0)
      }
      #expect(back == forth, "seed \(seed): \(text) in \(name) from \(from)")
    }
  }
}
