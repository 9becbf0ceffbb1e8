import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// Weekdays in their order, `monday, wednesday and friday`, `monday to friday`, `weekdays`, `the weekend`;
  /// empty where none stand here.
  package mutating func weekdays() throws(TextFault) -> [Weekday] {
    // One bit a day.
    var days: UInt8 = 0
    if kind == .word(.the), startsWeekday(ahead: 1) { advance() }
    while startsWeekday() {
      switch kind {
      case .word(.weekdays): days |= 0b001_1111
      case .word(.weekend): days |= 0b110_0000
      case .word(.weekday(let day)):
        if kind(ahead: 1) == .word(.to) || kind(ahead: 1) == .dash {
          index += 2
          guard case .word(.weekday(let last)) = kind else { throw fault(.weekday) }
          let length = (last.rawValue - day.rawValue + 7) % 7
          for step in 0...length { days |= 1 << ((day.rawValue + step) % 7) }
        } else {
          days |= 1 << day.rawValue
        }
      default: break
      }
      advance()
      let separator = separatorLength
      guard separator > 0, startsWeekday(ahead: separator) else { break }
      index += separator
    }
    return days == 0 ? [] : Weekday.allCases.filter { days & 1 << $0.rawValue != 0 }
  }

  package func startsWeekday(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .word(.weekday), .word(.weekdays), .word(.weekend): true
    default: false
    }
  }

  /// Months in their order, `march and september`, `april to october`; empty where none stand here.
  mutating func months() throws(TextFault) -> [Int] {
    // One bit a month.
    var months: UInt16 = 0
    while case .word(.month(let month)) = kind {
      advance()
      months |= 1 << month
      // A dash or `to` makes a range, which may run over the new year.
      if kind == .word(.to) || kind == .dash {
        advance()
        guard case .word(.month(let last)) = kind else { throw fault(.month) }
        for step in 0...(last - month + 12) % 12 { months |= 1 << ((month + step - 1) % 12 + 1) }
        advance()
      }
      let separator = separatorLength
      guard separator > 0, case .word(.month) = kind(ahead: separator) else { break }
      // `14 march, april 3`: the second month begins a date of its own.
      if isDay(ahead: separator + 1), separator == 1, kind == .comma { break }
      index += separator
    }
    return months == 0 ? [] : (1...12).filter { months & 1 << $0 != 0 }
  }

  /// True for `14`, `14th`, and not for the beginning of `14:00`, `2 pm` or `12 times`.
  func isDay(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .ordinal: return true
    case .number:
      switch kind(ahead: count + 1) {
      case .word(.times), .word(.time), .word(.am), .word(.pm): return false
      default: return true
      }
    default: return false
    }
  }

  /// `in march`, `of march and september`, `from april to october` behind a rule of days or weeks.
  mutating func monthLimit() throws(TextFault) -> [Int] {
    let introduces = kind == .word(.in) || kind == .word(.of) || kind == .word(.starting)
    guard introduces, case .word(.month) = kind(ahead: 1) else { return [] }
    // `from december 5, 2026` is a date.
    if kind == .word(.starting), isDay(ahead: 2) { return [] }
    advance()
    return try months()
  }
}
