import CivilTime

/// A calendar expression as masks, one bit a number: what next and previous are found with, field by field.
struct CalendarPattern: Sendable {
  /// Bit 0 is Monday.
  var weekdays: UInt8
  /// Bits 1…12.
  var months: UInt16
  /// Bits 1…31, from the month's end where `countsDaysFromEnd`.
  var days: UInt32
  var countsDaysFromEnd: Bool
  var hours: UInt32
  var minutes: UInt64
  var seconds: UInt64
  /// Empty means any.
  var years: [CalendarExpression.Component]
  /// False where no month has any of the days, `*-02-30`.
  var hasDays: Bool

  static let firstWall = Int64(CivilDate.first.dayNumber) * 86_400
  static let lastWall = Int64(CivilDate.last.dayNumber + 1) * 86_400 - 1

  init(_ expression: CalendarExpression) {
    weekdays =
      expression.weekdays.isEmpty ? 0x7F : expression.weekdays.reduce(0) { $0 | 1 << UInt8($1.rawValue) }
    months = UInt16(CalendarPattern.mask(expression.months, .month))
    countsDaysFromEnd = expression.countsDaysFromEnd
    days = UInt32(CalendarPattern.mask(expression.days, .day, descending: expression.countsDaysFromEnd))
    hours = UInt32(CalendarPattern.mask(expression.hours, .hour))
    minutes = CalendarPattern.mask(expression.minutes, .minute)
    seconds = CalendarPattern.mask(expression.seconds, .second)
    years = expression.years
    hasDays = false
    // 2000 was a leap year.
    for month in 1...12 where months >> UInt16(month) & 1 == 1 {
      let length = CivilDate.daysInMonth(year: 2000, month: month)
      if dayBits(length) != 0 { hasDays = true }
    }
  }

  private static func mask(
    _ components: [CalendarExpression.Component], _ field: CalendarField, descending: Bool = false
  ) -> UInt64 {
    var mask: UInt64 = 0
    if components.isEmpty { for number in field.range { mask |= 1 << UInt64(number) } }
    for component in components {
      // Steps from a month's end lead towards it: `~7/2` is the 7th, 5th, 3rd and last from the end.
      let isDescending = descending && component.end == nil
      let last = component.end ?? (isDescending ? 1 : field.range.upperBound)
      guard component.step > 0 else {
        mask |= 1 << UInt64(component.start)
        continue
      }
      for number in stride(
        from: component.start, through: last, by: isDescending ? -component.step : component.step)
      {
        mask |= 1 << UInt64(number)
      }
    }
    return mask
  }

  // MARK: Wall times

  /// The first wall time from one on; nil where there is none before the year 10000.
  func first(from wall: Int64) -> Int64? {
    guard hasDays, wall <= CalendarPattern.lastWall else { return nil }
    let wall = max(wall, CalendarPattern.firstWall)
    let date = CivilDateTime(localSeconds: wall).date
    let second = Int(wall - Int64(date.dayNumber) * 86_400)
    let (startYear, startMonth, startDay) = date.parts
    var empty = 0
    var year = startYear
    // So many years with nothing in them show all that will ever be, whatever the steps.
    while empty <= 400 * max(1, years.count), let next = nextYear(from: year) {
      year = next
      var month = year == startYear ? startMonth : 1
      while let found = months.lowestBit(from: month) {
        month = found
        let isStart = year == startYear && month == startMonth
        let (word, firstDay) = dayWord(year, month)
        var day = isStart ? startDay : 1
        while let found = word.lowestBit(from: day) {
          day = found
          let base = Int64(firstDay + day - 1) * 86_400
          if let time = firstTime(from: isStart && day == startDay ? second : 0) { return base + Int64(time) }
          day += 1
        }
        month += 1
      }
      empty += 1
      year += 1
    }
    return nil
  }

  /// The last wall time up to one; nil where there is none from the year 1 on.
  func last(through wall: Int64) -> Int64? {
    guard hasDays, wall >= CalendarPattern.firstWall else { return nil }
    let wall = min(wall, CalendarPattern.lastWall)
    let date = CivilDateTime(localSeconds: wall).date
    let second = Int(wall - Int64(date.dayNumber) * 86_400)
    let (endYear, endMonth, endDay) = date.parts
    var empty = 0
    var year = endYear
    while empty <= 400 * max(1, years.count), let next = previousYear(through: year) {
      year = next
      var month = year == endYear ? endMonth : 12
      while let found = months.highestBit(through: month) {
        month = found
        let isEnd = year == endYear && month == endMonth
        let (word, firstDay) = dayWord(year, month)
        var day = isEnd ? endDay : 31
        while let found = word.highestBit(through: day) {
          day = found
          let base = Int64(firstDay + day - 1) * 86_400
          if let time = lastTime(through: isEnd && day == endDay ? second : 86_399) {
            return base + Int64(time)
          }
          day -= 1
        }
        month -= 1
      }
      empty += 1
      year -= 1
    }
    return nil
  }

