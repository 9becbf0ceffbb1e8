extension Deck {
  /// Felt supported, meaningful, drained; boundaries as requests; care in its many forms.
  static let giveAndTake = Deck(
    "give-and-take", "Give and take",
    "How it has been between you: what gave something, what cost something, and what would help. Nothing is added up.",
    opening: [
      "good-moment": "A good moment between us since last time: which one comes to mind?",
      "energy": "How is your energy these days, and what has most of it gone into?",
      "small-care":
        "A small thing that did you good lately: a word, a hand, a joke, just being there. What was it?",
    ],
    middle: [
      "supported": "When did you feel supported lately? Say what it was, so that it can come again.",
      "meaningful": "What between us has felt meaningful, and what has only been a habit?",
      "drained":
        "Was there something that left you tired? Say what it was like for you; it needs no culprit.",
      "stretched":
        "Have you felt stretched lately? What could be smaller, later or somebody else's for a while?",
      "carrying":
        "Is one of us carrying something that the other could take over, or that could simply be dropped?",
      "limit": "Is there a limit you would like to name? Put it as a request: \"I would like… because…\"",
      "needs": "What do you need more of just now, and what less? Then ask the other the same.",
      "care-forms":
        "Which kind of care reaches you best at the moment: listening, a hand, laughing, quiet company?",
    ],
    closing: [
      "adjust": "One thing I will adjust before next time. A small one is plenty.",
      "request": "One specific request, and one way in which it could be changed so that it fits you both.",
    ])
}
