import CivilTime

/// A rule that has met its start and its zone: compiled once, asked often.
///
/// The start is where counting begins; it is an occurrence itself only where the rule matches it. HOURLY and finer
/// rules count elapsed time from the start; all others live on the wall clock. For the first kind, a wall time may be
/// given twice, when clocks go back. A floating rule, one without a zone, is asked with `Zone.utc`.
///
/// Wall times inside a gap are read with the offset before it, and times that happen twice mean the first. Where a gap
/// makes two wall times one instant, it is given once, under the earlier name.
public struct Recurrence: Sendable {
  let pattern: Pattern
  /// The zone on whose wall clock it lives.
  public let zone: Zone
  /// The wall time from which the rule counts.
  public var start: CivilDateTime { CivilDateTime(localSeconds: pattern.firstWall) }

  /// Compiles a rule. COUNT is turned into a last time here, by counting over periods rather than occurrences.
  public init(_ rule: RecurrenceRule, start: CivilDateTime, zone: Zone) {
    var pattern = Pattern(rule, start: start)
    self.zone = zone
    if pattern.scope == .elapsed {
      ElapsedTime.settle(&pattern, rule, zone: zone)
    } else if case .count(let count) = rule.end {
      pattern.lastWall = min(pattern.wall(ofOccurrence: count) ?? Pattern.endOfTime, Pattern.endOfTime)
    }
    self.pattern = pattern
  }

  /// Compiles a calendar expression, which has no start of its own; nothing comes before `start` where there is one.
  /// The zone is the caller's choice, also where the expression names one.
  public init(_ expression: CalendarExpression, start: CivilDateTime? = nil, zone: Zone) {
    pattern = Pattern(expression, start: start)
    self.zone = zone
  }

  /// The first occurrence strictly later than an instant; nil where there is none. Nothing is walked from the start.
  public func next(after instant: Instant) -> Slot? {
    let after = min(max(instant.seconds, Recurrence.earliest), Recurrence.latest)
    if pattern.scope == .elapsed { return nextElapsed(after: after) }
    let period = zone.period(at: Instant(seconds: after))
    let offset = Int64(period.offset)
    // Far from a change of the clocks, to which all but a few times of the year are, one offset says it all.
    if after &- Recurrence.reachOfChanges >= period.start.seconds {
      guard let wall = pattern.nextWall(after: after + offset) else { return nil }
      if wall - offset < period.end.seconds { return slot(wall, Instant(seconds: wall - offset)) }
      return next(after: after, fromWall: wall)
    }
    guard let wall = pattern.nextWall(after: lastWall(notAfter: after, period)) else { return nil }
    return next(after: after, fromWall: wall)
  }

  /// The last occurrence strictly earlier than an instant; nil where there is none.
  public func previous(before instant: Instant) -> Slot? {
    var before = min(max(instant.seconds, Recurrence.earliest), Recurrence.latest)
    if pattern.scope == .elapsed { return ElapsedTime(pattern, zone: zone)?.previous(before: before) }
    if pattern.lastInstant < before { before = pattern.lastInstant + 1 }
    var bound = firstWall(notBefore: before)
    while let wall = pattern.previousWall(before: bound) {
      let local = CivilDateTime(localSeconds: wall)
      let found = zone.instant(of: local)
      if found.seconds < before {
        return slotMovedOverGap(after: found, before: before) ?? Slot(local: local, instant: found)
      }
      bound = wall
    }
    return nil
  }

  private func nextElapsed(after: Int64) -> Slot? {
    guard let uncommon = pattern.uncommon?.value, uncommon.isPlain else {
      return ElapsedTime(pattern, zone: zone)?.next(after: after)
    }
    let step = Int64(pattern.interval) * uncommon.unit
    let distance = after - uncommon.startInstant
    let found = distance < 0 ? uncommon.startInstant : after + step - distance % step
    guard found <= min(uncommon.lastInstant, Recurrence.latest) else { return nil }
    return Slot(local: zone.local(at: Instant(seconds: found)), instant: Instant(seconds: found))
  }

