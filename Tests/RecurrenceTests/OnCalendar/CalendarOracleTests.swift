import CivilTime
import Foundation
import Recurrence
import TestSupport
import Testing

/// What systemd itself answers, written down once.
@Suite struct CalendarOracleTests {
  /// Where steps of days run out of December, systemd 252 goes on in January from where they end, and loses the days
  /// before: asked for `*-*-01/9` from 28 December on, it names 10 January and not the 1st, while between any other
  /// two months it does name the 1st (systemd#40260, mended in later versions). Without those days the answers agree.
  static let lostInJanuary: Set<String> = ["Sat *-*-01/9 18:00:08 in Asia/Kolkata"]

  /// Cases in which a wall time falls into a gap: systemd skips it, ours is moved on, as the offset before the gap
  /// reads it. There is none among the six hundred; `CalendarGapTests` has such times.
  static let moved: Set<String> = []

  @Test("Six hundred random expressions come when systemd says, but for times inside a gap")
  func agrees() throws {
    let url = try #require(Bundle.module.url(forResource: "Oracles/oncalendar", withExtension: "tsv"))
    let lines = try String(contentsOf: url, encoding: .utf8).utf8.split(separator: UInt8(ascii: "\n"))
      .dropFirst()
    #expect(lines.count == 600)
    var excused = Set<String>()
    for line in lines {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      try #require(fields.count == 4)
      let text = try #require(String(fields[0]))
      let zone = systemZone(try #require(String(fields[1])))
      let after = Instant(seconds: OracleTests.time(fields[2]).localSeconds)
      let expected = fields[3].split(separator: UInt8(ascii: ",")).map {
        Instant(seconds: OracleTests.time($0).localSeconds)
      }
      let expression = try CalendarExpression(text)
      #expect(try CalendarExpression(expression.description) == expression, "\(text)")
      let recurrence = Recurrence(expression, zone: zone)
      if walk(recurrence, after: after, count: expected.count, where: { _ in true }) == expected { continue }
      let name = "\(text) in \(zone.identifier)"
      excused.insert(name)
      let agreed = walk(recurrence, after: after, count: expected.count) { slot in
        CalendarOracleTests.lostInJanuary.contains(name)
          ? slot.local.date.month > 1 || slot.local.date.day >= 9
          : zone.local(at: slot.instant) == slot.local
      }
      #expect(agreed == expected, "\(name) after \(after)")
    }
    #expect(excused == CalendarOracleTests.moved.union(CalendarOracleTests.lostInJanuary))
  }

  private func walk(
    _ recurrence: Recurrence, after: Instant, count: Int, where isKept: (Slot) -> Bool
  ) -> [Instant] {
    var found: [Instant] = []
    var cursor = after
    while found.count < max(1, count), let slot = recurrence.next(after: cursor) {
      if isKept(slot) { found.append(slot.instant) }
      cursor = slot.instant
    }
    return found
  }
}
