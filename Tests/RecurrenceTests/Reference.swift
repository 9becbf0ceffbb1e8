import CivilTime
import Recurrence

/// The rules of RFC 5545 §3.3.10, day by day from the start, slow and obvious: the judge of the engine.
struct Reference {
  var rule: RecurrenceRule
  var start: CivilDateTime

  /// The slots up to a day in a zone, in the order of their instants: a wall time inside a gap moves on, one that
  /// happens twice means the first, and of several at one instant the earliest gives its name.
  func slots(through lastDay: Int, in zone: Zone) -> [Slot] {
    var found = walls(through: lastDay).map { Slot(local: $0, instant: zone.instant(of: $0)) }
    if case .untilInstant(let last) = rule.end { found.removeAll { $0.instant > last } }
    found.sort { ($0.instant, $0.local) < ($1.instant, $1.local) }
    return found.indices.filter { $0 == 0 || found[$0].instant != found[$0 - 1].instant }.map { found[$0] }
  }

  /// The wall times up to a day, COUNT and UNTIL on the wall held.
  func walls(through lastDay: Int) -> [CivilDateTime] {
    var sets: [Int: [Int]] = [:]
    let first = start.date.dayNumber
    let origin = period(first)
    for day in (first - 400)...(lastDay + 400) {
      for (period, day) in rule.skip == .omit ? (matches(day) ? [(period(day), day)] : []) : moved(day)
      where period >= origin && (period - origin) % rule.interval == 0 {
        if !sets[period, default: []].contains(day) { sets[period, default: []].append(day) }
      }
    }
    var found: [CivilDateTime] = []
    for period in sets.keys.sorted() {
      var slots: [CivilDateTime] = []
      for day in sets[period]!.sorted() {
        for time in times {
          slots.append(CivilDateTime(CivilDate(dayNumber: day), TimeOfDay(secondOfDay: time)))
        }
      }
      if !rule.bySetPosition.isEmpty {
        let places = Set(rule.bySetPosition.map { $0 > 0 ? $0 - 1 : slots.count + $0 })
        slots = slots.indices.filter(places.contains).map { slots[$0] }
      }
      found += slots.filter { $0 >= start }
    }
    found = Array(Set(found)).sorted().filter { slot in
      switch rule.end {
      case .untilDate(let date): slot.date <= date
      case .untilLocal(let local): slot <= local
      default: true
      }
    }
    if case .count(let count) = rule.end { found = Array(found.prefix(count)) }
    return found.filter { $0.date.dayNumber <= lastDay }
  }

  /// SKIP (RFC 7529 §4.1), asked at the first day of each month: the days that its month gives, with those that it does
  /// not have moved, and the period that they count in. BYDAY is looked at last.
  private func moved(_ day: Int) -> [(period: Int, day: Int)] {
    let date = CivilDate(dayNumber: day)
    let (year, month, dayOfMonth) = date.parts
    guard dayOfMonth == 1 else { return [] }
    var rule = rule
    if rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty {
      rule.byMonthDay = [start.date.day]
      if rule.frequency == .yearly && rule.byMonth.isEmpty { rule.byMonth = [start.date.month] }
    }
    var days: [Int] = []
    func add(_ number: Int, of length: Int, from first: Int) {
      let place = number > 0 ? number : length + 1 + number
      if place > length {
        days.append(rule.skip == .forward ? first + length : first + length - 1)
      } else if place < 1 {
        days.append(rule.skip == .forward ? first : first - 1)
      } else {
        days.append(first + place - 1)
      }
    }
    if rule.byMonth.isEmpty || rule.byMonth.contains(month) {
      let length = CivilDate.daysInMonth(year: year, month: month)
      let numbers = rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty ? Array(1...length) : rule.byMonthDay
      for number in numbers { add(number, of: length, from: day) }
    }
    if month == 1 {
      for number in rule.byYearDay { add(number, of: CivilDate.isLeap(year) ? 366 : 365, from: day) }
    }
    let kept = days.filter { day in
      rule.byDay.isEmpty || rule.byDay.contains { $0.weekday == CivilDate(dayNumber: day).weekday }
    }
    return kept.map { (period(day), $0) }
  }

  private func period(_ day: Int) -> Int {
    let date = CivilDate(dayNumber: day)
    switch rule.frequency {
    case .daily: return day
    case .weekly: return weekStart(day) / 7
    case .monthly: return date.year * 12 + date.month
    default: return rule.byWeekNumber.isEmpty ? date.year : weekYear(day)
    }
  }

