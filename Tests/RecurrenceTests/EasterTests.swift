import CivilTime
import Foundation
import Recurrence
import TestSupport
import Testing

/// Days that move with Easter: BYEASTER, which is python-dateutil's part and none of RFC 5545. `OracleTests` has
/// dateutil's answers to whole rules.
@Suite struct EasterTests {
  @Test func everyEasterSundayIsTheOneThatDateutilKnows() throws {
    let url = try #require(Bundle.module.url(forResource: "Oracles/easter", withExtension: "tsv"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    var year = 1583
    for line in lines {
      let fields = line.split(separator: "\t")
      #expect(Int(fields[0]) == year)
      for day in fields[1].split(separator: ",") {
        let date = CivilDate.easterSunday(of: year)
        let number = date.month * 100 + date.day
        #expect(Int(day) == number, "\(year)")
        year += 1
      }
    }
    #expect(year == 4100)
  }

  @Test func twoWaysToReckonEasterAgreeInEveryYear() {
    for year in 1...9999 {
      let easter = CivilDate.easterSunday(of: year)
      #expect(easter.dayNumber == Reference.easter(year), "\(year)")
      #expect(easter.weekday == .sunday)
      let span = CivilDate.daysFromEaster
      #expect(easter.advanced(byDays: span.lowerBound).year == year)
      #expect(easter.advanced(byDays: span.upperBound).year == year)
    }
  }

  /// Back from the year 9999 and forward to it, across 2285 and 5700, with Easter at its earliest.
  @Test func sequencesAreTheSameForwardAndBackward() throws {
    let rule = try RecurrenceRule("FREQ=YEARLY;INTERVAL=3;BYEASTER=-47,-2,1,60")
    let recurrence = Recurrence(rule, start: CivilDateTime("1583-01-01T09:00")!, zone: .utc)
    let all = recurrence.occurrences(in: .distantPast..<Instant(seconds: .max)).map(\.local)
    #expect(all.count == 2806 * 4)
    #expect(Array(recurrence.occurrences(before: .distantFuture).map(\.local).reversed()) == all)
    var after = Instant.distantPast
    for local in all.prefix(400) {
      let slot = try #require(recurrence.next(after: after))
      #expect(slot.local == local)
      after = slot.instant
    }
  }

  @Test func countEndsARuleOfEaster() throws {
    let rule = try RecurrenceRule("FREQ=YEARLY;COUNT=3;BYEASTER=-2,1")
    let recurrence = Recurrence(rule, start: CivilDateTime("2026-04-04T09:00")!, zone: .utc)
    let found = recurrence.occurrences(after: .distantPast).map { "\($0.local.date)" }
    #expect(found == ["2026-04-06", "2027-03-26", "2027-03-29"])
  }

  /// The last Easter on 22 March was in 1818, the next one is in 2285.
  @Test func aRareEasterIsFoundAndAnImpossibleOneIsProvedSo() throws {
    func first(_ parts: String, from start: String = "2026-01-01T09:00") throws -> String? {
      let rule = try RecurrenceRule("FREQ=YEARLY;" + parts)
      let recurrence = Recurrence(rule, start: CivilDateTime(start)!, zone: .utc)
      let found = recurrence.next(after: .distantPast).map { "\($0.local.date)" }
      if found != nil { #expect(rule.isSatisfiable) }
      return found
    }
    #expect(try first("BYEASTER=0;BYMONTH=3;BYMONTHDAY=22") == "2285-03-22")
    #expect(try first("INTERVAL=2;BYEASTER=0;BYMONTH=3;BYMONTHDAY=22") == "2972-03-22")
    #expect(try first("BYEASTER=0;BYWEEKNO=12", from: "2027-01-01T09:00") == "2027-03-28")
    #expect(try first("BYEASTER=0;BYMONTH=5") == nil)
    #expect(try !RecurrenceRule("FREQ=YEARLY;BYEASTER=0;BYMONTH=5").isSatisfiable)
    #expect(try !RecurrenceRule("FREQ=YEARLY;BYEASTER=0;BYDAY=MO").isSatisfiable)
    #expect(try RecurrenceRule("FREQ=YEARLY;BYEASTER=0;BYMONTH=3;BYMONTHDAY=22").isSatisfiable)
  }

  @Test func theTextIsReadAndWritten() throws {
    let text = "FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYEASTER=-2,0,1"
    #expect(try RecurrenceRule(text).description == text)
    #expect(try RecurrenceRule(text).byEaster == [-2, 0, 1])
    func message(_ text: String) -> String? {
      do throws(ExpressionFault) { _ = try RecurrenceRule(text) } catch {
        if case .rule(let problem) = error.problem { return problem.message }
      }
      return nil
    }
    #expect(message("FREQ=MONTHLY;BYEASTER=0") == "BYEASTER has no meaning with FREQ=MONTHLY")
    #expect(message("FREQ=YEARLY;BYEASTER=251") == "BYEASTER cannot be \"251\"; it takes -80 to 250")
    #expect(message("FREQ=YEARLY;BYEASTER=x") == "BYEASTER cannot be \"X\"; it takes -80 to 250")
    #expect(message("FREQ=YEARLY;BYEASTER=0;BYSETPOS=1") == nil)
  }

  /// What few rules have lies apart, so that the many stay small.
  @Test func aRuleIsNoLargerForIt() {
    #expect(MemoryLayout<RecurrenceRule>.stride <= 104)
    var rule = RecurrenceRule(.yearly)
    rule.byEaster = [1]
    rule.byEaster = []
    #expect(rule == RecurrenceRule(.yearly))
  }
}
