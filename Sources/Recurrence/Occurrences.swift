import CivilTime

/// The occurrences of a recurrence from an instant on, one by one as they are asked for.
///
/// What a step needs of the last one, the days of the period and the offset in force, is kept between the steps; it
/// costs a few nanoseconds, where each `next(after:)` begins anew.
public struct Occurrences: Sequence, IteratorProtocol, Sendable {
  private let recurrence: Recurrence
  private let bounds: Range<Int64>
  private var after: Int64
  /// Where steps are simple: far from a change of the clocks, under one offset, which holds until `end`.
  private var cursor: WallCursor?
  private var offset: Int64 = 0
  private var end: Int64 = 0

  init(_ recurrence: Recurrence, in bounds: Range<Int64>) {
    self.recurrence = recurrence
    self.bounds = bounds
    after = bounds.lowerBound == .min ? .min : bounds.lowerBound - 1
  }

  /// The next occurrence; nil at the end.
  @inline(__always) public mutating func next() -> Slot? {
    if cursor != nil {
      guard let wall = cursor?.next() else {
        cursor = nil
        after = .max
        return nil
      }
      let time = wall - offset
      if time < end || enter(wall) {
        after = wall - offset
        return Slot(local: CivilDateTime(localSeconds: wall), instant: Instant(seconds: after))
      }
    }
    return nextAnew()
  }

  /// Goes over to the offset that holds at a wall time, where its steps are simple again.
  private mutating func enter(_ wall: Int64) -> Bool {
    let period = recurrence.zone.period(at: Instant(seconds: wall - offset))
    let time = wall - Int64(period.offset)
    let last = recurrence.pattern.lastInstant
    let end = Swift.min(period.end.seconds, bounds.upperBound, last == .max ? .max : last + 1)
    guard time < end, recurrence.zone.isSettled(time, in: period) else { return false }
    offset = Int64(period.offset)
    self.end = end
    return true
  }

  /// The next one by a search of its own, from where the simple steps may go on.
  private mutating func nextAnew() -> Slot? {
    cursor = nil
    guard let slot = recurrence.next(after: Instant(seconds: after)), slot.instant.seconds < bounds.upperBound
    else {
      after = .max
      return nil
    }
    after = slot.instant.seconds
    let pattern = recurrence.pattern
    guard WallCursor.suits(pattern) else { return slot }
    offset = slot.local.localSeconds - after
    guard enter(slot.local.localSeconds) else { return slot }
    cursor = WallCursor(pattern, at: slot.local.localSeconds)
    return slot
  }

  /// The same occurrences from the last to the first, as lazily.
  public func reversed() -> ReversedOccurrences { ReversedOccurrences(recurrence, in: bounds) }
}

/// The occurrences of a recurrence before an instant, from the last to the first, one by one as they are asked for.
public struct ReversedOccurrences: Sequence, IteratorProtocol, Sendable {
  private let recurrence: Recurrence
  private let bounds: Range<Int64>
  private var before: Int64
  private var cursor: ReverseWallCursor?
  private var offset: Int64 = 0
  /// The first instant that simple steps may reach.
  private var begin: Int64 = 0

  init(_ recurrence: Recurrence, in bounds: Range<Int64>) {
    self.recurrence = recurrence
    self.bounds = bounds
    before = bounds.upperBound
  }

  /// The occurrence before the last one given; nil at the start.
  @inline(__always) public mutating func next() -> Slot? {
    if cursor != nil {
      guard let wall = cursor?.next() else {
        cursor = nil
        before = .min
        return nil
      }
      let time = wall - offset
      if time >= begin || enter(wall) {
        before = wall - offset
        return Slot(local: CivilDateTime(localSeconds: wall), instant: Instant(seconds: before))
      }
    }
    return nextAnew()
  }

  private mutating func enter(_ wall: Int64) -> Bool {
    let period = recurrence.zone.period(at: Instant(seconds: wall - offset))
    let time = wall - Int64(period.offset)
    guard time >= bounds.lowerBound, time < period.end.seconds,
      let settled = recurrence.zone.settledTime(of: period, for: time)
    else { return false }
    offset = Int64(period.offset)
    begin = Swift.max(bounds.lowerBound, settled)
    return true
  }

  private mutating func nextAnew() -> Slot? {
    cursor = nil
    guard let slot = recurrence.previous(before: Instant(seconds: before)),
      slot.instant.seconds >= bounds.lowerBound
    else {
      before = .min
      return nil
    }
    before = slot.instant.seconds
    let pattern = recurrence.pattern
    guard WallCursor.suits(pattern) else { return slot }
    offset = slot.local.localSeconds - before
    guard enter(slot.local.localSeconds) else { return slot }
    cursor = ReverseWallCursor(pattern, at: slot.local.localSeconds)
    return slot
  }
}

extension Zone {
  /// The first time of a period from which on no change of the clocks before it plays a part, where a given time is
  /// not before it; nil where it is, or where changes follow each other within days.
  fileprivate func settledTime(of period: OffsetPeriod, for time: Int64) -> Int64? {
    let start = period.start.seconds
    if start == .min { return .min }
    let before = self.period(at: Instant(seconds: start - 1))
    let settled = start + Int64((before.offset - period.offset).magnitude)
    let isLong = before.start.seconds == .min || before.start.seconds + Recurrence.reachOfChanges < start
    return isLong && time >= settled ? settled : nil
  }

  fileprivate func isSettled(_ time: Int64, in period: OffsetPeriod) -> Bool {
    time &- Recurrence.reachOfChanges >= period.start.seconds || settledTime(of: period, for: time) != nil
  }
}

extension Recurrence {
  /// All occurrences strictly later than an instant, lazily.
  public func occurrences(after instant: Instant) -> Occurrences {
    Occurrences(self, in: instant.advanced(bySeconds: 1).seconds..<Int64.max)
  }

  /// All occurrences within a range, lazily; `reversed()` gives them from the last one on.
  public func occurrences(in range: Range<Instant>) -> Occurrences {
    Occurrences(self, in: range.lowerBound.seconds..<range.upperBound.seconds)
  }

  /// All occurrences strictly earlier than an instant, from the last one back to the start, lazily.
  public func occurrences(before instant: Instant) -> ReversedOccurrences {
    ReversedOccurrences(self, in: Int64.min..<instant.seconds)
  }
}