  // MARK: Days

  /// The days of a month of so many days, bit d for day d, before weekdays are looked at.
  private func dayBits(_ length: Int) -> UInt64 {
    let all: UInt64 = ((1 << UInt64(length)) - 1) << 1
    guard countsDaysFromEnd else { return UInt64(days) & all }
    // Turned round, day n from the end becomes bit length + 1 - n.
    return (UInt64(days.bitSwapped) << 1) >> UInt64(31 - length) & all
  }

  /// The days of a month, with the day number of its first.
  private func dayWord(_ year: Int, _ month: Int) -> (word: UInt64, firstDay: Int) {
    let firstDay = CivilDate.dayNumber(year: year, month: month, day: 1)
    var word = dayBits(CivilDate.daysInMonth(year: year, month: month))
    if weekdays != 0x7F {
      let weekday = CivilDate(dayNumber: firstDay).weekday.rawValue
      let everySeventh: UInt64 = 1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28 | 1 << 35
      // Bit 1 is the month's first day.
      word &= ((UInt64(weekdays) &* everySeventh) >> UInt64(weekday)) << 1
    }
    return (word, firstDay)
  }

  // MARK: Years

  private func nextYear(from year: Int) -> Int? {
    if years.isEmpty { return year <= 9999 ? year : nil }
    var best = 10_000
    for component in years {
      var found = component.start
      if year > found {
        guard component.step > 0 else { continue }
        let steps = (year - found + component.step - 1) / component.step
        found += steps * component.step
        if let end = component.end, found > end { continue }
      }
      best = min(best, found)
    }
    return best <= 9999 ? best : nil
  }

  private func previousYear(through year: Int) -> Int? {
    if years.isEmpty { return year >= 1 ? year : nil }
    var best = 0
    for component in years where component.start <= year {
      var found = component.start
      if component.step > 0 {
        found += (min(year, component.end ?? 9999) - found) / component.step * component.step
      }
      best = max(best, found)
    }
    return best >= 1 ? best : nil
  }

  // MARK: Times

  private func firstTime(from second: Int) -> Int? {
    let (hour, minute) = (second / 3600, second / 60 % 60)
    if hours >> UInt32(hour) & 1 == 1 {
      if minutes >> UInt64(minute) & 1 == 1, let found = seconds.lowestBit(from: second % 60) {
        return second - second % 60 + found
      }
      if let found = minutes.lowestBit(from: minute + 1) {
        return hour * 3600 + found * 60 + seconds.trailingZeroBitCount
      }
    }
    guard let found = hours.lowestBit(from: hour + 1) else { return nil }
    return found * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
  }

  private func lastTime(through second: Int) -> Int? {
    let (hour, minute) = (second / 3600, second / 60 % 60)
    let (lastMinute, lastSecond) = (63 - minutes.leadingZeroBitCount, 63 - seconds.leadingZeroBitCount)
    if hours >> UInt32(hour) & 1 == 1 {
      if minutes >> UInt64(minute) & 1 == 1, let found = seconds.highestBit(through: second % 60) {
        return second - second % 60 + found
      }
      if let found = minutes.highestBit(through: minute - 1) { return hour * 3600 + found * 60 + lastSecond }
    }
    guard let found = hours.highestBit(through: hour - 1) else { return nil }
    return found * 3600 + lastMinute * 60 + lastSecond
  }
}

extension FixedWidthInteger {
  /// The first set bit at a place or above.
  @inline(__always) fileprivate func lowestBit(from place: Int) -> Int? {
    guard place < Self.bitWidth else { return nil }
    let rest = self & (~Self.zero << Self(truncatingIfNeeded: place))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }

  /// The last set bit at a place or below.
  @inline(__always) fileprivate func highestBit(through place: Int) -> Int? {
    guard place >= 0 else { return nil }
    let rest = place + 1 >= Self.bitWidth ? self : self & ~(~Self.zero << Self(truncatingIfNeeded: place + 1))
    return rest == 0 ? nil : Self.bitWidth - 1 - rest.leadingZeroBitCount
  }
}
extension UInt32 {
  /// The bits in the opposite order: bit i becomes bit 31 - i.
  fileprivate var bitSwapped: UInt32 {
    var bits = self
    bits = bits >> 1 & 0x5555_5555 | (bits & 0x5555_5555) << 1
    bits = bits >> 2 & 0x3333_3333 | (bits & 0x3333_3333) << 2
    bits = bits >> 4 & 0x0F0F_0F0F | (bits & 0x0F0F_0F0F) << 4
    return bits.byteSwapped
  }
}