  /// The first day of the week that a day is in, made positive.
  private func weekStart(_ day: Int) -> Int {
    var day = day
    while CivilDate(dayNumber: day).weekday != rule.weekStart { day -= 1 }
    return day + 7_000_000
  }

  private func firstWeek(_ year: Int) -> Int {
    weekStart(CivilDate(year: year, month: 1, day: 4)!.dayNumber) - 7_000_000
  }

  private func weekYear(_ day: Int) -> Int {
    let year = CivilDate(dayNumber: day).year
    return (year - 1...year + 1).last { firstWeek($0) <= day }!
  }

  private var times: [Int] {
    let time = start.time
    var found: Set<Int> = []
    for hour in rule.byHour.isEmpty ? [time.hour] : rule.byHour {
      for minute in rule.byMinute.isEmpty ? [time.minute] : rule.byMinute {
        for second in rule.bySecond.isEmpty ? [time.second] : rule.bySecond {
          found.insert(hour * 3600 + minute * 60 + second)
        }
      }
    }
    return found.sorted()
  }

  /// The day of Easter Sunday, by the epact (Knuth, The Art of Computer Programming, §1.3.2, exercise 14): another way than
  /// the engine's.
  static func easter(_ year: Int) -> Int {
    let golden = year % 19 + 1
    let century = year / 100 + 1
    let skippedLeapYears = 3 * century / 4 - 12
    let moon = (8 * century + 5) / 25 - 5
    let sunday = 5 * year / 4 - skippedLeapYears - 10
    var epact = (11 * golden + 20 + moon - skippedLeapYears) % 30
    if epact == 25 && golden > 11 || epact == 24 { epact += 1 }
    let fullMoon = epact > 23 ? 74 - epact : 44 - epact
    let day = fullMoon + 7 - (sunday + fullMoon) % 7
    return CivilDate(year: year, month: 3, day: 1)!.dayNumber + day - 1
  }

  private func matches(_ day: Int) -> Bool {
    let date = CivilDate(dayNumber: day)
    let (year, month, dayOfMonth) = date.parts
    let length = CivilDate.daysInMonth(year: year, month: month)
    let yearLength = CivilDate.isLeap(year) ? 366 : 365
    let dayOfYear = day - CivilDate(year: year, month: 1, day: 1)!.dayNumber + 1
    var rule = rule
    if rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty && rule.byEaster.isEmpty {
      switch rule.frequency {
      case .yearly where !rule.byWeekNumber.isEmpty: rule.byDay = [.init(0, start.date.weekday)]
      case .yearly:
        if rule.byMonth.isEmpty { rule.byMonth = [start.date.month] }
        rule.byMonthDay = [start.date.day]
      case .monthly: rule.byMonthDay = [start.date.day]
      case .weekly: rule.byDay = [.init(0, start.date.weekday)]
      default: break
      }
    }
    if !rule.byMonth.isEmpty && !rule.byMonth.contains(month) { return false }
    if !rule.byMonthDay.isEmpty && !rule.byMonthDay.contains(dayOfMonth)
      && !rule.byMonthDay.contains(dayOfMonth - length - 1)
    {
      return false
    }
    if !rule.byYearDay.isEmpty && !rule.byYearDay.contains(dayOfYear)
      && !rule.byYearDay.contains(dayOfYear - yearLength - 1)
    {
      return false
    }
    if !rule.byWeekNumber.isEmpty {
      let weekYear = weekYear(day)
      let week = (day - firstWeek(weekYear)) / 7 + 1
      let weeks = (firstWeek(weekYear + 1) - firstWeek(weekYear)) / 7
      if !rule.byWeekNumber.contains(week) && !rule.byWeekNumber.contains(week - weeks - 1) { return false }
    }
    if !rule.byEaster.isEmpty && !rule.byEaster.contains(day - Reference.easter(year)) { return false }
    if rule.byDay.isEmpty { return true }
    let inMonth = rule.frequency == .monthly || !rule.byMonth.isEmpty
    let place = inMonth ? dayOfMonth : dayOfYear
    let total = inMonth ? length : yearLength
    return rule.byDay.contains { entry in
      entry.weekday == date.weekday
        && (entry.ordinal == 0 || entry.ordinal == (place - 1) / 7 + 1
          || entry.ordinal == -((total - place) / 7 + 1))
    }
  }
}
