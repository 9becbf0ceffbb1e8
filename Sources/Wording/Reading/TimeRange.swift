import CivilTime
import Rituals

/// A time of the day with the one at which it ends: `19:30-21:00`, `7 to 9pm`.
extension TokenReader {
  /// Takes `19:30-21:00`, `from 7 to 9pm`, `from 9 to 17`: a time of the day and how long it takes from there. Before a rule,
  /// plain numbers need their `from`: `Team 7-14` is a title.
  mutating func timeRange(isLeading: Bool) throws(TextFault) -> (TimeOfDay, Span)? {
    var reader = self
    reader.index += past(.comma)
    let isSure = reader.accept(.at) || reader.word() == "from" && reader.accept(.starting) || !isLeading
    let first = reader.index
    guard reader.startsTime() || reader.kind.count.map({ (0...23).contains($0) }) ?? false else { return nil }
    // Behind the first time, to see how the second one is said.
    var ahead = reader
    if ahead.startsTime() {
      guard (try? ahead.timeOfDay()) != nil || ahead.index > first else { return nil }
    } else {
      ahead.advance()
    }
    guard ahead.acceptTo() || ahead.accept(.until), ahead.startsTime() || ahead.kind.number != nil else {
      return nil
    }
    let second = ahead.index
    let isPlain = reader.isPlainHour && ahead.isPlainHour && !reader.startsTime() && !ahead.startsTime()
    if isPlain, !isSure || ahead.kind(ahead: 1).unit != nil || saysTimes(ahead: second + 1 - index) {
      return nil
    }
    let shared = sharedRange(from: reader, to: ahead)
    if let shared {
      index = shared.end
      return (shared.from, shared.length)
    }
    let isOf24 = isPlain && (ahead.kind.count ?? 0) > 12
    reader.isOf24Hours = isOf24
    let from: TimeOfDay
    let end: TimeOfDay
    if isPlain {
      let hour = reader.kind.count ?? 0
      guard let time = TimeOfDay(hour: hour, minute: 0) else { return nil }
      // 1 to 8 alone often mean the evening.
      if !isOf24, (1...8).contains(hour) {
        throw reader.fault(from: first, to: first + 1) { .bareHour($0, time) }
      }
      reader.advance()
      from = time
    } else {
      guard let time = try? reader.timeOfDay() else { return nil }
      from = time
    }
    guard reader.acceptTo() || reader.accept(.until) else { return nil }
    if isPlain {
      end = try reader.timeOfDay()
    } else {
      guard let time = try? reader.timeOfDay() else { return nil }
      end = time
    }
    guard end != from else { return nil }
    index = reader.index
    return (from, Span(seconds: (end.secondOfDay - from.secondOfDay + 86_400) % 86_400))
  }

  private var isPlainHour: Bool { if case .number = kind { true } else { false } }

  /// `7-9pm`, `7:30 to 9 in the evening`: both are of the half of the day that the second one names.
  private func sharedRange(
    from reader: TokenReader, to ahead: TokenReader
  ) -> (from: TimeOfDay, length: Span, end: Int)? {
    var ahead = ahead
    let time: TimeOfDay
    switch reader.kind {
    case .number(let hour?) where (1...12).contains(hour) && !reader.saysHalf(ahead: 1):
      guard let whole = TimeOfDay(hour: hour, minute: 0) else { return nil }
      time = whole
    case .clock(let shown?) where (1...12).contains(shown.hour) && !reader.saysHalf(ahead: 1):
      time = shown
    default: return nil
    }
    guard let end = try? ahead.timeOfDay() else { return nil }
    let named = ahead.kind(ahead: -1)
    guard named == .word(.am) || named == .word(.pm) || named.partOfDay != nil else { return nil }
    let morning = time.secondOfDay % 43_200
    // The later one that ends after it began.
    let start = morning + 43_200 < end.secondOfDay ? morning + 43_200 : morning
    let from = TimeOfDay(secondOfDay: time.hour == 12 && end.hour >= 12 ? morning + 43_200 : start)
    guard from != end else { return nil }
    return (from, Span(seconds: (end.secondOfDay - from.secondOfDay + 86_400) % 86_400), ahead.index)
  }
}
