import CivilTime
import Wording

/// Columns aligned by what they show, two spaces apart; the last one is not padded.
///
/// Nothing that is said gets lost where a terminal is too narrow for a table: see `ColumnLayout`.
struct Columns {
  typealias Cell = (text: String, style: Terminal.Style?)

  private let main: Int
  private let optional: Set<Int>
  private var rows: [[Cell]] = []

  /// - Parameters:
  ///   - main: the column that says what the row is of; those before it are short, and those after it go on below it
  ///     where there is no room beside it.
  ///   - optional: columns after it whose cells are left out where there is no room: names that other words stand for.
  init(main: Int, optional: Set<Int> = []) { (self.main, self.optional) = (main, optional) }

  /// A row for each element.
  init<Element>(_ elements: [Element], main: Int, optional: Set<Int> = [], row: (Element) -> [Cell]) {
    self.init(main: main, optional: optional)
    rows = elements.map(row)
  }

  mutating func add(_ cells: Cell...) { rows.append(cells) }

  func lines(_ terminal: Terminal, indent: String = "  ") -> [String] {
    rowsOfLines(terminal, indent: indent).flatMap { $0 }
  }

  /// The lines of each row.
  func rowsOfLines(_ terminal: Terminal, indent: String = "  ") -> [[String]] {
    let count = rows.map(\.count).max() ?? 0
    let texts = rows.map { $0.map(\.text) }
    let layout = ColumnLayout(
      texts, count: count, main: min(main, max(0, count - 1)), optional: optional, indent: indent.count,
      width: terminal.width)
    return zip(rows, texts).map { row, texts in
      layout.place(texts).map { line in
        var shown = ""
        var end = 0
        for piece in line where !piece.text.isEmpty {
          shown += String(repeating: " ", count: max(0, piece.column - end))
          shown += row[piece.cell].style.map { terminal.paint(piece.text, $0) } ?? piece.text
          end = piece.column + DisplayText.width(of: piece.text)
        }
        return shown
      }
    }
  }
}

extension Terminal {
  /// Rows below the days on which they are.
  func lines(
    _ columns: Columns, byDay days: [CivilDate], seenFrom today: CivilDate, _ style: Style
  ) -> [String] {
    var lines: [String] = []
    var shown: CivilDate?
    for (day, row) in zip(days, columns.rowsOfLines(self)) {
      if day != shown {
        if shown != nil { lines.append("") }
        lines.append(paint(DisplayText.day(day, seenFrom: today).capitalizedFirst, style))
      }
      shown = day
      lines += row
    }
    return lines
  }
}
