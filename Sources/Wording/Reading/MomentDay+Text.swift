import CivilTime
import Recurrence
import Rituals

/// A day as people name it: `tomorrow`, `next friday`, `the first monday of next month`.
extension TokenReader {
  /// The day that stands here; nil, with nothing taken, where none does.
  mutating func relativeDay() throws(TextFault) -> Moment.Day? {
    if let date = feastOfYear() { return .date(date) }
    if let feast = try takeFeast() { return feast.day }
    if accept(.unit(.day), .after, .tomorrow) { return .dayAfterTomorrow }
    if accept(.the, .unit(.day), .after) {
      try expect(.tomorrow, .tomorrow)
      return .dayAfterTomorrow
    }
    if let day = weekdayOfMonth() { return day }
    if accept(.the, .unit(.week), .after) {
      try expect(.next, .weekdayOrWeek)
      accept(.on)
      return .weekdayOfWeek(accept(\.weekday) ?? .monday, weeks: 2)
    }
    if kind == .figures, kind(ahead: 1).unit == nil { return .date(try date()) }
    if let date = try namedDate() { return .date(date) }
    if let dated = try weekdayWithDate() { return dated }
    let edge = past(.word(.the), ahead: past(.word(.at)))
    if let day = endOfPeriod(ahead: edge) { return try day.get() }
    if let day = wholeMonth() { return day }
    if let day = try monthDay() { return .dayOfYear(day) }
    if accept(.today) { return .today }
    if accept(.tomorrow) { return .tomorrow }
    if accept(.this) {
      if kind.partOfDay != nil { return .today }
      if accept(.weekend) { return .thisWeekend }
      if accept(.unit(.week)) {
        accept(.on)
        return .weekdayOfWeek(try take(\.weekday, .weekday), weeks: 0)
      }
      accept(spelled: "coming")
      guard kind.weekday != nil else { throw fault(.weekdayOrWeek) }
      return try relativeDay()
    }
    var place = past(.word(.the))
    // `the coming friday`
    if word(ahead: place) == "coming", kind(ahead: place + 1).weekday != nil { place += 1 }
    if says(.weekend, .after, .next, ahead: place) {
      index += place + 3
      return .weekdayOfWeek(.saturday, weeks: 2)
    }
    let day: Moment.Day
    var length = 0
    switch kind(ahead: place) {
    case .word(.next):
      index += place + 1
      return try behindNext()
    case .word(.weekend): day = .weekend
    case .word(.weekday(let weekday)):
      day = ofWeek(weekday, ahead: place + 1, taking: &length)
    case .ordinal(let number), .word(.ordinal(let number as Int?)):
      guard let number, (1...31).contains(number) else {
        throw fault(from: index + place) { .outOfRange($0, .dayOfMonth, 1...31) }
      }
      let next = past(.word(.the), ahead: place + 2)
      // `the 15th of next month`, `the 15th next month`
      let month = says(.of, ahead: place + 1) ? next : place + 1
      let isOfNext = says(.next, .unit(.month), ahead: month)
      if isOfNext { length = month - place + 1 }
      day = isOfNext ? .dayOfNextMonth(number) : .dayOfMonth(number)
    default: return nil
    }
    index += place + 1 + length
    return day
  }

  /// The first day of a month, as of next month: `august`, `july 2027`; nil, with nothing taken, where none stands here.
  mutating func wholeMonth() -> Moment.Day? {
    guard let month = kind.month else { return nil }
    let place = past(.word(.of), ahead: past(.comma, ahead: 1))
    if let year = year(ahead: place) {
      index += place + 1
      return .date(CivilDate.firstDay(of: month, in: year))
    }
    guard !isDay(ahead: past(.word(.the), ahead: 1)), kind(ahead: 1).dayOfMonth == nil else { return nil }
    advance()
    return .dayOfYear(MonthDay(month: month, day: 1))
  }

  /// `the end of the year`, `the last day of january`, `the beginning of next month`; nil, with nothing taken, where none
  /// stands here. The end of a week is its Friday or its Sunday.
  private mutating func endOfPeriod(ahead edge: Int) -> Result<Moment.Day, TextFault>? {
    let isLastDay = says(.last, .unit(.day), .of, ahead: edge)
    let isStart =
      says(.start, .of, ahead: edge) || word(ahead: edge) == "beginning" && says(.of, ahead: edge + 1)
    guard isLastDay || isStart || says(.end, .of, ahead: edge) || says(.end, .unit(.year), ahead: edge) else {
      return nil
    }
    var place = edge + (isLastDay ? 3 : says(.of, ahead: edge + 1) ? 2 : 1)
    place = past(.word(.the), ahead: place)
    if isStart {
      guard says(.next, .unit(.month), ahead: place) || says(.next, .unit(.week), ahead: place) else {
        return nil
      }
      index += place + 2
      return .success(tokens[index - 1].kind.unit == .month ? .nextMonth : .nextWeek)
    }
    if says(.unit(.week), ahead: place), !isLastDay {
      return .failure(
        fault(from: index, to: index + place + 1) { .ambiguousWord($0, readings: ["friday", "sunday"]) })
    }
    let isNext = says(.next, ahead: place)
    let unit = isNext || says(.this, ahead: place) ? place + 1 : place
    if says(.unit(.month), ahead: unit) {
      index += unit + 1
      return .success(.endOfMonth(.ahead(isNext ? 1 : 0)))
    }
    guard let month = says(.unit(.year), ahead: place) ? 12 : kind(ahead: place).month else { return nil }
    index += place + 1
    guard let year = year() else { return .success(.endOfMonth(.named(month))) }
    advance()
    return .success(.date(CivilDate.lastDay(of: month, in: year)))
  }

