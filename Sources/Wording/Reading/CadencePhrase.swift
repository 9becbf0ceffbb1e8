import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// `3 weeks after last time`, `10 days to 3 weeks after last time, saturday or sunday, at 11:00`.
  mutating func cadence() throws(TextFault) -> Cadence {
    let first = index
    let shortest = try positiveSpan(unitMayFollow: true)
    var longest: Span?
    if kind == .word(.to) || kind == .dash {
      advance()
      longest = try positiveSpan()
    }
    let window = range(from: first)
    guard accept(.after) else { throw fault(.afterLastTime) }
    _ = accept(.the)
    guard accept(.last) else { throw fault(.lastTime) }
    _ = accept(.time)
    if let longest, longest.nominalSeconds < shortest.nominalSeconds {
      throw TextFault(.windowReversed, at: window)
    }
    var cadence = Cadence(shortest: shortest, longest: longest)
    let comma = kind == .comma ? 1 : 0
    let on = kind(ahead: comma) == .word(.on) ? 1 : 0
    let article =
      kind(ahead: comma + on) == .word(.the) || kind(ahead: comma + on) == .word(.number(1)) ? 1 : 0
    if startsWeekday(ahead: comma + on + article) {
      index += comma + on + article
      cadence.weekdays = try weekdays()
    } else if on == 1 {
      index += comma + on
      throw fault(.weekday)
    }
    cadence.time = try oneTimeOfDay()
    return cadence
  }

  /// True where a cadence stands here and no rule: a number that neither a month nor a weekday follows.
  var startsCadence: Bool {
    guard startsNumber() else { return kind == .figures }
    if case .word(.number(20)) = kind, kind(ahead: 1) == .dash { return false }
    switch kind(ahead: 1) {
    case .word(.month), .word(.weekday), .word(.of), .comma, .word(.and): return false
    default: return true
    }
  }

  /// True where a span and `after` stand here: `every 3 weeks after last time` is a cadence, too.
  var saysAfter: Bool {
    var ahead = 0
    while true {
      switch kind(ahead: ahead) {
      case .number, .word(.number), .word(.unit), .word(.to), .dash, .word(.ordinal(2)): ahead += 1
      case .word(.after): return ahead > 0
      default: return false
      }
    }
  }

  private mutating func positiveSpan(unitMayFollow: Bool = false) throws(TextFault) -> Span {
    let first = index
    let span = try span(unitMayFollow: unitMayFollow)
    guard span != Span() else { throw TextFault(.zeroSpan, at: range(from: first)) }
    return span
  }
}

extension Span {
  /// Its length where a month is a twelfth of the Gregorian year and a day 24 hours; to compare, never to
  /// count.
  var nominalSeconds: Int { months * 2_629_746 + days * 86_400 + seconds }
}
