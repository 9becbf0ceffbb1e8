import Rituals

/// Shows diagnostics to people: the headline, the line of the file, and a caret under what is meant.
public struct DiagnosticRenderer: Sendable {
  /// Whether ANSI colours are used; the caller knows about terminals and `NO_COLOR`.
  public var usesColour: Bool
  /// How many columns the line of the file may take; a longer one is cut around the caret.
  public var width: Int

  public init(usesColour: Bool = false, width: Int = 100) {
    (self.usesColour, self.width) = (usesColour, max(20, width))
  }

  /// All diagnostics of one file, each ended by a line feed.
  public func render(_ diagnostics: [Diagnostic], source: [UInt8]) -> String {
    diagnostics.map { render($0, source: source) }.joined()
  }

  /// One diagnostic as three lines, each ended by a line feed; only the headline where the file is empty.
  public func render(_ diagnostic: Diagnostic, source: [UInt8]) -> String {
    let output = paint(diagnostic.location + ":", "\u{1B}[1m") + " " + diagnostic.text + "\n"
    guard !source.isEmpty else { return output }
    return output + excerpt(of: diagnostic.range, in: source, severity: diagnostic.severity)
  }

  /// The line that a range of a text lies in, and a caret below what is meant; each ended by a line feed.
  public func excerpt(
    of range: Range<Int>, in source: [UInt8], severity: Diagnostic.Severity = .error
  ) -> String {
    let mark = severity == .error ? "\u{1B}[1;31m" : "\u{1B}[1;33m"
    let excerpt = Excerpt(source, around: range, width: width)
    let caret = "^" + String(repeating: "~", count: max(0, excerpt.caretWidth - 1))
    let indent = String(repeating: " ", count: excerpt.caretIndent)
    return "\(excerpt.text)\n\(indent)\(paint(caret, mark))\n"
  }

  private func paint(_ text: String, _ colour: String) -> String {
    usesColour ? colour + text + "\u{1B}[0m" : text
  }
}

/// The part of a line that is shown, and where the caret goes, both in columns of a terminal.
struct Excerpt {
  private(set) var text = ""
  private(set) var caretIndent = 0
  private(set) var caretWidth = 1

  init(_ source: [UInt8], around range: Range<Int>, width: Int) {
    let at = min(range.lowerBound, source.count)
    let (line, from) = Excerpt.line(of: source, around: at)
    let stop = min(max(range.upperBound, at), line.upperBound)
    let cells = Excerpt.cells(source, line, from: from)
    let marked = cells.indices.filter { cells[$0].offset < stop && cells[$0].end > at }
    let caret = cells.firstIndex { $0.end > at } ?? cells.count
    let isCut = (before: from > line.lowerBound, after: (cells.last?.end ?? from) < line.upperBound)

    // A window of cells around the caret: most of it before, since a line is read from its start.
    let (before, after) = (cells[..<caret], cells[caret...])
    let rest = max(1, Excerpt.width(of: after)) + (isCut.after ? 1 : 0)
    let room = max(width * 3 / 5, width - rest)
    let isWhole = !isCut.before && Excerpt.width(of: before) <= room
    let first = isWhole ? 0 : caret - Excerpt.fitting(before.reversed(), within: room - 1)
    let used = (isWhole ? 0 : 1) + Excerpt.width(of: cells[first..<caret])
    let toEnd = used + rest <= width && !isCut.after
    let last = toEnd ? cells.count : caret + Excerpt.fitting(after, within: width - used - 1)
    text =
      (isWhole ? "" : "…") + cells[first..<last].map(\.text).joined() + (toEnd ? "" : "…")
    caretIndent = used
    caretWidth = max(1, Excerpt.width(of: marked.filter { $0 < last }.map { cells[$0] }))
  }

  private static func width(of cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }

  /// How many cells from the first on have room.
  private static func fitting(_ cells: some Sequence<Cell>, within width: Int) -> Int {
    var left = width
    return cells.prefix { cell in
      left -= cell.width
      return left >= 0
    }.count
  }

  /// How many bytes before and after the caret are looked at.
  private static let reach = 1000

  /// The line's bytes, and where the part of it begins that is near enough to be looked at.
  private static func line(of source: [UInt8], around at: Int) -> (Range<Int>, from: Int) {
    let start = source[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var end = source[at...].firstIndex(of: 0x0A) ?? source.count
    if end > start, source[end - 1] == 0x0D { end -= 1 }
    end = max(end, at)
    var from = max(start, at - reach)
    while from > start, source[from] & 0xC0 == 0x80 { from -= 1 }
    return (start..<end, from)
  }

  /// What one character shows, and how many columns it takes.
  private struct Cell {
    var offset: Int
    var end: Int
    var text: String
    var width: Int
  }

  private static func cells(_ source: [UInt8], _ line: Range<Int>, from: Int) -> [Cell] {
    let scalars = scalars(source, line, from: from)
    let shown = String(String.UnicodeScalarView(scalars.map(\.shown)))
    var cells: [Cell] = []
    var (next, column) = (0, 0)
    for character in shown {
      let count = character.unicodeScalars.count
      var cell = Cell(
        offset: scalars[next].offset, end: scalars[next + count - 1].end, text: String(character),
        width: character.columns)
      if character == "\t" {
        cell.width = 4 - column % 4
        cell.text = String(repeating: " ", count: cell.width)
      }
      column += cell.width
      next += count
      cells.append(cell)
    }
    return cells
  }

  /// The scalars that are near enough to be looked at, each as it is shown, and the bytes it is made of.
  private static func scalars(
    _ source: [UInt8], _ line: Range<Int>, from: Int
  ) -> [(offset: Int, end: Int, shown: Unicode.Scalar)] {
    var scalars: [(offset: Int, end: Int, shown: Unicode.Scalar)] = []
    var offset = from
    while offset < line.upperBound, scalars.count < 2 * reach {
      var end = offset + 1
      while end < line.upperBound, end < offset + 4, source[end] & 0xC0 == 0x80 { end += 1 }
      let read = String(decoding: source[offset..<end], as: UTF8.self).unicodeScalars
      var scalar = read.count == 1 ? read.first ?? "\u{FFFD}" : "\u{FFFD}"
      // U+200D makes one sign of several emoji; elsewhere nobody would see it.
      let joins =
        scalar == "\u{200D}"
        && scalars.last.map { $0.shown.properties.isEmoji || $0.shown == "\u{FE0F}" } ?? false
      if scalar.wouldDisturb, scalar != "\t", !joins { scalar = "\u{FFFD}" }
      scalars.append((offset, end, scalar))
      offset = end
    }
    return scalars
  }
}

extension Unicode.Scalar {
  /// True for what would move the cursor or turn the direction of the line.
  var wouldDisturb: Bool {
    properties.generalCategory == .control || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value) || (0x200B...0x200F).contains(value) || value == 0xFEFF
  }
}
