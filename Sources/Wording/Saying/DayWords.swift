import CivilTime
import Rituals

extension Weekday {
  /// `Saturday`.
  public var name: String { Vocabulary.weekdayNames[rawValue].capitalizedFirst }
  /// `Sat`.
  public var shortName: String { String(name.prefix(3)) }
}

extension MonthDay {
  /// `5 December`.
  public var words: String { "\(day) \(CivilDate.monthName(month))" }
}

extension CivilDate {
  /// `December`; months count from 1.
  public static func monthName(_ month: Int) -> String { Vocabulary.monthNames[month - 1].capitalizedFirst }

  /// `5 December`.
  public var words: String { MonthDay(month: month, day: day).words }
  /// `5 Dec`.
  public var shortWords: String { "\(day) \(CivilDate.monthName(month).prefix(3))" }

  /// ` 2028` for a date that is far away in another year, else nothing.
  public func yearWords(seenFrom today: CivilDate) -> String {
    year == today.year || (dayNumber - today.dayNumber).magnitude < 180 ? "" : " \(year)"
  }
}

extension DisplayText {
  /// `today`, `tomorrow`, `yesterday`, `Saturday, 5 December`, with the year where it is far away in another one.
  public static func day(_ date: CivilDate, seenFrom today: CivilDate) -> String {
    switch date.dayNumber - today.dayNumber {
    case 0: "today"
    case 1: "tomorrow"
    case -1: "yesterday"
    default: "\(date.weekday.name), \(date.words)\(date.yearWords(seenFrom: today))"
    }
  }

  /// `today at 10:00`, `Saturday, 5 December at 10:00`.
  public static func when(_ due: CivilDateTime, seenFrom now: CivilDateTime) -> String {
    "\(day(due.date, seenFrom: now.date)) at \(due.time)"
  }

  /// `Sat 10:00`, or `Sat 5 Dec 10:00` when it is more than six days away.
  public static func short(_ due: CivilDateTime, seenFrom now: CivilDateTime) -> String {
    let isNear = (0..<7).contains(due.date.dayNumber - now.date.dayNumber)
    return due.date.weekday.shortName + (isNear ? "" : " \(due.date.shortWords)") + " \(due.time)"
  }

  /// Days from a first to a last, as they stand in a sentence: `today`, `until Sunday, 3 January`,
  /// `from Sunday, 20 December to Sunday, 3 January`.
  public static func days(_ from: CivilDate, _ to: CivilDate, seenFrom today: CivilDate) -> String {
    func day(_ date: CivilDate) -> String { DisplayText.day(date, seenFrom: today) }
    if from == to { return (from.dayNumber - today.dayNumber).magnitude > 1 ? "on \(day(from))" : day(from) }
    return from == today ? "until \(day(to))" : "from \(day(from)) to \(day(to))"
  }
}
