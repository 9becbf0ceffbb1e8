import CivilTime

/// A calendar expression that has met its zone: compiled once, asked often, and never walked from a start, since it
/// has none.
///
/// All is settled on the wall clock. A wall time inside a gap is read with the offset before the gap (02:30 becomes
/// 03:30), where systemd would skip it; one that happens twice means the first. Where a gap makes two wall times one
/// instant, it is given once, under the earlier name.
public struct CalendarRecurrence: Sendable {
  let pattern: CalendarPattern
  /// The earliest wall time that may be given.
  let firstWall: Int64
  /// The zone on whose wall clock it lives.
  public let zone: Zone

  /// Compiles an expression. The zone is the caller's choice, also where the expression names one.
  /// Nothing comes before `start`, where there is one.
  public init(_ expression: CalendarExpression, start: CivilDateTime? = nil, zone: Zone) {
    pattern = CalendarPattern(expression)
    firstWall = start?.localSeconds ?? .min
    self.zone = zone
  }

  /// The first occurrence strictly later than an instant; nil where there is none before the year 10000.
  public func next(after instant: Instant) -> Slot? {
    let after = CalendarRecurrence.clamped(instant).seconds
    var bound = settledWall(through: after)
    if bound < firstWall { bound = firstWall - 1 }
    while let wall = pattern.first(from: bound + 1) {
      let slot = slot(at: wall)
      guard slot.instant.seconds > after else {
        bound = wall
        continue
      }
      // A wall time inside a gap is moved on, past times that stand right behind the gap.
      let shift = zone.local(at: slot.instant).localSeconds - wall
      guard shift > 0, let behind = pattern.first(from: zone.period(at: slot.instant).startWall) else {
        return slot
      }
      let other = self.slot(at: behind)
      return other.instant < slot.instant && other.instant.seconds > after ? other : slot
    }
    return nil
  }

  /// The last occurrence strictly earlier than an instant; nil where there is none from the year 1 on.
  public func previous(before instant: Instant) -> Slot? {
    let before = CalendarRecurrence.clamped(instant).seconds
    var bound = settledWall(through: before - 1)
    // Behind a gap, times that the clock has shown since are over too.
    bound = max(bound, before - 1 + Int64(zone.offset(at: Instant(seconds: before - 1))))
    while let wall = pattern.last(through: bound), wall >= firstWall {
      let slot = slot(at: wall)
      guard slot.instant.seconds < before else {
        bound = wall - 1
        continue
      }
      // Right behind a gap, a time that was moved out of it may be later, or the same under an earlier name.
      let period = zone.period(at: slot.instant)
      guard period.start.seconds > Instant.distantPast.seconds else { return slot }
      let offsetBefore = Int64(zone.offset(at: Instant(seconds: period.start.seconds - 1)))
      let gap = Int64(period.offset) - offsetBefore
      guard gap > 0, slot.instant.seconds < period.start.seconds + gap,
        let moved = pattern.last(through: min(before - 1 + offsetBefore, period.startWall - 1)),
        moved >= max(period.startWall - gap, firstWall)
      else { return slot }
      let other = self.slot(at: moved)
      return other.instant >= slot.instant ? other : slot
    }
    return nil
  }

  private func slot(at wall: Int64) -> Slot {
    let local = CivilDateTime(localSeconds: wall)
    return Slot(local: local, instant: zone.instant(of: local))
  }

  /// The latest wall time such that it and all before it mean instants at or before `time`.
  private func settledWall(through time: Int64) -> Int64 {
    let period = zone.period(at: Instant(seconds: time))
    let offset = Int64(period.offset)
    let start = period.start.seconds
    // No offset is farther from another than 52 hours.
    guard start > .min, time - 187_200 < start else { return time + offset }
    let before = Int64(zone.offset(at: Instant(seconds: start - 1)))
    guard time < start + Int64((before - offset).magnitude) else { return time + offset }
    // Just after a gap, times inside it are still to come; while an hour happens again, it is all over.
    return before < offset ? time + before : start + before - 1
  }

  private static func clamped(_ instant: Instant) -> Instant {
    let (earliest, latest) = (Instant.distantPast.seconds - 200_000, Instant.distantFuture.seconds + 200_000)
    return Instant(seconds: min(max(instant.seconds, earliest), latest))
  }
}

extension OffsetPeriod {
  /// What the clock shows when the period begins.
  fileprivate var startWall: Int64 { start.seconds + Int64(offset) }
}

extension CalendarExpression {
  /// False where no date can ever match (`*-02-30`, `2027-02-29`, a weekday that a date never has), by proof: the
  /// calendar repeats every 400 years.
  public var isSatisfiable: Bool { CalendarPattern(self).first(from: CalendarPattern.firstWall) != nil }
}
