import Rituals

// The section of kinkeeper(5) on the questions of check-ins.

extension ConfigManual {
  static func tellDecks(on page: inout ManualPage) {
    page.heading("DECKS")
    page.prose(
      """
      A deck is a handful of questions that `kin checkin` draws from, a few at a time: one that is light to begin with, \
      some from its middle, and a last one to take something along. None comes again before all had their time. There is \
      one for about every five minutes of the ritual's `duration`, and there are three and a last one without it. \
      `kin checkin --decks` lists the decks, those of the config too.
      """)
    page.list(Deck.all.map { ("Li \($0.id)", $0.about) })
    page.prose(
      """
      A deck of your own has a title and questions, which are asked in their order. Each is remembered by its words, so that \
      some may be added or taken away at any time. With the name of a deck above, it takes that one's place.
      """)
    page.example(
      """
      "decks": {
        "ours": {
          "title": "Our questions",
          "prompts": ["What was good this week?", "What would help?"]
        }
      }
      """)
  }
}
