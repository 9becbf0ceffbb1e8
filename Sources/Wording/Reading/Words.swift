import CivilTime
import Rituals

/// What a word of a phrase or a span means, whichever way it is spelled.
enum Word: Hashable, Sendable {
  case every, other, the, on, of, `in`, at, and, to, before, after, last, time, times, once, until
  case start, same, part(PartOfDay)
  /// The words of a moment: `tomorrow`, `next week`, `2 days later`.
  case today, tonight, tomorrow, later, next, this, now
  case half
  case noon, midnight, am, pm, oclock, past
  /// The words of a calendar expression that says itself.
  case whenever, calendar, clock, shows, any, steps, end, zone
  /// The words of a rule that says its parts one by one.
  case only, these, missing, moved, back
  /// What bounds a rule, and what counts from the last time.
  case `for`, during, not, when, done, some, everyFromDone
  /// `twice`, and the `per` of `once per week`.
  case twice, per
  /// Weeks by their number: `even weeks of the year`.
  case even, odd
  case season(SeasonOfYear)
  /// A day of every year that has a name: `christmas eve`, `good friday`.
  case feast(Feast)
  case weekday(Weekday), weekdays, weekend
  case month(Int)
  case unit(Unit)
  /// `daily`, `fortnightly`, `quarterly`: a unit and how many of it.
  case adverb(Unit, Int)
  case number(Int)
  case ordinal(Int)
  /// Words that a phrase refuses with a reason of their own.
  case biweekly, bimonthly, semimonthly, biannually, starting, except, easterSaturday, otherEaster
  /// By its place in `Feast.ofCountries`.
  case dayOfCountries(Int)
}

/// The seasons of the north by whole months, as meteorologists have them.
enum SeasonOfYear: Int, Hashable, Sendable {
  case spring = 3, summer = 6, autumn = 9, winter = 12

  var months: [Int] { (0...2).map { (rawValue + $0 - 1) % 12 + 1 } }
}

/// The units of time, with those that are too fine to be kept.
enum Unit: Comparable, Sendable {
  case microsecond, millisecond, second, minute, hour, day, week, fortnight, month, quarter, year
}

