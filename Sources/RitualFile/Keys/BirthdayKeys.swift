import CivilTime
import JSONText
import Rituals

/// What the key `birthdays` says; what it leaves out stays as it is.
struct BirthdayKeys: Sendable {
  var remind: [ReminderTime]?
  var via: [String]?
}

/// The keys of `birthdays`.
let birthdaysSection = Section<BirthdayKeys>(
  "birthdays",
  """
  When birthdays are reminded of, and how. One on 29 February is kept on the 28th of common years. It takes place at the \
  time that `remind` names on the day itself, and is open for a week. The id of a birthday names the person, also where \
  `defaults` makes all rituals private.
  """,
  [
    Key(
      "remind", .list(of: .reminder, "reminders", isUnique: true),
      fallback: .strings(BirthdayReminders.usual.map(\.description)),
      example: ["the evening before", "on the day at 8:00"],
      "When reminders come, seen from the day; an empty list turns them off."
    ) { $0.remind = $1 },
    Key(
      "via", .list(of: .channel, "channels", atLeast: 1, isUnique: true), otherwise: "that of `defaults`",
      example: ["desktop"], "The channels they go out by: `journal`, `desktop`, or one of the `hooks`."
    ) { $0.via = $1 },
  ])

extension Reader where Value == BirthdayKeys {
  static var birthdays: Reader {
    .object(birthdaysSection, start: { BirthdayKeys() }) { keys, _, _ in keys }
  }
}
