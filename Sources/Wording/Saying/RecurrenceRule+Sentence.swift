import CivilTime
import Recurrence

extension RecurrenceRule {
  /// The rule as a phrase, with a clause for each part that the phrase can't say.
  var sentence: String {
    // Each part that was said is taken away; the clauses say what is left.
    var rest = self
    var sentence = rest.takeCore(every, isEach: interval == 1)
    if frequency <= .weekly || sentence == every && frequency == .yearly {
      sentence += rest.takeMonths(" in ")
    }
    return sentence + rest.dayClauses() + rest.timeClauses() + rest.closingClauses()
  }

  /// What repeats, with the days that belong to it: `every first and third monday`. `isEach`: without an interval.
  private mutating func takeCore(_ every: String, isEach: Bool) -> String {
    switch frequency {
    case .secondly, .minutely, .hourly: return every + takeWeekdays(" on ")
    case .daily: return every
    case .weekly:
      if isEach, hasPlainWeekdays { return takeWeekdays("every ", isSingular: true) }
      return every + takeWeekdays(" on ")
    case .monthly:
      guard let days = takeMonthPositions() else { return every }
      guard isEach, days.isWeekday else { return every + " on the \(days.words)" + takeMonths(" of ") }
      return "every \(days.words)" + (byMonth.isEmpty ? days.ofPeriod : takeMonths(" of "))
    case .yearly: return takeYearCore(every, isEach: isEach)
    }
  }

  private mutating func takeYearCore(_ every: String, isEach: Bool) -> String {
    if isEach, hasPlainWeekdays, byEaster.isEmpty, byMonth.isEmpty, byMonthDay.isEmpty, byYearDay.isEmpty,
      bySetPosition.isEmpty,
      let parity = RecurrenceRule.parity(ofWeeks: byWeekNumber)
    {
      byWeekNumber = []
      return takeWeekdays("every ", isSingular: true) + " in \(parity) weeks of the year"
    }
    let isFeast =
      byMonth.isEmpty && byMonthDay.isEmpty && byYearDay.isEmpty && byWeekNumber.isEmpty && byDay.isEmpty
    if isFeast, !byEaster.isEmpty {
      return every + " on " + DisplayText.list(take(\.byEaster).map(Feast.name))
    }
    guard byEaster.isEmpty else { return every }
    let isOneDay = byMonth.count == 1 && byMonthDay.count == 1 && byMonthDay[0] > 0
    if isOneDay, byDay.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty {
      return every + " on \(byMonthDay.removeLast())" + takeMonths(" ")
    }
    // Set positions count in the year: over several months they are not the positions in each of them.
    let isByMonth = byMonth.count == 1 || !byMonth.isEmpty && bySetPosition.isEmpty
    if isByMonth, let days = takeMonthPositions() {
      return (isEach && days.isWeekday ? "every " : every + " on the ") + days.words + takeMonths(" of ")
    }
    guard byMonth.isEmpty else { return every }
    if !bySetPosition.isEmpty {
      return every + (takeMonthPositions().map { " on the \($0.words) of the year" } ?? "")
    }
    guard byWeekNumber.isEmpty, byMonthDay.isEmpty else { return every }
    if !byYearDay.isEmpty, byDay.isEmpty {
      return every + " on the \(RecurrenceRule.ordinals(take(\.byYearDay))) day of the year"
    }
    if byYearDay.isEmpty, hasNumberedDays {
      return every + " on the \(RecurrenceRule.words(take(\.byDay))) of the year"
    }
    return every
  }

  /// The days of a month that one phrase can say; nil where there are none, or several kinds.
  private mutating func takeMonthPositions() -> (words: String, isWeekday: Bool, ofPeriod: String)? {
    guard byYearDay.isEmpty, byWeekNumber.isEmpty else { return nil }
    if !bySetPosition.isEmpty {
      guard byMonthDay.isEmpty, byDay == Weekday.allCases[0...4].map({ WeekdayNumber(0, $0) }) else {
        return nil
      }
      byDay = []
      let words = RecurrenceRule.ordinals(take(\.bySetPosition), areWords: true) + " weekday"
      return (words, true, " of the month")
    }
    if byDay.isEmpty, !byMonthDay.isEmpty {
      let noun = byMonthDay.contains { $0 < 0 } ? " day" : ""
      return (RecurrenceRule.ordinals(take(\.byMonthDay)) + noun, false, "")
    }
    guard byMonthDay.isEmpty, hasNumberedDays else { return nil }
    return (RecurrenceRule.words(take(\.byDay)), true, "")
  }

