import CivilTime
import Testing

@testable import Recurrence
@testable import Rituals
@testable import Wording

/// Random phrases: those of the grammar read, their meanings read back, and mangled ones don't crash.
@Suite struct RandomPhraseTests {
  @Test("Every phrase of the grammar reads, and its meaning reads back to the same form")
  func roundTrip() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var speaker = Speaker(seed: seed)
    var rules = 0
    for _ in 0..<8_000 {
      let phrase = speaker.phrase()
      do {
        let form = try Phrase.parse(phrase)
        let meaning = form.meaning
        #expect(try Phrase.parse(meaning) == form, "seed \(seed): \(phrase) → \(meaning)")
        if case .rule(let rule) = form {
          rules += 1
          #expect(rule.phrase == meaning, "seed \(seed): \(phrase)")
        }
      } catch {
        Issue.record("seed \(seed): \(phrase): \(error.message)")
        return
      }
    }
    #expect(rules > 1_000, "seed \(seed)")
  }

  @Test("Each known word alone, and any two of them, are read or refused, whatever they are to be")
  func words() {
    let words =
      Vocabulary.table.keys.sorted() + ["1900", "1900pm", "7p", "7", "1st", "7:30", "5.12", ",", "-"]
    let pairs = (0..<4_000).map { _ in "\(words.randomElement() ?? "") \(words.randomElement() ?? "")" }
    let today = CivilDate("2026-11-28")
    for text in words + pairs {
      for day in [nil, today] {
        _ = try? Phrase(parsing: text, today: day)
        _ = try? Moment(parsing: text, today: day)
        _ = try? RitualSentence(parsing: "\(text) club every monday", today: day)
      }
    }
    #expect(throws: TextFault.self) { try Phrase(parsing: "start") }
    #expect(throws: TextFault.self) { try Phrase(parsing: "beginning") }
  }

  @Test("A mangled phrase is read, or refused at a place inside the text")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var speaker = Speaker(seed: seed)
    for _ in 0..<8_000 {
      let isRule = Int.random(in: 0...2, using: &speaker.random) == 0
      let whole = isRule ? Form.rule(.random(using: &speaker.random)).meaning : speaker.phrase()
      var bytes = Array(whole.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &speaker.random) { speaker.mangle(&bytes) }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let form = try Phrase.parse(text)
        #expect((try? Phrase.parse(form.meaning)) == form, "seed \(seed): \(text) → \(form.meaning)")
      } catch {
        check(error, in: text, seed: seed)
      }
      do { _ = try Span(parsing: text) } catch { check(error, in: text, seed: seed) }
    }
  }

  @Test("Every prefix of a phrase is read or refused")
  func prefixes() {
    for (phrase, _) in PhraseTests.rules {
      for length in 0...phrase.utf8.count {
        let text = String(decoding: phrase.utf8.prefix(length), as: UTF8.self)
        do { _ = try Phrase.parse(text) } catch { check(error, in: text, seed: 0) }
      }
    }
  }

  @Test("The meaning of every rule reads back to it, with its lists in order")
  func anyRule() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(state: seed)
    var (legal, plain) = (0, 0)
    for _ in 0..<8_000 {
      let rule = RecurrenceRule.random(using: &random)
      // What RFC 5545 forbids has no meaning.
      guard (try? RecurrenceRule(rule.description)) != nil else { continue }
      legal += 1
      let meaning = Form.rule(rule).meaning
      do {
        let form = try Phrase.parse(meaning)
        #expect(form == .rule(rule.canonical), "seed \(seed): \(rule): \(meaning)")
      } catch {
        Issue.record("seed \(seed): \(rule): \(meaning): \(error.message)")
        return
      }
      if let phrase = rule.phrase {
        plain += 1
        #expect(phrase == meaning, "seed \(seed): \(rule)")
      }
    }
    #expect(legal > 1_000 && plain > 5, "seed \(seed): \(legal) legal rules, \(plain) plain ones")
  }

  private func check(_ fault: TextFault, in text: String, seed: UInt64) {
    #expect(
      fault.range.lowerBound >= 0 && fault.range.upperBound <= text.utf8.count, "seed \(seed): \(text)")
    #expect(!fault.message.isEmpty)
    if let suggestion = fault.suggestion { #expect(!suggestion.isEmpty) }
  }
}

