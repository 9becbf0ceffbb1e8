import CivilTime
import Recurrence

/// A point in time as people say it, relative to a clock: `tonight`, `saturday at 10:00`, `in 2 hours`.
public enum Moment: Equatable, Sendable {
  /// `in 2 hours`, `in 2 days at 10:00`: counted from now. A time goes with whole days only.
  case after(Span, at: TimeOfDay? = nil)
  /// `2 hours`, `2 days later`: counted from now, or, for what is moved, from its start.
  case later(Span, at: TimeOfDay? = nil)
  /// `tonight`: at 20:00, or an hour from now where that has passed.
  case tonight
  /// `noon`, `at 18:30`: the next time that the clock shows it.
  case next(TimeOfDay)
  /// `tomorrow`, `saturday at 10:00`: a day, at a time of its own or at the usual one.
  case on(Day, at: TimeOfDay? = nil)

  /// A day as people name it. Weeks begin on Monday.
  public enum Day: Equatable, Sendable {
    case today, tomorrow, dayAfterTomorrow
    /// The next one; today itself only where a time later today is named.
    case weekday(Weekday)
    /// `next saturday`: the Saturday of next week.
    case weekdayOfNextWeek(Weekday)
    /// The weekday of the week so many weeks on: `monday in 2 weeks`; of this week with none, `friday this week`.
    case weekdayOfWeek(Weekday, weeks: Int)
    /// So many weeks after the next such day: `2 weeks from monday`.
    case weeksFrom(Weekday, weeks: Int)
    /// The Saturday of this week, or the Sunday where that has passed.
    case thisWeekend
    /// The same, or the Saturday of next week.
    case weekend
    /// The Saturday of next week.
    case nextWeekend
    /// The Monday of next week.
    case nextWeek
    /// The first of the next month.
    case nextMonth
    /// `the 15th of next month`.
    case dayOfNextMonth(Int)
    /// The last day of the month: `the end of next month`, `the end of february`.
    case endOfMonth(Month)
    /// `the first monday of december`, `the last friday of the month`.
    case weekdayOfMonth(Int, Weekday, of: Month)
    case date(CivilDate)
    /// `5 december`: the next one; today counts.
    case dayOfYear(MonthDay)
    /// `good friday`: the next day so many days after Easter Sunday; today counts.
    case easter(Int)
    /// `the 15th`: the next one; today counts, and a month without it is passed over.
    case dayOfMonth(Int)
  }

  /// A month as people name it.
  public enum Month: Hashable, Sendable {
    /// This one, or so many months on.
    case ahead(Int)
    /// The next of that name in which the day is still to come.
    case named(Int)
  }

  /// What a moment is by a clock.
  public enum Outcome: Equatable, Sendable {
    case at(Instant)
    /// It is not later than the clock.
    case passed
    /// What is moved is to come at that very time.
    case unmoved
    /// It is after the year 9999.
    case beyondCalendar
  }
}

extension Moment {
  /// When it is, later than `now`, or why there is no such time.
  ///
  /// - Parameters:
  ///   - zone: whose wall clock is meant. Days keep the wall clock, hours and less are elapsed time; a time inside a gap
  ///     is read with the offset before it, one that happens twice means the first (`Zone.instant(of:)`).
  ///   - usual: the time of a day that names none: the ritual's own for a move; without it, `Schedule.defaultTime`.
  ///   - start: what is moved: a `later` counts from it, and of a day or a time by name the nearest to it is meant.
  public func outcome(
    from now: Instant, zone: Zone, usual: TimeOfDay? = nil, moving start: CivilDateTime? = nil
  ) -> Outcome {
    let candidates = candidates(from: now, zone: zone, usual: usual ?? Schedule.defaultTime, moving: start)
    if candidates.isEmpty { return .beyondCalendar }
    let own = start.map(zone.instant)
    let ahead = candidates.filter { $0 > now }
    guard let found = isOfSeveralDays ? ahead.first(where: { $0 != own }) ?? ahead.first : ahead.first
    else { return .passed }
    if found == own { return .unmoved }
    return zone.local(at: found).date <= CivilDate.last ? .at(found) : .beyondCalendar
  }

  /// True for a weekend, whose other day is meant of what is on one of them.
  private var isOfSeveralDays: Bool {
    switch self {
    case .on(.weekend, _), .on(.thisWeekend, _): true
    default: false
    }
  }

  /// The instant of the outcome; nil where there is none.
  public func instant(
    from now: Instant, zone: Zone, usual: TimeOfDay? = nil, moving start: CivilDateTime? = nil
  ) -> Instant? {
    if case .at(let instant) = outcome(from: now, zone: zone, usual: usual, moving: start) { return instant }
    return nil
  }

  /// The instants that may be meant, of which the first one that is still ahead is.
  private func candidates(
    from now: Instant, zone: Zone, usual: TimeOfDay, moving start: CivilDateTime?
  ) -> [Instant] {
    let local = zone.local(at: now)
    let here = Slot(local: local, instant: now)
    switch self {
    case .after(let span, let time): return [here.moved(by: span, at: time, zone: zone)]
    case .later(let span, let time):
      let from = start.map { Slot(local: $0, instant: zone.instant(of: $0)) } ?? here
      return [from.moved(by: span, at: time, zone: zone)]
    case .tonight:
      let evening = zone.instant(of: CivilDateTime(local.date, PartOfDay.night.usual))
      return [evening, now.advanced(bySeconds: 3600)]
    case .next(let time):
      // Two days on, since the first may be skipped by a clock that is set back.
      let dates = (start.map { [$0.date] } ?? []) + (0...2).map { local.date.advanced(byDays: $0) }
      return dates.map { zone.instant(of: CivilDateTime($0, time)) }
    case .on(let day, let time):
      var dates = day.dates(from: local.date, isTimed: time != nil)
      if let start, let reach = day.reach {
        dates = day.dates(from: start.date.advanced(byDays: -reach), isTimed: false) + dates
      }
      let instants = dates.map { zone.instant(of: CivilDateTime($0, time ?? usual)) }
      // On a Sunday this weekend is today, and like tonight an hour from now at the latest.
      let inAnHour = now.advanced(bySeconds: 3600)
      guard day == .thisWeekend, time == nil, start == nil, local.date.weekday == .sunday,
        zone.local(at: inAnHour).date == local.date
      else { return instants }
      return instants + [inAnHour]
    }
  }
}

