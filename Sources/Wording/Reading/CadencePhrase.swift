import CivilTime
import Recurrence

extension TokenReader {
  /// `3 weeks after last time`, `10 days to 3 weeks after last time, saturday or sunday, at 11:00`.
  mutating func cadence() throws(TextFault) -> Cadence {
    let first = index
    let shortest = try positiveSpan(unitMayFollow: true)
    let longest = acceptTo() ? try positiveSpan() : nil
    let window = range(from: first)
    try expect(.after, .afterLastTime)
    accept(.the)
    try expect(.last, .lastTime)
    accept(.time)
    if let longest, longest.nominalSeconds < shortest.nominalSeconds {
      throw TextFault(.windowReversed, at: window)
    }
    var cadence = Cadence(shortest: shortest, longest: longest)
    let comma = past(.comma)
    let on = past(.word(.on), ahead: comma)
    let article = says(.number(1), ahead: on) ? on + 1 : past(.word(.the), ahead: on)
    if startsWeekday(ahead: article) {
      index += article
      cadence.weekdays = try weekdays()
    } else if on > comma {
      index += on
      throw fault(.weekday)
    }
    cadence.time = try oneTimeOfDay()
    return cadence
  }

  /// Whether a cadence stands here, not a rule: a number that neither a month nor a weekday follows.
  var startsCadence: Bool {
    guard startsNumber() else { return kind == .figures }
    if says(.number(20)), kind(ahead: 1) == .dash { return false }
    return switch kind(ahead: 1) {
    case .word(.month), .word(.weekday), .word(.of), .comma, .word(.and): false
    default: true
    }
  }

  /// Whether a span and `after` stand here: `every 3 weeks after last time` is a cadence, too.
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
}

extension Span {
  /// Its length if a month is a twelfth of the Gregorian year and a day 24 hours; to compare, never to count.
  var nominalSeconds: Int { months * 2_629_746 + days * 86_400 + seconds }
}
