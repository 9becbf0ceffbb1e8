import CivilTime
import Recurrence

extension CalendarExpression {
  /// The words that read back to it: `whenever the calendar shows saturday, days 1 to 7, and the clock 10:00`.
  var sentence: String {
    let date = dateWords
    var sentence = "whenever the "
    sentence += date.isEmpty ? "clock shows " : "calendar shows \(date), and the clock "
    sentence += timeWords
    if let zone { sentence += ", in the zone \(zone)" }
    return sentence
  }

  private var dateWords: String {
    var parts: [String] = []
    if !weekdays.isEmpty {
      let isWorkweek = weekdays == Array(Weekday.allCases[0...4])
      parts.append(isWorkweek ? "a weekday" : DisplayText.list(weekdays.map { "\($0)" }, "or"))
    }
    let months = words(months) { Vocabulary.monthNames[$0 - 1] }
    if !days.isEmpty {
      var words = numbered("day", days)
      if countsDaysFromEnd { words += " from the end of " + (months.isEmpty ? "the month" : months) }
      if !countsDaysFromEnd, !months.isEmpty { words += " of " + months }
      parts.append(words)
    } else if !months.isEmpty {
      parts.append(months)
    }
    if !years.isEmpty { parts.append("in the " + numbered("year", years)) }
    return parts.joined(separator: ", ")
  }

  private var timeWords: String {
    let isPlain = !hours.isEmpty && (hours + minutes + seconds).allSatisfy { $0.step == 0 }
    if isPlain, minutes.count == 1, seconds.count == 1 {
      return DisplayText.list(
        hours.map { hour in
          let second = hour.start * 3600 + minutes[0].start * 60 + seconds[0].start
          return TimeOfDay(secondOfDay: second).description
        })
    }
    var parts = [
      hours.isEmpty ? "any hour" : numbered("hour", hours),
      minutes.isEmpty ? "any minute" : numbered("minute", minutes),
    ]
    if seconds == CalendarExpression.everySecond {
      parts.append("any second")
    } else if seconds != [Component(0)] {
      parts.append(numbered("second", seconds))
    }
    return parts.joined(separator: ", ")
  }

  /// `day 5`, `days 1 to 7`.
  private func numbered(_ name: String, _ components: [Component]) -> String {
    let isOne = components.count == 1 && components[0].step == 0
    return "\(name)\(isOne ? "" : "s") \(words(components) { String($0) })"
  }

  /// `1, 3 to 7 and from 10 in steps of 5`.
  private func words(_ components: [Component], _ name: (Int) -> String) -> String {
    DisplayText.list(
      components.map { component in
        var words = name(component.start)
        if let end = component.end {
          words += " to " + name(end)
          if component.step > 1 { words += " in steps of \(component.step)" }
        } else if component.step > 0 {
          words = "from \(words) in steps of \(component.step)"
        }
        return words
      })
  }
}