extension Moment.Day {
  /// From how many days before the start of what is moved the nearest such day is looked for; nil if it counts from today.
  fileprivate var reach: Int? {
    switch self {
    case .weekday: 4
    case .weekend, .thisWeekend: 0
    case .dayOfMonth: 15
    case .dayOfYear, .easter, .endOfMonth(.named): 180
    case .today, .tomorrow, .dayAfterTomorrow, .weekdayOfNextWeek, .weekdayOfWeek, .weeksFrom, .nextWeekend,
      .nextWeek, .nextMonth, .dayOfNextMonth, .endOfMonth(.ahead), .weekdayOfMonth, .date:
      nil
    }
  }

  /// The days that may be meant, of which the first whose time is still ahead is.
  package func dates(from today: CivilDate, isTimed: Bool) -> [CivilDate] {
    let monday = today.advanced(byDays: -today.weekday.rawValue)
    switch self {
    case .today: return [today]
    case .tomorrow: return [today.advanced(byDays: 1)]
    case .dayAfterTomorrow: return [today.advanced(byDays: 2)]
    case .weekday(let day):
      let days = (day.rawValue - today.weekday.rawValue + 7) % 7
      let later = today.advanced(byDays: days == 0 ? 7 : days)
      return days == 0 && isTimed ? [today, later] : [later]
    case .weekdayOfNextWeek(let day): return [monday.advanced(byDays: 7 + day.rawValue)]
    case .weekdayOfWeek(let day, let weeks): return [monday.advanced(byDays: 7 * weeks + day.rawValue)]
    case .weeksFrom(let day, let weeks):
      let next = Moment.Day.weekday(day).dates(from: today, isTimed: false)
      return next.map { $0.advanced(byDays: 7 * weeks) }
    case .thisWeekend: return [5, 6].map { monday.advanced(byDays: $0) }
    case .dayOfNextMonth(let day):
      return Moment.Day.nextMonth.dates(from: today, isTimed: isTimed).map { $0.advanced(byDays: day - 1) }
        .filter { $0.day == day }
    case .endOfMonth(.ahead(let months)):
      return [today.advanced(byDays: 1 - today.day).advanced(byMonths: months + 1).advanced(byDays: -1)]
    case .endOfMonth(.named(let month)):
      let years = today.month <= month ? [today.year] : [today.year + 1]
      return years.compactMap {
        CivilDate(year: $0, month: month, day: CivilDate.daysInMonth(year: $0, month: month))
      }
    case .weekdayOfMonth(let ordinal, let weekday, .ahead(let months)):
      let first = today.advanced(byDays: 1 - today.day).advanced(byMonths: months)
      return [first.weekday(ordinal, weekday)].compactMap { $0 }
    case .weekdayOfMonth(let ordinal, let weekday, .named(let month)):
      // A fifth of a month may be years off.
      let days = (0...40).lazy.compactMap {
        CivilDate(year: today.year + $0, month: month, day: 1)?.weekday(ordinal, weekday)
      }
      return Array(days.filter { $0 >= today }.prefix(1))
    case .weekend: return [5, 6, 12].map { monday.advanced(byDays: $0) }
    case .nextWeekend: return [monday.advanced(byDays: 12)]
    case .nextWeek: return [monday.advanced(byDays: 7)]
    case .nextMonth: return (1...31).map { today.advanced(byDays: $0) }.filter { $0.day == 1 }
    case .date(let date): return [date]
    case .dayOfMonth(let day):
      return Array((0...62).lazy.map { today.advanced(byDays: $0) }.filter { $0.day == day }.prefix(1))
    case .easter(let days):
      let years = (today.year...today.year + 1).lazy
      return Array(
        years.map { CivilDate.easterSunday(of: $0).advanced(byDays: days) }.filter { $0 >= today }.prefix(1))
    case .dayOfYear(let wanted):
      // Eight years may pass without a 29 February.
      let years = (today.year...today.year + 8).lazy
      return Array(
        years.compactMap { CivilDate(year: $0, month: wanted.month, day: wanted.day) }
          .filter { $0 >= today }.prefix(1))
    }
  }
}

extension CivilDate {
  /// The first or third such weekday of the month that begins on this date, the last one for -1; nil where it has none.
  fileprivate func weekday(_ ordinal: Int, _ weekday: Weekday) -> CivilDate? {
    let last = advanced(byMonths: 1).advanced(byDays: -1)
    let found =
      ordinal > 0
      ? advanced(byDays: (weekday.rawValue - self.weekday.rawValue + 7) % 7 + 7 * (ordinal - 1))
      : last.advanced(byDays: 7 * (ordinal + 1) - (last.weekday.rawValue - weekday.rawValue + 7) % 7)
    return found.month == month && found.year == year ? found : nil
  }
}