/// A generator that a seed determines (SplitMix64), so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes random phrases of the grammar.
struct Speaker {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func phrase() -> String {
    let core = one([rule, rule, rule, rule, cadence, once, { $0.pair() }])
    let text = core(&self)
    switch Int.random(in: 0...5, using: &random) {
    case 0: return text.uppercased().replacing("MONTHS", with: "months")
    case 1: return text.split(separator: " ").joined(separator: "  ")
    default: return text
    }
  }

  private mutating func pair() -> String {
    one(["every \(weekday()) at 18:00 and \(weekday()) at 19:30", "every \(weekday()) at 9:00 and 17:30"])
      + one(["", " in summer", " until 2030-01-31"])
  }

  private func rule(_ speaker: inout Speaker) -> String {
    let (core, isSubDaily) = speaker.core()
    var text = core
    let clauses =
      [isSubDaily ? "" : speaker.times()]
      + [speaker.one(["", "", "", ", 12 times", " until 2030-01-31", ", until 2030-01-31 18:00"])]
    text += (Bool.random(using: &speaker.random) ? clauses : clauses.reversed()).joined()
    return text
  }

  private mutating func core() -> (String, Bool) {
    let n = Int.random(in: 2...40, using: &random)
    switch Int.random(in: 0...17, using: &random) {
    case 14: return ("\(weekday()) every \(n) weeks", false)
    case 15: return ("every \(weekdays()) except in \(month())", false)
    case 16: return ("\(weekdays()) every other week", false)
    case 17:
      return (
        one([
          "end of the month", "2nd tuesday monthly", "every christmas eve", "alternate sundays",
          "every easter monday", "every \(n) years on good friday", "\(n) days before easter",
          "whitsun yearly",
          "good friday and easter sunday", "every christmas and new year's eve",
        ]), false
      )
    case 0:
      return (
        "every \(n) \(one(["hours", "minutes", "seconds"]))\(one(["", " on weekdays", " on friday"]))", true
      )
    case 1: return (one(["every hour", "every minute", "every second", "hourly"]), true)
    case 2: return (one(["every day", "daily", "every \(n) days", "every other day"]) + limit(), false)
    case 3: return ("every \(weekdays())" + limit(), false)
    case 4:
      return (
        "\(one(["every \(n) weeks", "every week", "every other week"])) on \(weekdays())" + limit(), false
      )
    case 5:
      return (
        "every \(ordinals(5)) \(one(["monday", "friday", "sunday and monday", "weekday"]))\(scope())", false
      )
    case 6: return ("every first \(weekday()) and last \(weekday())\(scope())", false)
    case 7: return ("every \(n) months on the \(ordinals(5)) \(weekday())", false)
    case 8: return ("\(one(["every month", "every \(n) months", "monthly"])) on the \(monthDays())", false)
    case 9: return ("every year on \(one(["\(1 + n % 28) \(month())", "\(month()) \(1 + n % 28)"]))", false)
    case 10: return ("every \(n) years on the \(ordinals(5)) \(weekday()) of \(months())", false)
    case 11: return ("every year on the \(monthDays()) of \(one(["march", "may and july"]))", false)
    case 12:
      return (
        one(["every month", "every week", "every year", "every 3 years in \(months())", "quarterly"]), false
      )
    default:
      return (
        "every year on the \(one(["100th day", "last day", "20th monday", "last weekday"])) of the year",
        false
      )
    }
  }

  private mutating func limit() -> String { one(["", "", "", " in \(months())"]) }
  private mutating func scope() -> String {
    one(["", " of the month", " of \(months())", " of every month"])
  }

  private mutating func times() -> String {
    one([
      "", " at 7pm", " at 18:30", " at 18:30:05", ", at noon", " at 9:00 and 17:00",
      " at 9:00, 9:30, 10:00 and 10:30", " 8:15",
      " at half past six in the evening", " at 19h", " 7.30pm", " in the evening",
      " at noon",
    ])
  }

  private mutating func weekday() -> String {
    one(Weekday.allCases.map { "\($0)" } + ["sat", "Tue", "saturdays"])
  }
  private mutating func month() -> String { one(Vocabulary.monthNames + ["sept", "mar"]) }

