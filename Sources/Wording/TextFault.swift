import CivilTime
import Recurrence
import Rituals

/// What is wrong in a text that says when, and where: the error of all readers in this module.
public struct TextFault: Error, Equatable, Sendable {
  /// The place, as UTF-8 offsets into the text; empty where something is missing.
  public var range: Range<Int>
  /// What is wrong there.
  public var problem: Problem

  /// What to write instead of the text at `range`, where that is known: `saturday`.
  public private(set) var suggestion: String?

  public init(_ problem: Problem, at range: Range<Int>) {
    self.problem = problem
    self.range = range
    suggestion = TextFault.suggestion(for: problem)
  }

  /// The same without a suggestion that leads nowhere: whoever follows it, and what is then suggested, has to end with a
  /// text that is understood.
  func followed(in text: String, _ read: (String) throws(TextFault) -> Void) -> TextFault {
    var fault = self
    var (followed, next) = (text, self)
    // Two mistakes, or three, have a suggestion each.
    for _ in 0..<4 {
      guard let suggestion = next.suggestion else { break }
      followed = followed.replacingUTF8(next.range, with: suggestion)
      do throws(TextFault) {
        try read(followed)
        return fault
      } catch { next = error }
    }
    fault.suggestion = nil
    return fault
  }

  /// The fault of an RRULE or of a calendar expression, in the terms of all readers.
  public init(_ fault: ExpressionFault) {
    let problem: Problem =
      switch fault.problem {
      case .empty: .empty
      case .rule(let problem): .rule(problem)
      case .calendar(let problem): .calendar(problem)
      }
    self.init(problem, at: fault.range)
  }

  /// What can be wrong, as data; `TextFault+Prose.swift` turns it into words.
  public enum Problem: Equatable, Sendable {
    case empty
    /// An unknown word; `near` is the closest known one.
    case unknownWord(String, near: String?)
    /// The text is not an RRULE.
    case rule(RuleProblem)
    /// The text is not a calendar expression.
    case calendar(CalendarProblem)

    // What any reader may meet.
    case tooLong(limit: Int)
    case strayCharacter(String)
    /// A known word where it does not fit.
    case unexpected(String, expected: Expectation)
    /// The text ends too early.
    case missing(Expectation)
    case outOfRange(String, Counted, ClosedRange<Int>)
    /// A word that people read in two ways.
    case ambiguousWord(String, readings: [String])

    // Dates.
    /// A date in another order than year-month-day; `meant` if only one date is possible.
    case dateOrder(String, meant: CivilDate?)
    /// A slashed date that is one day in Europe and another in America.
    case ambiguousDate(String, dayFirst: CivilDate, monthFirst: CivilDate)
    /// A day that the calendar does not have: 30 February.
    case noSuchDate(String)
    /// A date with neither a year nor a word that says how often.
    case onceOrEveryYear(String)
    /// A month and a day where only a date with a year fits.
    case yearMissing(String)
    /// `since june`, which lies behind, in nobody knows which year.
    case sinceWhen(String)
    /// A feast of a calendar that is not known: `orthodox easter`.
    case otherEaster(String)
    /// A day counted from a feast that is not one day of every year: `300 days after easter`.
    case notEachYear(String)
    /// A time that lies behind: `yesterday`.
    case past(String)
    /// A weekday beside a date that is another: `tuesday, 10 january`.
    case otherWeekday(String, CivilDate, Weekday)
    /// A day that depends on the day on which it is read: `tomorrow`.
    case relativeDay(String)
    /// A day of the month in a rule of years: which month?
    case monthMissing(String)

    // Times.
    case notATime(String, meant: TimeOfDay?)
    /// `at 7`: morning or evening?
    case bareHour(String, TimeOfDay)
    /// `half six`: half past six in Britain, half past five as Germans say it.
    case halfHour(String, TimeOfDay, TimeOfDay)
    /// A time outside its part of the day: `tomorrow evening at 8:00`.
    case outsidePart(String, part: String, meant: TimeOfDay?)
    /// Times that hours × minutes × seconds would multiply; `extra` is one that would come unasked.
    case timesMultiply([TimeOfDay], extra: TimeOfDay)
    /// A time of the day beside `every hour` and the like.
    case timeOfDayTooFine
    case oneTimeOnly

