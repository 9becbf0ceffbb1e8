extension Deck {
  /// Wants, offers and limits; giving, receiving, letting yourself receive.
  static let selfAwareness = Deck(
    "self-awareness", "Giving and receiving",
    "First a look at yourself: what you want, what you offer gladly, where it ends. It goes well alone, too.",
    opening: [
      "arrive": "How are you, really? One word will do, or the weather: sunny, foggy, thunder to come.",
      "gladly": "What have you given gladly lately, without having to think about it?",
      "kind-to-self": "What have you done for yourself since last time?",
    ],
    middle: [
      "want": "What do you want from the people close to you just now? It need not be reasonable.",
      "offer": "What can you offer at present that costs you little and does others good?",
      "limit": "Where is your limit at the moment: in time, in energy, in what you can hold for others?",
      "how-noticed":
        "How do you notice that it is getting too much? What comes first: the back, the temper, silence?",
      "yes-no": "Where did you say yes and mean no? And the other way round?",
      "receive": "When somebody wants to help you, what happens in you? When did you last let it happen?",
      "ask": "What do you find hard to ask for? Whom could you ask for a small piece of it?",
      "expect": "Do you give something in the hope that it will be seen? What would you like instead?",
      "less":
        "Is there somebody to whom you have given little of late? Is there something you would like to do?",
    ],
    closing: [
      "one-thing": "One thing I will allow myself, or leave be, until next time.",
      "say": "One want, offer or limit that I will say aloud, and to whom.",
    ])
}
