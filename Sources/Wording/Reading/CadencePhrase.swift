import CivilTime
import Recurrence

extension TokenReader {
  /// `3 weeks after last time`, `10 days to 3 weeks after last time, saturday or sunday, at 11:00`, `after 10 days`,
  /// `every 3 to 4 weeks`, `every! 2 weeks`.
  ///
  /// - Parameter isWindow: whether a span to a span says it all: `every 3 to 4 weeks`.
  mutating func cadence(isWindow: Bool = false) throws(TextFault) -> Phrase {
    let first = index
    // `after 10 days`
    let isAfterFirst = accept(.after)
    let shortest = try positiveSpan(unitMayFollow: true)
    let longest = acceptTo() ? try positiveSpan() : nil
    let window = range(from: first)
    if !isAfterFirst, !isWindow, !acceptWhenDone() {
      if accept(.after) {
        accept(.the)
        try expect(.last, .lastTime)
        _ = accept(.time) || accept(.number(1))
      } else {
        throw fault(.afterLastTime)
      }
    }
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
    if let named = kind(ahead: past(.comma)).partOfDay {
      index += past(.comma) + 1
      cadence.time = try time(in: named)
    } else {
      cadence.time = try oneTimeOfDay()
    }
    if !isWindow { _ = acceptWhenDone() }
    var draft = PhraseDraft()
    _ = try startClause(into: &draft)
    return Phrase(form: .cadence(cadence), starting: draft.starting)
  }

  /// Takes `when done`, `after completion`, `from when it is done`.
  mutating func acceptWhenDone() -> Bool {
    if accept(.when, .done) { return true }
    if says(.when), ["it", "it's", "its"].contains(word(ahead: 1)) {
      let done = word(ahead: 2) == "is" ? 3 : 2
      if says(.done, ahead: done) {
        index += done + 1
        return true
      }
    }
    if accept(.after, .done) { return true }
    if says(.after) || says(.starting), ["completion", "finishing"].contains(word(ahead: 1)) {
      index += 2
      return true
    }
    return false
  }

  /// Whether a cadence stands here, not a rule: a number that neither a month nor a weekday follows.
  var startsCadence: Bool {
    if says(.after) { return startsAmount(ahead: 1) }
    guard startsNumber() else { return kind == .figures }
    if saysTimes(ahead: 1) { return false }
    return switch kind(ahead: 1) {
    case .word(.month), .word(.weekday), .word(.of), .comma, .word(.and): false
    default: true
    }
  }

  /// Whether a cadence stands here, behind `every`, and whether it is a window: `3 weeks after last time` isn't one, `3 to 4
  /// weeks` is; nil where a rule stands here.
  var isWindowBehindEvery: Bool? {
    var ahead = 0
    var isWindow = false
    while true {
      switch kind(ahead: ahead) {
      case .number, .word(.number), .word(.unit), .word(.ordinal(2)): ahead += 1
      case .word(.to), .dash:
        // `every twenty-first`
        if ahead == 0 || kind(ahead: ahead + 1).number == nil { return nil }
        isWindow = true
        ahead += 1
      // `every 2 weeks since 2026-01-05` has a start.
      case .word(.after) where word(ahead: ahead) != "since": return ahead > 0 ? false : nil
      default:
        return isWindow && kind(ahead: ahead - 1).unit != nil ? true : nil
      }
    }
  }
}

extension Span {
  /// Its length if a month is a twelfth of the Gregorian year and a day 24 hours; to compare, never to count.
  var nominalSeconds: Int { months * 2_629_746 + days * 86_400 + seconds }
}
