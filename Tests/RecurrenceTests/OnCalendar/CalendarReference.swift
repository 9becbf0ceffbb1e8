import CivilTime
import Recurrence

/// The slow and obvious judge: sets of numbers, read from the normalized text by splitting it, and a walk over all
/// days.
struct CalendarReference {
  let weekdays: Set<String>
  let years, months, days, hours, minutes, seconds: Set<Int>
  let countsFromEnd: Bool

  /// - Parameter normalized: an expression's normalized form, without a zone.
  init(_ normalized: String) {
    var words = normalized.split(separator: " ").map(String.init)
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    var weekdays = Set(names)
    if words.count == 3 {
      weekdays = []
      for part in words.removeFirst().split(separator: ",") {
        let ends = part.split(separator: ".").map { names.firstIndex(of: String($0))! }
        weekdays.formUnion(names[ends[0]...ends[ends.count - 1]])
      }
    }
    self.weekdays = weekdays
    countsFromEnd = words[0].contains("~")
    let date = words[0].split { $0 == "-" || $0 == "~" }.map(String.init)
    let time = words[1].split(separator: ":").map(String.init)
    years = CalendarReference.numbers(date[0], 1...9999)
    months = CalendarReference.numbers(date[1], 1...12)
    days = CalendarReference.numbers(date[2], 1...31, fromEnd: countsFromEnd)
    hours = CalendarReference.numbers(time[0], 0...23)
    minutes = CalendarReference.numbers(time[1], 0...59)
    seconds = CalendarReference.numbers(time[2], 0...59)
  }

  private static func numbers(_ chain: String, _ range: ClosedRange<Int>, fromEnd: Bool = false) -> Set<Int> {
    if chain == "*" { return Set(range) }
    var numbers = Set<Int>()
    for part in chain.split(separator: ",") {
      let halves = part.split(separator: "/")
      let ends = halves[0].split(separator: ".").map { Int($0)! }
      let isOpen = ends.count == 1 && halves.count == 2
      let step = halves.count == 2 ? Int(halves[1])! : 1
      let last =
        ends.count == 2 ? ends[1] : isOpen ? (fromEnd ? range.lowerBound : range.upperBound) : ends[0]
      var number = ends[0]
      while isOpen && fromEnd ? number >= last : number <= last {
        numbers.insert(number)
        number += isOpen && fromEnd ? -step : step
      }
    }
    return numbers
  }

  func hasDay(_ date: CivilDate) -> Bool {
    let (year, month, day) = date.parts
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let number = countsFromEnd ? CivilDate.daysInMonth(year: year, month: month) + 1 - day : day
    return years.contains(year) && months.contains(month) && days.contains(number)
      && weekdays.contains(names[date.weekday.rawValue])
  }

  /// The wall times later than one, at most so many, on that day and those that follow it.
  func walls(after wall: CivilDateTime, count: Int, throughDays: Int) -> [CivilDateTime] {
    let times = hours.sorted().flatMap { hour in
      minutes.sorted().flatMap { minute in seconds.sorted().map { hour * 3600 + minute * 60 + $0 } }
    }
    var walls: [CivilDateTime] = []
    for offset in 0...throughDays {
      let date = wall.date.advanced(byDays: offset)
      guard hasDay(date) else { continue }
      for time in times {
        let candidate = CivilDateTime(date, TimeOfDay(secondOfDay: time))
        if candidate > wall { walls.append(candidate) }
        if walls.count == count { return walls }
      }
    }
    return walls
  }
}
