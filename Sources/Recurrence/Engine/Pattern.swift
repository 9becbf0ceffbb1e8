import CivilTime

/// A rule compiled against its start: masks and numbers, nothing on the heap but what the rule already holds.
///
/// What a part does (RFC 5545 §3.3.10): in the scope of a period all date parts are one AND of masks, which gives both
/// "expand" and "limit"; the times of the day are the product of three masks; BYSETPOS counts days × times.
struct Pattern: Sendable {
  /// What is counted by the interval, and what BYSETPOS chooses from.
  enum Scope: UInt8, Sendable {
    /// DAILY without date parts: plain arithmetic.
    case day
    case week
    /// MONTHLY; also DAILY with date parts, which keeps its interval as a stride within the months.
    case month
    case year
    /// YEARLY with BYWEEKNO: the year of the weeks, which begins up to three days off the calendar's.
    case weekYear
    /// HOURLY and finer: elapsed time.
    case elapsed
  }

  let rule: RecurrenceRule
  var scope: Scope = .day
  /// Bit m for month m; zero where any month will do.
  var months: UInt16 = 0
  /// Bit w for weekday w of BYDAY without a number; Monday is bit 0.
  var weekdays: UInt8 = 0
  /// Bit d for day d of the month, and for day d from its end.
  var monthDays: UInt32 = 0
  var monthDaysBack: UInt32 = 0
  /// Bit (n - 1) · 7 + w for the n-th weekday w of a month, and for the n-th from its end.
  var nth: UInt64 = 0
  var nthBack: UInt64 = 0
  /// True where numbers of BYDAY count within the year.
  var countsInYear = false
  /// Bit h, m, s for an hour, minute, second of the day.
  var hours: UInt32 = 0
  var minutes: UInt64 = 0
  var seconds: UInt64 = 0
  /// The number of times of a day.
  var timesPerDay = 1
  /// What becomes of a day that a month or year does not have.
  var skip: RecurrenceRule.Skip
  /// Periods from one to the next; always 1 for DAILY with date parts.
  var interval: Int
  /// The period of the start; for elapsed time, its first instant.
  var origin = 0
  /// The instant of the start; known for elapsed time only.
  var startInstant: Int64 = 0
  /// Days from one to the next for DAILY with date parts, and the day that counts as the first.
  var stride = 1
  var firstDay: Int
  /// The first and the last wall time that may be given, inclusive.
  var firstWall: Int64
  var lastWall = Pattern.endOfTime
  /// The last instant that may be given, inclusive.
  var lastInstant = Int64.max

  /// An interval or count beyond this reaches no second occurrence before the year 10000.
  static let largest = 1 << 40
  static let largestInDays = 4_000_000

  /// 9999-12-31T23:59:59 on the wall.
  static let endOfTime = Instant.distantFuture.seconds

  var hasDateLimits: Bool {
    months != 0 || weekdays != 0 || monthDays != 0 || monthDaysBack != 0 || !rule.byYearDay.isEmpty
  }

  init(_ rule: RecurrenceRule, start: CivilDateTime) {
    self.rule = rule
    interval = min(max(1, rule.interval), rule.frequency < .daily ? Pattern.largest : Pattern.largestInDays)
    skip = rule.frequency >= .monthly ? rule.skip : .omit
    firstWall = start.localSeconds
    firstDay = start.date.dayNumber
    compileTimes(start.time)
    compileDates(start.date)
    switch rule.end {
    case .never, .count: break
    case .untilDate(let date): lastWall = min(lastWall, Int64(date.dayNumber) * 86_400 + 86_399)
    case .untilLocal(let local): lastWall = min(lastWall, local.localSeconds)
    case .untilInstant(let instant): lastInstant = instant.seconds
    }
    origin = period(of: firstDay)
  }

  private mutating func compileTimes(_ start: TimeOfDay) {
    for hour in rule.byHour where (0...23).contains(hour) { hours |= 1 << UInt32(hour) }
    for minute in rule.byMinute where (0...59).contains(minute) { minutes |= 1 << UInt64(minute) }
    // A leap second is the second before it, where seconds are not leap (RFC 5545 §3.3.12).
    for second in rule.bySecond where (0...60).contains(second) { seconds |= 1 << UInt64(min(second, 59)) }
    guard rule.frequency >= .daily else { return }
    if rule.byHour.isEmpty { hours = 1 << UInt32(start.hour) }
    if rule.byMinute.isEmpty { minutes = 1 << UInt64(start.minute) }
    if rule.bySecond.isEmpty { seconds = 1 << UInt64(start.second) }
    timesPerDay = hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount
  }

  private mutating func compileDates(_ start: CivilDate) {
    for month in rule.byMonth where (1...12).contains(month) { months |= 1 << UInt16(month) }
    for day in rule.byMonthDay where day != 0 && abs(day) <= 31 {
      if day > 0 { monthDays |= 1 << UInt32(day) } else { monthDaysBack |= 1 << UInt32(-day) }
    }
    compileWeekdays()
    let hasDays = !(rule.byMonthDay.isEmpty && rule.byDay.isEmpty && rule.byYearDay.isEmpty)
    switch rule.frequency {
    case .secondly, .minutely, .hourly: scope = .elapsed
    case .daily:
      guard hasDateLimits else { break }
      scope = .month
      stride = interval
      interval = 1
    case .weekly:
      scope = .week
      if rule.byDay.isEmpty { weekdays = 1 << UInt8(start.weekday.rawValue) }
    case .monthly:
      scope = .month
      if !hasDays { monthDays = 1 << UInt32(start.day) }
    case .yearly where !rule.byWeekNumber.isEmpty:
      scope = .weekYear
      if !hasDays { weekdays = 1 << UInt8(start.weekday.rawValue) }
    case .yearly:
      scope = .year
      guard !hasDays else { break }
      if rule.byMonth.isEmpty { months = 1 << UInt16(start.month) }
      monthDays = 1 << UInt32(start.day)
    }
  }

  private mutating func compileWeekdays() {
    let counts = rule.frequency >= .monthly && rule.byWeekNumber.isEmpty
    let inMonth = rule.frequency == .monthly || !rule.byMonth.isEmpty
    for entry in rule.byDay {
      let day = entry.weekday.rawValue
      if entry.ordinal == 0 || !counts {
        weekdays |= 1 << UInt8(day)
      } else if !inMonth {
        countsInYear = true
      } else if abs(entry.ordinal) <= 5 {
        let bit: UInt64 = 1 << UInt64((abs(entry.ordinal) - 1) * 7 + day)
        if entry.ordinal > 0 { nth |= bit } else { nthBack |= bit }
      }
    }
  }
}
