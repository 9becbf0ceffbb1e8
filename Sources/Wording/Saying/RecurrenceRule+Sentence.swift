import CivilTime
import Recurrence
import Rituals

extension RecurrenceRule {
  /// The rule in words. Where a phrase says the rule, this is that phrase; else it tells the parts one by
  /// one.
  var sentence: String {
    // Each part that has been said is taken away; what is left at the end is told apart.
    var rest = self
    rest.interval = 1
    rest.end = .never
    var sentence = rest.takeCore(interval: interval)
    if frequency <= .weekly || sentence == every(interval, "year") {
      sentence += rest.takeMonths(" in ") ?? ""
    }
    return sentence + rest.dayClauses() + rest.timeClauses() + rest.closingClauses(end: end)
  }

  /// Says what repeats, with the days where they belong to it: `every first and third monday`.
  private mutating func takeCore(interval: Int) -> String {
    switch frequency {
    case .secondly: return every(interval, "second") + takeWeekdays(" on ")
    case .minutely: return every(interval, "minute") + takeWeekdays(" on ")
    case .hourly: return every(interval, "hour") + takeWeekdays(" on ")
    case .daily: return every(interval, "day")
    case .weekly:
      if interval == 1, hasPlainWeekdays { return takeWeekdays("every ", isSingular: true) }
      return every(interval, "week") + takeWeekdays(" on ")
    case .monthly:
      let days = takeMonthPositions()
      guard let days else { return every(interval, "month") }
      if interval == 1, days.isWeekday {
        return "every \(days.words)" + (takeMonths(" of ") ?? days.ofPeriod)
      }
      return every(interval, "month") + " on the \(days.words)" + (takeMonths(" of ") ?? "")
    case .yearly: return takeYearCore(interval)
    }
  }

  private mutating func takeYearCore(_ interval: Int) -> String {
    let isOneDay = byMonth.count == 1 && byMonthDay.count == 1 && byMonthDay[0] > 0
    if isOneDay, byDay.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty {
      let day = byMonthDay[0]
      byMonthDay = []
      return every(interval, "year") + " on \(day)" + (takeMonths(" ") ?? "")
    }
    // Set positions count in the year: over several months they are not the positions in each of them.
    let isByMonth = byMonth.count == 1 || !byMonth.isEmpty && bySetPosition.isEmpty
    if isByMonth, let days = takeMonthPositions() {
      let months = takeMonths(" of ") ?? ""
      if interval == 1, days.isWeekday { return "every \(days.words)\(months)" }
      return every(interval, "year") + " on the \(days.words)\(months)"
    }
    if byMonth.isEmpty, !bySetPosition.isEmpty, let days = takeMonthPositions() {
      return every(interval, "year") + " on the \(days.words) of the year"
    }
    if byMonth.isEmpty, byWeekNumber.isEmpty, bySetPosition.isEmpty {
      if !byYearDay.isEmpty, byDay.isEmpty, byMonthDay.isEmpty {
        let days = RecurrenceRule.ordinals(byYearDay)
        byYearDay = []
        return every(interval, "year") + " on the \(days) day of the year"
      }
      if byYearDay.isEmpty, byMonthDay.isEmpty, !byDay.isEmpty, byDay.allSatisfy({ $0.ordinal != 0 }) {
        let days = RecurrenceRule.words(byDay)
        byDay = []
        return every(interval, "year") + " on the \(days) of the year"
      }
    }
    return every(interval, "year")
  }

  /// The days of a month that a phrase can say in one breath; nil where they are none or several kinds.
  private mutating func takeMonthPositions() -> (words: String, isWeekday: Bool, ofPeriod: String)? {
    guard byYearDay.isEmpty, byWeekNumber.isEmpty else { return nil }
    if !bySetPosition.isEmpty {
      guard byMonthDay.isEmpty, byDay == Weekday.allCases[0...4].map({ WeekdayNumber(0, $0) }) else {
        return nil
      }
      let words = RecurrenceRule.ordinals(bySetPosition, areWords: true) + " weekday"
      bySetPosition = []
      byDay = []
      return (words, true, " of the month")
    }
    if byDay.isEmpty, !byMonthDay.isEmpty {
      let words = RecurrenceRule.ordinals(byMonthDay) + (byMonthDay.contains { $0 < 0 } ? " day" : "")
      byMonthDay = []
      return (words, false, "")
    }
    guard byMonthDay.isEmpty, !byDay.isEmpty, byDay.allSatisfy({ $0.ordinal != 0 }) else { return nil }
    let words = RecurrenceRule.words(byDay)
    byDay = []
    return (words, true, "")
  }

  private var hasPlainWeekdays: Bool { !byDay.isEmpty && byDay.allSatisfy { $0.ordinal == 0 } }

  /// `monday and thursday`, `weekdays`, `the weekend`; empty where BYDAY is or is more than weekdays.
  private mutating func takeWeekdays(_ lead: String, isSingular: Bool = false) -> String {
    guard hasPlainWeekdays, frequency <= .weekly else { return "" }
    let days = byDay.map(\.weekday)
    byDay = []
    if days == Array(Weekday.allCases[0...4]) { return lead + (isSingular ? "weekday" : "weekdays") }
    if days == Array(Weekday.allCases[5...6]) { return lead + (isSingular ? "weekend" : "the weekend") }
    return lead + DisplayText.list(days.map { "\($0)" })
  }

  private mutating func takeMonths(_ lead: String) -> String? {
    guard !byMonth.isEmpty else { return nil }
    let months = byMonth
    byMonth = []
    return lead + DisplayText.list(months.map(RecurrenceRule.monthName))
  }
}

extension RecurrenceRule {
  /// `every day`, `every 3 days`.
  private func every(_ interval: Int, _ unit: String) -> String {
    interval == 1 ? "every \(unit)" : "every \(interval) \(unit)s"
  }

  static func monthName(_ month: Int) -> String {
    (1...12).contains(month) ? Vocabulary.monthNames[month - 1] : "month \(month)"
  }

  /// `first and third monday`; each day by itself where the ordinals differ: `first saturday and third
  /// sunday`.
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
      let suffix =
        switch (number % 10, number % 100) {
        case (_, 11...13): "th"
        case (1, _): "st"
        case (2, _): "nd"
        case (3, _): "rd"
        default: "th"
        }
      return "\(number)\(suffix)"
    }
  }
}
