import CivilTime
import Recurrence
import Rituals

extension Moment {
  /// Reads `1h`, `in 2 days`, `tonight`, `tomorrow 9:00`, `on saturday at 10`, `next monday`, `noon`, `2026-12-05T10:00`
  /// and what else `Moment.grammar` shows.
  public init(parsing text: String) throws(TextFault) {
    var reader = try TokenReader(text)
    reader.alsoSuggested = Vocabulary.momentSuggestions
    self = try reader.moment()
    try reader.expectEnd()
  }
}

extension Moment: CustomStringConvertible {
  /// For people, and read back to the same value: `in 2 hours`, `saturday at 10:00`.
  public var description: String {
    func at(_ time: TimeOfDay?) -> String { time.map { " at \($0)" } ?? "" }
    return switch self {
    case .after(let span, let time): "in \(span.words)\(at(time))"
    case .later(let span, let time): "\(span.words) later\(at(time))"
    case .tonight: "tonight"
    case .next(let time): "at \(time)"
    case .on(let day, let time): "\(day)\(at(time))"
    }
  }
}

extension Moment.Day: CustomStringConvertible {
  /// `tomorrow`, `next saturday`, `2026-12-05`, `5 december`.
  public var description: String {
    switch self {
    case .today: "today"
    case .tomorrow: "tomorrow"
    case .dayAfterTomorrow: "the day after tomorrow"
    case .weekday(let day): "\(day)"
    case .weekdayOfNextWeek(let day): "next \(day)"
    case .weekend: "this weekend"
    case .nextWeekend: "next weekend"
    case .nextWeek: "next week"
    case .nextMonth: "next month"
    case .date(let date): "\(date)"
    case .dayOfYear(let day): day.words.lowercased()
    case .dayOfMonth(let day): "the \(day)\(Moment.Day.suffix(day))"
    }
  }

  private static func suffix(_ day: Int) -> String {
    switch day {
    case 11...13: "th"
    case _ where day % 10 == 1: "st"
    case _ where day % 10 == 2: "nd"
    case _ where day % 10 == 3: "rd"
    default: "th"
    }
  }
}

extension TokenReader {
  /// A moment, from here on.
  mutating func moment() throws(TextFault) -> Moment {
    if kind(ahead: 1) != .end, !accept(.to) { _ = accept(.until) }
    switch kind {
    case .word(.tonight):
      advance()
      return try tonight()
    case .word(.this) where kind(ahead: 1) == .word(.evening) || kind(ahead: 1) == .word(.night):
      index += 2
      return try tonight()
    case .word(.later) where kind(ahead: 1) == .end:
      advance()
      return .later(Span(seconds: 3600))
    case .word(.in): return try afterNow()
    case .word(.at):
      advance()
      return try timeFirst()
    case .word(.morning), .word(.afternoon), .word(.evening), .word(.night): return .next(try partAndTime())
    default: break
    }
    if startsTime() { return try timeFirst() }
    if let day = try day() { return .on(day, at: try timeOfNamedDay()) }
    guard startsAmount else { throw fault(.moment) }
    return try later()
  }

  /// Behind `tonight`: the small hours count to it.
  private mutating func tonight() throws(TextFault) -> Moment {
    part = .night
    guard let time = try oneTimeOfDay() else { return .tonight }
    return time.hour < PartOfDay.smallHours ? .next(time) : .on(.today, at: time)
  }

  /// `in 2 hours`, `in 2 days at 10:00`, `in the morning`
  private mutating func afterNow() throws(TextFault) -> Moment {
    advance()
    let article = kind == .word(.the) ? 1 : 0
    if partOfDay(ahead: article) != nil {
      index += article
      return .next(try partAndTime())
    }
    guard startsAmount else { throw fault(.span) }
    let (span, time) = try spanAndTime()
    return .after(span, at: time)
  }

  /// `2 hours`, `2 days later`, `an hour from now`
  private mutating func later() throws(TextFault) -> Moment {
    let first = index
    let span = try span()
    let range = range(from: first)
    if kind == .word(.starting), kind(ahead: 1) == .word(.now) || kind(ahead: 1) == .word(.today) {
      index += 2
      return .after(span, at: try time(behind: span, range))
    }
    _ = accept(.later)
    return .later(span, at: try time(behind: span, range))
  }

  private mutating func spanAndTime() throws(TextFault) -> (Span, TimeOfDay?) {
    let first = index
    let span = try span()
    return (span, try time(behind: span, range(from: first)))
  }

  private mutating func time(behind span: Span, _ range: Range<Int>) throws(TextFault) -> TimeOfDay? {
    guard span != Span() else { throw TextFault(.zeroSpan, at: range) }
    let time = try oneTimeOfDay()
    if time != nil, span.seconds != 0 { throw TextFault(.wholeDaysOnly, at: range) }
    return time
  }

