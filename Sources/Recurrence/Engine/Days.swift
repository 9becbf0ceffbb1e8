import CivilTime

/// The days of a period: an AND of masks, weekdays by shifting a constant.
extension Pattern {
  /// The days of a period.
  @inline(__always) func days(of period: Int) -> DaySet {
    switch scope {
    case .day, .elapsed: return DaySet(base: period, word: 1)
    case .week: return week(period)
    case .month:
      let year = floorDivide(period, 12)
      let month = period - year * 12 + 1
      guard months == 0 || months.hasBit(month) else { return DaySet(base: 0, word: 0) }
      return self.month(year, month)
    case .namedMonth:
      let year = floorDivide(period, 12)
      return self.month(year, period - year * 12 + 1)
    case .year: return traits.contains(.easter) ? easterDays(year: period) : year(period)
    case .weekYear: return weekYear(period)
    }
  }

  /// Seven bits, again and again.
  private static let everySeventh: UInt64 =
    1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28 | 1 << 35 | 1 << 42 | 1 << 49 | 1 << 56

  /// The days of a month: bit d for day d. Bit 0 is the day before the month and the bit after the last day the day
  /// after it; only SKIP sets them.
  @inline(__always) func month(_ year: Int, _ month: Int) -> DaySet {
    let first = CivilDate.dayNumber(year: year, month: month, day: 1)
    return DaySet(base: first - 1, word: monthWord(year, month, first, countsWeekdays: true))
  }

  @inline(never) private func monthWord(
    _ year: Int, _ month: Int, _ first: Int, countsWeekdays: Bool
  ) -> UInt64 {
    let length = CivilDate.daysInMonth(year: year, month: month)
    var word: UInt64 = ((1 << UInt64(length)) - 1) << 1
    if monthDays | monthDaysBack != 0 { word = monthDayWord(length, all: word) }
    if countsWeekdays && traits.contains(.byDay) {
      let firstWeekday = floorRemainder(first + 3, 7)
      var matching: UInt64 = 0
      if weekdays != 0 {
        let dayBefore = firstWeekday == 0 ? 6 : firstWeekday - 1
        matching = (UInt64(weekdays) &* Pattern.everySeventh) >> UInt64(dayBefore)
      }
      if nth != 0 { matching |= nthWord(length, firstWeekday, Forward.self) }
      if nthBack != 0 { matching |= nthWord(length, firstWeekday, Backward.self) }
      word &= matching
    }
    if scope != .year && traits.contains(.yearDays) {
      var set = DaySet(base: first - 1, word: word)
      set.keep(where: yearDays(of: year).contains)
      word = set.words[0]
    }
    if stride > 1 { word &= strideWord(from: first - 1) }
    return word
  }

  private func monthDayWord(_ length: Int, all: UInt64) -> UInt64 {
    var word = UInt64(monthDays) & all
    var back = monthDaysBack
    while back != 0 {
      let day = length + 1 - back.trailingZeroBitCount
      back &= back - 1
      if day >= 1 { word |= 1 << UInt64(day) }
    }
    guard skip != .omit else { return word }
    // RFC 7529 §4.1: a day that the month does not have goes to the neighbour that exists.
    if monthDays >> UInt32(length + 1) != 0 { word |= 1 << UInt64(skip == .backward ? length : length + 1) }
    if monthDaysBack >> UInt32(length + 1) != 0 { word |= skip == .backward ? 1 : 2 }
    return word
  }

  /// The numbered weekdays of a month, counted from its first day or from its last.
  private func nthWord<D: Direction>(_ length: Int, _ firstWeekday: Int, _ direction: D.Type) -> UInt64 {
    let first = direction.isForward ? 1 : length
    let weekdayOfFirst = direction.isForward ? firstWeekday : (firstWeekday + length - 1) % 7
    var word: UInt64 = 0
    var rest = direction.isForward ? nth : nthBack
    while rest != 0 {
      let (week, weekday) = rest.trailingZeroBitCount.quotientAndRemainder(dividingBy: 7)
      rest &= rest - 1
      let days = direction.sign * (weekday - weekdayOfFirst)
      let distance = (days < 0 ? days + 7 : days) + week * 7
      if distance < length { word |= 1 << UInt64(first + direction.sign * distance) }
    }
    return word
  }

  private func strideWord(from base: Int) -> UInt64 {
    let first = Forward.aligned(from: max(base, firstDay), to: firstDay, by: Int(stride)) - base
    return UInt64(bits: Swift.stride(from: first, to: 33, by: Int(stride)), in: 0...32)
  }

  @inline(__always) private func week(_ period: Int) -> DaySet {
    let set = DaySet(base: period * 7 - 3 + Int(weekStart), word: weekWord)
    return limitsWeekdays ? limited(set) : set
  }

  /// The days of weeks that the other date parts let through.
  @inline(never) private func limited(_ days: DaySet) -> DaySet {
    var set = days
    set.keep(where: allows)
    return set
  }

  /// The weekdays of BYDAY, bit 0 for the first day of a week; all where there are none.
  @inline(__always) private var weekWord: UInt64 {
    weekdays == 0 ? 0x7F : (UInt64(weekdays) &* Pattern.everySeventh) >> UInt64(weekStart) & 0x7F
  }

