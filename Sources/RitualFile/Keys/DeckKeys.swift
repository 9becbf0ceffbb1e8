import JSONText
import Rituals

/// The keys of one of the `decks`.
let deckSection = Section<Deck>(
  "deck", "Questions of your own for check-ins; a deck with the name of a built-in one takes its place.",
  [
    Key("title", .line, required: true, example: "Our questions", "What it is called.") { $0.title = $1 },
    Key(
      "about", .line, example: "For the kitchen table.", "The sentence that a check-in with it begins with."
    ) {
      $0.about = $1
    },
    Key(
      "prompts", .list(of: .line, "prompts", atLeast: 1, isUnique: true), required: true,
      example: ["What was good this week?", "What would help?"],
      "The questions. They are asked in turn; one whose words change counts as a new one."
    ) { $0.prompts = $1.map { Prompt(own: $0) } },
  ])

extension Reader where Value == Deck {
  static var deck: Reader {
    .object(deckSection, start: { Deck(id: "", title: "", prompts: []) }) { deck, _, _ in deck }
  }
}

extension Reader where Value == String {
  /// The name of a deck: one that comes with the program, or one of the `decks`.
  static var deckName: Reader {
    Reader(.text(form: "the name of a deck", pattern: Identifier.pattern)) { value, decoding in
      guard let text = decoding.text(value, wanted: "the name of a deck") else { return nil }
      guard decoding.decks.contains(text) else {
        let near = decoding.closest(to: text, among: decoding.decks.sorted())
        decoding.tell(.unknownDeck(text, near: near), at: value.range)
        return nil
      }
      return text
    }
  }
}

extension Deck {
  func named(_ id: String) -> Deck {
    var deck = self
    deck.id = id
    return deck
  }
}
