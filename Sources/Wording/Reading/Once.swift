import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// `once on 2026-12-24 at 18:00`, the date alone, or `tomorrow at 10`, `tonight`; nil, with nothing taken, where no
  /// single date stands here.
  mutating func once() throws(TextFault) -> Form? {
    let first = index
    // `once a week` and `once every 2 weeks` are rules.
    if says(.once, .every) || says(.once, .number(1)) || says(.once, .per) { return nil }
    if says(.once), kind(ahead: 1).rhythm != nil { return nil }
    let saysOnce = accept(.once)
    accept(.on)
    if let single = try singleDay(isSure: saysOnce) { return single }
    let isDate = saysOnce || kind == .figures && kind(ahead: 1).unit == nil && !startsTime()
    guard let date = try isDate ? date() : namedDate() else {
      index = first
      return nil
    }
    return .once(date, try timeOfDate())
  }

  /// The time behind a date: `at 18:00`, `in the evening`, and the `T18:00` of ISO 8601.
  mutating func timeOfDate() throws(TextFault) -> TimeOfDay? {
    try acceptISO("t") ? timeOfDay() : oneTimeOfDay()
  }

  /// A day that only those know who know which day it is: `tomorrow at 10`, `next friday`, `this saturday 7pm`,
  /// `tonight`, `7pm tomorrow`; with `isSure`, `saturday` too. Nil, with nothing taken, where none stands here.
  private mutating func singleDay(isSure: Bool) throws(TextFault) -> Form? {
    let first = index
    var time: TimeOfDay?
    if says(.at) && startsTime(ahead: 1) || startsTime() {
      accept(.at)
      guard let found = try? timeOfDay() else {
        index = first
        return nil
      }
      time = found
      acceptComma()
    }
    guard startsRelativeDay || isSure && kind.weekday != nil else {
      index = first
      return nil
    }
    var day = Moment.Day.today
    if accept(.tonight) {
      part = .night
      if time == nil { time = try oneTimeOfDay() ?? PartOfDay.night.usual }
      part = nil
    } else if says(.in) || says(.number(1)) {
      guard let found = try dayAhead() else {
        index = first
        return nil
      }
      day = found
      if time == nil { time = try timeOfNamedDay() }
    } else {
      guard let found = try relativeDay() else {
        index = first
        return nil
      }
      day = found
      if time == nil { time = try timeOfNamedDay() }
    }
    guard let today = context.value.today else { throw fault(from: first) { .relativeDay($0) } }
    // On a Sunday, the Saturday of this weekend lies behind.
    let dates = day.dates(from: today, isTimed: true)
    guard let date = dates.first(where: { $0 >= today }) ?? dates.first else { throw fault(.date) }
    return .once(date, time)
  }

  /// `in 2 weeks on friday`, `in 10 days`.
  private mutating func dayAhead() throws(TextFault) -> Moment.Day? {
    if let day = try weeksFromDay() { return day }
    let first = index
    advance()
    let span = try positiveSpan()
    guard span.seconds == 0 else { throw fault(.wholeDaysOnly, from: first) }
    guard let today = context.value.today else { throw fault(from: first) { .relativeDay($0) } }
    return .date(today.advanced(byMonths: span.months).advanced(byDays: span.days))
  }

  /// `the first monday of next month`, `the 15th of next month`.
  private var startsDayOfNextMonth: Bool {
    var reader = self
    switch try? reader.relativeDay() {
    case .weekdayOfMonth(_, _, of: .ahead(1)), .dayOfNextMonth: return true
    default: return false
    }
  }

  /// Whether a date stands behind a weekday: `friday, 4 december`.
  private var startsDatedWeekday: Bool {
    var reader = self
    reader.index += past(.comma, ahead: 1)
    return reader.monthAndDay != nil && context.value.today != nil
  }

  /// Whether a day begins here that counts from today, and can't be one that repeats.
  private var startsRelativeDay: Bool {
    switch kind {
    case .word(.today), .word(.tomorrow), .word(.tonight), .word(.next): true
    case .word(.this): kind(ahead: 1) != .unknown || word(ahead: 1) == "coming"
    case .word(.the):
      says(.unit(.day), .after, .tomorrow, ahead: 1) || says(.unit(.week), .after, .next, ahead: 1)
        || startsDayOfNextMonth
    case .ordinal, .word(.ordinal), .word(.last): startsDayOfNextMonth
    case .word(.weekday):
      says(.next, .unit(.week), ahead: 1) || says(.this, .unit(.week), ahead: 1)
        || says(.unit(.week), ahead: 1)
        || startsDatedWeekday
    // `a week on monday`
    case .word(.number(1)):
      kind(ahead: 1).unit == .week && says(.on, ahead: 2) && kind(ahead: 3).weekday != nil
    // `in 2 weeks`
    case .word(.in): startsAmount(ahead: 1) && (kind(ahead: 2).unit ?? .second) >= .day
    default: false
    }
  }
}