  private func year(_ year: Int) -> DaySet {
    let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
    let length = CivilDate.isLeap(year) ? 366 : 365
    var set: DaySet
    if months != 0 || monthDays | monthDaysBack != 0 || traits.isDisjoint(with: [.yearDays, .countsInYear]) {
      let inMonth = !traits.contains(.countsInYear)
      set = DaySet(base: first - 1)
      for month in 1...12 where months == 0 || months.hasBit(month) {
        let day = CivilDate.dayNumber(year: year, month: month, day: 1)
        set.insert(word: monthWord(year, month, day, countsWeekdays: inMonth), at: day - 1)
      }
      if traits.contains(.yearDays) { set.keep(yearDays(first, length, skip)) }
      if traits.contains(.countsInYear) { set.keep(weekdaySet(first, length, reach: 1)) }
    } else if !traits.contains(.yearDays) {
      set = weekdaySet(first, length, reach: 0)
    } else {
      set = yearDays(first, length, skip)
      if traits.contains(.byDay) { set.keep(weekdaySet(first, length, reach: 1)) }
    }
    return set
  }

  /// The days of BYEASTER in a year that the other parts let through.
  private func easterDays(year: Int) -> DaySet {
    var set = easterDays(of: year)
    // A single day is soon looked at, but for what is counted or moved within its year.
    if nth | nthBack != 0 || traits.contains(.countsInYear) || skip != .omit {
      set.keep(self.year(year))
    } else {
      set.keep(where: allowsBesideEaster)
    }
    return set
  }

  private func easterDays(of year: Int) -> DaySet {
    var set = DaySet(base: CivilDate.dayNumber(year: year, month: 1, day: 1) - 1)
    let sunday = CivilDate.easterSunday(of: year).dayNumber
    for days in uncommon?.value.easter ?? [] { set.insert(sunday + days) }
    return set
  }

  private func yearDays(of year: Int) -> DaySet {
    yearDays(CivilDate.dayNumber(year: year, month: 1, day: 1), CivilDate.isLeap(year) ? 366 : 365, .omit)
  }

  /// The days of BYYEARDAY in a year, and those that SKIP moves beside it.
  private func yearDays(_ first: Int, _ length: Int, _ skip: RecurrenceRule.Skip) -> DaySet {
    var set = DaySet(base: first - 1)
    for number in uncommon?.value.yearDays ?? [] {
      let place = number > 0 ? number - 1 : length + number
      if place >= 0 && place < length {
        set.insert(first + place)
      } else if skip != .omit {
        set.insert(first + (place >= length ? length : 0) - (skip == .backward ? 1 : 0))
      }
    }
    return set
  }

  /// BYDAY where its numbers count within the year, plain weekdays among them; those also on the days beside the year
  /// that SKIP may move to.
  private func weekdaySet(_ first: Int, _ length: Int, reach: Int) -> DaySet {
    var set = DaySet(base: first - 1)
    let firstWeekday = floorRemainder(first + 3, 7)
    for entry in uncommon?.value.weekdayNumbers ?? [] {
      let offset = floorRemainder(entry.weekday.rawValue - firstWeekday, 7)
      if entry.ordinal > 0 {
        let place = offset + (entry.ordinal - 1) * 7
        if place < length { set.insert(first + place) }
      } else if entry.ordinal < 0 {
        let lastPlace = offset + (length - 1 - offset) / 7 * 7
        let place = lastPlace + (entry.ordinal + 1) * 7
        if place >= 0 { set.insert(first + place) }
      } else {
        for place in Swift.stride(from: offset - 7, to: length + reach, by: 7) where place >= -reach {
          set.insert(first + place)
        }
      }
    }
    return set
  }

  private func weekYear(_ year: Int) -> DaySet {
    let first = firstWeek(of: year)
    let weeks = (firstWeek(of: year + 1) - first) / 7
    var set = DaySet(base: first)
    for number in uncommon?.value.weekNumbers ?? [] {
      let week = number > 0 ? number : weeks + 1 + number
      if week >= 1 && week <= weeks { set.insert(word: weekWord, at: first + (week - 1) * 7) }
    }
    if limitsWeekdays { set.keep(where: allows) }
    return set
  }

  /// Whether all date parts but numbered weekdays let a single day through.
  func allows(_ day: Int) -> Bool {
    if traits.contains(.easter) && !easterDays(of: CivilDate(dayNumber: day).year).contains(day) {
      return false
    }
    return allowsBesideEaster(day)
  }

  private func allowsBesideEaster(_ day: Int) -> Bool {
    let (year, month, dayOfMonth) = CivilDate(dayNumber: day).parts
    if months != 0 && !months.hasBit(month) { return false }
    if weekdays != 0 && !weekdays.hasBit(floorRemainder(day + 3, 7)) { return false }
    if monthDays | monthDaysBack != 0 {
      let back = CivilDate.daysInMonth(year: year, month: month) + 1 - dayOfMonth
      if !monthDays.hasBit(dayOfMonth) && !monthDaysBack.hasBit(back) { return false }
    }
    return !traits.contains(.yearDays) || yearDays(of: year).contains(day)
  }

  /// The first day from one on that the date parts of a rule of elapsed time let through.
  func allowedDay<D: Direction>(from day: Int, _ direction: D.Type) -> Int? {
    if !hasDateLimits || allows(day) { return day }
    var (year, month, _) = CivilDate(dayNumber: day).parts
    for _ in 0...(Pattern.yearsThatShowAll * 12) {
      if months == 0 || months.hasBit(month) {
        if let found = self.month(year, month).first(from: day, direction) { return found }
      }
      month += direction.sign
      if !(1...12).contains(month) { (year, month) = (year + direction.sign, direction.isForward ? 1 : 12) }
    }
    return nil
  }
}
