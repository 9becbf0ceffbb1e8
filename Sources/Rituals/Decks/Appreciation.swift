extension Deck {
  /// Gratitude that is specific, small wins, naming what supported you.
  static let appreciation = Deck(
    "appreciation", "Appreciation",
    "A while for what went well. Small things count whole; take in what you are told, and let it stand.",
    opening: [
      "smile": "What made you smile since last time?",
      "small-win": "A small win of yours, however small. Let the other be glad about it with you.",
      "their-win": "Something that the other managed, and that you noticed.",
    ],
    middle: [
      "thank": "Thank the other for one thing. Say what it was, and what it made possible for you.",
      "unasked": "What was done for you without your asking? Did you say so at the time?",
      "presence": "When was it enough that the other was simply there?",
      "quality": "Something you admire in the other that has nothing to do with being useful.",
      "unseen": "What do you do that mostly goes unseen, and that you would like to be seen?",
      "received":
        "A thank-you or a kindness that you found hard to take. What would it be like to take it now?",
      "through": "Who or what carried you through a hard day lately? It may be somebody else entirely.",
    ],
    closing: [
      "again": "Which of all this would you like to have again, and how could that be made easy?",
      "tell": "Whom would you like to thank this week, and how?",
    ])
}
