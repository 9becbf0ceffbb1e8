import CivilTime

extension RecurrenceRule {
  /// False where no date can ever match (`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30`), by proof: a whole cycle of the
  /// calendar, 400 years, has none, whatever the start. COUNT and UNTIL are not looked at.
  public var isSatisfiable: Bool {
    var rule = self
    rule.interval = 1
    rule.end = .never
    if frequency < .daily {
      guard rule.hasReachablePosition else { return false }
      let pattern = Pattern(rule, start: CivilDateTime(CivilDate(dayNumber: 10_957), .midnight))
      return pattern.firstAllowedDay(from: 10_957) != nil
    }
    // The start gives a weekday at most: seven starts stand for all. 2000-01-03 was a Monday.
    return (0..<7).contains { weekday in
      let start = CivilDate(dayNumber: 10_959 + weekday)
      return Pattern(rule, start: CivilDateTime(start, .midnight)).nextWall(after: .min + 1) != nil
    }
  }

  /// Whether BYSETPOS can choose anything from a period of an hour or less.
  private var hasReachablePosition: Bool {
    if bySetPosition.isEmpty { return true }
    let perMinute = frequency == .secondly ? 1 : max(1, Set(bySecond.map { min($0, 59) }).count)
    let most = frequency == .hourly ? max(1, Set(byMinute).count) * perMinute : perMinute
    return bySetPosition.contains { abs($0) <= most }
  }
}
