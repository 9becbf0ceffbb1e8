import CivilTime
import Planning
import Rituals
import Wording

/// Months side by side, and under each row of them what there is on which day.
struct CalendarPage {
  let situation: Situation
  let months: [Month]
  let entries: [CalendarEntry]
  let birthdays: [BirthdayDate]
  let absences: [PersonAbsence]
  let terminal: Terminal
  private let marks: RitualMarks
  private let today: CivilDate

  /// A pipe gets what a common terminal shows.
  private static let usualWidth = 80
  private static let indent = "  "
  /// What comes more often in a month is shown by its rule: day by day it would fill the page.
  private static let mostLines = 5

  init(
    _ situation: Situation, months: [Month], entries: [CalendarEntry], birthdays: [BirthdayDate],
    absences: [PersonAbsence], terminal: Terminal
  ) {
    self.situation = situation
    self.months = months
    self.entries = entries
    self.birthdays = birthdays
    self.absences = absences
    self.terminal = terminal
    let shown = Set(entries.filter { $0.state == .planned }.map(\.occurrence.ritual))
    marks = RitualMarks(
      rituals: situation.kept.map(\.ritual.id), letters: terminal.usesColour ? nil : shown)
    today = situation.zone.local(at: situation.now).date
  }

  /// The whole page, line by line, without spaces at the ends.
  var lines: [String] {
    let width = (terminal.width ?? CalendarPage.usualWidth) - CalendarPage.indent.count
    let (perRow, cell) = MonthGrid.layout(months: months.count, width: width)
    let days = marksOfDays
    var lines: [String] = []
    for start in stride(from: 0, to: months.count, by: perRow) {
      let row = months[start..<min(start + perRow, months.count)]
      if !lines.isEmpty { lines.append("") }
      let grids = row.map {
        MonthGrid(month: $0, today: today, days: days, cell: cell, terminal: terminal)
      }
      let weeks = grids.map(\.weekCount).max() ?? 0
      let columns = grids.map { $0.lines(weeks: weeks) }
      for line in 0..<weeks + 2 {
        let gap = String(repeating: " ", count: MonthGrid.gap)
        lines.append(CalendarPage.indent + columns.map { $0[line] }.joined(separator: gap))
      }
      for month in row {
        let list = list(of: month)
        guard !list.isEmpty else { continue }
        lines.append("")
        if months.count > 1 { lines.append(CalendarPage.indent + terminal.paint(month.title, .bold)) }
        lines += list
      }
    }
    let key = self.key
    if !key.isEmpty { lines += ["", CalendarPage.indent + terminal.paint(key, .dim)] }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  // MARK: Days

  private var marksOfDays: [CivilDate: DayMarks] {
    var days: [CivilDate: DayMarks] = [:]
    for birthday in birthdays { days[birthday.date, default: DayMarks()].marks = [RitualMarks.birthday] }
    for one in entries {
      let mark = marks.mark(of: one)
      var day = days[one.date] ?? DayMarks()
      if !day.marks.contains(mark) { day.marks.append(mark) }
      if !one.state.isOver { day.hasPlans = true }
      days[one.date] = day
    }
    guard let first = months.first?.days.lowerBound, let last = months.last?.days.upperBound else {
      return days
    }
    for away in absences {
      var date = max(first, away.absence.from)
      while date <= min(last, away.absence.to) {
        days[date, default: DayMarks()].isAway = true
        date = date.advanced(byDays: 1)
      }
    }
    return days
  }

  // MARK: The list

  private struct Row {
    var date: CivilDate?
    var mark: RitualMarks.Mark
    var time = ""
    var mayMove = false
    var title: String
    var details = ""
    var isOver = false
  }

  private func list(of month: Month) -> [String] {
    var rows = absences.filter {
      $0.absence.from <= month.days.upperBound && $0.absence.to >= month.days.lowerBound
    }
    .map { away in
      Row(
        date: max(away.absence.from, month.days.lowerBound), mark: RitualMarks.away,
        title: situation.words(away),
        details: away.absence.to > max(away.absence.from, month.days.lowerBound)
          ? "until \(words(away.absence.to, from: month))" : "")
    }
    rows += birthdays.filter { month.days.contains($0.date) }.map { birthday in
      Row(date: birthday.date, mark: RitualMarks.birthday, title: situation.words(birthday))
    }
    var often: [String: [CalendarEntry]] = [:]
    let inMonth = entries.filter { month.days.contains($0.date) }
    for one in inMonth where one.state != .open { often[one.occurrence.ritual, default: []].append(one) }
    often = often.filter { $0.value.count > CalendarPage.mostLines && $0.value[0].ritual != nil }
    rows += inMonth.filter { $0.state == .open || often[$0.occurrence.ritual] == nil }.map(row)
    // The sort is stable: on one day absences, then birthdays, then what is kept.
    rows = rows.enumerated().sorted {
      ($0.element.date ?? .last, $0.offset) < ($1.element.date ?? .last, $1.offset)
    }.map(\.element)
    for kept in situation.kept {
      guard let all = often[kept.ritual.id], let one = all.first(where: { !$0.state.isOver }) ?? all.last
      else { continue }
      rows.append(
        Row(
          date: nil, mark: marks.mark(of: one), title: one.title, details: kept.ritual.when.meaning,
          isOver: one.state.isOver))
    }
    var columns = Columns(
      yielding: [.init(column: 5, least: 10, mayGo: true), .init(column: 4, least: 6), .whole(3)])
    for row in rows {
      columns.add(
        (String(row.mark.sign), row.mark.style), (words(row.date), row.isOver ? .dim : .cyan),
        (row.time, row.isOver ? .dim : .cyan), (row.mayMove ? "~" : "", .dim),
        (row.title, row.isOver ? .dim : .bold), (row.details, row.isOver ? .dim : nil))
    }
    return columns.lines(terminal, indent: CalendarPage.indent)
  }

  private func row(of one: CalendarEntry) -> Row {
    var details: [String] = []
    switch one.state {
    case .planned: break
    case .open: details.append("open")
    case .done: details.append("done")
    case .skipped: details.append("skipped")
    case .lapsed: details.append("passed")
    }
    if let ritual = one.ritual {
      let upcoming = Upcoming(
        ritual: ritual, start: one.occurrence.start, slot: one.slot, zone: one.zone, turn: one.turn)
      let rest = situation.details(of: upcoming)
      if !rest.isEmpty { details.append(rest) }
    }
    return Row(
      date: one.date, mark: marks.mark(of: one),
      time: situation.zone.local(at: one.slot.instant).time.description, mayMove: one.mayMove,
      title: one.title, details: details.joined(separator: " · "), isOver: one.state.isOver)
  }

  /// `Sat  5`, or `today`; nothing for what comes too often to name its days.
  private func words(_ date: CivilDate?) -> String {
    guard let date else { return "" }
    if date == today { return "today" }
    return "\(date.weekday.shortName) \(date.day < 10 ? " " : "")\(date.day)"
  }

  /// `Sun 3 Jan`, with the year where it is far from the month.
  private func words(_ date: CivilDate, from month: Month) -> String {
    let isFar = date.dayNumber - month.days.upperBound.dayNumber > 180
    return "\(date.weekday.shortName) \(date.shortWords)\(isFar ? " \(date.year)" : "")"
  }

  /// What the signs mean that the list does not explain itself.
  private var key: String {
    var words: [String] = []
    if !terminal.usesColour, months.contains(where: { $0.days.contains(today) }) { words.append("< today") }
    if entries.contains(where: \.mayMove) { words.append("~ may still move") }
    return words.joined(separator: "   ")
  }
}
