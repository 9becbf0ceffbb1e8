extension Deck {
  /// A season's review: cadence, roles, limits, growth, distance, transitions.
  static let season = Deck(
    "season", "A season's review",
    "Look back on some months together: what to keep, what to change, what to let go. Less is a good answer, too.",
    opening: [
      "picture": "Which picture stays with you from these months?",
      "kept": "What did you keep up, more or less? Consistent is enough; perfect was never asked for.",
      "changed": "What has changed in your life since the last review: work, home, health, people?",
    ],
    middle: [
      "cadence":
        "Is the rhythm right? More often, less often, shorter, another day: what would you both like?",
      "roles":
        "Who plans, who hosts, who listens, who remembers? What would you like to hand on for a while?",
      "expectations": "What does each of you expect of the other by now? Which of it was ever said aloud?",
      "limits": "Which limits of time, energy or money should the next months respect?",
      "growth": "How have you grown, each of you and together? What has become possible?",
      "distance": "How are you doing with distance and travel? What keeps you close while you are apart?",
      "transition": "What is coming: a move, a child, a new job, a goodbye? What should then become easier?",
      "let-go": "Which of your rituals has done its work and may end, with thanks?",
      "in-need": "Outside all dates: how do you tell each other that it is urgent, and who can come at once?",
    ],
    closing: [
      "agree":
        "What do you change in your rituals? Say it so that both can agree, and write it into the config.",
      "look-again": "One thing to try until the next review. When will you look at it again?",
    ])
}
