import CivilTime
import Recurrence
import Rituals

extension Moment {
  /// Reads `1h`, `in 2 days`, `tonight`, `tomorrow 9:00`, and what else `Moment.grammar` shows.
  public init(parsing text: String) throws(TextFault) {
    self = try TokenReader.read(text, in: ReadingContext.moment) { reader throws(TextFault) in
      try reader.moment()
    }
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
    case .dayOfMonth(let day): "the \(RecurrenceRule.ordinal(day, isWord: false))"
    }
  }
}

extension TokenReader {
  fileprivate mutating func moment() throws(TextFault) -> Moment {
    if kind(ahead: 1) != .end, !accept(.to) { accept(.until) }
    if accept(.tonight) || accept(.this, .part(.evening)) || accept(.this, .part(.night)) {
      part = .night
      return try oneTimeOfDay().map(tonight) ?? .tonight
    }
    if says(.later), kind(ahead: 1) == .end {
      advance()
      return .later(Span(seconds: 3600))
    }
    if accept(.in) {
      if let named = accept(\.partOfDay, ahead: past(.word(.the))) { return .next(try time(in: named)) }
      guard startsAmount() else { throw fault(.span) }
      return try spanFirst(behindIn: true)
    }
    if accept(.at) || startsTime() { return try timeFirst() }
    if let named = accept(\.partOfDay) { return .next(try time(in: named)) }
    if let day = try day() { return .on(day, at: try timeOfNamedDay()) }
    guard startsAmount() else { throw fault(.moment) }
    return try spanFirst()
  }

  /// A time behind `tonight`, which the small hours belong to.
  private func tonight(at time: TimeOfDay) -> Moment {
    time.hour < PartOfDay.smallHours ? .next(time) : .on(.today, at: time)
  }

  /// `2 hours`, `2 days later`, `an hour from now`, `2 days at 10:00`
  private mutating func spanFirst(behindIn: Bool = false) throws(TextFault) -> Moment {
    let first = index
    let span = try positiveSpan()
    let range = range(from: first)
    let isFromNow = behindIn || accept(.starting, .now) || accept(.starting, .today)
    if !isFromNow { accept(.later) }
    let time = try oneTimeOfDay()
    if time != nil, span.seconds != 0 { throw TextFault(.wholeDaysOnly, at: range) }
    return isFromNow ? .after(span, at: time) : .later(span, at: time)
  }

  /// `18:30`, `noon on saturday`, `9:00 tomorrow`
  private mutating func timeFirst() throws(TextFault) -> Moment {
    let time = try timeOfDay()
    acceptComma()
    guard kind != .end else { return .next(time) }
    if accept(.tonight) { return tonight(at: time) }
    guard let day = try day() else { throw fault(.end) }
    return .on(day, at: time)
  }

  /// What may stand behind a day: `evening`, `evening at 7`, `at 10:00`, and the `T10:00` of ISO 8601.
  private mutating func timeOfNamedDay() throws(TextFault) -> TimeOfDay? {
    let place = past(.word(.the), ahead: says(.in) || says(.on) ? 1 : 0)
    guard let named = accept(\.partOfDay, ahead: place) else { return try timeOfDate() }
    let first = index
    let time = try time(in: named)
    // A night's small hours are another day's.
    guard named != .night || time.hour >= PartOfDay.smallHours else {
      throw fault(from: first) { .outsidePart($0, part: named.rawValue, meant: nil) }
    }
    return time
  }

  /// A day as people name it; nil, with nothing taken, where none stands here.
  private mutating func day() throws(TextFault) -> Moment.Day? {
    let first = index
    let saysOn = accept(.on) || says(.at, .the) && accept(.at)
    if let day = try dayName() { return day }
    if saysOn { throw fault(.weekday) }
    index = first
    return nil
  }

  private mutating func dayName() throws(TextFault) -> Moment.Day? {
    if accept(.the, .unit(.day), .after) {
      try expect(.tomorrow, .tomorrow)
      return .dayAfterTomorrow
    }
    if kind == .figures, kind(ahead: 1).unit == nil { return .date(try date()) }
    if let date = try namedDate() { return .date(date) }
    if let (month, day, length) = monthAndDay {
      // A leap year, so that 29 February is a day too.
      guard CivilDate(year: 2024, month: month, day: day) != nil else {
        throw fault(from: index, to: index + length) { .noSuchDate($0) }
      }
      index += length
      return .dayOfYear(MonthDay(month: month, day: day))
    }
    if accept(.today) { return .today }
    if accept(.tomorrow) { return .tomorrow }
    if accept(.this) {
      if kind.partOfDay != nil { return .today }
      guard says(.weekend) || kind.weekday != nil else { throw fault(.weekdayOrWeek) }
      return try dayName()
    }
    let place = past(.word(.the))
    let day: Moment.Day
    switch kind(ahead: place) {
    case .word(.next):
      index += place + 1
      return try take(\.dayBehindNext, .weekdayOrWeek)
    case .word(.weekend): day = .weekend
    case .word(.weekday(let weekday)): day = .weekday(weekday)
    case .ordinal(let number), .word(.ordinal(let number as Int?)):
      guard let number, (1...31).contains(number) else {
        throw fault(from: index + place) { .outOfRange($0, .dayOfMonth, 1...31) }
      }
      day = .dayOfMonth(number)
    default: return nil
    }
    index += place + 1
    return day
  }
}

extension Token.Kind {
  /// What it means behind `next`.
  fileprivate var dayBehindNext: Moment.Day? {
    switch self {
    case .word(.weekday(let weekday)): .weekdayOfNextWeek(weekday)
    case .word(.weekend): .nextWeekend
    case .word(.unit(.week)): .nextWeek
    case .word(.unit(.month)): .nextMonth
    case .word(.unit(.day)): .tomorrow
    default: nil
    }
  }
}
