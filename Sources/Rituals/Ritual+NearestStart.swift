import CivilTime
import Recurrence

extension Ritual {
  /// The date that a rule counts from where nobody names one: the nearest day that fits the rule, the season, the
  /// exceptions and the end, with a time later than `now`; nil where there is none, and for what is no rule.
  ///
  /// Which periods an interval counts is open until there is a start, so any period will do: the day is the first one
  /// of the same rule with the interval 1. The interval then counts from the period that this day is in.
  public func nearestStart(after now: Instant, zone: Zone) -> CivilDate? {
    guard !when.rules.isEmpty else { return nil }
    // How often it comes says nothing about where it begins.
    let counted = when.mapRules { rule in
      var rule = rule
      if case .count = rule.end { rule.end = .never }
      return rule
    }
    let plain = counted.mapRules { rule in
      var rule = rule
      rule.interval = 1
      return rule
    }
    let today = zone.local(at: now).date
    guard plain.rules.contains(where: \.takesDayFromStart) else {
      return first(of: plain, from: today, after: now, zone: zone).flatMap { day in
        // Hours are counted from the start's time, which may never meet the hours that the rule names.
        first(of: counted, from: day, after: now, zone: zone).map { _ in day }
      }
    }
    // Each day could be the one that it takes. In four years and a day every date was there once.
    return (0...1461).lazy.map { today.advanced(byDays: $0) }.first { day in
      first(of: plain, from: day, after: now, zone: zone) == day
        && counted.rules.allSatisfy { $0.meetsEveryPeriod(from: day) }
    }
  }

  /// The ritual with that start, where its rule counts from one and it has none.
  public func countedFromNearest(after now: Instant, zone: Zone) -> Ritual {
    guard self.starting == nil, when.needsAnchor else { return self }
    var ritual = self
    ritual.starting = nearestStart(after: now, zone: zone).map { LocalPoint($0) }
    return ritual
  }

  private func first(
    of form: Form, from day: CivilDate, after now: Instant, zone: Zone
  ) -> CivilDate? {
    var ritual = self
    ritual.when = form
    ritual.starting = LocalPoint(day, self.starting?.time)
    ritual.also = []
    return Schedule(ritual, zone: zone).next(after: now)?.local.date
  }
}

extension RecurrenceRule {
  /// Whether the periods that a rule counts from a day all have such a day: not the 31st of every month, nor 29 February
  /// of every year.
  fileprivate func meetsEveryPeriod(from day: CivilDate) -> Bool {
    guard frequency >= .monthly, byMonth.isEmpty || frequency == .yearly && byMonth.count == 1 else {
      return frequency < .monthly || day.day <= 28
    }
    let step = Span(months: min(interval, 9999 * 12) * (frequency == .yearly ? 12 : 1))
    let start = CivilDateTime(day, .midnight)
    // Twelve steps meet every month of the year that they ever meet.
    return (1...12).allSatisfy { start.advanced(by: step, times: $0).date.day == day.day }
  }
}
