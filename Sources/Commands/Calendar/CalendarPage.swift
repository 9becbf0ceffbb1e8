import CivilTime
import JSONText
import Planning
import Rituals

/// Months side by side, and under each row of them what there is on which day.
struct CalendarPage {
  private let situation: Situation
  private let months: [Month]
  private let days: ClosedRange<CivilDate>
  private let entries: [CalendarEntry]
  private let birthdays: [BirthdayDate]
  private let absences: [PersonAbsence]
  private let marks: RitualMarks

  /// A pipe gets what a common terminal shows.
  private static let usualWidth = 80
  private static let indent = "  "
  /// What comes more often in a month is shown by its rule: day by day it would fill the page.
  private static let mostLines = 5

  /// - Parameter rituals: those to show; empty for all.
  init(_ situation: Situation, months: [Month], days: ClosedRange<CivilDate>, rituals: [ScheduledRitual]) {
    self.situation = situation
    self.months = months
    self.days = days
    let people = situation.people(of: rituals.isEmpty ? nil : rituals.map(\.ritual))
    let birthdays = people.birthdays(in: days)
    self.birthdays = birthdays
    absences = people.absences(touching: days)
    // The ritual of a birthday stands on the day of it as the birthday.
    entries = situation.calendar(of: days, rituals: rituals).filter { one in
      !birthdays.contains { $0.person == one.ritual?.birthdayOf && $0.date == one.date }
    }
    let planned = Set(entries.filter { $0.state == .planned }.map(\.occurrence.ritual))
    marks = RitualMarks(
      rituals: situation.kept.map(\.ritual.id), letters: situation.terminal.usesColour ? nil : planned)
  }

  private var terminal: Terminal { situation.terminal }
  private var today: CivilDate { situation.today }

  /// An element for each day.
  var json: JSON {
    let byDay = Dictionary(grouping: entries, by: \.date)
    return .list(
      (days.lowerBound.dayNumber...days.upperBound.dayNumber).map { number in
        let date = CivilDate(dayNumber: number)
        let away = absences.filter { $0.absence.from <= date && date <= $0.absence.to }
        return [
          "date": "\(date)", "occurrences": .list((byDay[date] ?? []).map(\.json)),
          "birthdays": .strings(birthdays.filter { $0.date == date }.map(\.person)),
          "away": .list(away.map { .away($0) }),
        ]
      })
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
      let grids = row.map { MonthGrid(month: $0, today: today, days: days, cell: cell, terminal: terminal) }
      let weeks = grids.map(\.weekCount).max() ?? 0
      let columns = grids.map { $0.lines(weeks: weeks) }
      let gap = String(repeating: " ", count: MonthGrid.gap)
      lines += (0..<weeks + 2).map { line in
        CalendarPage.indent + columns.map { $0[line] }.joined(separator: gap)
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
    var marks: [CivilDate: DayMarks] = [:]
    for birthday in birthdays { marks[birthday.date, default: DayMarks()].marks = [.birthday] }
    for one in entries {
      let mark = self.marks.mark(of: one)
      var day = marks[one.date] ?? DayMarks()
      if !day.marks.contains(mark) { day.marks.append(mark) }
      if !one.state.isOver { day.hasPlans = true }
      marks[one.date] = day
    }
    for away in absences {
      let (from, to) = (max(days.lowerBound, away.absence.from), min(days.upperBound, away.absence.to))
      for number in from.dayNumber...to.dayNumber {
        marks[CivilDate(dayNumber: number), default: DayMarks()].isAway = true
      }
    }
    return marks
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
    let days = month.days
    var rows = absences.filter { $0.absence.from <= days.upperBound && $0.absence.to >= days.lowerBound }
      .map { away in
        let from = max(away.absence.from, days.lowerBound)
        let until = away.absence.to > from ? "until \(words(away.absence.to, from: month))" : ""
        return Row(date: from, mark: .away, title: situation.wordsOfAway(away.person), details: until)
      }
    rows += birthdays.filter { days.contains($0.date) }.map {
      Row(date: $0.date, mark: .birthday, title: situation.words($0))
    }
    let inMonth = entries.filter { days.contains($0.date) }
    let often = Dictionary(grouping: inMonth.filter { $0.state != .open }, by: \.occurrence.ritual)
      .filter { $0.value.count > CalendarPage.mostLines && $0.value[0].ritual != nil }
    rows += inMonth.filter { $0.state == .open || often[$0.occurrence.ritual] == nil }.map(row)
    // The sort is stable: on one day absences, then birthdays, then what is kept.
    rows = rows.enumerated().sorted {
      ($0.element.date ?? .last, $0.offset) < ($1.element.date ?? .last, $1.offset)
    }.map(\.element)
    for kept in situation.kept {
      guard let all = often[kept.ritual.id], let one = all.first(where: { !$0.state.isOver }) ?? all.last
      else { continue }
      let meaning = kept.ritual.when.meaning
      rows.append(
        Row(mark: marks.mark(of: one), title: one.title, details: meaning, isOver: one.state.isOver))
    }
    return Columns(rows, main: 4) { row in
      func style(_ usual: Terminal.Style?) -> Terminal.Style? { row.isOver ? .dim : usual }
      return [
        (String(row.mark.sign), row.mark.style), (words(row.date), style(.cyan)), (row.time, style(.cyan)),
        (row.mayMove ? "~" : "", .dim), (row.title, style(.bold)), (row.details, style(nil)),
      ]
    }.lines(terminal, indent: CalendarPage.indent)
  }

  private func row(of one: CalendarEntry) -> Row {
    var details = ""
    if let kept = one.kept {
      let turn = one.turn.map { TurnDecision(turn: $0, reasons: []) }
      details = situation.details(of: Upcoming(of: kept, start: one.occurrence.start, slot: one.slot, turn))
    }
    let state = one.state == .planned ? "" : one.state == .lapsed ? "passed" : one.state.rawValue
    return Row(
      date: one.date, mark: marks.mark(of: one),
      time: situation.zone.local(at: one.slot.instant).time.description, mayMove: one.mayMove,
      title: one.title, details: [state, details].filter { !$0.isEmpty }.joined(separator: " · "),
      isOver: one.state.isOver)
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
