import CivilTime

/// The occurrences of a recurrence one by one as they are asked for, forward or backward in time.
///
/// What a step needs of the last one, the days of the period and the offset in force, is kept between the steps; it
/// costs a few nanoseconds, where each `next(after:)` begins anew.
public struct Occurrences: Sequence, IteratorProtocol, Sendable {
  private let recurrence: Recurrence
  private let bounds: Range<Int64>
  private let isForward: Bool
  /// The last one given; the next lies beyond it.
  private var at: Int64
  /// Where steps are simple: far from a change of the clocks, under one offset, which holds from `begin` to `end`.
  private var cursor: WallCursor?
  private var offset: Int64 = 0
  private var begin: Int64 = 0
  private var end: Int64 = 0

  init(_ recurrence: Recurrence, in bounds: Range<Int64>, isForward: Bool = true) {
    self.recurrence = recurrence
    self.bounds = bounds
    self.isForward = isForward
    let isOpen = bounds.lowerBound == .min
    at = !isForward ? bounds.upperBound : isOpen ? .min : bounds.lowerBound - 1
  }

  /// The next occurrence; nil at the end.
  public mutating func next() -> Slot? { isForward ? next(Forward.self) : next(Backward.self) }

  @inline(never) private mutating func next<D: Direction>(_ direction: D.Type) -> Slot? {
    if cursor != nil {
      guard let wall = cursor?.next(recurrence.pattern, direction) else { return finish() }
      let isSimple = direction.isForward ? wall - offset < end : wall - offset >= begin
      if isSimple || enter(wall) {
        at = wall - offset
        return Slot(local: CivilDateTime(localSeconds: wall), instant: Instant(seconds: at))
      }
    }
    return nextAnew()
  }

  /// Goes over to the offset that holds at a wall time, where its steps are simple again.
  private mutating func enter(_ wall: Int64) -> Bool {
    let period = recurrence.zone.period(at: Instant(seconds: wall - offset))
    let time = wall - Int64(period.offset)
    let isFar = isForward && time &- Recurrence.reachOfChanges >= period.start.seconds
    guard let settled = isFar ? time : recurrence.zone.settledTime(of: period, for: time) else {
      return false
    }
    let last = recurrence.pattern.lastInstant
    let begin = Swift.max(settled, bounds.lowerBound)
    let end = Swift.min(period.end.seconds, bounds.upperBound, last == .max ? .max : last + 1)
    guard begin <= time, time < end else { return false }
    (offset, self.begin, self.end) = (Int64(period.offset), begin, end)
    return true
  }

  /// The next one by a search of its own, from where the simple steps may go on.
  private mutating func nextAnew() -> Slot? {
    cursor = nil
    let last = Instant(seconds: at)
    guard let slot = isForward ? recurrence.next(after: last) : recurrence.previous(before: last),
      bounds.contains(slot.instant.seconds)
    else { return finish() }
    at = slot.instant.seconds
    let wall = slot.local.localSeconds
    offset = wall - at
    if WallCursor.suits(recurrence.pattern), enter(wall) {
      cursor =
        isForward
        ? WallCursor(recurrence.pattern, at: wall, Forward.self)
        : WallCursor(recurrence.pattern, at: wall, Backward.self)
    }
    return slot
  }

  private mutating func finish() -> Slot? {
    cursor = nil
    at = isForward ? .max : .min
    return nil
  }

  /// The same occurrences in the other direction, as lazily.
  public func reversed() -> Occurrences { Occurrences(recurrence, in: bounds, isForward: !isForward) }
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
  public func occurrences(before instant: Instant) -> Occurrences {
    Occurrences(self, in: Int64.min..<instant.seconds, isForward: false)
  }
}