/// Every spelling that the readers know, in lower case.
package enum Vocabulary {
  static func word(_ spelling: String) -> Word? { table[spelling] }

  /// What several tokens in a row mean together, by the spelling of the first.
  static func compounds(from spelling: String) -> [(rest: [String], word: Word)] {
    compoundTable[spelling] ?? []
  }

  private static let compoundTable: [String: [(rest: [String], word: Word)]] = {
    let rows: [(String, Word)] = [
      ("business day", .weekdays), ("business days", .weekdays), ("working day", .weekdays),
      ("working days", .weekdays), ("work day", .weekdays), ("work days", .weekdays),
      ("bi - weekly", .biweekly), ("bi - monthly", .bimonthly), ("semi - monthly", .semimonthly),
      ("bi - annually", .biannually), ("bi weekly", .biweekly), ("bi monthly", .bimonthly),
      ("o ' clock", .oclock), ("o clock", .oclock), ("mid - day", .noon), ("apart from", .except),
      ("aside from", .except),
      ("half - yearly", .adverb(.month, 6)), ("half yearly", .adverb(.month, 6)),
      ("semi - annually", .adverb(.month, 6)), ("m - f", .weekdays),
      ("week day", .weekdays), ("week days", .weekdays), ("week end", .weekend), ("week - end", .weekend),
      ("week - ends", .weekend), ("week ends", .weekend),
    ]
    var table: [String: [(rest: [String], word: Word)]] = [:]
    for (spelling, word) in rows + Feast.words {
      let parts = spelling.split(separator: " ").map(String.init)
      if parts.count > 1 { table[parts[0], default: []].append((Array(parts.dropFirst()), word)) }
    }
    // The longest first: `orthodox easter monday`, not `orthodox easter`.
    return table.mapValues { $0.sorted { $0.rest.count > $1.rest.count } }
  }()

  package static let weekdayNames = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  package static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// The spellings to suggest, the likeliest first: full names, no abbreviations.
  static let suggestions: [String] =
    weekdayNames + monthNames + [
      "every", "first", "second", "third", "fourth", "fifth", "last", "weekday", "weekend", "day", "days",
      "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "seconds",
      "other", "once", "after", "time", "times", "before", "until", "start", "evening", "noon", "midnight",
      "daily", "weekly", "monthly", "yearly", "hourly", "fortnight", "quarter", "min", "and", "the", "two",
      "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    ]

  static let momentSuggestions =
    suggestions + [
      "tomorrow", "tonight", "today", "next", "this", "later", "morning", "afternoon", "night", "half",
    ]

  static let absenceSuggestions =
    weekdayNames + monthNames + [
      "today", "tomorrow", "this", "next", "week", "weekend", "month", "until", "from", "for", "days",
      "weeks",
      "months",
    ]

  static let sentenceSuggestions =
    suggestions + ["remind", "nudge", "for", "with", "starting", "twice", "in turn"]

  private static let shortWeekdays = [
    ["mon", "mo"], ["tue", "tues", "tu"], ["wed", "weds", "we"], ["thu", "thur", "thurs", "th"],
    ["fri", "fr"], ["sat", "sa"], ["sun", "su"],
  ]

  private static let units: [(Unit, [String])] = [
    (.microsecond, ["us", "usec", "µs", "μs", "microsecond", "microseconds", "ns", "nsec"]),
    (.millisecond, ["ms", "msec", "millisecond", "milliseconds"]),
    (.second, ["s", "sec", "secs", "seconds"]), (.minute, ["m", "min", "mins", "minute", "minutes"]),
    (.hour, ["h", "hr", "hrs", "hour", "hours", "hour's", "hour’s"]),
    (.day, ["d", "day", "days", "day's", "day’s"]),
    (.week, ["w", "week", "weeks", "wk", "wks", "week's", "week’s"]),
    (.fortnight, ["fortnight", "fortnights", "fortnight's", "fortnight’s"]),
    (.month, ["month", "months", "mth", "mths", "month's", "month’s"]), (.quarter, ["quarter", "quarters"]),
    (.year, ["y", "yr", "yrs", "year", "years", "year's", "year’s"]),
  ]

  private static let numbers: [(Int, String)] = [
    (1, "a"), (1, "an"), (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"),
    (7, "seven"), (8, "eight"), (9, "nine"), (10, "ten"), (11, "eleven"), (12, "twelve"), (13, "thirteen"),
    (14, "fourteen"), (15, "fifteen"), (16, "sixteen"), (17, "seventeen"), (18, "eighteen"), (19, "nineteen"),
    (20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"),
    (70, "seventy"), (80, "eighty"), (90, "ninety"), (12, "dozen"),
  ]

  /// `second` is here and not among the units: the readers know by what follows which one it is.
  static let ordinalNames = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
  ]

  private static let plain: [(Word, [String])] = [
    (.every, ["every", "each", "ev"]), (.other, ["other", "alternate", "alternating"]), (.the, ["the"]),
    (.on, ["on"]), (.of, ["of"]),
    (.in, ["in"]), (.at, ["at"]), (.and, ["and", "or"]), (.to, ["to", "through", "thru"]),
    (.before, ["before"]),
    (.after, ["after", "since"]), (.last, ["last"]), (.ordinal(-2), ["penultimate"]), (.time, ["time"]),
    (.times, ["times", "occurrences"]), (.once, ["once"]),
    (.until, ["until", "till", "til", "’til", "ending", "ends"]), (.start, ["start"]),
    (.part(.evening), ["evening", "evenings"]), (.part(.night), ["night", "nights", "nightly"]),
    (.part(.morning), ["morning", "mornings"]), (.part(.afternoon), ["afternoon", "afternoons"]),
    (.same, ["same", "that"]), (.half, ["half"]),
    (.this, ["this"]), (.next, ["next"]), (.now, ["now"]), (.today, ["today"]), (.tonight, ["tonight"]),
    (.tomorrow, ["tomorrow", "tmr", "tmrw"]), (.later, ["later"]), (.noon, ["noon", "midday"]),
    (.midnight, ["midnight"]),
    (.am, ["am"]), (.pm, ["pm"]),
    (.weekdays, ["weekday", "weekdays", "workday", "workdays"]), (.weekend, ["weekend", "weekends"]),
    (.adverb(.hour, 1), ["hourly"]), (.adverb(.day, 1), ["daily"]), (.adverb(.week, 1), ["weekly"]),
    (.adverb(.week, 2), ["fortnightly"]), (.adverb(.month, 1), ["monthly"]),
    (.adverb(.quarter, 1), ["quarterly"]), (.adverb(.month, 6), ["semiannually"]),
    (.adverb(.year, 1), ["yearly", "annually"]), (.adverb(.year, 2), ["biennially"]),
    (.whenever, ["whenever"]), (.calendar, ["calendar"]), (.clock, ["clock"]), (.shows, ["shows", "show"]),
    (.any, ["any"]), (.steps, ["steps"]), (.end, ["end"]), (.zone, ["zone"]),
    (.only, ["only"]), (.these, ["these"]), (.missing, ["missing"]), (.moved, ["moved"]), (.back, ["back"]),
    (.biweekly, ["biweekly"]), (.bimonthly, ["bimonthly"]), (.semimonthly, ["semimonthly"]),
    (.biannually, ["biannually", "biannual"]), (.starting, ["starting", "from", "beginning", "starts"]),
    (.except, ["except", "but", "unless", "excluding", "excepting"]),
    (.for, ["for"]), (.during, ["during"]), (.not, ["not"]), (.when, ["when"]),
    (.done, ["done", "completed", "finished"]),
    (.some, ["some"]), (.twice, ["twice"]), (.per, ["per"]), (.even, ["even"]), (.odd, ["odd"]),
    (.oclock, ["o'clock", "oclock", "o’clock"]), (.past, ["past"]),
    (.season(.spring), ["spring"]), (.season(.summer), ["summer"]),
    (.season(.autumn), ["autumn", "fall"]), (.season(.winter), ["winter"]),
  ]

  /// Every spelling of one word.
  static let table: [String: Word] = {
    var table: [String: Word] = [:]
    for (word, spellings) in plain { for spelling in spellings { table[spelling] = word } }
    for (spelling, word) in Feast.words where !spelling.contains(" ") { table[spelling] = word }
    for (unit, spellings) in units { for spelling in spellings { table[spelling] = .unit(unit) } }
    for (number, spelling) in numbers { table[spelling] = .number(number) }
    for (index, name) in ordinalNames.enumerated() { table[name] = .ordinal(index + 1) }
    table["thirtieth"] = .ordinal(30)
    for (name, (day, short)) in zip(weekdayNames, zip(Weekday.allCases, shortWeekdays)) {
      for spelling in [name, name + "s"] + short { table[spelling] = .weekday(day) }
    }
    for (index, name) in monthNames.enumerated() {
      table[name] = .month(index + 1)
      table[String(name.prefix(3))] = .month(index + 1)
    }
    table["sept"] = .month(9)
    return table
  }()
}
