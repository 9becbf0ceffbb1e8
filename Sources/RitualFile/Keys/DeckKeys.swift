import JSONText
import Rituals

/// The keys of one of the `decks`.
let deckSection = Section<Deck>(
  "deck", "Your own questions for check-ins. A deck with the name of a built-in one replaces it.",
  start: Deck(id: "", title: "", prompts: []),
  [
    Key("title", .line, \.title, required: true, example: "Our questions", "The name of the deck."),
    Key(
      "about", .line, example: "For the kitchen table.", "The sentence that opens a check-in with it.",
      get: { $0.about.isEmpty ? nil : $0.about }, set: { $0.about = $1 }),
    Key(
      "prompts", .list(of: .line, "prompts", atLeast: 1, isUnique: true), required: true,
      example: ["What was good this week?", "What would help?"],
      "The questions, asked in turn. One whose words change counts as new.",
      get: { $0.prompts.map(\.text) }, set: { $0.prompts = $1.map { Prompt(own: $0) } }),
  ])
