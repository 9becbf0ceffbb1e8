extension Deck {
  /// The other's shoes: guessing, asking, being ready for what the other needs.
  static let otherShoes = Deck(
    "other-shoes", "In the other's shoes",
    "Guess what it is like to be the other, then ask. A wrong guess is as good a beginning as a right one.",
    opening: [
      "usual-day": "What does an ordinary day of the other look like just now? Guess first, then listen.",
      "looking-forward": "What may the other be looking forward to?",
      "ask-about": "Something the other told you last time: how did it go on?",
    ],
    middle: [
      "weight": "What may be weighing on the other that has nothing to do with you?",
      "from-there":
        "Think of a moment when you did not understand each other. How did it look from over there?",
      "easy-hard": "What is easy for you and may be hard for the other? And the other way round?",
      "asked-of": "What do you ask of the other without noticing? The other may add to it.",
      "ready": "What may the other need in the weeks ahead, and which part of that could you give gladly?",
      "help-form":
        "When the other struggles, which help is welcome, and which is better left? Guess, then ask.",
      "distance": "What do distance, work or other people ask of each of you at the moment?",
    ],
    closing: [
      "learned": "What is new to you in what you heard? One thing you will do with it.",
      "check": "One guess that you would like to ask about again before next time.",
    ])
}
