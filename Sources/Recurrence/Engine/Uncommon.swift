/// What few rules have: lists, several times of the day, elapsed time. Made once, then shared.
final class Uncommon: Sendable {
  /// Bit h, m, s for an hour, minute, second of the day; elapsed time takes all where one is zero.
  let hours: UInt32
  let minutes: UInt64
  let seconds: UInt64
  /// The number of times of a day.
  let timesPerDay: Int
  /// DAILY with BYSETPOS: the times that it chooses, the same each day; nil elsewhere.
  let chosenTimes: [Int32]?
  /// BYSETPOS, each place once.
  let positions: [Int]
  /// BYYEARDAY.
  let yearDays: [Int]
  /// BYWEEKNO.
  let weekNumbers: [Int]
  /// BYDAY whose numbers count within the year.
  let weekdayNumbers: [RecurrenceRule.WeekdayNumber]
  /// Elapsed time: the length of a period in seconds, 1, 60 or 3600, and the instant of the start.
  let unit: Int64
  let startInstant: Int64
  /// Elapsed time: a part below the frequency makes candidates; or no part does anything.
  let expands: Bool
  let isPlain: Bool
  /// UNTIL in UTC, or COUNT of elapsed time.
  let lastInstant: Int64

  init(_ draft: Draft) {
    hours = draft.hours
    minutes = draft.minutes
    seconds = draft.seconds
    timesPerDay = draft.timesPerDay
    chosenTimes = draft.chosenTimes
    positions = draft.positions
    yearDays = draft.yearDays
    weekNumbers = draft.weekNumbers
    weekdayNumbers = draft.weekdayNumbers
    unit = draft.unit
    startInstant = draft.startInstant
    expands = draft.expands
    isPlain = draft.isPlain
    lastInstant = draft.lastInstant
  }

  /// The same, while it may still change.
  struct Draft {
    var hours: UInt32 = 0
    var minutes: UInt64 = 0
    var seconds: UInt64 = 0
    var timesPerDay = 1
    var chosenTimes: [Int32]?
    var positions: [Int] = []
    var yearDays: [Int] = []
    var weekNumbers: [Int] = []
    var weekdayNumbers: [RecurrenceRule.WeekdayNumber] = []
    var unit: Int64 = 1
    var startInstant: Int64 = 0
    var expands = false
    var isPlain = false
    var lastInstant = Int64.max

    init() {}

    init(_ made: Uncommon) {
      hours = made.hours
      minutes = made.minutes
      seconds = made.seconds
      timesPerDay = made.timesPerDay
      chosenTimes = made.chosenTimes
      positions = made.positions
      yearDays = made.yearDays
      weekNumbers = made.weekNumbers
      weekdayNumbers = made.weekdayNumbers
      unit = made.unit
      startInstant = made.startInstant
      expands = made.expands
      isPlain = made.isPlain
      lastInstant = made.lastInstant
    }
  }
}
