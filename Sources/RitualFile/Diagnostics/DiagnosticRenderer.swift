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
    let marked = cells.indices.filter { cells[$0].offset >= at && cells[$0].offset < stop }
    let caret = cells.firstIndex { $0.offset >= at } ?? cells.count
    let isCut = (before: from > line.lowerBound, after: line.upperBound > at + Excerpt.reach)

    // A window of cells around the caret: most of it before, since a line is read from its start.
    var (first, last) = (0, cells.count)
    if Excerpt.width(of: cells) > width || isCut.before || isCut.after {
      first = caret - Excerpt.fitting(cells[..<caret].reversed(), within: width * 3 / 5)
      last = caret + Excerpt.fitting(cells[caret...], within: width - Excerpt.width(of: cells[first..<caret]))
    }
    let cutBefore = first > 0 || isCut.before
    let cutAfter = last < cells.count || isCut.after
    text = (cutBefore ? "…" : "") + cells[first..<last].map(\.text).joined() + (cutAfter ? "…" : "")
    caretIndent = (cutBefore ? 1 : 0) + Excerpt.width(of: cells[first..<min(caret, last)])
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

  /// What one scalar shows, and how many columns it takes.
  private struct Cell {
    var offset: Int
    var text: String
    var width: Int
  }

  private static func cells(_ source: [UInt8], _ line: Range<Int>, from: Int) -> [Cell] {
    var cells: [Cell] = []
    var offset = from
    var column = 0
    while offset < line.upperBound, cells.count < 2000 {
      var end = offset + 1
      while end < line.upperBound, end < offset + 4, source[end] & 0xC0 == 0x80 { end += 1 }
      let scalars = String(decoding: source[offset..<end], as: UTF8.self).unicodeScalars
      let scalar = scalars.count == 1 ? scalars.first ?? "\u{FFFD}" : "\u{FFFD}"
      var cell = Cell(offset: offset, text: String(Character(scalar)), width: scalar.columns)
      if scalar == "\t" {
        cell.width = 4 - column % 4
        cell.text = String(repeating: " ", count: cell.width)
      } else if scalar.wouldDisturb {
        cell.text = "\u{FFFD}"
        cell.width = 1
      }
      column += cell.width
      cells.append(cell)
      offset = end
    }
    return cells
  }
}

extension Unicode.Scalar {
  /// True for what would move the cursor or turn the direction of the line.
  var wouldDisturb: Bool {
    properties.generalCategory == .control || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value) || (0x200B...0x200F).contains(value) || value == 0xFEFF
  }
}
