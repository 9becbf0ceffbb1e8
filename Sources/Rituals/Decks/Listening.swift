extension Deck {
  /// Listening without solving, and reflective listening: what I heard.
  static let listening = Deck(
    "listening", "Listening",
    "One speaks, the other only listens: no fixing, no advice, no story of one's own. Then the other way round.",
    opening: [
      "arrive": "Take three breaths. How are you here today: tired, glad, scattered, something else?",
      "want": "What would do you good now: to be heard, to think aloud, or to sit together for a while?",
      "lightly": "What has been going round in your head this week? Begin with the lightest of it.",
    ],
    middle: [
      "on-mind": "Speak for a few minutes about what is on your mind. Whoever listens asks nothing yet.",
      "heard":
        "What I heard: say it back in your own words, then ask, \"Is that it? Did I leave something out?\"",
      "feeling":
        "What feeling did you hear beneath the words? Offer it as a guess, and let yourself be put right.",
      "more": "\"Is there more?\" Ask it once, and leave a silence long enough for an answer.",
      "untold": "Is there something you have not told yet, as no moment seemed right? You may keep it, too.",
      "how-it-is": "What is the hard part of it, and what is the good part, if there is one?",
      "urge": "When did you want to step in with advice? What were you hoping to spare the other?",
    ],
    closing: [
      "landed": "What did it do to you to be heard like this? What helped, and what would have helped more?",
      "wish": "Now it may be asked: would you like an idea, a hand with something, or nothing at all?",
    ])
}
