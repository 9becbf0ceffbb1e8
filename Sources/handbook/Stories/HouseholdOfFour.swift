extension Story {
  /// A year of four people under one roof.
  static let householdOfFour = Story(
    name: "household-of-four", title: "A year of a household of four",
    opening: """
      Jo, Max, Ana and Sam share a flat. On Thursdays there is soup: one cooks, another makes sure that everybody is \
      heard. Every other Sunday they talk about the house, and one of them prepares it. This is their year as Kinkeeper \
      kept it on Sam's laptop; the notable weeks are here in full. After the first of them, plain answers are left out.
      """,
    config: """
      {
        "me": "sam",
        "timeZone": "Europe/Berlin",
        "quietHours": [{ "from": "22:30", "to": "07:30" }],
        "people": {
          "sam": { "name": "Sam" },
          "jo": { "name": "Jo", "birthday": "06-21", "appreciates": ["quiet company"] },
          "max": { "name": "Max", "boundaries": ["no talks before coffee"] },
          "ana": { "name": "Ana" }
        },
        "rituals": [
          { "id": "soup", "title": "Soup night", "with": ["jo", "max", "ana"], "when": "every thursday at 18:30",
            "turns": { "roles": ["cook", "listener"], "order": ["sam", "jo", "max", "ana"] } },
          { "id": "house-talk", "title": "House talk", "with": ["jo", "max", "ana"],
            "when": "every 2 weeks on sunday at 17:00", "starting": "2026-01-11", "prompts": "give-and-take",
            "nudge": { "every": "1 day", "times": 1 },
            "turns": { "roles": ["planner"], "order": ["jo", "sam", "ana", "max"] } },
          { "id": "call-mum", "title": "Call Mum", "when": "10 days to 2 weeks after last time, at 11:00" },
          { "id": "review", "title": "How do we want to live here?", "with": ["jo", "max", "ana"],
            "when": "every first sunday of december at 15:00", "prompts": "season" }
        ]
      }
      """,
    from: "2026-01-05",
    chapters: [
      Chapter(
        title: "January: who cooks?",
        text:
          "Two roles go round together, and nobody has both. Each reminder says why it is this person's turn.",
        through: "2026-01-12"),
      Chapter(
        title: "Through the winter", text: "It goes round. Nobody has to ask, and nobody has to be asked.",
        through: "2026-03-15", isTold: false, about: ["soup"]),
      Chapter(
        title: "March: an absence, and a swap",
        text: """
          Max goes to his sister for two weeks: turns skip him, the order goes on, and he has nothing to make up for \
          when he is back. Sam has an exam, and Ana cooks in Sam's place.
          """,
        through: "2026-04-03", about: ["soup", "house-talk"],
        deeds: [
          Deed("2026-03-16T20:00", "kin away max 2026-03-17 2026-03-30"),
          Deed("2026-03-25T19:30", "kin swap soup ana --role cook"),
          Deed("2026-03-31T09:00", #"kin note max "how his sister's move went""#),
        ]),
      Chapter(
        title: "Spring", text: "Asparagus, mostly, and who prepared the talks about the house.",
        through: "2026-06-13", isTold: false, about: ["house-talk"]),
      Chapter(
        title: "June: a birthday, a skip, and a talk that was put off",
        text: """
          A reminder of Jo's birthday comes three days ahead. That Thursday they go swimming instead of eating soup: a skip needs no \
          reason. The house talk waits until everybody is home.
          """,
        through: "2026-06-29", about: ["soup", "house-talk", "birthday-jo"],
        deeds: [
          Deed("2026-06-18T18:40", "kin skip soup"),
          Deed("2026-06-21T10:00", #"kin win "all four of us in the lake at midnight""#),
          Deed("2026-06-28T17:05", "kin snooze house-talk 8pm"),
        ]),
      Chapter(
        title: "Summer",
        text: """
          Everybody comes and goes, and nobody feels like talking about the house. What nobody answered lapses when the \
          next one is due. Nobody keeps a list of what was missed, and soup goes on.
          """,
        through: "2026-09-05", isTold: false, about: ["soup"], unanswered: ["house-talk"]),
      Chapter(
        title: "September: three stretched weeks", text: "Sam's new job swallows September, and Sam says so.",
        through: "2026-09-27",
        deeds: [
          Deed("2026-09-07T21:15", #"kin stretched --for "3 weeks""#),
          Deed(
            "2026-09-20T17:30", "kin checkin house-talk",
            answers: [
              "", "", "", "Max takes the landlord, and the bins go round: both were always Ana's.", "",
              "supported, meaningful", "y",
            ]),
          Deed("2026-09-20T18:10", "kin checkin --show --last 1"),
        ]),
      Chapter(
        title: "Autumn", text: "The stretched weeks are over, and Sam cooks again.", through: "2026-12-05",
        isTold: false, about: ["soup"]),
      Chapter(
        title: "December: how do we want to live here?",
        text: "The review looks back without counting, and changes one line of the config.",
        through: "2026-12-11", about: ["soup", "review"],
        deeds: [
          Deed("2026-12-06T14:30", "kin balance soup"),
          Deed(
            "2026-12-06T16:10", "kin checkin review",
            answers: [
              "Soup, even in the weeks when nobody had slept.", "", "",
              "Listening is harder than cooking. It helps that it changes hands every week.", "", "",
              "meaningful", "y",
            ]),
          Deed("2026-12-06T16:40", #"kin edit house-talk "every 3 weeks on sunday at 17:00""#),
        ]),
    ])
}
