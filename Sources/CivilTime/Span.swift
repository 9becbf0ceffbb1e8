/// A length of time as people say it (`2h 30min`, `3 weeks`): calendar months and days, and elapsed seconds,
/// kept apart since a day is not always 24 hours on the wall.
public struct Span: Hashable, Sendable {
  /// Calendar months; a year is twelve.
  public var months: Int
  /// Calendar days; a week is seven.
  public var days: Int
  /// Elapsed seconds.
  public var seconds: Int

  public init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
    self.months = months
    self.days = days
    self.seconds = seconds
  }
}

extension CivilDateTime {
  /// This wall time moved by a span, several times over: first the months (to the last day where the month is
  /// shorter), then the days, then the seconds.
  public func advanced(by span: Span, times: Int = 1) -> CivilDateTime {
    let date = date.advanced(byMonths: span.months * times).advanced(byDays: span.days * times)
    return CivilDateTime(localSeconds: CivilDateTime(date, time).localSeconds + Int64(span.seconds * times))
  }
}

extension CivilDate {
  /// This date moved by a number of months; to the month's last day where it has no such day.
  public func advanced(byMonths count: Int) -> CivilDate {
    if count == 0 { return self }
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + count
    let newYear = index >= 0 ? index / 12 : (index - 11) / 12
    let newMonth = index - newYear * 12 + 1
    let last = CivilDate.daysInMonth(year: newYear, month: newMonth)
    return CivilDate(dayNumber: CivilDate.dayNumber(year: newYear, month: newMonth, day: min(day, last)))
  }
}

extension Span: CustomStringConvertible {
  /// As systemd.time(7) writes spans: `2h 30min`, `10d`, `1y 2month`; `0s` for none.
  public var description: String {
    let words = [
      (months / 12, "y"), (months % 12, "month"), (days, "d"), (seconds / 3600, "h"),
      (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ].filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }
    return words.isEmpty ? "0s" : words.joined(separator: " ")
  }
}
