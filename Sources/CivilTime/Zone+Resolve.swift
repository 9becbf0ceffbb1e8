extension Zone {
  /// No zone is farther than this from UTC (RFC 9636 §3.2: more than -25 and less than 26 hours).
  static let widestOffset: Int64 = 26 * 3600

  /// The instant of a wall time: inside a gap it is read with the offset before the gap (02:30 becomes 03:30);
  /// a time that happens twice means the first (RFC 5545 §3.3.5 with erratum 4271).
  public func instant(of local: CivilDateTime) -> Instant {
    let wall = FooterRule.clamped(local.localSeconds)
    let found = stretch(at: wall &- Zone.widestOffset)
    if found.end > wall &+ Zone.widestOffset { return Instant(seconds: wall &- Int64(found.type.offset)) }
    return resolve(wall, from: found).instant
  }

  /// What a wall time means: one instant, none since clocks jump over it, or two.
  public func resolve(_ local: CivilDateTime) -> Resolution {
    let wall = FooterRule.clamped(local.localSeconds)
    return resolve(wall, from: stretch(at: wall &- Zone.widestOffset))
  }

  /// What the clocks show when a wall time happens: itself, but a time in a gap has moved on (02:30 is 03:30).
  public func shown(_ local: CivilDateTime) -> CivilDateTime { self.local(at: instant(of: local)) }

  /// The first instant at which a wall time or a later one can happen, those that a gap moves included.
  public func start(of local: CivilDateTime) -> Instant {
    switch resolve(local) {
    case .unique(let instant), .gap(_, let instant), .overlap(let instant, _): instant
    }
  }

  /// The first instant from which on every wall time is later than one, those that a gap moves included.
  public func end(of local: CivilDateTime) -> Instant {
    let last: Instant
    switch resolve(local) {
    case .unique(let instant), .gap(let instant, _), .overlap(_, let instant): last = instant
    }
    // Behind a gap, what it moved may come after what follows on the wall.
    let period = period(at: last)
    guard period.start.seconds > .min else { return last.advanced(bySeconds: 1) }
    let gap = period.offset - offset(at: period.start.advanced(bySeconds: -1))
    return max(last.advanced(bySeconds: 1), period.start.advanced(bySeconds: Int64(gap)))
  }

  /// Goes through the few stretches that lie near enough to hold the wall time.
  private func resolve(
    _ wall: Int64, from nearest: (type: LocalTimeType, start: Int64, end: Int64)
  ) -> Resolution {
    var (type, start, end) = nearest
    var first: Int64?
    var gap: (shifted: Int64, transition: Int64)?
    while true {
      let time = wall &- Int64(type.offset)
      if time >= start && time < end {
        if let first { return .overlap(first: Instant(seconds: first), second: Instant(seconds: time)) }
        first = time
      }
      if end > wall &+ Zone.widestOffset { break }
      let next = stretch(at: end)
      if gap == nil, time >= end, wall &- Int64(next.type.offset) < end { gap = (time, end) }
      (type, start, end) = (next.type, end, next.end)
    }
    if let first { return .unique(Instant(seconds: first)) }
    guard let gap else { return .unique(Instant(seconds: wall &- Int64(type.offset))) }
    return .gap(shifted: Instant(seconds: gap.shifted), transition: Instant(seconds: gap.transition))
  }
}
