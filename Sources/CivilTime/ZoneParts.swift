/// What clocks do between two transitions: a local time type of RFC 9636 §3.2.
struct LocalTimeType: Hashable, Sendable {
  /// Seconds east of UTC.
  var offset: Int32
  var isDaylight: Bool
  /// The index of the abbreviation in the zone's list.
  var name: UInt16
}

/// A stretch of time in which one offset from UTC holds.
@frozen public struct OffsetPeriod: Hashable, Sendable {
  /// The first instant of it; `Int64.min` where nothing came before.
  public var start: Instant
  /// The first instant after it; `Int64.max` where nothing follows.
  public var end: Instant
  /// Seconds east of UTC.
  public var offset: Int

  @inlinable init(start: Int64, end: Int64, offset: Int) {
    self.start = Instant(seconds: start)
    self.end = Instant(seconds: end)
    self.offset = offset
  }
}

/// What a wall time means in a zone.
public enum Resolution: Hashable, Sendable {
  /// Clocks show it once.
  case unique(Instant)
  /// Clocks jump over it: `shifted` reads it with the offset before the gap (02:30 becomes 03:30), `transition` is
  /// the instant of the jump.
  case gap(shifted: Instant, transition: Instant)
  /// Clocks show it twice.
  case overlap(first: Instant, second: Instant)

  /// The instant that is meant: after a gap, the first of two.
  public var instant: Instant {
    switch self {
    case .unique(let instant), .gap(let instant, _), .overlap(let instant, _): instant
    }
  }
}
