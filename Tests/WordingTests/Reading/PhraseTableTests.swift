import CivilTime
import TestSupport
import Testing

@testable import Rituals
@testable import Wording

/// The table of phrases, moments and sentences that people say, each with what it means or why it is refused.
/// `handbook phrases` makes docs/phrases.md of it.
@Suite("what people say")
struct PhraseTableTests {
  /// A Saturday, in the evening.
  private static let today = CivilDate("2026-11-28") ?? .last
  static let rows = table("phrases")
  static let moments = table("moments")
  static let sentences = table("sentences")

  /// The rows of a table: what is said, and what is answered.
  private static func table(_ name: String) -> [(said: String, isUnderstood: Bool, answer: String)] {
    let text = (try? Project.text(of: "docs/phrases/\(name).txt")) ?? ""
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("#") { return nil }
      for mark in [" = ", " ! "] {
        guard let place = line.firstRange(of: mark) else { continue }
        return (String(line[..<place.lowerBound]), mark == " = ", String(line[place.upperBound...]))
      }
      return nil
    }
  }

  @Test("Each phrase means what the table says, or is refused with these words")
  func phrases() throws {
    #expect(PhraseTableTests.rows.count > 250)
    for (said, isUnderstood, answer) in PhraseTableTests.rows {
      do {
        let phrase = try Phrase(parsing: said, today: PhraseTableTests.today)
        #expect(isUnderstood && phrase.meaning == answer, "\(said) = \(phrase.meaning)")
        #expect(
          try Phrase(parsing: phrase.meaning) == phrase, "\(said): \(phrase.meaning) reads as something else")
      } catch {
        #expect(
          !isUnderstood && error.message + error.hint == answer, "\(said) ! \(error.message + error.hint)")
      }
    }
  }

  @Test("The end of a month is this year's, also in that month")
  func endOfMonth() throws {
    for (today, end) in [
      ("2027-06-15", "2027-06-30"), ("2027-05-31", "2027-06-30"), ("2027-07-01", "2028-06-30"),
    ] {
      let phrase = try Phrase(parsing: "every day until the end of june", today: CivilDate(today))
      #expect(phrase.meaning == "every day, until \(end)")
    }
  }

  @Test("This weekend is Saturday, and on a Sunday today")
  func weekend() throws {
    for (today, day) in [
      ("2026-11-25", "2026-11-28"), ("2026-11-28", "2026-11-28"), ("2026-11-29", "2026-11-29"),
    ] {
      let phrase = try Phrase(parsing: "this weekend at 17:00", today: CivilDate(today))
      #expect(phrase.meaning == "once on \(day) at 17:00")
    }
  }

  @Test("Whoever follows a suggestion, or what a refusal quotes as a phrase, is understood")
  func suggestions() throws {
    for (said, isUnderstood, _) in PhraseTableTests.rows + BrokenPhraseTests.asRows where !isUnderstood {
      let fault = try #require(throws: TextFault.self) {
        try Phrase(parsing: said, today: PhraseTableTests.today)
      }
      var text = said
      var next: TextFault? = fault
      for _ in 0..<4 {
        guard let here = next, let suggestion = here.suggestion else { break }
        let bytes = Array(text.utf8)
        text = String(
          decoding: bytes[..<here.range.lowerBound] + Array(suggestion.utf8)
            + bytes[here.range.upperBound...],
          as: UTF8.self)
        do throws(TextFault) {
          _ = try Phrase(parsing: text, today: PhraseTableTests.today)
          next = nil
        } catch { next = error }
      }
      if fault.suggestion != nil { #expect(next == nil, "\(said) → \(text): \(next?.message ?? "")") }
      for reading in fault.readings {
        #expect(throws: Never.self, "\(said): \(reading)") { try Phrase(parsing: reading) }
      }
    }
  }

  @Test("Each moment is when the table says, or is refused with these words")
  func momentTable() throws {
    let zone = systemZone("Europe/Berlin")
    let now = zone.instant(of: CivilDateTime(PhraseTableTests.today, TimeOfDay(secondOfDay: 70_200)))
    #expect(PhraseTableTests.moments.count > 50)
    for (said, isUnderstood, answer) in PhraseTableTests.moments {
      do {
        let moment = try Moment(parsing: said, today: PhraseTableTests.today)
        let local =
          moment.instant(from: now, zone: zone).map { zone.local(at: $0).shortDescription } ?? "passed"
        #expect(isUnderstood && local == answer, "\(said) = \(local)")
        #expect(try Moment(parsing: moment.description) == moment, "\(said): \(moment)")
      } catch {
        #expect(
          !isUnderstood && error.message + error.hint == answer, "\(said) ! \(error.message + error.hint)")
      }
    }
  }

  @Test("Each sentence is what the table says, or is refused with these words")
  func sentenceTable() throws {
    let people = [
      "ana": Person(id: "ana", name: "Ana"), "sam": Person(id: "sam", name: "Sam"),
      "jo": Person(id: "jo", name: "Jo"),
    ]
    #expect(PhraseTableTests.sentences.count > 50)
    for (said, isUnderstood, answer) in PhraseTableTests.sentences {
      do throws(TextFault) {
        let read = try RitualSentence(parsing: said, people: people, me: "sam", today: PhraseTableTests.today)
        if let doubt = read.doubts.first { throw doubt.fault }
        #expect(isUnderstood && read.inWords == answer, "\(said) = \(read.inWords)")
        #expect((try? Phrase(parsing: read.when))?.form == read.form, "\(said)")
      } catch {
        #expect(
          !isUnderstood && error.message + error.hint == answer, "\(said) ! \(error.message + error.hint)")
      }
    }
  }
}

extension RitualSentence {
  /// All that was read, in a line.
  fileprivate var inWords: String {
    let parts: [(String, String?)] = [
      ("", title), ("", form.meaning), ("starting ", starting?.description),
      ("except ", except.isEmpty ? nil : DisplayText.list(except.map(\.description))),
      ("with ", with.isEmpty ? nil : DisplayText.list(with)),
      ("new: ", newPeople.isEmpty ? nil : DisplayText.list(newPeople.map(\.name))),
      ("at ", place), ("for ", duration?.words),
      ("reminded ", remind.isEmpty ? nil : DisplayText.list(remind.map(\.description))),
      ("nudged every ", nudge.map { "\($0.every.words), \($0.times) times" }),
      ("turns: ", turns.map { "\($0.roles.joined(separator: ", ")) by \($0.order.joined(separator: ", "))" }),
    ]
    return parts.compactMap { lead, part in part.map { lead + $0 } }.joined(separator: " | ")
  }
}

extension BrokenPhraseTests {
  static var asRows: [(said: String, isUnderstood: Bool, answer: String)] {
    broken.compactMap { phrase, _, _, _ in
      (try? Phrase(parsing: phrase, today: CivilDate("2026-11-28"))) == nil ? (phrase, false, "") : nil
    }
  }
}

extension TextFault {
  /// The whole phrases that it quotes to choose from.
  fileprivate var readings: [String] {
    switch problem {
    case .ambiguousWord(_, let readings), .daysMissing(_, let readings), .timesMissing(_, let readings),
      .vagueRhythm(_, let readings):
      readings
    default: []
    }
  }
}
