import CivilTime
import Recurrence
import Rituals

extension Moment {
  /// Reads `1h`, `in 2 days`, `tonight`, `tomorrow 9:00`, and what else `Moment.grammar` shows.
  ///
  /// - Parameter today: the day on which it is said, to check that `tuesday, 5 january` is one.
  public init(parsing text: String, today: CivilDate? = nil) throws(TextFault) {
    let context = today.map {
      Boxed(ReadingContext(suggestions: Vocabulary.momentSuggestions, today: $0))
    }
    self = try TokenReader.read(text, in: context ?? ReadingContext.moment) { reader throws(TextFault) in
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
    case .weekdayOfWeek(let day, 0): "\(day) this week"
    case .weekdayOfWeek(let day, let weeks): "\(day) in \(weeks) week\(weeks == 1 ? "" : "s")"
    case .weeksFrom(let day, let weeks): "\(weeks) week\(weeks == 1 ? "" : "s") from \(day)"
    case .thisWeekend: "this weekend"
    case .weekend: "the weekend"
    case .dayOfNextMonth(let day): "the \(RecurrenceRule.ordinal(day, isWord: false)) of next month"
    case .endOfMonth(let month): "the end of \(month)"
    case .weekdayOfMonth(let ordinal, let day, let month):
      "the \(RecurrenceRule.ordinal(ordinal, isWord: true)) \(day) of \(month)"
    case .nextWeekend: "next weekend"
    case .nextWeek: "next week"
    case .nextMonth: "next month"
    case .date(let date): "\(date)"
    case .dayOfYear(let day): day.words.lowercased()
    case .easter(let days): Feast.name(ofEaster: days)
    case .dayOfMonth(let day): "the \(RecurrenceRule.ordinal(day, isWord: false))"
    }
  }
}

