import CivilTime
import Recurrence

/// When a cadence comes next. What it counts from, and what moves it:
///
/// | what happened | the next one |
/// |---|---|
/// | done or skipped, early, in time or late | counts from the day of the answer, on the ritual's wall clock |
/// | fell due and nobody answered | counts from the day it was due; not before its window has ended |
/// | snoozed | nothing moves: the answer to come does |
/// | nothing yet | the first day that fits, from `starting` or from now |
/// | it would lie in the past | the first day that fits later than now, so never in the past |
///
/// | what the phrase says | what that means |
/// |---|---|
/// | `3 weeks` | the day three weeks later, at the phrase's time, else the ritual's |
/// | `10 days to 3 weeks` | the first day that fits from the tenth on; once in that window, never twice |
/// | `saturday or sunday` | only those days; where the window has none, the first one behind it |
/// | `1 month` | the same day of the next month, or its last. Unanswered, 31 January leads to 28 February and on to 31 March: months count from the last answer, so that a short month shifts nothing for good |
/// | `5 hours` | five hours of elapsed time from the very minute of the answer; with a time or a weekday, the first such time from then on |
extension Cadence {
  /// Its first time strictly later than `after`; nil where there is none before the year 10000.
  ///
  /// - Parameters:
  ///   - last: the wall time of the last answer, or of the last time due where that had none.
  ///   - anchor: where nobody answered `last`, the answer before it, or `last` itself where there was none.
  ///   - time: the time of the day, unless hours are counted.
  ///   - isFree: false for what the ritual excepts.
  func next(
    after: Instant, last: CivilDateTime?, anchor: CivilDateTime?, time: TimeOfDay, starting: CivilDateTime?,
    zone: Zone, isFree: (CivilDateTime) -> Bool
  ) -> Slot? {
    var earliest = zone.local(at: after)
    if let starting { earliest = max(earliest, starting) }
    if let last {
      // Nobody ever answered: then it was all counted from the start.
      let anchor = anchor == last ? starting ?? anchor : anchor
      let fits = self.earliest(from: last, anchor: anchor, zone: zone)
      if countsHours {
        let later = zone.local(at: after.advanced(bySeconds: 1))
        let local = max(fits, earliest, later)
        if allows(local.date), isFree(local), local.date <= CivilDate.last {
          return Slot(local: local, instant: max(zone.instant(of: local), after.advanced(bySeconds: 1)))
        }
        earliest = CivilDateTime(local.date.advanced(byDays: 1), .midnight)
      } else {
        earliest = max(earliest, fits)
      }
    }
    var date = earliest.date
    // A week shows every weekday; what is excepted one by one may take a few weeks more.
    for _ in 0...800 {
      guard date <= CivilDate.last else { return nil }
      let local = CivilDateTime(date, time)
      if local >= earliest, allows(date), isFree(local) {
        let instant = zone.instant(of: local)
        if instant > after { return Slot(local: local, instant: instant) }
      }
      date = date.advanced(byDays: 1)
    }
    return nil
  }

  /// Whether it counts hours from the minute of the last time, and not days.
  var countsHours: Bool { shortest.seconds != 0 && time == nil }

  private func allows(_ date: CivilDate) -> Bool { weekdays.isEmpty || weekdays.contains(date.weekday) }

  /// The first wall time that is far enough from the last time.
  private func earliest(from last: CivilDateTime, anchor: CivilDateTime?, zone: Zone) -> CivilDateTime {
    let base = Cadence.moved(last, by: shortest, zone: zone)
    guard let anchor else { return base }
    var earliest = derived(after: last, from: anchor) ?? base
    if let longest {
      // The window that `last` fell into: the anchor's, where it reaches so far.
      var end = Cadence.moved(anchor, by: longest, zone: zone)
      if end.date < last.date || anchor >= last {
        end = Cadence.moved(last.advanced(by: shortest, times: -1), by: longest, zone: zone)
      }
      let behind =
        longest.seconds == 0
        ? CivilDateTime(end.date.advanced(byDays: 1), .midnight)
        : CivilDateTime(localSeconds: end.localSeconds + 1)
      earliest = max(earliest, behind)
    }
    return earliest
  }

  /// Days later at midnight, since any time of that day will do; hours later to the second, elapsed.
  private static func moved(_ local: CivilDateTime, by span: Span, zone: Zone) -> CivilDateTime {
    let days = local.advanced(by: Span(months: span.months, days: span.days))
    guard span.seconds != 0 else { return CivilDateTime(days.date, .midnight) }
    return zone.local(at: zone.instant(of: days).advanced(bySeconds: Int64(span.seconds)))
  }

  /// One step of months further from the anchor, where the last time lies on such a step itself.
  private func derived(after last: CivilDateTime, from anchor: CivilDateTime) -> CivilDateTime? {
    guard shortest.months > 0, shortest.seconds == 0, last > anchor else { return nil }
    let (year, month, _) = last.date.parts
    let (anchorYear, anchorMonth, _) = anchor.date.parts
    let steps = ((year - anchorYear) * 12 + month - anchorMonth) / shortest.months
    for step in max(1, steps - 1)...(max(1, steps) + 1)
    where anchor.advanced(by: shortest, times: step).date == last.date {
      return CivilDateTime(anchor.advanced(by: shortest, times: step + 1).date, .midnight)
    }
    return nil
  }
}
