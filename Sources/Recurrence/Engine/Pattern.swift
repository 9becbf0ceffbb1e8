import CivilTime

/// A rule compiled against its start: masks and numbers, so small that a hundred thousand of them cost little.
///
/// What a part does (RFC 5545 §3.3.10): in the scope of a period all date parts are one AND of masks, which gives both
/// "expand" and "limit"; the times of the day are one time, or the product of three masks; BYSETPOS counts days × times.
struct Pattern: Sendable {
  /// What is counted by the interval, and what BYSETPOS chooses from.
  enum Scope: UInt8, Sendable {
    /// DAILY without date parts: plain arithmetic.
    case day
    case week
    /// MONTHLY; also DAILY with date parts, which keeps its interval as a stride within the months.
    case month
    /// The named months of every so many years: YEARLY by days of the month, and months with BYMONTH.
    case namedMonth
    case year
    /// YEARLY with BYWEEKNO: the year of the weeks, which begins up to three days off the calendar's.
    case weekYear
    /// HOURLY and finer: elapsed time.
    case elapsed
  }

  /// What a rule has that is asked for on the way.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let byDay = Traits(rawValue: 1)
    static let yearDays = Traits(rawValue: 2)
    /// BYSETPOS, but for DAILY, which settles it when it is compiled.
    static let positions = Traits(rawValue: 4)
    /// Numbers of BYDAY count within the year.
    static let countsInYear = Traits(rawValue: 8)
    /// Only listed years count.
    static let years = Traits(rawValue: 16)
    static let easter = Traits(rawValue: 32)
  }

  /// The first and the last wall time that may be given, inclusive.
  var firstWall: Int64
  var lastWall = Pattern.endOfTime
  /// Periods from one to the next (for named months: years); always 1 for DAILY with date parts.
  var interval: Int
  /// The first period; for elapsed time, the first instant of the start's period.
  var origin = 0
  /// Bit (n - 1) · 7 + w for the n-th weekday w of a month, and for the n-th from its end.
  var nth: UInt64 = 0
  var nthBack: UInt64 = 0
  /// What few rules have.
  var uncommon: Boxed<Uncommon>?
  /// Bit d for day d of the month, and for day d from its end.
  var monthDays: UInt32 = 0
  var monthDaysBack: UInt32 = 0
  /// The one time of the day; negative where there are several (or none), which `uncommon` knows.
  var time: Int32 = 0
  /// Days from one to the next for DAILY with date parts.
  var stride: Int32 = 1
  /// Bit m for month m; zero where any month will do.
  var months: UInt16 = 0
  /// Bit w for weekday w of BYDAY without a number; Monday is bit 0.
  var weekdays: UInt8 = 0
  var traits: Traits = []
  var scope: Scope = .day
  /// What becomes of a day that a month or year does not have.
  var skip: RecurrenceRule.Skip
  /// Days from Monday to the first day of a week.
  var weekStart: UInt8

  /// An interval or count beyond this reaches no second occurrence before the year 10000.
  static let largest = 1 << 40
  static let largestInDays = 4_000_000

  /// 9999-12-31T23:59:59 on the wall.
  static var endOfTime: Int64 { Instant.distantFuture.seconds }

  var hasDateLimits: Bool { weekdays != 0 || limitsWeekdays }

  /// Whether a part lets some days of a week through and others not, weekdays aside.
  var limitsWeekdays: Bool {
    months != 0 || monthDays | monthDaysBack != 0 || !traits.isDisjoint(with: [.yearDays, .easter])
  }

  /// The day of the start.
  var firstDay: Int { floorDivide(Int(firstWall), 86_400) }

  /// The last instant that may be given, inclusive.
  @inline(__always) var lastInstant: Int64 { uncommon?.value.lastInstant ?? .max }
}
