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
  public func next(after instant: Instant) -> Slot? { slot(beyond: instant, Forward.self) }

  /// The last occurrence strictly earlier than an instant; nil where there is none.
  public func previous(before instant: Instant) -> Slot? { slot(beyond: instant, Backward.self) }

  /// The first occurrence strictly beyond an instant.
  @inline(__always) func slot<D: Direction>(beyond instant: Instant, _ direction: D.Type) -> Slot? {
    var at = min(max(instant.seconds, Recurrence.earliest), Recurrence.latest)
    if pattern.scope == .elapsed { return elapsedSlot(from: at + Int64(direction.sign), direction) }
    if !direction.isForward, pattern.lastInstant < at { at = pattern.lastInstant + 1 }
    let period = zone.period(at: Instant(seconds: at))
    let offset = Int64(period.offset)
    let reach = Recurrence.reachOfChanges
    // Far from a change of the clocks, to which all but a few times of the year are, one offset says it all.
    if at &- reach >= period.start.seconds {
      guard let wall = pattern.wall(from: at + offset + Int64(direction.sign), direction) else { return nil }
      let time = wall - offset
      if direction.isForward ? time < period.end.seconds : time &- reach >= period.start.seconds {
        return slot(wall, Instant(seconds: time))
      }
      return slot(beyond: at, fromWall: wall, direction)
    }
    return pattern.wall(from: bound(beyond: at, period, direction), direction)
      .flatMap { slot(beyond: at, fromWall: $0, direction) }
  }

  private func elapsedSlot<D: Direction>(from bound: Int64, _ direction: D.Type) -> Slot? {
    guard let uncommon = pattern.uncommon?.value, uncommon.isPlain else {
      return ElapsedTime(pattern, zone: zone)?.slot(from: bound, direction)
    }
    let (start, last) = (uncommon.startInstant, min(uncommon.lastInstant, Recurrence.latest))
    let from = direction.last(bound, direction.isForward ? start : last)
    guard from >= start, from <= last else { return nil }
    let step = pattern.interval * Int(uncommon.unit)
    let found = Instant(seconds: Int64(direction.aligned(from: Int(from), to: Int(start), by: step)))
    return found.seconds <= last ? Slot(local: zone.local(at: found), instant: found) : nil
  }

  // MARK: Changes of the clocks

  /// No change of the clocks reaches farther into what follows than twice the widest offset.
  static let reachOfChanges: Int64 = 2 * 26 * 3600

  private static var earliest: Int64 { Instant.distantPast.seconds - 200_000 }
  private static var latest: Int64 { Instant.distantFuture.seconds + 200_000 }

  @inline(__always) private func slot(_ wall: Int64, _ instant: Instant) -> Slot? {
    instant.seconds <= pattern.lastInstant
      ? Slot(local: CivilDateTime(localSeconds: wall), instant: instant) : nil
  }

  /// The search from a wall time on, each read in the zone.
  private func slot<D: Direction>(beyond at: Int64, fromWall first: Int64, _ direction: D.Type) -> Slot? {
    var wall = first
    while true {
      let resolution = zone.resolve(CivilDateTime(localSeconds: wall))
      let found = resolution.instant
      if direction.isBefore(at, found.seconds) {
        // Forward, only what a gap moves on can be passed.
        let mayPass = if case .gap = resolution { true } else { !direction.isForward }
        if mayPass, let other = acrossGap(from: found, beyond: at, direction) { return other }
        return slot(wall, found)
      }
      guard let next = pattern.wall(from: wall + Int64(direction.sign), direction) else { return nil }
      wall = next
    }
  }

  /// The occurrence on the other side of a gap that comes before one found just behind it. Wall times inside a gap move
  /// on, so they can pass those just behind it, or mean the same instant, which then has the earlier name.
  private func acrossGap<D: Direction>(from found: Instant, beyond at: Int64, _ direction: D.Type) -> Slot? {
    let period = zone.period(at: found)
    guard found.seconds &- Recurrence.reachOfChanges < period.start.seconds else { return nil }
    let offset = Int64(period.offset)
    let before = Int64(zone.offset(at: Instant(seconds: period.start.seconds - 1)))
    let behind = period.start.seconds + offset
    guard before < offset, found.seconds < behind - before else { return nil }
    let bound = direction.isForward ? max(behind, at + offset + 1) : min(behind, at + before) - 1
    guard let wall = pattern.wall(from: bound, direction) else { return nil }
    let instant = zone.instant(of: CivilDateTime(localSeconds: wall))
    return (instant < found) == direction.isForward ? slot(wall, instant) : nil
  }

  /// The first wall time that, read in the zone, may be beyond an instant near a change of the clocks.
  private func bound<D: Direction>(beyond at: Int64, _ period: OffsetPeriod, _ direction: D.Type) -> Int64 {
    let (start, offset) = (period.start.seconds, Int64(period.offset))
    let before = Int64(zone.offset(at: Instant(seconds: start - 1)))
    // Just after a gap, times inside it are still to come.
    if direction.isForward, at - start < offset - before { return at + before + 1 }
    // While an hour happens again, its wall times mean instants that are over.
    return direction.isForward ? max(at + offset + 1, start + before) : max(at + offset, start + before) - 1
  }
}
