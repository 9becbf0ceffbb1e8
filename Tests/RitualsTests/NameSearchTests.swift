import Rituals
import Testing

@Suite("what a word names")
struct NameSearchTests {
  private let rituals = [
    (id: "coffee", title: "Coffee with Ana"), (id: "Coffee", title: "Coffee alone"),
    (id: "walk", title: "A walk"),
    (id: "walk-2", title: "Émile's  walk"), (id: "stroll", title: "Walk"),
  ]

  @Test(
    arguments: [
      ("coffee", .id, ["coffee"]), ("Coffee", .id, ["Coffee"]),
      ("COFFEE", .idInAnyCase, ["coffee", "Coffee"]),
      ("walk", .id, ["walk"]), ("WALK", .name, ["walk", "stroll"]), ("STROLL", .idInAnyCase, ["stroll"]),
      ("a  WALK ", .name, ["walk"]), ("émile's walk", .name, ["walk-2"]),
      ("coffee w", .beginning, ["coffee"]), ("cof", .beginning, ["coffee", "Coffee"]),
      ("wal", .beginning, ["walk", "walk-2", "stroll"]), ("walk-", .beginning, ["walk-2"]),
    ] as [(String, NameSearch.Match, [String])])
  func `is what it names most surely, and all of those`(word: String, match: NameSearch.Match, ids: [String])
  {
    let found = NameSearch(word).found(in: rituals, id: \.id, name: \.title)
    #expect(found?.match == match)
    #expect(found?.things.map(\.id) == ids)
  }

  @Test(arguments: ["", " ", "alk", "coffees", "-"])
  func `may be nothing`(word: String) {
    #expect(NameSearch(word).found(in: rituals, id: \.id, name: \.title) == nil)
  }

  @Test func `a beginning counts only where it is asked for`() {
    #expect(NameSearch("cof").found(in: rituals, id: \.id, name: \.title, upTo: .name) == nil)
  }
}