  /// `18:30`, `noon on saturday`, `9:00 tomorrow`
  private mutating func timeFirst() throws(TextFault) -> Moment {
    let time = try timeOfDay()
    _ = acceptComma()
    guard kind != .end else { return .next(time) }
    if kind == .word(.tonight) {
      advance()
      part = .night
      return time.hour < PartOfDay.smallHours ? .next(time) : .on(.today, at: time)
    }
    guard let day = try day() else { throw fault(.end) }
    return .on(day, at: time)
  }

  /// `morning`, `evening at 7`
  private mutating func partAndTime() throws(TextFault) -> TimeOfDay {
    let usual = partOfDay()?.usual ?? Schedule.defaultTime
    part = partOfDay()
    advance()
    return try oneTimeOfDay() ?? usual
  }

  /// What may stand behind a day: `evening`, `evening at 7`, `at 10:00`, and the `T10:00` of ISO 8601.
  private mutating func timeOfNamedDay() throws(TextFault) -> TimeOfDay? {
    if acceptISOMark() { return try timeOfDay() }
    let preposition = kind == .word(.in) || kind == .word(.on) ? 1 : 0
    let article = kind(ahead: preposition) == .word(.the) ? 1 : 0
    guard let named = partOfDay(ahead: preposition + article) else { return try oneTimeOfDay() }
    index += preposition + article
    let first = index
    let time = try partAndTime()
    // A night's small hours are another day's.
    guard named != .night || time.hour >= PartOfDay.smallHours else {
      throw TextFault(
        .outsidePart(lexeme(range(from: first + 1)), part: named.rawValue, meant: nil),
        at: range(from: first + 1))
    }
    return time
  }

  /// A day as people name it; nil, with nothing taken, where none stands here.
  private mutating func day() throws(TextFault) -> Moment.Day? {
    let first = index
    let saysOn = accept(.on) || kind == .word(.at) && kind(ahead: 1) == .word(.the) && accept(.at)
    if let day = try dayName() { return day }
    if saysOn { throw fault(.weekday) }
    index = first
    return nil
  }

  private mutating func dayName() throws(TextFault) -> Moment.Day? {
    if kind == .word(.the), kind(ahead: 1) == .word(.unit(.day)), kind(ahead: 2) == .word(.after) {
      index += 3
      guard accept(.tomorrow) else { throw fault(.tomorrow) }
      return .dayAfterTomorrow
    }
    if kind == .figures, unit(ahead: 1) == nil { return .date(try date()) }
    if let date = try namedDate() { return .date(date) }
    if let length = monthDayLength {
      let (month, day) = monthAndDay(length)
      // A leap year, so that 29 February is a day too.
      guard CivilDate(year: 2024, month: month, day: day) != nil else {
        index += length
        throw TextFault(.noSuchDate(lexeme(range(from: index - length))), at: range(from: index - length))
      }
      index += length
      return .dayOfYear(MonthDay(month: month, day: day))
    }
    let article = kind == .word(.the) ? 1 : 0
    switch kind(ahead: article) {
    case .word(.today):
      advance()
      return .today
    case .word(.tomorrow):
      advance()
      return .tomorrow
    case .word(.this):
      advance()
      if partOfDay() != nil { return .today }
      guard kind == .word(.weekend) || isOneWeekday else { throw fault(.weekdayOrWeek) }
      return try dayName()
    case .word(.next):
      index += article + 1
      return try nextName()
    case .word(.weekend):
      index += article + 1
      return .weekend
    case .word(.weekday(let day)):
      index += article + 1
      return .weekday(day)
    case .ordinal(let day), .word(.ordinal(let day as Int?)):
      let range = tokens[index + article].range
      guard let day, (1...31).contains(day) else {
        throw TextFault(.outOfRange(lexeme(range), .dayOfMonth, 1...31), at: range)
      }
      index += article + 1
      return .dayOfMonth(day)
    default: return nil
    }
  }

  /// Behind `next`.
  private mutating func nextName() throws(TextFault) -> Moment.Day {
    let day: Moment.Day
    switch kind {
    case .word(.weekday(let weekday)): day = .weekdayOfNextWeek(weekday)
    case .word(.weekend): day = .nextWeekend
    case .word(.unit(.week)): day = .nextWeek
    case .word(.unit(.month)): day = .nextMonth
    case .word(.unit(.day)): day = .tomorrow
    default: throw fault(.weekdayOrWeek)
    }
    advance()
    return day
  }

  private var isOneWeekday: Bool { if case .word(.weekday) = kind { true } else { false } }
}