  private mutating func weekdays() -> String {
    one([
      "weekday", "weekend", weekday(), "\(weekday()) and \(weekday())",
      "\(weekday()), \(weekday()) or \(weekday())", "\(weekday()) to \(weekday())",
    ])
  }

  private mutating func months() -> String {
    one([
      month(), "\(month()) and \(month())", "\(month()), \(month()) and \(month())",
      "\(month()) to \(month())",
    ])
  }

  private mutating func ordinals(_ most: Int) -> String {
    one([
      "first", "second", "third", "last", "first and third", "2nd", "1st, 3rd and last", "second to last",
      "penultimate",
    ])
  }

  private mutating func monthDays() -> String {
    one([
      "15th", "1st", "1st and 15th", "last day", "second to last day", "1st, 15th and last day", "28th",
      "fifteenth", "twenty-first day",
    ])
  }

  private func cadence(_ speaker: inout Speaker) -> String {
    let n = Int.random(in: 1...40, using: &speaker.random)
    let weekdays = speaker.weekdays()
    return speaker.one([
      "\(n) days", "\(n) days to \(n + 2) weeks", "\(n) to \(n * 2) weeks", "1 year 2 months",
      "\(n) hours 5min",
    ])
      + " after last time" + speaker.one(["", ", \(weekdays)", " on \(weekdays)"])
      + speaker.one(["", " at 7pm", ", at 11:00"])
  }

  private func once(_ speaker: inout Speaker) -> String {
    let day = Int.random(in: 1...28, using: &speaker.random)
    return speaker.one([
      "once on 2027-02-\(day < 10 ? "0" : "")\(day)", "once on \(day) \(speaker.month()) 2027",
    ])
      + speaker.one(["", " at 18:30", ", at 7am"])
  }

  mutating func one<T>(_ some: [T]) -> T { some[Int.random(in: 0..<some.count, using: &random)] }

  mutating func mangle(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0...5, using: &random) {
    case 0: if place < bytes.count { bytes.remove(at: place) }
    case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 2: if place + 1 < bytes.count { bytes.swapAt(place, place + 1) }
    case 3: if place < bytes.count { bytes[place] = UInt8.random(in: 32...126, using: &random) }
    case 4:
      bytes.insert(
        contentsOf: Array(
          one([
            " and ", ",", " of ", "0", "999999999", " last", " to ", "-", " the ", " every ", "at", " 7 ",
            ":", ".",
          ]).utf8), at: place)
    default: bytes.removeSubrange(place..<min(bytes.count, place + 6))
    }
  }
}

extension RecurrenceRule {
  /// Any parts, sensible or not.
  static func random(using random: inout SplitMix) -> RecurrenceRule {
    var rule = RecurrenceRule(Frequency.allCases.randomElement(using: &random)!)
    func some(_ range: ClosedRange<Int>, _ random: inout SplitMix) -> [Int] {
      guard Int.random(in: 0...3, using: &random) == 0 else { return [] }
      return RecurrenceRule.ordered(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          let number = Int.random(in: range, using: &random)
          return number == 0 && range.lowerBound < 0 ? 1 : number
        })
    }
    rule.interval = [1, 1, 1, 2, 3, 90].randomElement(using: &random)!
    rule.byMonth = some(1...12, &random)
    rule.byMonthDay = some(-31...31, &random)
    rule.byYearDay = some(-366...366, &random)
    rule.byWeekNumber = some(-53...53, &random)
    rule.byEaster = some(-80...250, &random)
    rule.byHour = some(0...23, &random)
    rule.byMinute = some(0...59, &random)
    rule.bySecond = some(0...59, &random)
    rule.bySetPosition = some(-5...5, &random)
    rule.byDay = RecurrenceRule.ordered(
      some(0...6, &random).map {
        WeekdayNumber([0, 0, 1, -1].randomElement(using: &random)!, Weekday(rawValue: $0)!)
      })
    rule.weekStart = [.monday, .monday, .sunday].randomElement(using: &random)!
    rule.skip = [.omit, .omit, .backward, .forward].randomElement(using: &random)!
    rule.end = [.never, .never, .count(12), .untilInstant(Instant(seconds: 0))].randomElement(using: &random)!
    return rule
  }
}
