import CivilTime
import Recurrence

/// A while in which the user feels stretched: own turns pass on if others are free, cadences come later, and nothing is
/// asked twice.
public struct Stretch: Equatable, Sendable {
  /// When it was said.
  public var from: Instant
  /// The first instant after it.
  public var until: Instant

  /// Whether an instant is in it.
  public func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }

  /// Its whole days on a wall clock; nil where it ended on the day on which it was said.
  public func days(in zone: Zone) -> Absence? {
    let first = zone.local(at: from).date
    let last = zone.local(at: until).date.advanced(byDays: -1)
    return first <= last ? Absence(from: first, to: last) : nil
  }

  /// The first instant after a span that begins today: it counts whole days, the last one included.
  public static func end(of span: Span, from today: CivilDate, zone: Zone) -> Instant {
    let last = CivilDateTime(today, .midnight).advanced(by: span).date
    return zone.instant(of: CivilDateTime(last.advanced(byDays: 1), .midnight))
  }
}

extension Cadence {
  /// The cadence while the user feels stretched: half as long again, in whole days rounded up.
  var stretched: Cadence {
    var stretched = self
    stretched.shortest = shortest.halfAsLongAgain
    stretched.longest = longest?.halfAsLongAgain
    return stretched
  }
}

extension Span {
  fileprivate var halfAsLongAgain: Span {
    Span(
      months: months + months / 2, days: days + (days + 1) / 2 + (months % 2) * 15,
      seconds: seconds + seconds / 2)
  }
}
