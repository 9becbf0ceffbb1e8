/// Whether the grid of elapsed time and the times of the day can meet at all.
extension ElapsedTime {
  /// Offsets at which they never do, as far as they were asked for.
  struct HopelessOffsets {
    private var known: [(offset: Int, isHopeless: Bool)] = []

    init() {}

    mutating func isHopeless(_ offset: Int, _ elapsed: ElapsedTime) -> Bool {
      if let found = known.first(where: { $0.offset == offset }) { return found.isHopeless }
      let answer = !elapsed.canMeet(offset)
      known.append((offset, answer))
      return answer
    }
  }

  /// The grid comes back to the same times of the day, all those of one remainder by gcd(step, 86,400).
  private func canMeet(_ offset: Int) -> Bool {
    let divisor = greatestDivisor(Int(step), 86_400)
    let grid = floorRemainder(Int(expands ? origin : start) + offset, divisor)
    let width = expands ? Int(unit) : 1
    var residues: UInt64 = 0
    for second in 0..<60 where times.seconds.hasBit(second) { residues |= 1 << UInt64(second % divisor) }
    for hour in 0..<24 where times.hours.hasBit(hour) {
      for minute in 0..<60 where times.minutes.hasBit(minute) {
        let distance = floorRemainder(hour * 3600 + minute * 60 - grid, divisor)
        // The first second of this minute on the grid, and those until the next one begins or this one is over.
        if distance < width, residues.firstBit(from: 0).map({ distance + $0 < width }) ?? false {
          return true
        }
        let next = distance == 0 ? 0 : divisor - distance
        if next < 60, let found = residues.firstBit(from: next), found < next + width { return true }
      }
    }
    return false
  }
}
