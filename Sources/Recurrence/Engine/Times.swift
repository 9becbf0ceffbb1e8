/// The times of the day: hours × minutes × seconds, three masks and no list.
extension Pattern {
  /// The first time of the day from a second of the day on.
  @inline(__always) func firstTime(from second: Int) -> Int? {
    if rule.frequency == .daily && !rule.bySetPosition.isEmpty { return firstChosenTime(from: second) }
    return firstTimeOfMasks(from: second)
  }

  @inline(__always) func firstTimeOfMasks(from second: Int) -> Int? {
    let firstMinute = minutes.trailingZeroBitCount
    let firstSecond = seconds.trailingZeroBitCount
    let hour = second / 3600
    if hours >> UInt32(hour) & 1 == 1 {
      let minute = second / 60 % 60
      if minutes >> UInt64(minute) & 1 == 1, let found = seconds.firstBit(from: second % 60) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = minutes.firstBit(from: minute + 1) { return hour * 3600 + found * 60 + firstSecond }
    }
    guard let found = hours.firstBit(from: hour + 1) else { return nil }
    return found * 3600 + firstMinute * 60 + firstSecond
  }

  /// DAILY with BYSETPOS chooses among the times of one day, the same each day.
  private func firstChosenTime(from second: Int) -> Int? {
    var best: Int?
    for position in rule.bySetPosition {
      let place = position > 0 ? position - 1 : timesPerDay + position
      guard place >= 0, place < timesPerDay else { continue }
      let time = time(at: place)
      if time >= second && time < best ?? .max { best = time }
    }
    return best
  }

  /// The time at a place among the times of a day, counted from 0; the place must be there.
  func time(at place: Int) -> Int {
    let perMinute = seconds.nonzeroBitCount
    let perHour = perMinute * minutes.nonzeroBitCount
    return hours.place(ofBit: place / perHour) * 3600
      + minutes.place(ofBit: place % perHour / perMinute) * 60 + seconds.place(ofBit: place % perMinute)
  }

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