  private var hasPlainWeekdays: Bool { !byDay.isEmpty && byDay.allSatisfy { $0.ordinal == 0 } }
  private var hasNumberedDays: Bool { !byDay.isEmpty && byDay.allSatisfy { $0.ordinal != 0 } }

  /// `monday and thursday`, `weekdays`, `the weekend`; empty where BYDAY is or is more than weekdays.
  private mutating func takeWeekdays(_ lead: String, isSingular: Bool = false) -> String {
    guard hasPlainWeekdays else { return "" }
    let days = take(\.byDay).map(\.weekday)
    if let last = lastOfSpan(days) {
      defer { weekStart = .monday }
      return lead + "\(weekStart) to \(last)"
    }
    if days == Array(Weekday.allCases[0...4]) { return lead + (isSingular ? "weekday" : "weekdays") }
    if days == Array(Weekday.allCases[5...6]) { return lead + (isSingular ? "weekend" : "the weekend") }
    return lead + DisplayText.list(days.map { "\($0)" })
  }

  /// The last of days in a row over the end of a week, where every second week counts from the row's first.
  private func lastOfSpan(_ days: [Weekday]) -> Weekday? {
    guard frequency == .weekly, interval > 1, weekStart != .monday, days.contains(weekStart) else {
      return nil
    }
    let all = Weekday.allCases
    let row = (0..<days.count).map { all[(weekStart.rawValue + $0) % 7] }
    return row.contains(.monday) && Set(row) == Set(days) ? row.last : nil
  }

  /// ` in march and may`, ` from april to october`; behind ` of ` the same range is ` of april to october`.
  private mutating func takeMonths(_ lead: String) -> String {
    let months = take(\.byMonth)
    if months.isEmpty { return "" }
    guard let (first, last) = RecurrenceRule.range(of: months) else {
      return lead + DisplayText.list(months.map(RecurrenceRule.monthName))
    }
    let range = "\(RecurrenceRule.monthName(first)) to \(RecurrenceRule.monthName(last))"
    return (lead == " in " ? " from " : lead) + range
  }

  /// The weeks of the year with an even or an odd number, as ISO 8601 counts them.
  static let evenWeeks = Array(stride(from: 2, through: 52, by: 2))
  static let oddWeeks = Array(stride(from: 1, through: 53, by: 2))

  private static func parity(ofWeeks weeks: [Int]) -> String? {
    weeks == evenWeeks ? "even" : weeks == oddWeeks ? "odd" : nil
  }

  /// The first and the last of four or more months in a row, which may run over the new year; nil for others.
  private static func range(of months: [Int]) -> (first: Int, last: Int)? {
    guard (4...11).contains(months.count), Set(months).count == months.count else { return nil }
    let opening = months.filter { !months.contains(($0 + 10) % 12 + 1) }
    let closing = months.filter { !months.contains($0 % 12 + 1) }
    guard opening.count == 1, closing.count == 1 else { return nil }
    return (opening[0], closing[0])
  }

  private mutating func take<Element>(_ part: WritableKeyPath<RecurrenceRule, [Element]>) -> [Element] {
    defer { self[keyPath: part] = [] }
    return self[keyPath: part]
  }

  static func monthName(_ month: Int) -> String {
    (1...12).contains(month) ? Vocabulary.monthNames[month - 1] : "month \(month)"
  }

  /// `first and third monday`; each day by itself where the ordinals differ: `first saturday and third sunday`.
  static func words(_ days: [WeekdayNumber]) -> String {
    let weekdays = Set(days.map(\.weekday)).sorted()
    let ordinals = RecurrenceRule.ordered(days.map(\.ordinal))
    if days.count == weekdays.count * ordinals.count, Set(days).count == days.count {
      let names = DisplayText.list(weekdays.map { "\($0)" })
      return RecurrenceRule.ordinals(ordinals, areWords: true) + " " + names
    }
    return DisplayText.list(days.map { "\(RecurrenceRule.ordinal($0.ordinal, isWord: true)) \($0.weekday)" })
  }

  static func ordinals(_ numbers: [Int], areWords: Bool = false) -> String {
    DisplayText.list(numbers.map { ordinal($0, isWord: areWords) })
  }

  /// `first` or `1st`, `second to last`, `last`.
  static func ordinal(_ number: Int, isWord: Bool) -> String {
    switch number {
    case -1: return "last"
    case ..<0: return ordinal(0 - max(number, -1000), isWord: true) + " to last"
    case 1...12 where isWord: return Vocabulary.ordinalNames[number - 1]
    default:
      let isTeen = (11...13).contains(number % 100)
      return "\(number)" + (isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th")
    }
  }
}
