/// The times of the day: one, or hours × minutes × seconds as three masks.
extension Pattern {
  /// The number of times of a day.
  var timesPerDay: Int { time >= 0 ? 1 : uncommon?.value.timesPerDay ?? 1 }

  /// The first time of the day from a second of the day on.
  @inline(__always) func firstTime(from second: Int) -> Int? {
    if time >= 0 { return second <= Int(time) ? Int(time) : nil }
    return uncommon?.value.firstTime(from: second)
  }

  /// The last time of the day up to a second of the day.
  @inline(__always) func lastTime(through second: Int) -> Int? {
    if time >= 0 { return second >= Int(time) ? Int(time) : nil }
    return uncommon?.value.lastTime(through: second)
  }

  /// The time at a place among the times of a day, counted from 0; the place must be there.
  func time(at place: Int) -> Int { time >= 0 ? Int(time) : uncommon?.value.time(at: place) ?? 0 }

  /// How many times of the day are before a second of the day.
  func countOfTimes(before second: Int) -> Int {
    var (low, high) = (0, timesPerDay)
    while low < high {
      let middle = (low + high) / 2
      if time(at: middle) < second { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Uncommon {
  func firstTime(from second: Int) -> Int? {
    if let chosenTimes { return chosenTimes.first { $0 >= second }.map(Int.init) }
    return TimesOfDay(hours, minutes, seconds).first(from: second)
  }

  func lastTime(through second: Int) -> Int? {
    if let chosenTimes { return chosenTimes.last { $0 <= second }.map(Int.init) }
    return TimesOfDay(hours, minutes, seconds).last(through: second)
  }

  func time(at place: Int) -> Int {
    if let chosenTimes { return Int(chosenTimes[place]) }
    let perMinute = seconds.nonzeroBitCount
    let perHour = perMinute * minutes.nonzeroBitCount
    return hours.place(ofBit: place / perHour) * 3600
      + minutes.place(ofBit: place % perHour / perMinute) * 60 + seconds.place(ofBit: place % perMinute)
  }

  /// Where a position of BYSETPOS lies in a set, counted from 0; nil where the set is too small.
  @inline(__always) func place(ofPosition position: Int, in count: Int) -> Int? {
    let place = position > 0 ? position - 1 : count + position
    return place >= 0 && place < count ? place : nil
  }

  /// The different places that BYSETPOS chooses from a set, in order.
  func places(in count: Int) -> [Int] {
    Set(positions.compactMap { place(ofPosition: $0, in: count) }).sorted()
  }

  /// Counts the times of a day, and gives the only one; negative where there are several, or none.
  mutating func settleTimes() -> Int32 {
    timesPerDay = hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount
    return timesPerDay == 1 ? Int32(time(at: 0)) : -1
  }
}

/// Hours × minutes × seconds: three masks and no list.
struct TimesOfDay {
  let hours: UInt32
  let minutes: UInt64
  let seconds: UInt64

  @inline(__always) init(_ hours: UInt32, _ minutes: UInt64, _ seconds: UInt64) {
    self.hours = hours
    self.minutes = minutes
    self.seconds = seconds
  }

  /// The first time from a second of the day on.
  @inline(__always) func first(from second: Int) -> Int? {
    if minutes == 0 || seconds == 0 { return nil }
    let hour = second / 3600
    if hours.hasBit(hour) {
      let minute = second / 60 % 60
      if minutes.hasBit(minute), let found = seconds.firstBit(from: second % 60) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = minutes.firstBit(from: minute + 1) {
        return hour * 3600 + found * 60 + seconds.trailingZeroBitCount
      }
    }
    guard let found = hours.firstBit(from: hour + 1) else { return nil }
    return found * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
  }

  /// The last time up to a second of the day.
  @inline(__always) func last(through second: Int) -> Int? {
    if second < 0 || minutes == 0 || seconds == 0 { return nil }
    let hour = second / 3600
    if hours.hasBit(hour) {
      let minute = second / 60 % 60
      if minutes.hasBit(minute), let found = seconds.lastBit(through: second % 60) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = minutes.lastBit(through: minute - 1) {
        return hour * 3600 + found * 60 + seconds.highestBit
      }
    }
    guard let found = hours.lastBit(through: hour - 1) else { return nil }
    return found * 3600 + minutes.highestBit * 60 + seconds.highestBit
  }
}

extension FixedWidthInteger {
  /// The place of a set bit, counted from 0 among the set bits; the bit must be there.
  func place(ofBit number: Int) -> Int {
    var rest = self
    for _ in 0..<number { rest &= rest &- 1 }
    return rest.trailingZeroBitCount
  }

  /// The place of the highest set bit; one must be there.
  @inline(__always) var highestBit: Int { Self.bitWidth - 1 - leadingZeroBitCount }

  @inline(__always) func hasBit(_ place: Int) -> Bool { self &>> Self(truncatingIfNeeded: place) & 1 == 1 }

  /// The first set bit at a place or above.
  @inline(__always) func firstBit(from place: Int) -> Int? {
    guard place < Self.bitWidth else { return nil }
    let rest = self & (~Self.zero &<< Self(truncatingIfNeeded: place))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }

  /// The last set bit at a place or below.
  @inline(__always) func lastBit(through place: Int) -> Int? {
    guard place >= 0 else { return nil }
    let rest =
      place >= Self.bitWidth - 1 ? self : self & ~(~Self.zero &<< Self(truncatingIfNeeded: place + 1))
    return rest == 0 ? nil : rest.highestBit
  }
}