  // MARK: Changes of the clocks

  /// No change of the clocks reaches farther into what follows than twice the widest offset.
  static let reachOfChanges: Int64 = 2 * 26 * 3600

  private static let earliest = Instant.distantPast.seconds - 200_000
  private static let latest = Instant.distantFuture.seconds + 200_000

  @inline(__always) private func slot(_ wall: Int64, _ instant: Instant) -> Slot? {
    instant.seconds <= pattern.lastInstant
      ? Slot(local: CivilDateTime(localSeconds: wall), instant: instant) : nil
  }

  /// The search from a wall time on, each read in the zone.
  private func next(after: Int64, fromWall first: Int64) -> Slot? {
    var wall = first
    while true {
      let local = CivilDateTime(localSeconds: wall)
      let resolution = zone.resolve(local)
      let found = resolution.instant
      if found.seconds > after {
        if case .gap(_, let transition) = resolution,
          let sooner = nextBehindGap(at: transition, after: after, before: found)
        {
          return sooner
        }
        return slot(wall, found)
      }
      guard let next = pattern.nextWall(after: wall) else { return nil }
      wall = next
    }
  }

  /// A wall time inside a gap moves on, and may pass those that stand just behind the gap.
  private func nextBehindGap(at transition: Instant, after: Int64, before found: Instant) -> Slot? {
    let behind = transition.seconds + Int64(zone.offset(at: transition))
    var bound = max(behind, after + Int64(zone.offset(at: transition)) + 1) - 1
    while let wall = pattern.nextWall(after: bound) {
      let instant = zone.instant(of: CivilDateTime(localSeconds: wall))
      if instant >= found { return nil }
      if instant.seconds > after { return slot(wall, instant) }
      bound = wall
    }
    return nil
  }

  /// A wall time inside the gap just before a time found, which moves on past it or to the same instant.
  private func slotMovedOverGap(after found: Instant, before: Int64) -> Slot? {
    let period = zone.period(at: found)
    guard found.seconds - Recurrence.reachOfChanges < period.start.seconds else { return nil }
    let start = period.start.seconds
    let offset = Int64(zone.offset(at: Instant(seconds: start - 1)))
    guard offset < Int64(period.offset), found.seconds < start + Int64(period.offset) - offset else {
      return nil
    }
    // All of the gap that is read as a time after `found` and before the bound; the earliest name of the last.
    let behind = start + Int64(period.offset)
    guard let wall = pattern.previousWall(before: min(before + offset, behind)),
      wall - offset >= found.seconds
    else { return nil }
    return Slot(local: CivilDateTime(localSeconds: wall), instant: Instant(seconds: wall - offset))
  }

  /// The latest wall time such that it and all before it mean instants at or before `time`.
  private func lastWall(notAfter time: Int64, _ period: OffsetPeriod) -> Int64 {
    let offset = Int64(period.offset)
    let start = period.start.seconds
    let before = Int64(zone.offset(at: Instant(seconds: start - 1)))
    let change = (before - offset).magnitude
    guard time < start + Int64(change) else { return time + offset }
    // Just after a gap, times inside it are still to come; while an hour happens again, it is all over.
    return before < offset ? time + before : start + before - 1
  }

  /// The first wall time such that it and all after it mean instants at or after `time`.
  private func firstWall(notBefore time: Int64) -> Int64 {
    let period = zone.period(at: Instant(seconds: time))
    let offset = Int64(period.offset)
    let start = period.start.seconds
    guard time &- Recurrence.reachOfChanges < start else { return time + offset }
    // While an hour happens again, its wall times mean instants that are over.
    return max(time + offset, start + Int64(zone.offset(at: Instant(seconds: start - 1))))
  }
}

extension Resolution {
  /// The instant that is meant: after a gap, the first of two.
  var instant: Instant {
    switch self {
    case .unique(let instant), .gap(let instant, _), .overlap(let instant, _): instant
    }
  }
}
