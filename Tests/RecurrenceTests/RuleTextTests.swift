import CivilTime
import Recurrence
import TestSupport
import Testing
import Wording

@Suite struct RuleTextTests {
  @Test(arguments: [
    "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU", "FREQ=MONTHLY;BYDAY=1SA,-1SU",
    "FREQ=YEARLY;COUNT=3;BYMONTH=3,9;BYMONTHDAY=-1,15", "FREQ=DAILY;UNTIL=20261205",
    "FREQ=DAILY;UNTIL=20261205T100000", "FREQ=DAILY;UNTIL=20261205T090000Z",
    "FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=100,-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYHOUR=9;BYMINUTE=0;BYSECOND=5;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD", "FREQ=SECONDLY;INTERVAL=999999999999",
  ])
  func canonicalTextComesBack(text: String) throws { #expect(try RecurrenceRule(text).description == text) }

  @Test func smallLettersAPrefixAndAnyOrderAreRead() throws {
    let rule = try RecurrenceRule("rrule:byday=+1sa;freq=monthly;interval=1;")
    #expect(rule.description == "FREQ=MONTHLY;BYDAY=1SA")
  }

  @Test func faultsNameThePartAndItsPlace() {
    func fault(_ text: String) -> ExpressionFault? {
      do throws(ExpressionFault) {
        _ = try RecurrenceRule(text)
        return nil
      } catch {
        return error
      }
    }
    func rule(_ problem: RuleProblem, _ range: Range<Int>) -> ExpressionFault {
      ExpressionFault(.rule(problem), at: range)
    }
    #expect(fault("") == ExpressionFault(.empty, at: 0..<0))
    #expect(fault("RRULE:") == ExpressionFault(.empty, at: 0..<6))
    #expect(fault("BYDAY=MO") == rule(.missingFrequency, 0..<0))
    #expect(fault("FREQ=DAILY;BYDAZ=MO") == rule(.unknownPart("BYDAZ", near: "BYDAY"), 11..<16))
    #expect(fault("FREQ=DAILY;FREQ=WEEKLY") == rule(.duplicatePart("FREQ"), 11..<22))
    #expect(fault("FREQ=DAILY;COUNT=") == rule(.missingValue(part: "COUNT"), 11..<17))
    #expect(
      fault("FREQ=MONTHLY;BYMONTHDAY=1,32")
        == rule(
          .badValue(part: "BYMONTHDAY", value: "32", allowed: .numbers(1...31, signed: true)), 26..<28))
    #expect(
      fault("FREQ=FORTNIGHTLY")
        == rule(.badValue(part: "FREQ", value: "FORTNIGHTLY", allowed: .frequency), 5..<16))
    #expect(
      fault("FREQ=MONTHLY;BYWEEKNO=3")
        == rule(.partNotAllowed(part: "BYWEEKNO", frequency: .monthly), 13..<23))
    #expect(fault("FREQ=WEEKLY;BYDAY=MO,1SA") == rule(.ordinalNotAllowed("1SA"), 12..<24))
    #expect(fault("FREQ=DAILY;COUNT=3;UNTIL=20261205") == rule(.countAndUntil, 19..<33))
    #expect(fault("FREQ=DAILY;BYSETPOS=1") == rule(.setPositionAlone, 11..<21))
    #expect(
      fault("FREQ=DAILY;UNTIL=20260230")
        == rule(.badValue(part: "UNTIL", value: "20260230", allowed: .date), 17..<25))
  }

  @Test func everyFaultHasWords() {
    #expect(
      RuleProblem.badValue(part: "BYMONTHDAY", value: "32", allowed: .numbers(1...31, signed: true)).message
        == "BYMONTHDAY cannot be \"32\"; it takes 1 to 31 or -31 to -1")
    #expect(RuleProblem.unknownPart("BYDAZ", near: "BYDAY").suggestion == "BYDAY")
    #expect(
      RuleProblem.partNotAllowed(part: "BYWEEKNO", frequency: .monthly).message
        == "BYWEEKNO has no meaning with FREQ=MONTHLY")
  }

  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMINUTE=60",
    "FREQ=DAILY;=",
    "FREQ=DAILY;BYSECOND=61", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYYEARDAY=0", "FREQ=YEARLY;BYWEEKNO=54",
    "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=M", "FREQ=MONTHLY;BYDAY=,MO",
    "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=DAILY;BYYEARDAY=1", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO",
    "FREQ=DAILY;;COUNT=1",
    "FREQ=DAILY;INTERVAL=9999999999999999999999", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;UNTIL=2026-12-05",
    "FREQ=DAILY;UNTIL=20261205T100000+", "FREQ=DAILY;RSCALE=HEBREW", "FREQ=DAILY;WKST=1MO", "FREQ",
    "every day", "🙂=1",
  ])
  func otherTextIsRefused(text: String) { #expect(throws: ExpressionFault.self) { try RecurrenceRule(text) } }

  @Test func randomDamageNeverTraps() {
    let seed: UInt64 = 3
    var random = SeededRandom(seed: seed)
    let texts = [
      "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3;BYDAY=-1SU;BYSETPOS=-1",
      "FREQ=DAILY;UNTIL=20261205T090000Z",
      "RRULE:FREQ=MINUTELY;BYHOUR=1,2;BYSECOND=60;BYYEARDAY=-1;WKST=SU",
    ]
    let letters = Array("FREQ=DAILY;,-+0123456789BYZT:\u{0}é".utf8)
    for _ in 0..<3000 {
      var bytes = Array(texts.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = letters.randomElement(using: &random)!
        case 1: bytes.remove(at: place)
        default: bytes.insert(letters.randomElement(using: &random)!, at: place)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(ExpressionFault) {
        let rule = try RecurrenceRule(text)
        #expect((try? RecurrenceRule(rule.description)) == rule, "\(text), seed \(seed)")
      } catch {
        #expect(error.range.upperBound <= text.utf8.count, "\(text), seed \(seed)")
      }
    }
  }
}
