import Testing

@testable import Recurrence

@Suite struct EditDistanceTests {
  @Test(
    "Distance counts inserted, deleted, replaced and swapped letters",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("saterday", "saturday", 1),
      ("setpember", "september", 1), ("ab", "ba", 1), ("kitten", "sitting", 3), ("mnday", "monday", 1),
      ("größe", "grösse", 2),
    ])
  func distance(_ left: String, _ right: String, _ distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }

  @Test(
    "The closest word is named where it is near enough, and none where it is not",
    arguments: [
      ("Titel", "title"), ("tile", "title"), ("whne", "when"), ("rmind", "remind"), ("reminder", "remind"),
      ("x", nil), ("", nil), ("banana", nil), ("id", "id"),
    ] as [(String, String?)])
  func closest(_ word: String, _ near: String?) {
    #expect(EditDistance.closest(to: word, among: ["id", "title", "when", "remind"]) == near)
  }
}
