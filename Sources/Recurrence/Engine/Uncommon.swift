/// What few rules have: lists, several times of the day, elapsed time. Boxed once it is made.
struct Uncommon: Sendable {
  /// The times of a day.
  var times = TimesOfDay()
  /// The number of times of a day.
  var timesPerDay = 1
  /// DAILY with BYSETPOS: the times that it chooses, the same each day; nil elsewhere.
  var chosenTimes: [Int32]?
  /// BYSETPOS, each place once.
  var positions: [Int] = []
  /// BYYEARDAY.
  var yearDays: [Int] = []
  /// BYWEEKNO.
  var weekNumbers: [Int] = []
  /// BYEASTER.
  var easter: [Int] = []
  /// BYDAY whose numbers count within the year.
  var weekdayNumbers: [RecurrenceRule.WeekdayNumber] = []
  /// The years that a calendar expression lists.
  var years: [CalendarExpression.Component] = []
  /// Elapsed time: the length of a period in seconds, 1, 60 or 3600, and the instant of the start.
  var unit: Int64 = 1
  var startInstant: Int64 = 0
  /// Elapsed time: a part below the frequency makes candidates; or no part does anything.
  var expands = false
  var isPlain = false
  /// UNTIL in UTC, or COUNT of elapsed time.
  var lastInstant = Int64.max
}
