extension Preset {
  /// All of them, in the order in which they are offered.
  static let all: [Preset] = [
    Preset(
      name: "monthly-coffee", about: "Coffee with someone dear, once a month",
      title: "Coffee with {people}", titleAlone: "Coffee with a friend", id: "coffee",
      when: "every first {day} at {time}", day: "saturday", time: "10:00",
      facts: [
        .remind: ["2 days before", "2h before"],
        .duration: "1h 30min",
        .notes: "No agenda. One question to bring along: what has been on your mind?",
      ]),
    Preset(
      name: "weekly-check-in", about: "How is it really? Half an hour and a few questions",
      title: "Check-in with {people}", titleAlone: "Check-in", id: "check-in",
      when: "every {day} at {time}", day: "sunday", time: "18:00",
      facts: [
        .remind: ["1h before", "at start"],
        .duration: "30min",
        .prompts: "give-and-take",
        .nudge: ["every": "1 day"],
      ]),
    Preset(
      name: "quiet-walk", about: "A walk together where nobody has to talk",
      title: "A quiet walk with {people}", titleAlone: "A quiet walk", id: "quiet-walk",
      when: "every last {day} at {time}", day: "sunday", time: "10:30",
      facts: [
        .remind: ["the evening before at 19:00", "1h before"],
        .urgency: "low",
        .notes: "Talking is welcome, and so is not talking.",
      ]),
    Preset(
      name: "alternating-hosts", about: "Dinner together, each of you hosts in turn",
      title: "Dinner with {people}", titleAlone: "Dinner together", id: "dinner",
      when: "every second {day} of the month at {time}", day: "friday", time: "19:00", role: "host",
      facts: [
        .remind: ["7 days before", "the evening before at 19:00", "3h before"],
        .notes: "Soup is a dinner. Whoever hosts may also just choose a place.",
      ]),
    Preset(
      name: "listening-hour", about: "One talks, the other only listens; next time you swap",
      title: "The listening hour with {people}", titleAlone: "The listening hour", id: "listening-hour",
      when: "every third {day} at {time}", day: "wednesday", time: "18:30",
      role: "listener", advance: .whenDone,
      facts: [
        .remind: ["the day before at 18:00", "at start"],
        .duration: "1h",
        .prompts: "listening",
        .notes: "No fixing, no advice unless asked. At the end: what I heard.",
      ]),
    Preset(
      name: "favour-rota", about: "A small favour, unasked; whose turn it is goes round",
      title: "A small favour with {people}", titleAlone: "A small favour", id: "favour",
      when: "every {day} at {time}", day: "monday", time: "09:00", role: "favour",
      choose: .leastRecent, atMost: 3,
      facts: [
        .remind: ["at start"],
        .nudge: ["every": "3 days"],
        .urgency: "low",
        .notes:
          "Ask what would lighten the week, and take one thing over. An errand counts, a good joke too.",
      ]),
    Preset(
      name: "call-home", about: "A call home or to an old friend, sometimes",
      title: "Call {people}", titleAlone: "Call home", id: "call", isWithOne: true,
      when: "10 days to 3 weeks after last time, {day}, at {time}", day: "saturday or sunday", time: "11:00",
      facts: [
        .remind: ["at start"],
        .nudge: ["every": "1 day", "times": 2],
        .missed: ["policy": "latest", "within": "3 days"],
        .notes: "Ask about something small from last time.",
      ]),
    Preset(
      name: "yearly-review", about: "Once a year: what held you, and what should change",
      title: "Looking back on the year with {people}", titleAlone: "Looking back on the year",
      id: "yearly-review", when: "every first {day} of january at {time}", day: "sunday", time: "16:00",
      facts: [
        .remind: ["14 days before", "2 days before", "at start"],
        .duration: "2h",
        .prompts: "season",
        .notes: "How often, who does what, and what each of you would rather not: all of it may change.",
      ]),
  ]
}
