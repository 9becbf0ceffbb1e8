/// The config that a new user begins with: the same text as `config.example.json` at the top of the project, so that `kin`
/// carries it along.
enum ExampleConfig {
  static let text = #"""
    {
      "$schema": "config.schema.json",
      "me": "sam",
      "timeZone": "Europe/Berlin",
      "quietHours": [
        { "from": "22:00", "to": "08:00" },
        { "from": "22:00", "to": "10:00", "days": ["friday", "saturday"] }
      ],
      "budget": { "perDay": 4 },
      "people": {
        "sam": { "name": "Sam" },
        "ana": {
          "name": "Ana",
          "timeZone": "America/Lima",
          "birthday": "03-14",
          "appreciates": ["being asked twice", "voice messages"],
          "boundaries": ["no calls after nine"],
          "quietHours": [{ "from": "21:00", "to": "09:00" }],
          "away": [{ "from": "2026-12-20", "to": "2027-01-03" }]
        },
        "jo": { "name": "Jo", "birthday": "1988-10-02", "appreciates": ["long walks", "practical help"] },
        "noor": { "name": "Noor", "appreciates": ["quiet company"], "boundaries": ["no advice unless asked"] },
        "dad": { "name": "Dad", "birthday": "1954-02-11", "appreciates": ["a real call, not a text"] }
      },
      "defaults": { "remind": ["at start"], "via": ["journal", "desktop"] },
      "rituals": [
        {
          "id": "coffee-ana",
          "title": "Coffee with Ana",
          "with": ["ana"],
          "when": "every first saturday at 16:00",
          "remind": ["2 days before", "2h before", "at start"],
          "duration": "1h 30min",
          "notes": "Her morning, your afternoon: one pot each, cameras on."
        },
        {
          "id": "check-in",
          "title": "How is it really?",
          "with": ["jo"],
          "when": "every sunday at 18:00",
          "duration": "30min",
          "prompts": "give-and-take",
          "nudge": { "every": "1 day", "times": 2 },
          "private": true
        },
        {
          "id": "soup-night",
          "title": "Soup night",
          "with": ["jo", "noor"],
          "when": "every 2 weeks on thursday at 19:00",
          "starting": "2026-01-08",
          "remind": ["the evening before at 19:00", "3h before"],
          "turns": { "roles": ["host", "cook"], "order": ["sam", "jo", "noor"] },
          "except": ["2026-12-24", "2026-12-31"]
        },
        {
          "id": "call-dad",
          "title": "Call Dad",
          "with": ["dad"],
          "when": "10 days to 3 weeks after last time, saturday or sunday, at 11:00",
          "missed": { "policy": "latest", "within": "3 days" },
          "notes": "Ask about the garden, and let him tell the train story."
        },
        {
          "id": "quiet-walk",
          "title": "A quiet walk with Noor",
          "with": ["noor"],
          "when": "every last sunday at 11:00",
          "season": { "from": "04-15", "to": "10-15" },
          "place": "the gate by the canal",
          "remind": ["the evening before at 20:00", "1h before"],
          "urgency": "low"
        },
        {
          "id": "listening-hour",
          "title": "The listening hour",
          "with": ["ana", "jo"],
          "when": "every month on the 15th at 17:00",
          "duration": "1h",
          "prompts": "listening",
          "turns": { "roles": ["listener"], "order": ["sam", "ana", "jo"], "advance": "when done", "atMost": 2 },
          "notes": "One talks, the others only listen. No fixing."
        }
      ]
    }

    """#
}
