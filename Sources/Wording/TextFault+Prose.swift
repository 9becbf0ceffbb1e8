import CivilTime
import Recurrence
import Rituals

extension TextFault {
  /// What is wrong, in lower case: `unknown weekday "saterday"`.
  public var message: String {
    switch problem {
    case .empty: "nothing is said"
    case .rule(let problem): problem.message
    case .calendar(let problem): problem.message
    case .unknownWord(let word, let near): "unknown \(TextFault.genus(of: near)) \"\(word)\""
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .strayCharacter(let character): "unexpected character \"\(character)\""
    case .unexpected(let found, .end): "\"\(found)\" is unexpected here: what comes before it is complete"
    case .unexpected(let found, let expected): "\"\(found)\" cannot stand here; expected \(expected.rawValue)"
    case .missing(let expected): "\(expected.rawValue) is missing here"
    case .outOfRange(let number, let counted, let range):
      "\(counted.rawValue) is a number from \(range.lowerBound) to \(range.upperBound), not \(number)"
    case .ambiguousWord(let word, let readings):
      "\"\(word)\" is read in two ways: \(readings.map { "\"\($0)\"" }.joined(separator: " or "))"
    case .dateOrder(let date, _): "\"\(date)\" is not a date here; dates are written year-month-day"
    case .ambiguousDate(let date, let dayFirst, let monthFirst):
      "\"\(date)\" is read in two ways: \(dayFirst) or \(monthFirst); dates are written year-month-day"
    case .noSuchDate(let date): "there is no \(date)"
    case .onceOrEveryYear(let date): "\"\(date)\" does not say whether it comes once or every year"
    case .yearMissing(let date): "\"\(date)\" needs a year to come once"
    case .monthMissing(let day): "\"\(day)\" of which month?"
    case .notATime(let time, _): "\"\(time)\" is not a time of the day"
    case .bareHour(let hour): "\"\(hour)\" does not say which hour: write \(hour):00 or \(hour)pm"
    case .outsidePart(let time, let part, _): "\"\(time)\" is not in the \(part)"
    case .timesMultiply(let times, let extra):
      "one rule cannot come at \(DisplayText.list(times.map(\.description))) alone: it would also come at \(extra); "
        + "make them two rituals"
    case .timeOfDayTooFine: "a time of the day fits days and longer, not hours, minutes or seconds"
    case .oneTimeOnly: "only one time of the day fits here"
    case .countedWeekday(let count, let day): "\"\(count) \(day)s\" is read in two ways; count weeks instead"
    case .datesMultiply:
      "one rule cannot hold just these dates: each day would come in each month; make them two rituals"
    case .mixedDays: "one rule cannot hold both weekdays and days of the month; make them two rituals"
    case .keyOfItsOwn(let word, let key):
      "\"\(word)\" is not part of a phrase; it has a key of its own, \"\(key)\""
    case .saidTwice(let words): "\"\(words)\" is said twice"
    case .windowReversed: "the window ends before it begins"
    case .endsBeforeStart(let from, let to): "\(to) is before \(from)"
    case .unitMissing(let number): "\"\(number)\" has no unit"
    case .fraction(let amount): "\"\(amount)\" is not whole; use a smaller unit"
    case .finerThanASecond(let amount): "\"\(amount)\" is finer than a second, the finest that is kept"
    case .spanTooLong(let amount): "\"\(amount)\" is longer than 9999 years"
    case .zeroSpan: "a distance of nothing"
    case .wholeDaysOnly: "a time of the day goes with whole days only"
    }
  }

  /// What to write instead of the text at `range`, where that is known: `saturday`.
  public var suggestion: String? {
    switch problem {
    case .unknownWord(_, let near): near
    case .rule(let problem): problem.suggestion
    case .calendar(let problem): problem.suggestion
    case .ambiguousWord(_, let readings): readings.first
    case .dateOrder(_, let meant): meant?.description
    case .notATime(_, let meant): meant?.description
    case .outsidePart(_, _, let meant): meant?.description
    case .bareHour(let hour): "\(hour):00"
    case .onceOrEveryYear(let date): "every year on \(date)"
    case .countedWeekday(let count, let day): "\(count) weeks on \(day)"
    case .unitMissing(let number): "\(number)s"
    case .finerThanASecond: "1s"
    default: nil
    }
  }

  /// What an unknown word was most likely meant to be: `weekday`, `month`, or just `word`.
  private static func genus(of near: String?) -> String {
    guard let near else { return "word" }
    if Vocabulary.weekdayNames.contains(near) { return "weekday" }
    return Vocabulary.monthNames.contains(near) ? "month" : "word"
  }
}
