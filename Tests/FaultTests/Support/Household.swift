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

  static func config(_ rituals: String, hooks: String = "{}") -> String {
    """
    { "timeZone": "UTC", "people": {}, "hooks": \(hooks), "rituals": [
    \(rituals)
    ] }
    """
  }

  /// One ritual at ten.
  static func tea(via: String = "\"journal\"", hooks: String = "{}") -> String {
    config(#"{ "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": [\#(via)] }"#, hooks: hooks)
  }
}
