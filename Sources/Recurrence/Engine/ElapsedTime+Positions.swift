/// BYSETPOS among the candidates of one period of elapsed time.
extension ElapsedTime {
  func firstChosen(from: Int64) -> Int64? {
    guard isWithinReach else { return nil }
    var time = periodStart(aligned(from: from))
    while let found = first(from: time) {
      let begin = periodStart(found)
      if let best = chosen(in: begin).first(where: { $0 >= from }) { return best }
      time = begin + unit
    }
    return nil
  }

  func lastChosen(through: Int64) -> Int64? {
    guard isWithinReach, var time = aligned(through: through) else { return nil }
    // Places are counted over the whole period, also where only its first part is looked at.
    time = max(time, periodStart(time) + unit - 1)
    while let found = last(through: time) {
      let begin = periodStart(found)
      if let best = chosen(in: begin).last(where: { $0 <= through }) { return best }
      time = begin - 1
    }
    return nil
  }

  /// What is chosen from a period, in order; the start trims what is given, not what is counted.
  private func chosen(in begin: Int64) -> [Int64] {
    var members: [Int64] = []
    var time = begin
    while let next = first(from: time), next < begin + unit {
      members.append(next)
      time = next + 1
    }
    let places = Set(uncommon.positions.compactMap { uncommon.place(ofPosition: $0, in: members.count) })
    return places.sorted().map { members[$0] }.filter { $0 >= start }
  }

  private func periodStart(_ time: Int64) -> Int64 {
    time - Int64(floorRemainder(Int(time - origin), Int(unit)))
  }

  /// False where every position lies beyond the largest set that a period can have.
  private var isWithinReach: Bool {
    let perMinute = expands ? times.seconds.nonzeroBitCount : 1
    let most = expands && unit == 3600 ? times.minutes.nonzeroBitCount * perMinute : perMinute
    return uncommon.positions.contains { abs($0) <= most }
  }
}