extension Moment.Month: CustomStringConvertible {
  /// `the month`, `next month`, `december`.
  public var description: String {
    switch self {
    case .ahead(0): "the month"
    case .ahead(1): "next month"
    case .ahead(let months): "the month in \(months) months"
    case .named(let month): RecurrenceRule.monthName(month)
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
    if let past = pastMoment { throw past }
    if says(.later), kind(ahead: 1) == .end {
      advance()
      return .later(Span(seconds: 3600))
    }
    if let ambiguous = hoursOrTime { throw ambiguous }
    if let day = try weeksFromDay() { return .on(day, at: try timeOfNamedDay()) }
    if accept(.in) {
      if let named = accept(\.partOfDay, ahead: past(.word(.the))) { return .next(try time(in: named)) }
      if let day = wholeMonth() { return .on(day, at: try timeOfNamedDay()) }
      acceptRoughly()
      guard startsAmount() else { throw fault(.span) }
      return try spanFirst(behindIn: true)
    }
    if acceptDistance() { return try spanFirst(behindIn: true) }
    let isEdge = says(.at) && says(.end, .of, ahead: past(.word(.the), ahead: 1))
    if !isEdge, accept(.at) || startsTime() && !startsHoursAndMinutes || startsHourOfDay {
      return try timeFirst()
    }
    if let named = accept(\.partOfDay) { return .next(try time(in: named)) }
    if let day = try day() { return .on(day, at: try timeOfNamedDay()) }
    guard startsAmount() else { throw fault(.moment) }
    return try spanFirst()
  }

  /// Takes what makes a span rough, `in about 5 hours`: it is taken at its word.
  private mutating func acceptRoughly() {
    while ["about", "around", "roughly", "~"].contains(word()) { advance() }
  }

  /// Takes the word before a span that is a distance from now: `within two weeks`, `after an hour`, `+15 minutes`.
  private mutating func acceptDistance() -> Bool {
    let first = index
    guard word() == "within" || word() == "+" || says(.after), kind(ahead: 1) != .end else { return false }
    advance()
    acceptRoughly()
    if startsAmount(), !startsTime() { return true }
    index = first
    return false
  }

  /// The fault of what lies behind: `yesterday`, `last friday`, `2 days ago`.
  private var pastMoment: TextFault? {
    let isLast =
      says(.last) && !says(.of, ahead: 2) && !says(.in, ahead: 2)
      && (kind(ahead: 1).weekday != nil || kind(ahead: 1).unit ?? .second > .second)
    guard
      word() == "yesterday" || isLast || tokens.contains(where: { lexeme($0.range).lowercased() == "ago" })
    else { return nil }
    return fault(from: 0, to: tokens.count - 1) { .past($0) }
  }

  /// `1h30`: half past one, or in an hour and a half.
  private var hoursOrTime: TextFault? {
    guard let hour = kind.count, (1...12).contains(hour), word(ahead: 1) == "h", glued(ahead: 1),
      startsGluedNumber(ahead: 2), kind(ahead: 3).unit == nil
    else { return nil }
    let words = lexeme(range(from: index, to: index + 3))
    return fault(from: index, to: index + 3) {
      .ambiguousWord($0, readings: ["in \(words)", "at \(words)"])
    }
  }

  /// Whether a span like `1h30m` stands here, and no time of the day.
  private var startsHoursAndMinutes: Bool {
    word(ahead: 1) == "h" && startsGluedNumber(ahead: 2) && kind(ahead: 3).unit == .minute
  }

  /// Whether a bare hour stands here, and the day behind it: `11 tonight`, `10 tomorrow`.
  private var startsHourOfDay: Bool {
    guard let hour = kind.count, (0...23).contains(hour) else { return false }
    return says(.tonight, ahead: 1) || says(.tomorrow, ahead: 1) || says(.today, ahead: 1)
      || says(.at, .part(.night), ahead: 1)
  }

  /// `in 2 weeks on monday`, `2 weeks from friday`, `a week on saturday`; nil, with nothing taken, where none stands here.
  mutating func weeksFromDay() throws(TextFault) -> Moment.Day? {
    let first = index
    let saysIn = accept(.in)
    if let count = kind.count, (1...5_000).contains(count),
      case .some(let unit) = kind(ahead: 1).unit, unit == .week || unit == .fortnight
    {
      let weeks = unit == .week ? count : count * 2
      index += 2
      if saysIn || says(.on), accept(.on), let day = accept(\.weekday) {
        return saysIn ? .weekdayOfWeek(day, weeks: weeks) : .weeksFrom(day, weeks: weeks)
      }
      if !saysIn, word() == "from", kind(ahead: 1).weekday != nil {
        advance()
        return .weeksFrom(try take(\.weekday, .weekday), weeks: weeks)
      }
    }
    index = first
    return nil
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
    // `in 2 weeks' time`
    if kind == .stray, lexeme(current.range) == "'", says(.time, ahead: 1) {
      index += 2
    } else {
      accept(.time)
    }
    // `a week tomorrow`
    if accept(.starting, .tomorrow) || accept(.after, .tomorrow) || accept(.tomorrow) {
      guard span.seconds == 0 else { throw TextFault(.wholeDaysOnly, at: range) }
      return .after(Span(months: span.months, days: span.days + 1), at: try oneTimeOfDay())
    }
    let isFromNow = behindIn || accept(.starting, .now) || accept(.starting, .today) || accept(.today)
    if !isFromNow { accept(.later) }
    let place = past(.word(.the), ahead: says(.in) ? 1 : 0)
    let time = kind(ahead: place).partOfDay == nil ? try oneTimeOfDay() : try timeOfNamedDay()
    if time != nil, span.seconds != 0 { throw TextFault(.wholeDaysOnly, at: range) }
    return isFromNow ? .after(span, at: time) : .later(span, at: time)
  }

  /// `18:30`, `noon on saturday`, `9:00 tomorrow`
  private mutating func timeFirst() throws(TextFault) -> Moment {
    // `11 tonight`, `8 tomorrow evening`
    var ahead = 1
    while ahead < 4, kind(ahead: ahead) != .end, kind(ahead: ahead).partOfDay == nil,
      !says(.tonight, ahead: ahead)
    {
      ahead += 1
    }
    // `quarter past ten tonight`, but not `10pm tonight`
    let isBehind = ahead > 2 && says(.in, .the, ahead: ahead - 2) && startsTime()
    let isHour =
      !isBehind && !(0...ahead).contains { saysHalf(ahead: $0) } && !says(.noon) && !says(.midnight)
    if isHour { part = says(.tonight, ahead: ahead) ? .night : kind(ahead: ahead).partOfDay }
    let time = try timeOfDay()
    // `11 at night`
    if isHour, part == .night { accept(.at, .part(.night)) }
    part = nil
    acceptComma()
    guard kind != .end else { return .next(time) }
    if accept(.tonight) { return tonight(at: time) }
    if accept(.this, .part(.evening)) || accept(.this, .part(.night)) { return tonight(at: time) }
    guard let day = try day() else { throw fault(.end) }
    if isHour, kind.partOfDay != nil { advance() }
    return .on(day, at: time)
  }

  /// What may stand behind a day: `evening`, `evening at 7`, `at 10:00`, and the `T10:00` of ISO 8601.
  mutating func timeOfNamedDay() throws(TextFault) -> TimeOfDay? {
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
    if let day = try relativeDay() { return day }
    if saysOn { throw fault(.weekday) }
    index = first
    return nil
  }
}
