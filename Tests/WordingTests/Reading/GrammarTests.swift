import Recurrence
import Testing
import Wording

@Suite struct GrammarTests {
  @Test("Every example of the grammar reads, and means what stands beside it", arguments: Phrase.grammar)
  func example(_ row: GrammarRow) throws {
    let form = try Phrase.parse(row.example)
    if case .rule(let rule) = form {
      #expect(rule.description == row.meaning)
    } else {
      #expect(form.meaning == row.meaning)
    }
    #expect(try Phrase.parse(form.meaning) == form)
    #expect(form.isSatisfiable)
  }

  @Test("No form and no example stands there twice")
  func unique() {
    #expect(Set(Phrase.grammar.map(\.form)).count == Phrase.grammar.count)
    #expect(Set(Phrase.grammar.map(\.example)).count == Phrase.grammar.count)
  }
}
