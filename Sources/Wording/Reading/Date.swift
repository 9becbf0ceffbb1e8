import CivilTime
import Rituals

extension TokenReader {
  /// A date: `2026-12-24`, `24 december 2026`, `december 24, 2026`; without a year, the next one from `earliest`, else
  /// from `today`.
  mutating func date(from earliest: CivilDate? = nil) throws(TextFault) -> CivilDate {
    if kind == .figures {
      let written = lexeme(current.range)
      guard let date = CivilDate(written) else { throw fault(.date) }
      advance()
      return date
    }
    if let date = try namedDate() { return date }
    if let (_, length) = feast() {
      guard let from = earliest ?? context.value.today else {
        throw fault(from: index, to: index + length) { .yearMissing($0) }
      }
      if let feast = try takeFeast(), let date = feast.day.dates(from: from, isTimed: false).first {
        return date
      }
    }
    guard let (month, day, length) = monthAndDay else { throw fault(.date) }
    // A 29 February is eight years off at most.
    let next = (earliest ?? context.value.today).flatMap { first in
      (0...8).lazy.compactMap { CivilDate(year: first.year + $0, month: month, day: day) }.first {
        $0 >= first
      }
    }
    guard let next else {
      throw fault(from: index, to: index + length) { earliest == nil ? .yearMissing($0) : .noSuchDate($0) }
    }
    index += length
    return next
  }

  /// A date with the month's or a feast's name and a year; nil, with nothing taken, where none stands here.
  mutating func namedDate() throws(TextFault) -> CivilDate? {
    if let date = feastOfYear() { return date }
    let first = index
    guard let (month, day, length) = monthAndDay else { return nil }
    let place = past(.dash, ahead: past(.comma, ahead: length))
    guard let year = year(ahead: place) else { return nil }
    index += place + 1
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw fault(from: first) { .noSuchDate($0) }
    }
    return date
  }

  /// The month and the day that stand here in either order, and how many tokens they take: `24 december`,
  /// `the 24th of december`, `december 24`.
  var monthAndDay: (month: Int, day: Int, length: Int)? {
    let first = past(.word(.the))
    if let day = kind(ahead: first).dayOfMonth {
      let second = past(.word(.of), ahead: past(.dash, ahead: first + 1))
      return kind(ahead: second).month.map { ($0, day, second + 1) }
    }
    guard let month = kind(ahead: first).month else { return nil }
    let second = past(.word(.the), ahead: first + 1)
    return kind(ahead: second).dayOfMonth.map { (month, $0, second + 1) }
  }

  /// The year of four digits that stands `count` tokens on.
  func year(ahead count: Int = 0) -> Int? {
    if case .number(let year?) = kind(ahead: count), (1000...9999).contains(year) { year } else { nil }
  }

  /// A day of any year, 29 February among them; nil, with nothing taken, where none stands here.
  mutating func monthDay() throws(TextFault) -> MonthDay? {
    guard let (month, day, length) = monthAndDay else { return nil }
    let found = MonthDay(month: month, day: day)
    guard found.exists else {
      throw fault(from: index + past(.word(.the)), to: index + length) { .noSuchDate($0) }
    }
    index += length
    return found
  }

  /// What is wrong with figures that are a date, but not year-month-day, or no day of the calendar.
  func disorder(_ written: String) -> TextFault.Problem? {
    let figures = written.split { "-./".contains($0) }
    let parts = figures.compactMap { Int($0) }
    guard parts.count == 3, figures.count == 3, !written.contains(":") else { return nil }
    func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
      CivilDate(year: year < 100 ? year + 2000 : year, month: month, day: day)
    }
    if figures[0].utf8.count == 4 {
      guard let meant = date(parts[0], parts[1], parts[2]) else { return .noSuchDate(written) }
      return written == meant.description ? nil : .dateOrder(written, meant: meant)
    }
    guard [2, 4].contains(figures[2].utf8.count) else { return .dateOrder(written, meant: nil) }
    let dayFirst = date(parts[2], parts[1], parts[0])
    let monthFirst = written.contains("/") ? date(parts[2], parts[0], parts[1]) : nil
    if let dayFirst, let monthFirst, dayFirst != monthFirst {
      return .ambiguousDate(written, dayFirst: dayFirst, monthFirst: monthFirst)
    }
    return .dateOrder(written, meant: dayFirst ?? monthFirst)
  }
}

extension CivilDate {
  static func firstDay(of month: Int, in year: Int) -> CivilDate {
    CivilDate(dayNumber: dayNumber(year: year, month: month, day: 1))
  }

  static func lastDay(of month: Int, in year: Int) -> CivilDate {
    firstDay(of: month, in: year).advanced(byDays: daysInMonth(year: year, month: month) - 1)
  }
}
