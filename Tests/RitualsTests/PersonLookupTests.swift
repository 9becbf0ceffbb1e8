import Rituals
import Testing

@Suite("looking up a person")
struct PersonLookupTests {
  private let people = [
    "ana": Person(id: "ana", name: "Ana"), "jo": Person(id: "jo", name: "Johanna"),
    "sam": Person(id: "sam", name: "Jo"), "li1": Person(id: "li1", name: "Li"),
    "li2": Person(id: "li2", name: "Li"),
  ]

  @Test(arguments: [
    ("ana", "ana"), ("ANA", "ana"), ("Johanna", "jo"), ("jo", "jo"), ("Jo", nil), ("li1", "li1"),
    ("li", nil), ("an", nil), ("", nil),
  ])
  func `an exact id wins over a name, case does not matter, and a name must be clear`(
    word: String, id: String?
  ) {
    #expect(people.person(called: word)?.id == id)
  }

  @Test func `a name that several have is not clear, though one has it for an id`() {
    let people = ["jo": Person(id: "jo", name: "Jo"), "jo-2": Person(id: "jo-2", name: "Jo")]
    #expect(people.called("Jo").map(\.id) == ["jo", "jo-2"])
    #expect(people.person(called: "jo")?.id == "jo")
  }

  @Test func `everybody of the same name is found`() {
    #expect(Set(people.called("li").map(\.id)) == ["li1", "li2"])
  }
}
