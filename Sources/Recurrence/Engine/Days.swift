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
      guard months == 0 || months >> UInt16(month) & 1 == 1 else { return DaySet(base: 0, word: 0) }
      return DaySet(month: monthWord(year, month))
    case .namedMonth:
      let year = floorDivide(period, 12)
      return DaySet(month: monthWord(year, period - year * 12 + 1))
    case .year: return year(period)
    case .weekYear: return weekYear(period)
    }
  }

  /// Seven bits, again and again.
  private static let everySeventh: UInt64 =
    1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28 | 1 << 35 | 1 << 42 | 1 << 49 | 1 << 56

  /// The days of a month: bit d for day d. Bit 0 is the day before the month and the bit after the last day the day
  /// after it; only SKIP sets them.
  @inline(__always) func monthWord(_ year: Int, _ month: Int) -> (base: Int, word: UInt64) {
    let first = CivilDate.dayNumber(year: year, month: month, day: 1)
    return (first - 1, monthWord(year, month, first, countsWeekdays: true))
  }

  @inline(__always) private func monthWord(_ year: Int, _ month: Int, _ first: Int, countsWeekdays: Bool)
    -> UInt64
  {
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
      if nth | nthBack != 0 { matching |= nthWord(length, firstWeekday) }
      word &= matching
    }
    if scope != .year && traits.contains(.yearDays) {
      word &= yearDays(year, from: first - 1, count: length + 2)
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
    if monthDays >> UInt32(length + 1) != 0 {
      word |= 1 << UInt64(skip == .backward ? length : length + 1)
    }
    if monthDaysBack >> UInt32(length + 1) != 0 { word |= skip == .backward ? 1 : 2 }
    return word
  }

  private func nthWord(_ length: Int, _ firstWeekday: Int) -> UInt64 {
    var word: UInt64 = 0
    var rest = nth
    while rest != 0 {
      let (week, weekday) = rest.trailingZeroBitCount.quotientAndRemainder(dividingBy: 7)
      rest &= rest - 1
      let day = 1 + floorRemainder(weekday - firstWeekday, 7) + week * 7
      if day <= length { word |= 1 << UInt64(day) }
    }
    rest = nthBack
    let lastWeekday = (firstWeekday + length - 1) % 7
    while rest != 0 {
      let (week, weekday) = rest.trailingZeroBitCount.quotientAndRemainder(dividingBy: 7)
      rest &= rest - 1
      let day = length - floorRemainder(lastWeekday - weekday, 7) - week * 7
      if day >= 1 { word |= 1 << UInt64(day) }
    }
    return word
  }

  private func strideWord(from base: Int) -> UInt64 {
    let stride = Int(stride)
    let rest = floorRemainder(base - firstDay, stride)
    var bit = rest == 0 ? 0 : stride - rest
    var word: UInt64 = 0
    while bit < 33 {
      word |= 1 << UInt64(bit)
      bit += stride
    }
    return word
  }

  /// The days of BYYEARDAY among up to 64 from a base day on.
  private func yearDays(_ year: Int, from base: Int, count: Int) -> UInt64 {
    let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
    let length = CivilDate.isLeap(year) ? 366 : 365
    var word: UInt64 = 0
    for number in uncommon?.value.yearDays ?? [] {
      let place = number > 0 ? number - 1 : length + number
      guard place >= 0, place < length else { continue }
      let bit = first + place - base
      if bit >= 0 && bit < count { word |= 1 << UInt64(bit) }
    }
    return word
  }

  private func week(_ period: Int) -> DaySet {
    let start = Int(weekStart)
    let base = period * 7 - 3 + start
    let turned = (UInt64(weekdays) &* Pattern.everySeventh) >> UInt64(start) & 0x7F
    var set = DaySet(base: base, word: turned)
    if months != 0 || monthDays | monthDaysBack != 0 || traits.contains(.yearDays) {
      set.keep(where: allows)
    }
    return set
  }

  private func year(_ year: Int) -> DaySet {
    let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
    let length = CivilDate.isLeap(year) ? 366 : 365
    var set: DaySet
    if months != 0 || monthDays | monthDaysBack != 0 || traits.isDisjoint(with: [.yearDays, .countsInYear]) {
      let inMonth = !traits.contains(.countsInYear)
      set = DaySet(base: first - 1)
      for month in 1...12 where months == 0 || months >> UInt16(month) & 1 == 1 {
        let day = CivilDate.dayNumber(year: year, month: month, day: 1)
        set.insert(word: monthWord(year, month, day, countsWeekdays: inMonth), at: day - 1)
      }
      if traits.contains(.yearDays) { set.keep(yearDaySet(first, length)) }
      if traits.contains(.countsInYear) { set.keep(weekdaySet(first, length, reach: 1)) }
    } else if !traits.contains(.yearDays) {
      set = weekdaySet(first, length, reach: 0)
    } else {
      set = yearDaySet(first, length)
      if traits.contains(.byDay) { set.keep(weekdaySet(first, length, reach: 1)) }
    }
    return set
  }

  private func yearDaySet(_ first: Int, _ length: Int) -> DaySet {
    var set = DaySet(base: first - 1)
    for number in uncommon?.value.yearDays ?? [] {
      let place = number > 0 ? number - 1 : length + number
      if place >= 0 && place < length {
        set.insert(first + place)
      } else if skip != .omit {
        let isAfter = place >= length
        set.insert(first + (isAfter ? length : 0) - (skip == .backward ? 1 : 0))
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
    let start = UInt64(weekStart)
    let mask =
      weekdays == 0 ? 0x7F : (UInt64(weekdays) &* Pattern.everySeventh) >> start & 0x7F
    var set = DaySet(base: first)
    for number in uncommon?.value.weekNumbers ?? [] {
      let week = number > 0 ? number : weeks + 1 + number
      if week >= 1 && week <= weeks { set.insert(word: mask, at: first + (week - 1) * 7) }
    }
    if months != 0 || monthDays | monthDaysBack != 0 || traits.contains(.yearDays) { set.keep(where: allows) }
    return set
  }

  /// Whether all date parts but numbered weekdays let a single day through.
  func allows(_ day: Int) -> Bool {
    let (year, month, dayOfMonth) = CivilDate(dayNumber: day).parts
    if months != 0 && months >> UInt16(month) & 1 == 0 { return false }
    if weekdays != 0 && weekdays >> UInt8(floorRemainder(day + 3, 7)) & 1 == 0 { return false }
    if monthDays | monthDaysBack != 0 {
      let back = CivilDate.daysInMonth(year: year, month: month) + 1 - dayOfMonth
      if monthDays >> UInt32(dayOfMonth) & 1 == 0 && monthDaysBack >> UInt32(back) & 1 == 0 { return false }
    }
    return !traits.contains(.yearDays) || yearDays(year, from: day, count: 1) == 1
  }

  /// The first day from one on that the date parts of a rule of elapsed time let through.
  func firstAllowedDay(from day: Int) -> Int? {
    guard hasDateLimits else { return day }
    let lastDay = CivilDate.last.dayNumber
    guard day <= lastDay else { return nil }
    if allows(day) { return day }
    let (startYear, startMonth, _) = CivilDate(dayNumber: day).parts
    var (year, month) = (startYear, startMonth)
    for _ in 0...(Pattern.yearsThatShowAll * 12) {
      if months == 0 || months >> UInt16(month) & 1 == 1 {
        let set = DaySet(month: monthWord(year, month))
        if let found = set.first(from: day) { return found <= lastDay ? found : nil }
      }
      month += 1
      if month == 13 { (year, month) = (year + 1, 1) }
    }
    return nil
  }

  /// The last day up to one that the date parts of a rule of elapsed time let through.
  func lastAllowedDay(through day: Int) -> Int? {
    guard hasDateLimits else { return day }
    if allows(day) { return day }
    var (year, month, _) = CivilDate(dayNumber: day).parts
    for _ in 0...(Pattern.yearsThatShowAll * 12) {
      if months == 0 || months >> UInt16(month) & 1 == 1 {
        if let found = DaySet(month: monthWord(year, month)).last(through: day) { return found }
      }
      month -= 1
      if month == 0 { (year, month) = (year - 1, 12) }
    }
    return nil
  }
}
