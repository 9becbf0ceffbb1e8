/// Whether the grid of elapsed time and the times of the day can meet at all.
extension ElapsedTime {
  /// False where no offset of the zone ever brings them together: the rule gives nothing.
  var canMeet: Bool { uncommon.value.isPlain || zone.offsets.contains(where: canMeet) }

  /// The grid comes back to the same times of the week, all those of one remainder by gcd(step, 604,800); mostly
  /// a day is enough to see that.
  func canMeet(_ offset: Int) -> Bool {
    let perWeek = greatestDivisor(Int(step), 7 * 86_400)
    let perDay = greatestDivisor(Int(step), 86_400)
    let isWeekly = perWeek != perDay && pattern.weekdays != 0
    let divisor = isWeekly ? perWeek : perDay
    let grid = floorRemainder(Int(expands ? origin : start) + offset, divisor)
    let width = expands ? Int(unit) : 1
    var residues: UInt64 = 0
    for second in 0..<60 where times.seconds.hasBit(second) { residues |= 1 << UInt64(second % divisor) }
    // Day 0 was a Thursday.
    for day in 0..<(isWeekly ? 7 : 1) where !isWeekly || pattern.weekdays.hasBit((day + 3) % 7) {
      for hour in 0..<24 where times.hours.hasBit(hour) {
        for minute in 0..<60 where times.minutes.hasBit(minute) {
          let distance = floorRemainder(day * 86_400 + hour * 3600 + minute * 60 - grid, divisor)
          // The seconds of this minute up to the end of a period, and those from the next one on.
          if distance < width, let found = residues.firstBit(from: 0, Forward.self), distance + found < width
          {
            return true
          }
          let next = distance == 0 ? 0 : divisor - distance
          if next < 60, let found = residues.firstBit(from: next, Forward.self), found < next + width {
            return true
          }
        }
      }
    }
    return false
  }
}
