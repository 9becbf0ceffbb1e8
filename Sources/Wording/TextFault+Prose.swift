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
      "\"\(word)\" is read in two ways: \(TextFault.quoted(readings))"
    case .dateOrder(let date, _): "\"\(date)\" is not a date here; dates are written year-month-day"
    case .ambiguousDate(let date, let dayFirst, let monthFirst):
      "\"\(date)\" is read in two ways: \(dayFirst) or \(monthFirst); dates are written year-month-day"
    case .noSuchDate(let date):
      "there is no \(date.lowercased().hasPrefix("the ") ? String(date.dropFirst(4)) : date)"
    case .onceOrEveryYear(let date): "\"\(date)\" does not say whether it comes once or every year"
    case .yearMissing(let date): "\"\(date)\" needs a year to come once"
    case .sinceWhen(let words): "\"\(words)\" needs its date, as in \"since 2026-01-05\""
    case .otherEaster(let words):
      "\"\(words)\" goes by another calendar, which is not known here; write its date, like 2027-05-02"
    case .notEachYear(let words):
      "\"\(words)\" is not one day of every year; name a day nearer to the feast, or a date"
    case .past(let words): "\"\(words)\" lies behind; name a time to come"
    case .otherWeekday(let words, let date, let weekday):
      "\"\(words)\" does not fit together: \(date) is a \(weekday)"
    case .relativeDay(let day):
      "\"\(day)\" depends on the day it is read; write a date like 2026-12-24"
    case .monthMissing(let day): "\"\(day)\" of which month?"
    case .notATime(let time, _): "\"\(time)\" is not a time of the day"
    case .bareHour(let said, let time):
      "\"\(said)\" does not say which hour: write \(TextFault.readings(of: time))"
    case .halfHour(let said, let past, let before):
      "\"\(said)\" is read in two ways: write \(past) or \(before)"
    case .outsidePart(let time, let part, _): "\"\(time)\" is not in the \(part)"
    case .timesMultiply(let times, let extra):
      "one rule cannot come at \(DisplayText.list(times.map(\.description))) alone: it would also come at \(extra); "
        + "make them two rituals"
    case .timeOfDayTooFine: "a time of the day fits days and longer, not hours, minutes or seconds"
    case .oneTimeOnly: "only one time of the day fits here"
    case .countedWeekday(let count, let day): "\"\(count) \(day)s\" is read in two ways; count weeks instead"
    case .datesMultiply:
      "one rule cannot hold just these dates: each day would come in each month; make them two rituals"
    case .daysMissing(let words, let readings):
      "\"\(words)\" does not say on which days; write them, as in "
        + TextFault.quoted(readings)
    case .timesMissing(let words, let readings):
      "\"\(words)\" does not say at which times; write them, as in \(TextFault.quoted(readings))"
    case .vagueRhythm(let words, let readings):
      "\"\(words)\" does not say exactly how often; write it, as in \(TextFault.quoted(readings))"
    case .condition(let words):
      "kin cannot tell \"\(words)\"; leave out single days by their date, as in "
        + "\"except 2026-12-25\""
    case .nothingLeft(let words): "\"\(words)\" leaves nothing"
    case .exceptionUnclear(let words):
      "\"\(words)\" cannot be left out of this rule; name the days that remain, or make two rituals"
    case .exceptionOfYears(let words, let day):
      "\"\(words)\" would be left out every year, and only single dates can be; say of which year, as in "
        + "\"\(day) 2027\""
    case .endNeedsStart(let words):
      "\"\(words)\" has no first day to count from; write the last one, as in \"until 2027-06-30\""
    case .countOfSeveral(let words):
      "\"\(words)\" are several rules, which have no number of times together; write the last day, as in "
        + "\"until 2027-06-30\""
    case .notFromDone(let words):
      "\"\(words)\" can't count from the last time; only a distance can, as in \"every 3 weeks when done\""
    case .keyOfItsOwn(let word, let key):
      "\"\(word)\" is not part of a phrase; it has a key of its own, \"\(key)\""
    case .outOfPlace(let word, .title, let words):
      "\"\(word)\" is not understood here; if \"\(words)\" is the title, put it in quotes"
    case .outOfPlace(let word, let part, let words):
      "\"\(word)\" is not understood here, and \"\(words)\" is hardly a \(part.rawValue)"
    case .aloneInTurn(let name):
      "\"\(name)\" alone cannot take turns; name everybody who does, as in \"Ana and Jo host in turn\", or say \"we\""
    case .notAName(let word): "\"\(word)\" is nobody's name; write who it is"
    case .meUnknown(let word):
      "\"\(word)\" is not known yet; say who you are with \"me\" in the config, or run `kin init`"
    case .saidTwice(let words): "\"\(words)\" is said twice"
    case .windowReversed: "the window ends before it begins"
    case .nearlyAYear(let words): "\"\(words)\" is nearly a year; if that is meant, write both years"
    case .endsBeforeStart(let from, let to): "\(to) is before \(from)"
    case .unitMissing(let number): "\"\(number)\" has no unit, as \"2h\" and \"2 days\" have"
    case .fraction(let amount): "\"\(amount)\" is not whole; use a smaller unit"
    case .finerThanASecond(let amount): "\"\(amount)\" is finer than a second, the finest that is kept"
    case .spanTooLong(let amount): "\"\(amount)\" is longer than 9999 years"
    case .zeroSpan: "a distance of nothing"
    case .wholeDaysOnly: "a time of the day goes with whole days only"
    }
  }

  /// `; did you mean "saturday"?`, if there is something to suggest that the message doesn't name.
  package var hint: String { isChoice ? "" : suggestion.map { "; did you mean \"\($0)\"?" } ?? "" }

  /// Whether the message itself names what to write.
  package var isChoice: Bool {
    switch problem {
    case .ambiguousWord, .daysMissing, .timesMissing, .vagueRhythm, .halfHour: true
    default: false
    }
  }

  /// What to write instead; only a text that is understood with it shows that it helps.
  static func suggestion(for problem: Problem) -> String? {
    switch problem {
    case .unknownWord(_, let near): near
    case .rule(let problem): problem.suggestion
    case .calendar(let problem): problem.suggestion
    case .ambiguousWord(_, let readings): readings.first
    case .daysMissing(_, let readings), .timesMissing(_, let readings), .vagueRhythm(_, let readings):
      readings.first
    case .dateOrder(_, let meant): meant?.description
    case .notATime(_, let meant): meant?.description
    case .outsidePart(_, _, let meant): meant?.description
    case .bareHour(_, let time): TextFault.short(time)
    case .onceOrEveryYear(let date): "every year on \(date)"
    case .countedWeekday(let count, let day): "\(count) weeks on \(day)"
    case .finerThanASecond: "1s"
    default: nil
    }
  }

  private static func quoted(_ readings: [String]) -> String {
    readings.map { "\"\($0)\"" }.joined(separator: " or ")
  }

  /// An hour of either half of the day as people write it: `7:00 or 7pm`, `6:30 or 18:30`.
  private static func readings(of time: TimeOfDay) -> String {
    if time.minute == 0 { return "\(short(time)) or \(time.hour)pm" }
    return "\(short(time)) or \(TimeOfDay(secondOfDay: time.secondOfDay + 43_200))"
  }

  /// `7:00`, as somebody writes it.
  private static func short(_ time: TimeOfDay) -> String {
    let text = time.description
    return text.hasPrefix("0") ? String(text.dropFirst()) : text
  }

  /// What an unknown word was most likely meant to be: `weekday`, `month`, or just `word`.
  private static func genus(of near: String?) -> String {
    guard let near else { return "word" }
    if Vocabulary.weekdayNames.contains(near) { return "weekday" }
    return Vocabulary.monthNames.contains(near) ? "month" : "word"
  }
}
