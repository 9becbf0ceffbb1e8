import CivilTime
import Recurrence

/// A while in which the user has felt stretched: own turns pass on where others are free, cadences come later, and nothing
/// is asked twice. It ends by itself.
public struct Stretch: Hashable, Sendable {
  /// When it was said.
  public var from: Instant
  /// The first instant at which it is over.
  public var until: Instant

  public init(from: Instant, until: Instant) {
    self.from = from
    self.until = until
  }

  /// True for an instant within it.
  public func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }

  /// Its whole days on a wall clock; nil where it ended on the day on which it was said.
  public func days(in zone: Zone) -> Absence? {
    let first = zone.local(at: from).date
    let last = zone.local(at: until).date.advanced(byDays: -1)
    return first <= last ? Absence(from: first, to: last) : nil
  }

  /// The first instant behind so much time from a day on: spans count whole days, the last one included.
  public static func end(of span: Span, from today: CivilDate, zone: Zone) -> Instant {
    let last = CivilDateTime(today, .midnight).advanced(by: span).date
    return zone.instant(of: CivilDateTime(last.advanced(byDays: 1), .midnight))
  }
}

extension Cadence {
  /// How a cadence goes while somebody feels stretched: half as long again, whole days up.
  var eased: Cadence {
    var eased = self
    eased.shortest = shortest.halfAsLongAgain
    eased.longest = longest?.halfAsLongAgain
    return eased
  }
}

extension Span {
  fileprivate var halfAsLongAgain: Span {
    Span(
      months: months + months / 2, days: days + (days + 1) / 2 + (months % 2) * 15,
      seconds: seconds + seconds / 2)
  }
}
