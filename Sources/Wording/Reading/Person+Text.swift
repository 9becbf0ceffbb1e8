import CivilTime
import Recurrence
import Rituals

extension Birthday {
  /// Reads a birthday with or without its year, as the config or as people say it: `03-14`, `1990-03-14`, `14 march`,
  /// `March 14th, 1990`.
  public init(parsing text: String) throws(TextFault) {
    if let birthday = Birthday(text) {
      self = birthday
      return
    }
    let words = ReadingContext(suggestions: Vocabulary.monthNames)
    self = try TokenReader.read(text, in: Boxed(words)) { reader throws(TextFault) in
      reader.accept(.on)
      if let date = try reader.namedDate() {
        return Birthday(year: date.year, month: date.month, day: date.day)
      }
      guard let day = try reader.monthDay() else { throw reader.fault(.date) }
      return Birthday(month: day.month, day: day.day)
    }
  }
}

extension QuietHours {
  /// Reads hours as people say them: `22:00 to 8:00`, `from 10pm until 8am`, `22-8`, `23:00 to 10:00 on friday and
  /// saturday`. Behind a time of the 24-hour clock a number alone is one, too.
  public init(parsing text: String) throws(TextFault) {
    let spaced = text.map { "-\u{2013}".contains($0) ? " to " : String($0) }.joined()
    let words = ReadingContext(
      suggestions: Vocabulary.weekdayNames + ["noon", "midnight", "from", "to", "until", "and", "on"])
    self = try TokenReader.read(spaced, in: Boxed(words)) { reader throws(TextFault) in
      try reader.quietHours()
    }
  }
}

extension TokenReader {
  fileprivate mutating func quietHours() throws(TextFault) -> QuietHours {
    _ = accept(.starting) || accept(spelled: "between")
    accept(.at)
    let first = index
    let from = try timeOfDay()
    let saysHalf = says(.am, ahead: -1) || says(.pm, ahead: -1)
    let isBare = tokens[first].kind.number != nil && !saysHalf
    _ = acceptTo() || accept(.until) || accept(.and)
    accept(.at)
    var to: TimeOfDay
    if !saysHalf, case .number(let hour?) = kind, !self.saysHalf(ahead: 1),
      let time = TimeOfDay(hour: hour, minute: 0)
    {
      // Of `10 to 8` nobody knows which halves of the day are meant.
      if isBare, (1...12).contains(from.hour), hour <= 12 {
        throw fault(from: first, to: first + 1) { .bareHour($0, from) }
      }
      advance()
      to = time
    } else {
      to = try timeOfDay()
    }
    guard from != to else { throw fault(from: first) { .unexpected($0, expected: .twoTimes) } }
    acceptComma()
    accept(.on)
    return QuietHours(from: from, to: to, weekdays: try weekdays())
  }
}
