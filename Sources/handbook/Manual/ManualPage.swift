import Rituals
import Wording

/// A page of the manual whose text is written by hand in `man/`, apart from the parts between two marks, which are made from
/// declarations:
///
///     .\" make man: commands
///     …
///     .\" end: commands
struct ManualPage {
  /// Its file's name: `kin.1`.
  let name: String
  /// The parts that are made, by the names in their marks.
  let parts: [(name: String, text: String)]

  static let all = [
    ManualPage(
      name: "kin.1",
      parts: [
        ("commands", CommandPart.commands), ("options", CommandPart.options),
        ("moments", Mdoc.list(Moment.grammar.map { ("Li \($0.form)", "`\($0.example)`: \($0.meaning).") })),
      ]),
    ManualPage(
      name: "kinkeeper.5",
      parts: [
        ("keys", KeyPart.keys),
        ("phrases", Mdoc.list(Phrase.grammar.map { ("Li \($0.form)", "`\($0.example)`: \($0.meaning)") })),
        ("decks", Mdoc.list(Deck.all.map { ("Li \($0.id)", $0.about) })),
      ]),
  ]

  /// The page with its parts as the declarations have them now. Throws where a mark is missing.
  func filled(_ page: String) throws(HandbookFault) -> String {
    var page = page
    for part in parts {
      guard let start = page.firstRange(of: ".\\\" make man: \(part.name)\n"),
        let end = page[start.upperBound...].firstRange(of: ".\\\" end: \(part.name)\n")
      else { throw HandbookFault("\(name) has no marks around its part \"\(part.name)\"") }
      page.replaceSubrange(start.upperBound..<end.lowerBound, with: part.text)
    }
    return page
  }
}
