import CivilTime

/// What a calendar shows of one day.
struct DayMarks {
  var marks: [RitualMarks.Mark] = []
  var hasPlans = false
  var isAway = false
}

/// A month as weeks from Monday, in cells that take the room there is.
struct MonthGrid {
  let month: Month
  let today: CivilDate
  let days: [CivilDate: DayMarks]
  /// The columns of one day: 3 at least.
  let cell: Int
  let terminal: Terminal

  /// Between two months side by side.
  static let gap = 3

  /// How many months stand side by side, and how wide a day is drawn.
  static func layout(months: Int, width: Int) -> (perRow: Int, cell: Int) {
    let fitting = max(1, (width + gap) / (7 * 3 + gap))
    let rows = (months + fitting - 1) / fitting
    let perRow = (months + rows - 1) / rows
    let room = (width - (perRow - 1) * gap) / perRow
    return (perRow, min(max(room / 7, 3), 5))
  }

  private var width: Int { 7 * cell }
  /// How many marks fit beside the number of a day; a wide cell keeps a space to the next one.
  private var places: Int { max(1, cell - 3) }

  /// The title, the weekdays and the weeks, in lines of the same width, so that months stand side by side.
  func lines(weeks count: Int) -> [String] {
    let title = month.title
    let indent = max(0, (width - (cell - 2) - title.count) / 2)
    let rest = max(0, width - indent - title.count)
    let weekdays = Weekday.allCases.map { $0.name.prefix(2) + spaces(cell - 2) }
    let monday = month.days.lowerBound.advanced(byDays: -month.days.lowerBound.weekday.rawValue)
    let weeks = (0..<count).map { week in
      (0..<7).map { draw(monday.advanced(byDays: week * 7 + $0)) }.joined()
    }
    let heading = spaces(indent) + terminal.paint(title, .bold) + spaces(rest)
    return [heading, terminal.paint(weekdays.joined(), .dim)] + weeks
  }

  var weekCount: Int { (month.days.lowerBound.weekday.rawValue + month.days.upperBound.day + 6) / 7 }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private func draw(_ date: CivilDate) -> String {
    guard month.days.contains(date) else { return spaces(cell) }
    let day = days[date] ?? DayMarks()
    var text = figures(of: date, day)
    var marks = day.marks
    if date == today, !terminal.usesColour { marks.insert(.today, at: 0) }
    if marks.count > places {
      let isTodayAlone = places == 1 && marks.first == .today
      marks = isTodayAlone ? [.today] : marks.prefix(places - 1) + [.several]
    }
    text += marks.map { $0.shown(terminal) }.joined()
    // The strip of an absence runs on to the next day.
    let tomorrow = date.advanced(byDays: 1)
    let goesOn =
      day.isAway && days[tomorrow]?.isAway ?? false && month.days.contains(tomorrow)
      && date.weekday != .sunday
    let room = cell - 2 - marks.count
    let strip = day.isAway ? (goesOn ? room : max(0, places - marks.count)) : 0
    text += terminal.paint(String(repeating: RitualMarks.Mark.away.sign, count: strip), .dim)
    return text + spaces(room - strip)
  }

  private func figures(of date: CivilDate, _ day: DayMarks) -> String {
    let number = String(date.day)
    let pad = date.day < 10 ? " " : ""
    if date == today { return terminal.paint(pad + number, .reverse) }
    let style: Terminal.Style? = date < today ? .dim : day.hasPlans ? .bold : nil
    return pad + (style.map { terminal.paint(number, $0) } ?? number)
  }
}
