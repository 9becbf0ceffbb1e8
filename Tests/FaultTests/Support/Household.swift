import CivilTime
import Rituals

/// Rituals on the clock of UTC, on a day of their own.
enum Household {
  /// The rituals have just come under care.
  static let morning = Instant("2031-01-05T09:00:00Z")!
  /// Everything of the config has fallen due.
  static let due = Instant("2031-01-05T10:00:02Z")!

  /// Four rituals, each with one reminder at ten; one of them by a hook too, which writes down what it heard.
  static let four = config(
    """
    { "id": "soup", "title": "Soup", "when": "once on 2031-01-05 at 10:00", "via": ["journal"] },
    { "id": "call", "title": "Call", "when": "once on 2031-01-05 at 10:00", "via": ["journal"] },
    { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal", "own"] },
    { "id": "walk", "title": "Walk", "when": "every day at 11:00", "via": ["journal"], "remind": ["1h before"] }
    """, hooks: #"{ "own": { "run": ["sh", "-c", "echo $KIN_REMINDER >>$HOME/heard"], "timeout": "20s" } }"#)

  /// What is to be given of them at ten.
  static let fourAtTen = [
    "soup@2031-01-05T10:00/due", "call@2031-01-05T10:00/due", "tea@2031-01-05T10:00/due",
    "walk@2031-01-05T11:00/lead-1h",
  ]

  /// A day on which all that a planner decides happens at once: reminders in time, one moved here, some that come late as
  /// a digest, a nudge among them, and one that waits for somebody's quiet hours.
  static let life = config(
    """
    { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": ["journal", "own"] },
    { "id": "walk", "title": "Walk", "when": "every day at 11:00", "via": ["journal"], "remind": ["1h before"] },
    { "id": "gift", "title": "Gift", "when": "once on 2031-01-06 at 12:00", "via": ["journal"] },
    { "id": "soup", "title": "Soup", "when": "once on 2031-01-05 at 9:30", "via": ["journal"] },
    { "id": "call", "title": "Call", "when": "once on 2031-01-05 at 9:40", "via": ["journal"] },
    { "id": "letter", "title": "Letter", "when": "every saturday at 10:00", "via": ["journal"],
      "nudge": { "every": "23h", "times": 2 } },
    { "id": "ring", "title": "Ring", "with": ["ana"], "when": "once on 2031-01-05 at 9:50", "via": ["journal"] }
    """,
    people: #"{ "ana": { "name": "Ana", "quietHours": [{ "from": "09:00", "to": "12:00" }] } }"#,
    hooks: #"{ "own": { "run": ["sh", "-c", "echo $KIN_REMINDER >>$HOME/heard"], "timeout": "20s" } }"#)

  /// What is to be given of them, singly or in a digest.
  static let lifeAtTen = [
    "tea@2031-01-05T10:00/due", "walk@2031-01-05T11:00/lead-1h", "gift@2031-01-06T12:00/moved-1",
    "soup@2031-01-05T09:30/due", "call@2031-01-05T09:40/due", "letter@2031-01-04T10:00/nudge-1",
  ]

  static func config(_ rituals: String, people: String = "{}", hooks: String = "{}") -> String {
    """
    { "timeZone": "UTC", "people": \(people), "hooks": \(hooks), "rituals": [
    \(rituals)
    ] }
    """
  }

  /// One ritual at ten.
  static func tea(via: String = "\"journal\"", hooks: String = "{}") -> String {
    config(#"{ "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": [\#(via)] }"#, hooks: hooks)
  }
}
