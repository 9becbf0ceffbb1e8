import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// A date with its year: `2026-12-24`, `24 december 2026`, `december 24, 2026`.
  package mutating func date() throws(TextFault) -> CivilDate {
    let token = current
    if token.kind == .figures {
      let written = lexeme(token.range)
      guard let date = CivilDate(written) else {
        throw disorder(written, at: token.range) ?? fault(.date)
      }
      advance()
      return date
    }
    let first = index
    if let date = try namedDate() { return date }
    if let length = monthDayLength {
      if let today, let date = nextDate(length, from: today) {
        index += length
        return date
      }
      index = first + length
      let range = range(from: first)
      index = first
      throw TextFault(.yearMissing(lexeme(range)), at: range)
    }
    throw fault(.date)
  }

  /// A date with the month's name and a year; nil, with nothing taken, where none stands here.
  package mutating func namedDate() throws(TextFault) -> CivilDate? {
    let first = index
    guard let length = monthDayLength else { return nil }
    let (month, day) = monthAndDay(length)
    let comma = kind(ahead: length) == .comma ? 1 : 0
    guard case .number(let year?) = kind(ahead: length + comma), (1000...9999).contains(year) else {
      return nil
    }
    index += length + comma + 1
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw TextFault(.noSuchDate(lexeme(range(from: first))), at: range(from: first))
    }
    return date
  }

  /// The next day of a month and a day of so many tokens, today among them; nil where no year has it.
  private func nextDate(_ length: Int, from today: CivilDate) -> CivilDate? {
    let (month, day) = monthAndDay(length)
    // A 29 February is eight years off at most.
    return (today.year...today.year + 8).lazy
      .compactMap { CivilDate(year: $0, month: month, day: day) }.first { $0 >= today }
  }

  /// What a month and a day of so many tokens say; 0 for a day beyond any count.
  package func monthAndDay(_ length: Int) -> (month: Int, day: Int) {
    var month = 0
    var day = 0
    for token in tokens[index..<index + length] {
      switch token.kind {
      case .word(.month(let number)): month = number
      case .number(let number), .ordinal(let number): day = number ?? 0
      case .word(.ordinal(let number)): day = number
      default: break
      }
    }
    return (month, day)
  }

  /// How many tokens a month and a day take here, in either order: `24 december`, `the 24th of december`,
  /// `december 24`; nil where there is none.
  package var monthDayLength: Int? {
    var length = kind == .word(.the) ? 1 : 0
    func isDay(_ kind: Token.Kind) -> Bool {
      switch kind {
      case .number, .ordinal: true
      case .word(.ordinal(let number)): number > 0
      default: false
      }
    }
    func isMonth(_ kind: Token.Kind) -> Bool {
      if case .word(.month) = kind { true } else { false }
    }
    if isDay(kind(ahead: length)) {
      length += kind(ahead: length + 1) == .word(.of) ? 2 : 1
      return isMonth(kind(ahead: length)) ? length + 1 : nil
    }
    guard isMonth(kind(ahead: length)) else { return nil }
    length += kind(ahead: length + 1) == .word(.the) ? 2 : 1
    return isDay(kind(ahead: length)) ? length + 1 : nil
  }

  /// The fault of a date that is not year-month-day, or is no day; nil where the figures are no date at all.
  func disorder(_ written: String, at range: Range<Int>) -> TextFault? {
    let parts = written.split(whereSeparator: { "-./".contains($0) }).map { Int($0) ?? -1 }
    let lengths = written.split(whereSeparator: { "-./".contains($0) }).map(\.utf8.count)
    guard parts.count == 3, !parts.contains(-1), !written.contains(":") else { return nil }
    func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
      CivilDate(year: year < 100 ? year + 2000 : year, month: month, day: day)
    }
    if lengths[0] == 4 {
      guard let meant = date(parts[0], parts[1], parts[2]) else {
        return TextFault(.noSuchDate(written), at: range)
      }
      return written == meant.description ? nil : TextFault(.dateOrder(written, meant: meant), at: range)
    }
    guard lengths[2] == 4 || lengths[2] == 2 else {
      return TextFault(.dateOrder(written, meant: nil), at: range)
    }
    let dayFirst = date(parts[2], parts[1], parts[0])
    let monthFirst = written.contains("/") ? date(parts[2], parts[0], parts[1]) : nil
    if let dayFirst, let monthFirst, dayFirst != monthFirst {
      return TextFault(.ambiguousDate(written, dayFirst: dayFirst, monthFirst: monthFirst), at: range)
    }
    return TextFault(.dateOrder(written, meant: dayFirst ?? monthFirst), at: range)
  }
}
