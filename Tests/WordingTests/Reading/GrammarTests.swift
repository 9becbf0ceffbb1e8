import Recurrence
import Testing
import Wording

@Suite struct GrammarTests {
  @Test("Every example of the grammar reads, and so does its meaning", arguments: Phrase.grammar)
  func example(_ row: GrammarRow) throws {
    let phrase = try Phrase(parsing: row.example)
    if case .rule(let rule) = phrase.form, let written = try? RecurrenceRule(row.meaning) {
      #expect(written == rule)
    } else {
      #expect(try Phrase(parsing: row.meaning) == phrase)
    }
    #expect(try Phrase(parsing: phrase.meaning) == phrase)
    #expect(phrase.form.isSatisfiable)
  }

  @Test("No form and no example is there twice")
  func unique() {
    #expect(Set(Phrase.grammar.map(\.form)).count == Phrase.grammar.count)
    #expect(Set(Phrase.grammar.map(\.example)).count == Phrase.grammar.count)
  }
}
