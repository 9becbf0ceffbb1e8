import CivilTime
import Foundation
import Recurrence
import TestSupport
import Testing
import Wording

/// Random expressions, asked of the real `systemd-analyze calendar` where the machine has one.
@Suite struct CalendarDifferentialTests {
  /// How many expressions are asked; each costs a process. `CALENDAR_CASES` asks more.
  private static let count = Int(ProcessInfo.processInfo.environment["CALENDAR_CASES"] ?? "") ?? 150

  @Test("systemd itself normalizes and counts each random expression as we do")
  func agrees() throws {
    guard (try? Command(["systemd-analyze", "--version"]).run())?.status == 0 else {
      print("not compared with systemd: there is no systemd-analyze on this machine")
      return
    }
    let seed = UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "") ?? UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    var (counted, lost) = (0, 0)
    for _ in 0..<CalendarDifferentialTests.count {
      let text = RandomExpression.any(&random)
      let base = Instant(seconds: Int64.random(in: 1_700_000_000...1_900_000_000, using: &random))
      let answer = try Command(
        [
          "systemd-analyze", "calendar", "--iterations=8",
          "--base-time=\(base.description.prefix(10)) \(base.description.dropFirst(11).prefix(8)) UTC", "--",
          text,
        ], environment: ["TZ": "UTC", "SYSTEMD_COLORS": "0", "LC_ALL": "C", "PATH": "/usr/bin:/bin"]
      ).run()
      guard answer.status == 0 else {
        // In a list behind `~` systemd takes three days off the limit of 28 anew for each entry, and it refuses
        // seconds like `5..5`, though not minutes: both mean something, so both are read here.
        if text.contains("~"), text.contains(",") { continue }
        if (0...59).contains(where: { text.contains("\($0)..\($0)") }) { continue }
        #expect(throws: ExpressionFault.self, "seed \(seed): systemd refuses \(text)") {
          try CalendarExpression(text)
        }
        continue
      }
      let expression: CalendarExpression
      do { expression = try CalendarExpression(text) } catch {
        Issue.record("seed \(seed): systemd reads \(text), we say: \(error.message)")
        continue
      }
      let (normalized, expected) = read(answer.output)
      #expect(expression.description == normalized, "seed \(seed): \(text)")
      #expect(
        try Phrase.parse(Form.calendar(expression).meaning) == .calendar(expression), "seed \(seed): \(text)")
      let recurrence = Recurrence(expression, zone: .utc)
      let reference = CalendarReference(normalized)
      var found: [String] = []
      var cursor = base
      var lostHere = 0
      while found.count < expected.count || found.isEmpty, lostHere < CalendarDifferentialTests.mostLost,
        let slot = recurrence.next(after: cursor)
      {
        cursor = slot.instant
        // The years that systemd counts end with 2199.
        if slot.local.date.year > 2199 { break }
        if !expected.contains(slot.instant.description), isLost(slot.local) {
          lostHere += 1
          let before = CivilDateTime(localSeconds: slot.local.localSeconds - 1)
          #expect(
            reference.walls(after: before, count: 1, throughDays: 1) == [slot.local], "seed \(seed): \(text)")
          continue
        }
        found.append(slot.instant.description)
      }
      lost += lostHere
      // Where systemd loses one after another, what is found until then is the beginning of what it finds.
      let compared =
        lostHere < CalendarDifferentialTests.mostLost ? expected : Array(expected.prefix(found.count))
      #expect(found == compared, "seed \(seed): \(text) after \(base)")
      counted += 1
    }
    #expect(counted > CalendarDifferentialTests.count / 2)
    if lost > 0 {
      print("\(lost) times that systemd loses behind steps (systemd#40260), of \(counted) expressions")
    }
  }

  /// Where steps run out of two fields at once (of a day on a month's last, of a month in December), systemd 252 goes
  /// on from where they end and loses what comes before (systemd#40260, mended later).
  private func isLost(_ local: CivilDateTime) -> Bool {
    local.time.hour == 0 || local.date.day == 1 || local.date.month == 1
  }

  /// So many lost times of one expression are looked at: one of every second at midnight has years of them.
  private static let mostLost = 100

  @Test("The slow judge finds the same wall times, from anywhere")
  func reference() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    var found = 0
    for _ in 0..<1500 {
      let text = RandomExpression.any(&random)
      guard let expression = try? CalendarExpression(text) else { continue }
      let after = CivilDateTime(localSeconds: Int64.random(in: 1_700_000_000...1_900_000_000, using: &random))
      let expected = CalendarReference(expression.description).walls(
        after: after, count: 30, throughDays: 1500)
      let recurrence = Recurrence(expression, zone: .utc)
      var cursor = Instant(seconds: after.localSeconds)
      for wall in expected {
        found += 1
        let slot = recurrence.next(after: cursor)
        #expect(slot?.local == wall, "seed \(seed): \(text) after \(cursor)")
        #expect(recurrence.previous(before: Instant(seconds: wall.localSeconds + 1))?.local == wall)
        cursor = Instant(seconds: wall.localSeconds)
      }
      if expected.isEmpty, let slot = recurrence.next(after: cursor) {
        #expect(slot.local.date.dayNumber > after.date.dayNumber + 1500, "seed \(seed): \(text)")
      }
    }
    #expect(found > 1_500, "seed \(seed)")
  }

  /// `Normalized form: …`, `Next elapse: Sat 2026-11-21 10:00:00 UTC`, `Iter. #2: …`, or `Next elapse: never`.
  private func read(_ output: String) -> (normalized: String, instants: [String]) {
    var normalized = ""
    var instants: [String] = []
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { continue }
      if parts[0] == "Normalized form" { normalized = parts[1] }
      guard parts[0] == "Next elapse" || parts[0].hasPrefix("Iter"), parts[1] != "never" else { continue }
      let words = parts[1].split(separator: " ")
      if words.count == 4 { instants.append("\(words[1])T\(words[2])Z") }
    }
    // Words that need no normalizing are printed once.
    if normalized.isEmpty,
      let line = output.split(separator: "\n").first(where: { $0.contains("Original form") })
    {
      normalized = line.split(separator: ":", maxSplits: 1)[1].trimmingCharacters(in: .whitespaces)
    }
    return (normalized, instants)
  }

  @Test("A mangled expression is read or refused, with the fault inside the text and in words")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<20_000 {
      var bytes = Array(RandomExpression.any(&random).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0...4, using: &random) {
        case 0: if place < bytes.count { bytes.remove(at: place) }
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: if place + 1 < bytes.count { bytes.swapAt(place, place + 1) }
        case 3:
          let words = [
            "..", "/", "~", "-", ":", ",", " UTC", "9999999999999999999", "*", "Sat", " ", "@", "0", ".",
          ]
          bytes.insert(contentsOf: Array(words.randomElement(using: &random)!.utf8), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 4))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let expression = try CalendarExpression(text)
        #expect((try? CalendarExpression(expression.description)) == expression, "seed \(seed): \(text)")
        let recurrence = Recurrence(expression, zone: .utc)
        let from = Instant(seconds: 1_780_000_000)
        guard let slot = recurrence.next(after: from) else { continue }
        #expect(slot.instant > from, "seed \(seed): \(text)")
        #expect(
          recurrence.previous(before: slot.instant.advanced(bySeconds: 1)) == slot, "seed \(seed): \(text)")
      } catch {
        let isInside = error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count
        #expect(isInside, "seed \(seed): \(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}
