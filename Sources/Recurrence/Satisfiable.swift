import CivilTime

extension RecurrenceRule {
  /// False where no date can ever match (`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30`), by proof: no kind of year that the
  /// calendar has holds one, whatever the start. COUNT and UNTIL are not looked at.
  public var isSatisfiable: Bool {
    var rule = self
    rule.interval = 1
    rule.end = .never
    if frequency < .daily {
      guard rule.hasReachablePosition else { return false }
      let pattern = Pattern(rule, start: CivilDateTime(localSeconds: Pattern.startOf2000))
      return pattern.allowedDay(from: pattern.firstDay, Forward.self) != nil
    }
    // The start gives a weekday at most: seven starts stand for all.
    let starts = frequency == .weekly || !byWeekNumber.isEmpty ? 7 : 1
    return (0..<starts).contains { day in
      let start = Pattern.startOf2000 + Int64(day * 86_400)
      return Pattern(rule, start: CivilDateTime(localSeconds: start)).matchesSomeDay
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
