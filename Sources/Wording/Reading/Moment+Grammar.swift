import CivilTime
import Recurrence
import Rituals
extension Moment {
  /// One row of the table: how a moment is said, an example, and what it means.
  public struct GrammarRow: Hashable, Sendable {
    /// How it is built: words as they are written, `WHAT` for what varies, `[…]` for what may be left out.
    public let form: String
    /// A moment of that form.
    public let example: String
    /// What it means, in words.
    public let meaning: String
  }

  /// The moments as a table, for help and the manual. A test reads every example.
  public static let grammar: [GrammarRow] = [
    row("SPAN [later]", "1h", "so long from now; of what is moved, so long after its start"),
    row("in SPAN , SPAN from now", "in half an hour", "so long from now"),
    row("in SPAN at TIME", "in 2 days at 10:00", "so many days from now, at that time"),
    row("TIME , at TIME", "at 18:30", "the next time that the clock shows it"),
    row(
      "in the morning|afternoon|evening", "in the evening", "the next 09:00, 15:00 or 19:00"),
    row("tonight , this evening", "tonight", "at 20:00, or in an hour where that has passed"),
    row("tonight [at] TIME", "tonight at 9", "at that time of the evening, or in the small hours"),
    row("today|tomorrow [TIME]", "tomorrow 9:00", "that day"),
    row("the day after tomorrow [TIME]", "the day after tomorrow", "the day in two days"),
    row(
      "DAY morning|afternoon|evening|night", "tomorrow evening", "at 09:00, 15:00, 19:00 or 20:00 of that day"
    ),
    row("DAY PART at HOUR", "tomorrow evening at 8", "at that hour of that part of the day"),
    row(
      "[on] WEEKDAY [TIME]", "on saturday at 10",
      "the next one; today only with a time that is still ahead"),
    row("next WEEKDAY [TIME]", "next monday", "that of next week; weeks begin on Monday"),
    row("this weekend [TIME]", "this weekend", "Saturday, or Sunday where that has passed"),
    row("next weekend [TIME]", "next weekend", "Saturday of next week"),
    row("next week [TIME]", "next week", "Monday of next week"),
    row("next month [TIME]", "next month", "the first of next month"),
    row("YEAR-MONTH-DAY [TIME]", "2026-12-05T10:00", "that date"),
    row("DAY MONTH [TIME] , MONTH DAY [TIME]", "5 december at 10", "the next such date"),
    row("the DAY [TIME]", "the 15th", "the next such day of a month"),
  ]

  private static func row(_ form: String, _ example: String, _ meaning: String) -> GrammarRow {
    GrammarRow(form: form, example: example, meaning: meaning)
  }
}
