import CivilTime

/// The parts of a rule that no phrase carries in its core, told one by one.
extension RecurrenceRule {
  /// `in march`, and what else narrows the days.
  mutating func takeLimits() -> String {
    var words = ""
    if !byMonth.isEmpty { words += " in " + list(byMonth.map(RecurrenceRule.monthName)) }
    if !byWeekNumber.isEmpty {
      let plural = byWeekNumber.count == 1 ? "" : "s"
      words += ", in the \(RecurrenceRule.ordinals(byWeekNumber)) week\(plural) of the year"
    }
    if !byYearDay.isEmpty { words += ", on the \(RecurrenceRule.ordinals(byYearDay)) day of the year" }
    if !byMonthDay.isEmpty { words += ", on the \(RecurrenceRule.ordinals(byMonthDay)) day of the month" }
    if !byDay.isEmpty {
      if byDay.allSatisfy({ $0.ordinal == 0 }) {
        words += ", on " + list(byDay.map { "\($0.weekday)" }, "or")
      } else {
        words +=
          ", on the "
          + list(
            byDay.map {
              $0.ordinal == 0
                ? "\($0.weekday)s" : "\(RecurrenceRule.ordinal($0.ordinal, isWord: true)) \($0.weekday)"
            }, "or")
      }
    }
    if !bySetPosition.isEmpty {
      words += ", of these only the \(RecurrenceRule.ordinals(bySetPosition)) in each \(period)"
    }
    return words
  }

  private var period: String {
    ["second", "minute", "hour", "day", "week", "month", "year"][Int(frequency.rawValue)]
  }

  /// ` at 09:00 and 17:00`, or the hours, minutes and seconds apart where they are not all there. The second
  /// alone may be left to the start, which hardly ever has one: `BYHOUR=9;BYMINUTE=0` is `at 09:00`.
  mutating func takeTimes() -> String {
    let bySecond = bySecond.isEmpty && !byMinute.isEmpty ? [0] : bySecond
    let count = byHour.count * byMinute.count * bySecond.count
    if frequency >= .daily, (1...24).contains(count) {
      var times: [String] = []
      for hour in byHour {
        for minute in byMinute {
          for second in bySecond {
            times.append(
              TimeOfDay(hour: hour, minute: minute, second: second)?.description
                ?? "\(hour):\(minute):\(second)")
          }
        }
      }
      return " at " + list(times)
    }
    var words = ""
    if !byHour.isEmpty { words += ", " + RecurrenceRule.numbered("hour", byHour) }
    if !byMinute.isEmpty { words += ", " + RecurrenceRule.numbered("minute", byMinute) }
    if !self.bySecond.isEmpty { words += ", " + RecurrenceRule.numbered("second", bySecond) }
    return words
  }

  private static func numbered(_ unit: String, _ numbers: [Int]) -> String {
    "\(unit)\(numbers.count == 1 ? "" : "s") \(list(numbers.map(String.init)))"
  }

  var endWords: String {
    switch end {
    case .never: ""
    case .count(let count): count == 1 ? ", 1 time" : ", \(count) times"
    case .untilDate(let date): ", until \(date)"
    case .untilLocal(let local): ", until \(local.date) \(local.time)"
    case .untilInstant(let instant): ", until \(instant)"
    }
  }
}
