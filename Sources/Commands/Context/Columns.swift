import CivilTime
import Wording

/// Columns aligned by what they show, two spaces apart; the last one is not padded.
struct Columns {
  /// A column that gives way where the terminal is too narrow for all.
  struct Yielding {
    var column: Int
    /// The width it keeps.
    var least: Int
    /// Whether it goes altogether before it is narrower than that.
    var mayGo = false

    /// A column that is shown whole or not at all.
    static func whole(_ column: Int) -> Yielding { Yielding(column: column, least: .max, mayGo: true) }
  }

  typealias Cell = (text: String, style: Terminal.Style?)

  private let yielding: [Yielding]
  private var rows: [[Cell]] = []

  /// - Parameter yielding: the columns that give way, the first to do so first.
  init(yielding: [Yielding] = []) { self.yielding = yielding }

  /// A row for each element.
  init<Element>(_ elements: [Element], yielding: [Yielding] = [], row: (Element) -> [Cell]) {
    self.init(yielding: yielding)
    rows = elements.map(row)
  }

  mutating func add(_ cells: Cell...) { rows.append(cells) }

  func lines(_ terminal: Terminal, indent: String = "  ") -> [String] {
    let widths = widths(within: terminal.width.map { $0 - indent.count })
    return rows.map { row in
      var line = indent
      var gap = 0
      for (cell, width) in zip(row, widths) where width > 0 {
        let text = DisplayText.cut(cell.text, to: width)
        if !text.isEmpty {
          line += String(repeating: " ", count: gap)
          line += cell.style.map { terminal.paint(text, $0) } ?? text
          gap = 0
        }
        gap += width - DisplayText.width(of: text) + 2
      }
      return line
    }
  }

  /// What each column takes, 0 for one that is not shown.
  private func widths(within limit: Int?) -> [Int] {
    let count = rows.map(\.count).max() ?? 0
    var widths = (0..<count).map { column in
      rows.map { column < $0.count ? DisplayText.width(of: $0[column].text) : 0 }.max() ?? 0
    }
    guard let limit, !widths.isEmpty else { return widths }
    for one in yielding where one.column < widths.count && widths[one.column] > 0 {
      let excess = widths.reduce(-2) { $0 + ($1 > 0 ? $1 + 2 : 0) } - limit
      if excess <= 0 { break }
      let left = widths[one.column] - excess
      if left >= one.least {
        widths[one.column] = left
      } else {
        widths[one.column] = one.mayGo ? 0 : min(one.least, widths[one.column])
      }
    }
    return widths
  }
}

extension Terminal {
  /// Rows below the days on which they are.
  func lines(
    _ columns: Columns, byDay days: [CivilDate], seenFrom today: CivilDate, _ style: Style
  ) -> [String] {
    var lines: [String] = []
    var shown: CivilDate?
    for (day, line) in zip(days, columns.lines(self)) {
      if day != shown {
        if shown != nil { lines.append("") }
        lines.append(paint(DisplayText.day(day, seenFrom: today).capitalizedFirst, style))
      }
      shown = day
      lines.append(line)
    }
    return lines
  }
}
