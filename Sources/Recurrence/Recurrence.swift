import CivilTime

/// A rule that has met its start and its zone: compiled once, asked often.
///
/// The start is where counting begins; it is an occurrence itself only where the rule matches it. HOURLY and finer
/// rules count elapsed time from the start; all others live on the wall clock. For the first kind, a wall time may be
/// given twice, when clocks go back.
public struct Recurrence: Sendable {
  let pattern: Pattern
  /// The wall time from which the rule counts.
  public var start: CivilDateTime { CivilDateTime(localSeconds: pattern.firstWall) }
  /// The zone on whose wall clock it lives.
  public let zone: Zone
  /// The rule as it was given.
  public var rule: RecurrenceRule { pattern.rule }

  /// Compiles a rule. COUNT is turned into a last time here, by counting over periods rather than occurrences.
  public init(_ rule: RecurrenceRule, start: CivilDateTime, zone: Zone) {
    var pattern = Pattern(rule, start: start)
    self.zone = zone
    if pattern.scope == .elapsed { ElapsedTime.settle(&pattern, zone: zone) }
    if case .count(let count) = rule.end {
      if pattern.scope == .elapsed {
        pattern.lastInstant = ElapsedTime(pattern, zone: zone).instant(ofOccurrence: count) ?? .max
      } else {
        pattern.lastWall = min(pattern.wall(ofOccurrence: count) ?? Pattern.endOfTime, Pattern.endOfTime)
      }
    }
    self.pattern = pattern
  }

  /// The first occurrence strictly later than an instant; nil where there is none. Nothing is walked from the start.
  ///
  /// Wall times inside a gap are read with the offset before it, and times that happen twice mean the first. Where a
  /// gap makes two wall times one instant, it is given once, under the earlier name.
  public func next(after instant: Instant) -> Slot? {
    let after = min(max(instant.seconds, Recurrence.earliest), Recurrence.latest)
    if pattern.scope == .elapsed { return ElapsedTime(pattern, zone: zone).next(after: after) }
    var bound = wallBound(after)
    while let wall = pattern.nextWall(after: bound) {
      let local = CivilDateTime(localSeconds: wall)
      let found = zone.instant(of: local)
      if found.seconds > after {
        return found.seconds <= pattern.lastInstant ? Slot(local: local, instant: found) : nil
      }
      bound = wall
    }
    return nil
  }

  private static let earliest = Instant.distantPast.seconds - 200_000
  private static let latest = Instant.distantFuture.seconds + 200_000

  /// The latest wall time such that it and all before it mean instants at or before `time`.
  @inline(__always) private func wallBound(_ time: Int64) -> Int64 {
    let period = zone.period(at: Instant(seconds: time))
    let offset = Int64(period.offset)
    let start = period.start.seconds
    guard time - 93_600 < start else { return time + offset }
    let before = Int64(zone.offset(at: Instant(seconds: start - 1)))
    let change = (before - offset).magnitude
    guard time < start + Int64(change) else { return time + offset }
    // Just after a gap, times inside it are still to come; while an hour happens again, it is all over.
    return before < offset ? time + before : start + before - 1
  }
}
