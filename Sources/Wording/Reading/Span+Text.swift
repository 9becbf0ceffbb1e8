import CivilTime
import Recurrence
import Rituals

extension Span {
  /// Reads a time span of systemd.time(7): `2h 30min`, `1 day`, `3 weeks`, `1.5h`. Weeks become days, years
  /// become months, and what is shorter than a day becomes seconds.
  ///
  /// Unlike systemd, a month is a month of the calendar (not 30.44 days), a number without a unit is refused,
  /// and so is a fraction that is not whole in the next unit down (`0.5 days`), or finer than a second.
  public init(parsing text: String) throws(TextFault) {
    var reader = try TokenReader(text)
    self = try reader.span()
    try reader.expectEnd()
  }

  /// The parts that are not zero, as count and unit, the largest first.
  private var parts: [(count: Int, unit: Unit)] {
    let isWeeks = days % 7 == 0
    return [
      (months / 12, .year), (months % 12, .month), (isWeeks ? days / 7 : days, isWeeks ? .week : .day),
      (seconds / 3600, .hour), (seconds / 60 % 60, .minute), (seconds % 60, .second),
    ].filter { $0.count != 0 }
  }

  /// For people: `2 hours 30 minutes`, `10 days`, `3 weeks`. Reads back to the same span.
  public var words: String {
    let words = parts.map { "\($0.count) \($0.unit.name)\($0.count == 1 ? "" : "s")" }
    return words.isEmpty ? "0 seconds" : words.joined(separator: " ")
  }
}

extension Unit {
  /// The name in the singular.
  var name: String { "\(self)" }
}
