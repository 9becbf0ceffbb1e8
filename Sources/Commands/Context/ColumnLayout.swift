import Wording

/// Where the cells of a table stand in a terminal.
///
/// | the room | what is shown |
/// |---|---|
/// | for all columns | all of them, aligned |
/// | for less | optional cells at the right edge, where they fit |
/// | for less than the rest of a row | the rest below the main column, indented, in as many lines as it takes |
/// | hardly any beside the first columns | the main column below them |
struct ColumnLayout {
  /// A part of a cell on a line.
  struct Piece: Equatable {
    let cell: Int
    let text: String
    let column: Int
  }

  /// Between two columns.
  private static let gap = 2
  /// A main column that is narrower than this stands below those before it.
  private static let least = 16

  private let main: Int
  private let optional: Set<Int>
  private let indent: Int
  private let width: Int?
  /// Whether all columns have room.
  private let isFull: Bool
  /// Where each column starts, as far as its cells are short enough.
  private let starts: [Int]
  /// Where the main column starts, and what goes on below it.
  private let body: Int

  init(
    _ rows: [[String]], count: Int, main: Int, optional: Set<Int>, indent: Int, width: Int?
  ) {
    (self.main, self.optional, self.indent, self.width) = (main, optional, indent, width)
    var widths = (0..<count).map { column in
      rows.map { column < $0.count ? DisplayText.width(of: $0[column]) : 0 }.max() ?? 0
    }
    let head = widths.prefix(main).reduce(indent) { $0 + ($1 > 0 ? $1 + ColumnLayout.gap : 0) }
    let full = widths.dropFirst(main).reduce(head - ColumnLayout.gap) {
      $0 + ($1 > 0 ? $1 + ColumnLayout.gap : 0)
    }
    body = width.map { $0 - head < ColumnLayout.least } ?? false ? indent + ColumnLayout.gap : head
    isFull = width.map { full <= $0 } ?? true
    if let width, !isFull {
      let rest = (main + 1..<max(main + 1, count)).filter { !optional.contains($0) && widths[$0] > 0 }
      let aligned = ColumnLayout.aligned(rows, main, rest, within: width - head)
      for column in widths.indices.dropFirst(main) { widths[column] = aligned[column] ?? 0 }
    }
    var start = indent
    starts = widths.map { width in
      defer { start += width > 0 ? width + ColumnLayout.gap : 0 }
      return start
    }
  }

  /// The widths of the main column and those after it with which the most rows take one line.
  private static func aligned(
    _ rows: [[String]], _ main: Int, _ rest: [Int], within room: Int
  ) -> [Int: Int] {
    let sizes = rows.map { row in
      (
        first: main < row.count ? DisplayText.width(of: row[main]) : 0,
        rest: rest.map { $0 < row.count ? DisplayText.width(of: row[$0]) : 0 }
      )
    }
    func fits(_ size: (first: Int, rest: [Int]), _ width: Int) -> Bool {
      let after = size.rest.reduce(0) { $0 + ($1 > 0 ? $1 + gap : 0) }
      return after == 0 ? size.first <= room : size.first <= width && width + after <= room
    }
    let candidates = Set(sizes.map(\.first)).filter { $0 <= room }.sorted()
    let counted = candidates.map { width in (width, sizes.count { fits($0, width) }) }
    let best = counted.max { ($0.1, -$0.0) < ($1.1, -$1.0) }?.0 ?? 0
    let fitting = sizes.filter { fits($0, best) }
    var widths = [main: best]
    for (place, column) in rest.enumerated() { widths[column] = fitting.map { $0.rest[place] }.max() ?? 0 }
    return widths
  }

  /// The cells of a row, line by line.
  func place(_ row: [String]) -> [[Piece]] {
    let before = row.indices.prefix(main).filter { !row[$0].isEmpty }
    var head = before.map { Piece(cell: $0, text: row[$0], column: starts[$0]) }
    guard main < row.count else { return [head] }
    let after = row.indices.dropFirst(main + 1).filter { !row[$0].isEmpty }
    let said = after.filter { !optional.contains($0) }
    guard let width else { return [head + placed([main] + after, of: row)] }
    // Everything on one line, optional cells as far as they fit.
    if body == starts[main] {
      let whole = placed([main] + said, of: row)
      if zip(whole, whole.dropFirst()).allSatisfy({ $0.end + 1 < $1.column }),
        whole.allSatisfy({ $0.end <= width })
      {
        return [head + whole + fitting(after.filter(optional.contains), of: row, after: head + whole)]
      }
    }
    var lines: [[Piece]] = []
    func flow(_ cell: Int, at column: Int) {
      let room = max(1, width - column)
      for line in DisplayText.wrapped(row[cell], to: room, breakingWords: true) {
        lines.append([Piece(cell: cell, text: line, column: column)])
      }
    }
    // What comes first is longer than a line in a very narrow terminal only.
    if let last = head.last, last.end > width {
      head = []
      for cell in before { flow(cell, at: indent) }
    }
    let first = lines.count
    flow(main, at: body)
    if body == starts[main], first < lines.count {
      lines[first] = head + lines[first]
      lines[first] += fitting(after.filter(optional.contains), of: row, after: lines[first])
    } else if !head.isEmpty {
      lines.insert(head, at: first)
    }
    for cell in said { flow(cell, at: min(body + ColumnLayout.gap, width - 1)) }
    return lines
  }

  private func placed(_ cells: [Int], of row: [String]) -> [Piece] {
    cells.map { Piece(cell: $0, text: row[$0], column: starts[$0]) }
  }

  /// Optional cells behind others: in their columns where all have room, else as many as the right edge has.
  private func fitting(_ cells: [Int], of row: [String], after: [Piece]) -> [Piece] {
    guard let width, !isFull else { return placed(cells, of: row) }
    let start = after.map(\.end).max() ?? indent
    var pieces: [Piece] = []
    var end = width
    for cell in cells.reversed() {
      let column = end - DisplayText.width(of: row[cell])
      guard start + ColumnLayout.gap <= column else { continue }
      pieces.insert(Piece(cell: cell, text: row[cell], column: column), at: 0)
      end = column - ColumnLayout.gap
    }
    return pieces
  }
}

extension ColumnLayout.Piece {
  /// The column behind it.
  fileprivate var end: Int { column + DisplayText.width(of: text) }
}