    // Rules.
    /// `every 2 saturdays`.
    case countedWeekday(Int, Weekday)
    /// Dates that one rule would multiply: `the 1st of march and the 2nd of june`.
    case datesMultiply
    /// `twice a week`, without the days.
    case daysMissing(String, readings: [String])
    /// `twice a day`, without the times.
    case timesMissing(String, readings: [String])
    /// `every few weeks`: how many?
    case vagueRhythm(String, readings: [String])
    /// `unless it rains`, `except on bank holidays`.
    case condition(String)
    /// An exception that leaves nothing.
    case nothingLeft(String)
    /// An exception that this rule can't have.
    case exceptionUnclear(String)
    /// A day of every year where only dates can be left out.
    case exceptionOfYears(String, day: String)
    /// `for 2 months` of what has not the same number of times in each.
    case endNeedsStart(String)
    /// A number of times of several rules together.
    case countOfSeveral(String)
    /// `every first friday when done`.
    case notFromDone(String)
    /// A word of time that a sentence would take for part of a title, a name or a place.
    case outOfPlace(String, part: Doubt.Part, words: String)
    /// A word like `us`, where a name is needed.
    case notAName(String)
    /// One person where several take turns: `Jo hosts in turn`.
    case aloneInTurn(String)
    /// `me`, where nobody knows who that is.
    case meUnknown(String)
    /// A clause that a sentence has already.
    case saidTwice(String)
    /// A key of the config, which can't be part of a phrase.
    case keyOfItsOwn(String, key: String)
    /// A window whose end comes before its start.
    case windowReversed
    /// Days without a year that would be nearly one: `5 january to 3 january`.
    case nearlyAYear(String)
    /// Days whose last is before the first.
    case endsBeforeStart(from: CivilDate, to: CivilDate)

    // Spans.
    case unitMissing(String)
    case fraction(String)
    case finerThanASecond(String)
    case spanTooLong(String)
    case zeroSpan
    /// `1 month before at 9:00`, `in 2 hours at 9:00`: only whole days go with a time of the day.
    case wholeDaysOnly
  }

  /// What a reader expected.
  public enum Expectation: String, Hashable, Sendable {
    case end = "the end"
    case phrase = "a phrase like \"every saturday at 10:00\""
    case repeated = "a weekday, a unit or a date"
    case unit = "a unit like \"days\" or \"weeks\""
    case weekday = "a weekday"
    case dayOrWeekday = "a day like \"15th\", \"last day\" or \"first friday\""
    case month = "a month"
    case monthOrYear = "\"month\", \"year\" or the name of a month"
    case date = "a date like 2026-12-24"
    case time = "a time like 18:30"
    case twoTimes = "two different times"
    case lastTime = "\"last time\""
    case afterLastTime = "\"after last time\""
    case span = "a span like \"2 days\""
    case number = "a number"
    case wholeDays = "days, weeks or months"
    case reminder = "\"at start\", or a span and \"before\""
    case start = "\"start\""
    case before = "\"before\""
    case day = "\"day\""
    case shows = "\"shows\""
    case andTheClock = "\"and the clock\" with a time"
    case calendarOrClock = "\"calendar\" or \"clock\""
    case weekdayDayOrMonth = "a weekday, \"day\" or a month"
    case moved = "\"moved back\" or \"moved on\""
    case steps = "\"in steps of\""
    case at = "a time like \"at 19:00\""
    case moment = "a time like \"tonight\", \"saturday at 10:00\" or \"2h\""
    case title = "what it is called"
    case when = "when it comes, as in \"every first saturday at 10:00\","
    case clause = "\"remind\", \"nudge\", \"for\", \"with\" or \"starting\""
    case everySpan = "\"every\" and a span"
    case perUnit = "\"a week\", \"a month\" or the like"
    case name = "a name"
    case tomorrow = "\"tomorrow\""
    case weekdayOrWeek = "a weekday, \"week\", \"weekend\" or \"month\""
  }

  /// What a number counts.
  public enum Counted: String, Hashable, Sendable {
    case interval = "an interval"
    case dayOfMonth = "a day of the month"
    case dayOfYear = "a day of the year"
    case weekdayOfMonth = "a weekday's number in a month"
    case weekdayOfYear = "a weekday's number in a year"
    case occurrences = "a number of times"
    case entry = "this"
  }
}

extension String {
  /// The text with other words in place of some of its bytes.
  fileprivate func replacingUTF8(_ range: Range<Int>, with words: String) -> String {
    let bytes = Array(utf8)
    return String(
      decoding: bytes[..<range.lowerBound] + Array(words.utf8) + bytes[range.upperBound...], as: UTF8.self)
  }
}
