import CivilTime
import JSONText
import Rituals

/// The keys of `birthdays`.
let birthdaysSection = Section<BirthdayReminders>(
  "birthdays",
  """
  When and how to remind you of birthdays. One on 29 February is kept on the 28th in common years. It takes place at the \
  time that `remind` names on the day itself, and is open for a week. The id of a birthday names the person, also where \
  `defaults` makes all rituals private.
  """, start: BirthdayReminders(),
  [
    Key(
      "remind", .list(of: .reminder, "reminders", isUnique: true), \.remind,
      example: ["the evening before", "on the day at 8:00"],
      "When reminders come, relative to the day. An empty list turns them off."),
    Key(
      "via", .list(of: .channel, "channels", atLeast: 1, isUnique: true), \.via,
      otherwise: "that of `defaults`", example: ["desktop"],
      "The channels that deliver them: `journal`, `desktop`, `notify-send`, or one of the `hooks`."),
  ])
