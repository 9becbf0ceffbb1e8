import Recurrence
import Testing
import Wording

@Suite struct GrammarTests {
  @Test("Every example of the grammar reads, and so does its meaning", arguments: Phrase.grammar)
  func example(_ row: GrammarRow) throws {
    let form = try Phrase.parse(row.example)
    if case .rule(let rule) = form {
      #expect(try RecurrenceRule(row.meaning) == rule)
    } else {
      #expect(try Phrase.parse(row.meaning) == form)
    }
    #expect(try Phrase.parse(form.meaning) == form)
    #expect(form.isSatisfiable)
  }

  @Test("No form and no example is there twice")
  func unique() {
    #expect(Set(Phrase.grammar.map(\.form)).count == Phrase.grammar.count)
    #expect(Set(Phrase.grammar.map(\.example)).count == Phrase.grammar.count)
  }
}
