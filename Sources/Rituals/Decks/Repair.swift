extension Deck {
  /// Soon after a hurt: actions and impact, not intentions; specific requests, open to amendment.
  static let repair = Deck(
    "repair", "Repair",
    """
    For soon after a hurt, when both are calm enough. Speak of what was done and what it did to you; leave aside what \
    was meant. You need not agree in the end, and you may stop at any time.
    """,
    opening: [
      "ready": "Is now a good time? If not, say which would be; that is an answer too.",
      "need-first":
        "What do you need to be able to talk about this: slowness, a break, somebody else in the room?",
      "still-good": "What is still good between you, and would stay good whatever comes of this talk?",
    ],
    middle: [
      "what-happened": "What happened, as a camera would have seen it? One tells it, then the other.",
      "impact": "What did it do to you? \"When… happened, I felt…, and since then I…\"",
      "heard-impact":
        "Say back what it did to the other, without explaining yourself. Ask whether you have it right.",
      "own-part": "Which part of it is yours? Name what you did, and leave out what you meant by it.",
      "pattern": "Has something like it come before? Look at it side by side, as at a thing on the table.",
      "missing": "What would you have needed in that moment?",
      "sorry": "Is there something you would like to say sorry for? Then say just that, and no \"but\".",
      "not-settled": "What is not settled, and may stay so for a while?",
    ],
    closing: [
      "request":
        "One specific request for next time: who, what, when. The other may change it until it fits.",
      "adjust": "One thing I will do differently, and how the other will notice.",
      "help": "Would a pause do good, or somebody from outside? When do you speak again?",
    ])
}
