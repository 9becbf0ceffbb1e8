import CivilTime
import Recurrence
import Rituals

extension DisplayText {
  /// Days from a first to a last, as they stand in a sentence: `today`, `until Sunday, 3 January`,
  /// `from Sunday, 20 December to Sunday, 3 January`.
  public static func days(_ from: CivilDate, _ to: CivilDate, seenFrom today: CivilDate) -> String {
    func day(_ date: CivilDate) -> String { DisplayText.day(date, seenFrom: today, inSentence: true) }
    if from == to { return (from.dayNumber - today.dayNumber).magnitude > 1 ? "on \(day(from))" : day(from) }
    return from == today ? "until \(day(to))" : "from \(day(from)) to \(day(to))"
  }
}
