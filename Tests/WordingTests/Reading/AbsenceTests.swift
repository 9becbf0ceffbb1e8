import CivilTime
import Rituals
import TestSupport
import Testing
import Wording

@Suite struct AbsenceTests {
  /// A Saturday.
  private let today = CivilDate("2026-11-21")!

  private func read(_ text: String) throws -> String {
    let absence = try Absence(parsing: text, today: today)
    return "\(absence.from) \(absence.to)"
  }

  @Test(arguments: [
    ("2026-12-20", "2026-12-20 2026-12-20"), ("2026-12-20 2027-01-03", "2026-12-20 2027-01-03"),
    ("20 december to 3 january", "2026-12-20 2027-01-03"),
    ("from december 20th until 3 jan", "2026-12-20 2027-01-03"),
    ("until 3 january", "2026-11-21 2027-01-03"), ("today", "2026-11-21 2026-11-21"),
    ("this week", "2026-11-21 2026-11-22"), ("next week", "2026-11-23 2026-11-29"),
    ("this weekend", "2026-11-21 2026-11-22"), ("next month", "2026-12-01 2026-12-31"),
    ("tomorrow for 2 weeks", "2026-11-22 2026-12-05"), ("for a week", "2026-11-21 2026-11-27"),
    ("monday to wed", "2026-11-23 2026-11-25"), ("29 february", "2028-02-29 2028-02-29"),
    ("the 1st of march 2027", "2027-03-01 2027-03-01"), ("Next Friday", "2026-11-27 2026-11-27"),
  ])
  func `days are read as people say them`(text: String, days: String) throws {
    #expect(try read(text) == days)
  }

  @Test(
    arguments: [
      ("2027-01-03 2026-12-20", "2026-12-20 is before 2027-01-03", nil),
      ("until 31 february", "there is no 31 february", nil), ("2026-02-30", "there is no 2026-02-30", nil),
      ("this wek", "unknown word \"wek\"", "week"), ("until 3 janury", "unknown month \"janury\"", "january"),
      ("until", "a date like 2026-12-24 is missing here", nil),
      ("20 december soon", "unknown word \"soon\"", nil),
      ("saturdays", "\"saturdays\" cannot stand here; expected a date like 2026-12-24", nil),
      ("for 2 hours", "\"2 hours\" cannot stand here; expected days, weeks or months", nil),
    ] as [(String, String, String?)])
  func `text that says no days is refused at the first wrong word`(
    text: String, message: String, suggestion: String?
  ) {
    do throws(TextFault) {
      let absence = try Absence(parsing: text, today: today)
      Issue.record("\(absence)")
    } catch {
      #expect(error.message == message)
      #expect(error.suggestion == suggestion)
    }
  }

  @Test func `any text is read or refused, never a crash`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("absences: seed \(seed)")
    var random = SeededRandom(seed: seed)
    let pieces = [
      "until", "from", "to", "for", "this", "next", "week", "20", "3", "31st", "february", "december",
      "2026-12-20",
      "9999", "0", "-", "monday", "2", "weeks", "the", "of", "99999999999999999999", "é", "2026-99-99",
    ]
    var read = 0
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined(separator: " ")
      if let absence = try? Absence(parsing: text, today: today) {
        read += 1
        #expect(absence.from <= absence.to, "seed \(seed): \(text)")
      }
    }
    #expect(read > 50, "seed \(seed)")
  }
}
