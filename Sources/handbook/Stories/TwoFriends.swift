extension Story {
  /// A year of two friends in two cities.
  static let twoFriends = Story(
    name: "two-friends", title: "A year of two friends",
    opening: """
      Sam lives in Berlin, Ana in Lisbon. They would like to stay close, and neither of them wants to be the one who always \
      remembers. This is a year with their rituals as Kinkeeper kept them on Sam's laptop: its reminders, the reasons \
      for them, and what Sam typed. The notable weeks are here in full; after the first of them, plain answers are left out.
      """,
    config: """
      {
        "me": "sam",
        "timeZone": "Europe/Berlin",
        "quietHours": [{ "from": "22:00", "to": "08:00" }],
        "people": {
          "sam": { "name": "Sam" },
          "ana": { "name": "Ana", "timeZone": "Europe/Lisbon", "birthday": "03-14",
                   "appreciates": ["listening", "a silly postcard"], "boundaries": ["no calls after nine"] }
        },
        "rituals": [
          { "id": "coffee", "title": "Coffee over video", "with": ["ana"], "when": "every first saturday at 10:00",
            "remind": ["2 days before", "at start"], "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
          { "id": "check-in", "title": "How are we?", "with": ["ana"], "when": "every last sunday at 18:00",
            "prompts": "give-and-take", "nudge": { "every": "1 day", "times": 2 } },
          { "id": "letter", "title": "A letter to Ana", "with": ["ana"],
            "when": "3 weeks to 5 weeks after last time, sunday, at 11:00" },
          { "id": "review", "title": "Looking back on the year", "with": ["ana"],
            "when": "every second sunday of december at 16:00", "prompts": "season" }
        ]
      }
      """,
    from: "2026-01-02",
    chapters: [
      Chapter(
        title: "January: a beginning",
        text: """
          The first coffee is the very next day, too soon for the reminder two days ahead. Ana mentions an \
          interview, and Sam notes it, to ask about it later.
          """,
        through: "2026-01-12",
        deeds: [Deed("2026-01-03T12:10", #"kin note ana "interview at the aquarium on the 20th""#)]),
      Chapter(
        title: "The rest of the winter",
        text:
          "Nothing to report, which is the point: it runs by itself, and neither of them has to think of it.",
        through: "2026-03-03", isTold: false),
      Chapter(
        title: "March: a birthday, and a snoozed reminder",
        text: """
          Nobody wrote a ritual for the birthday. The date is in Ana's entry, and the reminder comes early enough for a \
          postcard. On the Sunday of the letter Sam is at the lake, and snoozes it.
          """,
        through: "2026-03-15", about: ["birthday-ana", "letter"],
        deeds: [
          Deed("2026-03-08T11:05", "kin snooze letter tonight"),
          Deed("2026-03-14T10:30", #"kin win "Ana laughed at the otter postcard""#),
        ]),
      Chapter(
        title: "Spring: a lapse",
        text: """
          In April both have too much to do. Kinkeeper asks about the check-in twice more, gently, and then stops. When \
          the next one is due, the old one lapses. Nothing is counted and nothing has to be made up.
          """,
        through: "2026-05-02", about: ["check-in"], unanswered: ["check-in"],
        deeds: [Deed("2026-05-02T09:00", "kin balance coffee")]),
      Chapter(title: "Early summer", text: "They are back in step.", through: "2026-07-19", isTold: false),
      Chapter(
        title: "July: Ana is away, and they swap",
        text: """
          Ana is at sea through the first week of August, so turns skip her and the order waits. For September they \
          agree that Sam hosts for her: a swap is for that one time only.
          """,
        through: "2026-09-13", about: ["coffee"],
        deeds: [
          Deed("2026-07-20T20:00", "kin away ana 2026-07-25 2026-08-08"),
          Deed("2026-08-31T19:00", "kin swap coffee sam"),
        ]),
      Chapter(
        title: "September: three stretched weeks",
        text: """
          Sam's father falls ill. Saying so once is enough: turns pass on, the letter may wait, and nothing is \
          asked twice.
          """,
        through: "2026-10-18",
        deeds: [
          Deed("2026-09-21T21:00", #"kin stretched --for "3 weeks""#),
          Deed(
            "2026-09-27T18:40", "kin checkin check-in",
            answers: [
              "", "Whenever you write, even though I do not answer for days.", "", "",
              "Short messages instead of letters, until my father is home.", "", "supported", "y",
            ]),
          Deed("2026-09-27T19:10", "kin checkin --show --last 1"),
        ]),
      Chapter(
        title: "Autumn", text: "The stretched weeks ended by themselves, and the letters come as before.",
        through: "2026-12-12", isTold: false),
      Chapter(
        title: "December: the year's review",
        text: """
          They go through their rituals one by one and ask of each whether it still fits. The coffee moves to the \
          afternoon; everything else stays.
          """,
        through: "2026-12-14",
        deeds: [
          Deed(
            "2026-12-13T17:00", "kin checkin review",
            answers: [
              "", "Coffee later in the day, so that nobody has to hurry on a Saturday.", "", "", "",
              "meaningful", "y",
            ]),
          Deed("2026-12-13T17:40", #"kin edit coffee "every first saturday at 16:00""#),
        ]),
    ])
}
