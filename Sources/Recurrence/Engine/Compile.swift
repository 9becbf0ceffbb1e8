import CivilTime

/// From the rule's lists to masks.
extension Pattern {
  init(_ rule: RecurrenceRule, start: CivilDateTime) {
    interval = min(max(1, rule.interval), rule.frequency < .daily ? Pattern.largest : Pattern.largestInDays)
    skip = rule.frequency >= .monthly ? rule.skip : .omit
    firstWall = start.localSeconds
    weekStart = UInt8(rule.weekStart.rawValue)
    var uncommon = Uncommon()
    compileDates(rule, &uncommon)
    compileTimes(rule, start.time, &uncommon)
    compileEnd(rule.end, &uncommon)
    compileScope(rule, start.date)
    let isCommon =
      time >= 0 && scope != .elapsed && scope != .weekYear && uncommon.lastInstant == .max
      && traits.isDisjoint(with: [.positions, .yearDays, .easter, .countsInYear])
    if !isCommon { self.uncommon = Boxed(uncommon) }
  }

  private mutating func compileEnd(_ end: RecurrenceRule.End, _ uncommon: inout Uncommon) {
    switch end {
    case .never, .count: break
    case .untilDate(let date): lastWall = min(lastWall, Int64(date.dayNumber) * 86_400 + 86_399)
    case .untilLocal(let local): lastWall = min(lastWall, local.localSeconds)
    case .untilInstant(let instant): uncommon.lastInstant = instant.seconds
    }
  }

  private mutating func compileTimes(_ rule: RecurrenceRule, _ start: TimeOfDay, _ uncommon: inout Uncommon) {
    uncommon.positions = rule.bySetPosition.filter { $0 != 0 }.sorted()
    var times = TimesOfDay(
      hours: UInt32(bits: rule.byHour, in: 0...23), minutes: UInt64(bits: rule.byMinute, in: 0...59),
      // A leap second is the second before it, where seconds are not leap (RFC 5545 §3.3.12).
      seconds: UInt64(bits: rule.bySecond.lazy.map { $0 == 60 ? 59 : $0 }, in: 0...59))
    guard rule.frequency >= .daily else {
      uncommon.times = times
      time = -1
      if !uncommon.positions.isEmpty { traits.insert(.positions) }
      return
    }
    if rule.byHour.isEmpty { times.hours = 1 << UInt32(start.hour) }
    if rule.byMinute.isEmpty { times.minutes = 1 << UInt64(start.minute) }
    if rule.bySecond.isEmpty { times.seconds = 1 << UInt64(start.second) }
    time = uncommon.settle(times)
    guard !uncommon.positions.isEmpty else { return }
    guard rule.frequency == .daily else { return _ = traits.insert(.positions) }
    // DAILY chooses among the times of one day, the same each day.
    let chosen = uncommon.places(in: uncommon.timesPerDay).map { Int32(times.time(at: $0)) }
    uncommon.chosenTimes = chosen
    uncommon.timesPerDay = chosen.count
    time = chosen.count == 1 ? chosen[0] : -1
  }

  private mutating func compileDates(_ rule: RecurrenceRule, _ uncommon: inout Uncommon) {
    months = UInt16(bits: rule.byMonth, in: 1...12)
    monthDays = UInt32(bits: rule.byMonthDay, in: 1...31)
    monthDaysBack = UInt32(bits: rule.byMonthDay.lazy.map { -$0 }, in: 1...31)
    uncommon.yearDays = rule.byYearDay
    uncommon.weekNumbers = rule.byWeekNumber
    if rule.frequency == .yearly {
      uncommon.weekdayNumbers = rule.byDay
      uncommon.easter = rule.byEaster
      if !rule.byEaster.isEmpty { traits.insert(.easter) }
    }
    if !rule.byYearDay.isEmpty { traits.insert(.yearDays) }
    if !rule.byDay.isEmpty { traits.insert(.byDay) }
    let counts = rule.frequency >= .monthly && rule.byWeekNumber.isEmpty
    let inMonth = rule.frequency == .monthly || !rule.byMonth.isEmpty
    for entry in rule.byDay {
      let day = entry.weekday.rawValue
      if entry.ordinal == 0 || !counts {
        weekdays |= 1 << UInt8(day)
      } else if !inMonth {
        traits.insert(.countsInYear)
      } else if (1...5).contains(abs(entry.ordinal)) {
        let bit: UInt64 = 1 << UInt64((abs(entry.ordinal) - 1) * 7 + day)
        if entry.ordinal > 0 { nth |= bit } else { nthBack |= bit }
      }
    }
  }

  /// Settles what the interval counts, and what a rule that names no day takes from its start.
  private mutating func compileScope(_ rule: RecurrenceRule, _ start: CivilDate) {
    let hasDays =
      !(rule.byMonthDay.isEmpty && rule.byDay.isEmpty && rule.byYearDay.isEmpty && rule.byEaster.isEmpty)
    switch rule.frequency {
    case .secondly, .minutely, .hourly: scope = .elapsed
    case .daily:
      guard hasDateLimits else { break }
      stride = Int32(interval)
      interval = 1
      scope = months == 0 ? .month : .namedMonth
    case .weekly:
      scope = .week
      if rule.byDay.isEmpty { weekdays = 1 << UInt8(start.weekday.rawValue) }
    case .monthly:
      if !hasDays { monthDays = 1 << UInt32(start.day) }
      scope = months == 0 || interval > 1 ? .month : .namedMonth
    case .yearly where !rule.byWeekNumber.isEmpty:
      scope = .weekYear
      if !hasDays { weekdays = 1 << UInt8(start.weekday.rawValue) }
    case .yearly:
      if !hasDays {
        if rule.byMonth.isEmpty { months = 1 << UInt16(start.month) }
        monthDays = 1 << UInt32(start.day)
      }
      guard traits.isDisjoint(with: [.countsInYear, .yearDays, .easter, .positions]) else {
        scope = .year
        break
      }
      scope = .namedMonth
      if months == 0 { months = 0x1FFE }
      origin = start.year * 12
      return
    }
    origin = period(of: start.dayNumber)
  }
}
