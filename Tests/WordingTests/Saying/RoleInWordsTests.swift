import Testing
import Wording

@Suite("a role in a sentence")
struct RoleInWordsTests {
  @Test(arguments: ["host", "cook", "listener", "DJ", "boss", "scribe", "note taker", "king"])
  func `is what somebody is`(role: String) {
    #expect(RoleInWords(role).present == "is \(role)")
    #expect(RoleInWords(role).taken == "it as \(role)")
  }

  @Test(arguments: ["bins", "dishes", "Laundry", "cooking", "dinner", "kitchen floors", "music"])
  func `is what somebody has`(role: String) {
    #expect(RoleInWords(role).present == "has the \(role)")
    #expect(RoleInWords(role).perfect == "had the \(role)")
    #expect(RoleInWords(role).taken == "the \(role)")
    #expect(RoleInWords("the \(role)").presentOfUser == "have the \(role)")
  }
}
