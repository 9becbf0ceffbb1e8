import CivilTime

/// A calendar expression of systemd.time(7), `Mon..Fri *-*-1..7 10:00`, as plain data: every field is a set of
/// numbers, and it comes whenever a wall clock and its calendar show one of each.
///
/// `CalendarExpression(text)` reads one, `description` writes its normalized form, as `systemd-analyze calendar`
/// does. Where ours differs from systemd 252, on purpose:
///
/// | | systemd | here |
/// |---|---|---|
/// | a wall time inside a gap (02:30 when clocks go forward) | skipped | moved on by the gap: 03:30 |
/// | years | 1970 to 2199 | 1970 to 2199 where written; what says `*` or an open step goes on to 9999 |
/// | parts of a second | to the microsecond | refused: times are whole seconds |
/// | `Sat..Tue` | refused | runs over the end of the week |
/// | spaces at the ends | refused | ignored |
public struct CalendarExpression: Hashable, Sendable {
  /// Numbers of one field: one of them, a range, or steps from a number on.
  public struct Component: Hashable, Sendable {
    /// The first number.
    public var start: Int
    /// The last number of a range, always one that a step meets; nil for a single number, or where steps go on to
    /// the field's end.
    public var end: Int?
    /// The distance from one number to the next; 0 for a single number.
    public var step: Int

    /// `start`, `start..end/step` or `start/step`.
    public init(_ start: Int, through end: Int? = nil, by step: Int = 0) {
      self.start = start
      self.end = end
      self.step = step
    }
  }

  /// The days of the week; empty means any. In their order, each once, and never all seven.
  public var weekdays: [Weekday] = []
  /// Years; empty means any, as in all fields down to the minutes.
  public var years: [Component] = []
  /// Months, 1…12.
  public var months: [Component] = []
  /// Days of the month, 1…31; counted from its last day (1…28) where `countsDaysFromEnd`.
  public var days: [Component] = []
  /// Whether `~` stands before the days.
  public var countsDaysFromEnd = false
  /// Hours, 0…23.
  public var hours: [Component] = []
  /// Minutes, 0…59.
  public var minutes: [Component] = []
  /// Seconds, 0…59; any second is `0/1`, which `description` writes as `*`.
  public var seconds: [Component] = [Component(0)]
  /// The zone that the text names; nil leaves it to the ritual. Whether there is such a zone, only the system knows.
  public var zone: String?

  /// Every minute, the expression without any narrowing.
  public init() {}

  /// Any second.
  package static let everySecond = [Component(0, by: 1)]

  /// Where in a text that could be read the zone of its expression stands, as UTF-8 offsets: at the end, in an
  /// expression as in a phrase.
  public static func zoneRange(_ zone: String, in text: String) -> Range<Int> {
    let bytes = Array(text.utf8)
    let end = (bytes.lastIndex { !CalendarReader.isSpace($0) } ?? -1) + 1
    return max(0, end - zone.utf8.count)..<end
  }
}

/// The fields of an expression, the longest first.
public enum CalendarField: Hashable, Comparable, Sendable, CaseIterable {
  case year, month, day, hour, minute, second

  /// The numbers that may be written.
  public var range: ClosedRange<Int> {
    switch self {
    case .year: 1970...2199
    case .month: 1...12
    case .day: 1...31
    case .hour: 0...23
    case .minute, .second: 0...59
    }
  }
}
