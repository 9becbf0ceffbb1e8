import CivilTime
import Recurrence

extension Cadence {
  /// The first day of the window after the last time, at the ritual's time of the day; strictly later than `after`.
  ///
  /// A time that passed without an answer counts as the last one, so that the cadence goes on from it. Without any last
  /// time, the first allowed day from `starting` (or from `after`) is it. Where weekdays are named and the window holds
  /// none of them, the first such day behind it is taken: somebody who says saturdays has only saturdays.
  func next(
    after: Instant, last: CivilDateTime?, time: TimeOfDay, starting: CivilDateTime?, zone: Zone
  ) -> Slot? {
    var earliest = zone.local(at: after)
    if let starting { earliest = max(earliest, CivilDateTime(localSeconds: starting.localSeconds - 1)) }
    if let last {
      let target = CivilDateTime(last.date, time).advanced(by: shortest)
      // Spans under a day count from the clock of the last time, not from the time of the day.
      let exact = shortest.days == 0 && shortest.months == 0 && self.time == nil
      let from = exact ? last.advanced(by: shortest) : target
      earliest = max(earliest, CivilDateTime(localSeconds: from.localSeconds - 1))
      if exact { return slot(at: CivilDateTime(localSeconds: earliest.localSeconds + 1), zone) }
    }
    var date = earliest.date
    for _ in 0...8 {
      let local = CivilDateTime(date, time)
      if local > earliest, weekdays.isEmpty || weekdays.contains(date.weekday),
        let slot = slot(at: local, zone), slot.instant > after
      {
        return slot
      }
      date = date.advanced(byDays: 1)
    }
    return nil
  }

  private func slot(at local: CivilDateTime, _ zone: Zone) -> Slot? {
    guard local.date.year <= 9999 else { return nil }
    return Slot(local: local, instant: zone.instant(of: local))
  }
}

extension CivilDateTime {
  /// This wall time moved by a span: months first (the last day where the month is shorter), then days, then seconds.
  public func advanced(by span: Span, times: Int = 1) -> CivilDateTime {
    var date = self.date
    if span.months != 0 {
      let (year, month, day) = date.parts
      let index = year * 12 + month - 1 + span.months * times
      let newYear = index >= 0 ? index / 12 : (index - 11) / 12
      let newMonth = index - newYear * 12 + 1
      let last = CivilDate.daysInMonth(year: newYear, month: newMonth)
      date = CivilDate(
        dayNumber: CivilDate.dayNumber(year: newYear, month: newMonth, day: min(day, last)))
    }
    let moved = CivilDateTime(date.advanced(byDays: span.days * times), time)
    return CivilDateTime(localSeconds: moved.localSeconds + Int64(span.seconds * times))
  }
}