  /// What stands behind `next`: `week`, `week on friday`, `month on the 5th`.
  private mutating func behindNext() throws(TextFault) -> Moment.Day {
    let day = try take(\.dayBehindNext, .weekdayOrWeek)
    let on = past(.word(.on))
    if day == .nextWeek, let weekday = accept(\.weekday, ahead: on) { return .weekdayOfNextWeek(weekday) }
    let place = past(.word(.the), ahead: on)
    let first = index
    if day == .nextMonth {
      index += place
      if let (ordinals, _) = try? ordinals(), ordinals.count == 1, (1...5).contains(abs(ordinals[0])),
        let weekday = accept(\.weekday)
      {
        return .weekdayOfMonth(ordinals[0], weekday, of: .ahead(1))
      }
      index = first
    }
    if day == .nextMonth, case .some(let number?) = kind(ahead: place).ordinal, (1...31).contains(number) {
      index += place + 1
      return .dayOfNextMonth(number)
    }
    return day
  }

  /// `the first monday of december`, `last friday of the month`, `first monday next month`; nil, with nothing taken, where
  /// none stands here.
  private mutating func weekdayOfMonth() -> Moment.Day? {
    let first = index
    accept(.the)
    if let (ordinals, hasNumber) = try? ordinals(), ordinals.count == 1, !hasNumber,
      (1...5).contains(abs(ordinals[0])), let weekday = accept(\.weekday)
    {
      let hasOf = accept(.of) || accept(.in)
      if hasOf, let month = accept(\.month), year() == nil {
        return .weekdayOfMonth(ordinals[0], weekday, of: .named(month))
      }
      if accept(.next, .unit(.month)) { return .weekdayOfMonth(ordinals[0], weekday, of: .ahead(1)) }
      if accept(.this, .unit(.month)) || hasOf && accept(.the, .unit(.month)) {
        return .weekdayOfMonth(ordinals[0], weekday, of: .ahead(0))
      }
    }
    index = first
    return nil
  }

  /// What a weekday means with what follows it: `friday next week`, `monday in 2 weeks`, `saturday week`.
  private func ofWeek(_ weekday: Weekday, ahead: Int, taking length: inout Int) -> Moment.Day {
    // `friday of next week`
    let place = past(.word(.of), ahead: ahead)
    if says(.next, .unit(.week), ahead: place) || says(.this, .unit(.week), ahead: place) {
      length = place - ahead + 2
      return says(.next, ahead: place) ? .weekdayOfNextWeek(weekday) : .weekdayOfWeek(weekday, weeks: 0)
    }
    let article = past(.word(.the), ahead: place)
    if article > ahead, says(.unit(.week), .after, .next, ahead: article) {
      length = article - ahead + 3
      return .weekdayOfWeek(weekday, weeks: 2)
    }
    if says(.in, ahead: ahead), let count = kind(ahead: ahead + 1).count,
      (1...5_000).contains(count),
      says(.unit(.week), ahead: ahead + 2)
    {
      length = 3
      return .weekdayOfWeek(weekday, weeks: count)
    }
    if says(.unit(.week), ahead: ahead) {
      length = 1
      return .weeksFrom(weekday, weeks: 1)
    }
    return .weekday(weekday)
  }

  /// `tuesday, 5 january 2027`: both have to agree. Nil, with nothing taken, where no date stands behind a weekday.
  private mutating func weekdayWithDate() throws(TextFault) -> Moment.Day? {
    let first = index
    guard let weekday = kind.weekday else { return nil }
    index += past(.comma, ahead: 1)
    let isDayOfMonth =
      switch kind(ahead: past(.word(.the))) {
      case .ordinal: true
      case .word(.ordinal(1...31)): says(.the)
      default: false
      }
    guard
      isDayOfMonth || monthAndDay != nil || kind == .figures && kind(ahead: 1).unit == nil && !startsTime(),
      let day = try relativeDay()
    else {
      index = first
      return nil
    }
    guard context.value.today != nil || { if case .date = day { true } else { false } }() else {
      throw fault(from: first) { .yearMissing($0) }
    }
    let date: CivilDate? =
      if case .date(let date) = day { date } else {
        context.value.today.flatMap { day.dates(from: $0, isTimed: true).first }
      }
    if let date, date.weekday != weekday {
      throw fault(from: first) { .otherWeekday($0, date, date.weekday) }
    }
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
