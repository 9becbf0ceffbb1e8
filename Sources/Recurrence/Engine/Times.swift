/// The times of the day: one, or hours × minutes × seconds as three masks.
extension Pattern {
  /// The number of times of a day.
  var timesPerDay: Int { time >= 0 ? 1 : uncommon?.value.timesPerDay ?? 1 }

  /// The first time of the day from a second of the day on.
  @inline(__always) func firstTime<D: Direction>(from second: Int, _ direction: D.Type) -> Int? {
    if time >= 0 { return direction.isBefore(Int(time), second) ? nil : Int(time) }
    return uncommon?.value.firstTime(from: second, direction)
  }

  /// The time at a place among the times of a day, counted from 0; the place must be there.
  func time(at place: Int) -> Int { time >= 0 ? Int(time) : uncommon?.value.time(at: place) ?? 0 }

  /// How many times of the day are before a second of the day.
  func countOfTimes(before second: Int) -> Int {
    (0..<timesPerDay).firstIndexSorted { time(at: $0) >= second }
  }
}

extension Uncommon {
  func firstTime<D: Direction>(from second: Int, _ direction: D.Type) -> Int? {
    if let chosenTimes { return direction.first(of: chosenTimes, from: Int32(second)).map(Int.init) }
    return times.first(from: second, direction)
  }

  func time(at place: Int) -> Int { chosenTimes.map { Int($0[place]) } ?? times.time(at: place) }

  /// Where a position of BYSETPOS lies in a set, counted from 0; nil where the set is too small.
  @inline(__always) func place(ofPosition position: Int, in count: Int) -> Int? {
    let place = position > 0 ? position - 1 : count + position
    return place >= 0 && place < count ? place : nil
  }

  /// The different places that BYSETPOS chooses from a set, in order.
  func places(in count: Int) -> [Int] {
    Set(positions.compactMap { place(ofPosition: $0, in: count) }).sorted()
  }

  /// Sets the times of a day, and gives the only one; negative where there are several, or none.
  mutating func settle(_ times: TimesOfDay) -> Int32 {
    self.times = times
    timesPerDay = times.hours.nonzeroBitCount * times.minutes.nonzeroBitCount * times.seconds.nonzeroBitCount
    return timesPerDay == 1 ? Int32(times.time(at: 0)) : -1
  }
}

/// Hours × minutes × seconds: bit h, m, s for an hour, minute, second of the day.
struct TimesOfDay {
  var hours: UInt32 = 0
  var minutes: UInt64 = 0
  var seconds: UInt64 = 0

  /// The first time from a second of the day on.
  @inline(__always) func first<D: Direction>(from second: Int, _ direction: D.Type) -> Int? {
    if second < 0 || minutes == 0 || seconds == 0 { return nil }
    let hour = second / 3600
    if hours.hasBit(hour) {
      let minute = second / 60 % 60
      if minutes.hasBit(minute), let found = seconds.firstBit(from: second % 60, direction) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = minutes.firstBit(from: minute + direction.sign, direction) {
        return hour * 3600 + found * 60 + seconds.firstBit(direction)
      }
    }
    guard let found = hours.firstBit(from: hour + direction.sign, direction) else { return nil }
    return found * 3600 + minutes.firstBit(direction) * 60 + seconds.firstBit(direction)
  }

  /// The time at a place, counted from 0; the place must be there.
  func time(at place: Int) -> Int {
    let perMinute = seconds.nonzeroBitCount
    let perHour = perMinute * minutes.nonzeroBitCount
    return hours.place(ofBit: place / perHour) * 3600
      + minutes.place(ofBit: place % perHour / perMinute) * 60 + seconds.place(ofBit: place % perMinute)
  }
}
