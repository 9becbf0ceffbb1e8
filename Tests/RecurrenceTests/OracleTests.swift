import CivilTime
import Foundation
import Recurrence
import TestSupport
import Testing

/// Expected answers that we did not make; the head of each file says who did.
@Suite struct OracleTests {
  struct Case: CustomStringConvertible {
    var rule: String
    var start: CivilDateTime
    var zone: String
    var after: Instant
    var expected: [Instant]

    var description: String { "\(rule) from \(start) in \(zone)" }
  }

  /// Rules for which the witnesses looked a few years ahead only, saw nothing, and wrote down "none"; there is one.
  static let beyondTheWitnesses: Set<String> = [
    "FREQ=YEARLY;INTERVAL=13;BYMONTH=8;BYDAY=-3SA;UNTIL=20370708T034500",
    "FREQ=YEARLY;INTERVAL=13;BYMONTH=9;BYMONTHDAY=13,28",
    "FREQ=YEARLY;INTERVAL=13;BYMONTH=3;BYDAY=1SA",
    "FREQ=YEARLY;INTERVAL=13;BYMONTH=1,5;BYMONTHDAY=13,29;BYHOUR=2,3,9",
    "FREQ=YEARLY;INTERVAL=13;COUNT=148",
    "FREQ=MONTHLY;INTERVAL=13;BYMONTHDAY=13;BYDAY=SU;BYMONTH=2;BYMINUTE=0,15",
    "FREQ=MONTHLY;INTERVAL=13;BYMONTHDAY=13;BYDAY=FR;BYMONTH=3;COUNT=382",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU;BYMINUTE=0",
    "FREQ=YEARLY;INTERVAL=13;BYWEEKNO=52,2;BYDAY=MO,TU",
  ]

  /// Where the RFC's text allows two readings, or the case leans on something that a rule alone cannot say.
  static let readOtherwise: [String: String] = [
    "FREQ=YEARLY;BYMONTHDAY=29;COUNT=3": "without BYMONTH we mean every month, libical the start's",
    "FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4": "without BYMONTH we mean every month, libical the start's",
    "FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3":
      "the case's start is a date without a time; ours has one",
  ]

  static func cases(_ name: String) throws -> [Case] {
    let url = try #require(Bundle.module.url(forResource: "Oracles/\(name)", withExtension: "tsv"))
    let text = try String(contentsOf: url, encoding: .utf8)
    return try text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      try #require(fields.count == 5)
      return Case(
        rule: String(fields[0])!, start: time(fields[1]), zone: String(fields[2])!,
        after: fields[3].count == 1 ? .distantPast : Instant(seconds: time(fields[3]).localSeconds),
        expected: fields[4].split(separator: UInt8(ascii: ",")).map {
          Instant(seconds: time($0).localSeconds)
        })
    }
  }

  /// `20260208T2330`, with seconds only where there are any.
  static func time(_ bytes: Substring.UTF8View) -> CivilDateTime {
    let digits = bytes.map { Int($0) - 48 }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    return CivilDateTime(
      CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))!,
      TimeOfDay(
        hour: number(9..<11), minute: number(11..<13), second: digits.count > 13 ? number(13..<15) : 0)!)
  }

  @Test(arguments: [
    ("rrule-agreed", 2000), ("rrule-judged", 3000), ("rrule-libical", 127), ("dst", 400),
    ("rrule-easter", 173),
  ])
  func agrees(name: String, count: Int) throws {
    let cases = try OracleTests.cases(name)
    #expect(cases.count == count)
    var zones: [String: Zone] = [:]
    var excused = 0
    for each in cases {
      let zone = zones[each.zone] ?? systemZone(each.zone)
      zones[each.zone] = zone
      let recurrence = Recurrence(try RecurrenceRule(each.rule), start: each.start, zone: zone)
      var found: [Instant] = []
      var after = each.after
      while found.count < max(1, each.expected.count), let slot = recurrence.next(after: after) {
        found.append(slot.instant)
        after = slot.instant
      }
      if OracleTests.readOtherwise[each.rule] != nil && name == "rrule-libical" {
        excused += 1
        #expect(found != each.expected, "\(each) needs no excuse any more")
      } else if each.expected.isEmpty && OracleTests.beyondTheWitnesses.contains(each.rule) {
        excused += 1
        #expect(found.first.map { $0 > each.after.advanced(bySeconds: 5 * 365 * 86_400) } ?? false)
      } else {
        #expect(found == each.expected, "\(each)")
      }
    }
    #expect(excused == ["rrule-agreed": 9, "rrule-libical": 3][name, default: 0])
  }
}
