import CivilTime
import Recurrence
import Rituals

/// Times of the day in a row: `at 9:00 and 17:00`. One of them: Clock.swift.
extension TokenReader {
  /// The times of a phrase, `[","] "at" time { ("," | "and") ["at"] time }`; empty where none stand here.
  mutating func timesOfDay() throws(TextFault) -> [TimeOfDay] {
    let comma = past(.comma)
    if says(.at, ahead: comma) {
      // `2h before, at start`, `at the end of the month`
      if mayBePlace(ahead: comma + 1) || comma == 1 && saysStart(ahead: comma + 1) { return [] }
      if startsEdge(ahead: past(.word(.the), ahead: comma + 1)) { return [] }
      index += comma + 1
    } else if startsTime(ahead: comma) {
      index += comma
    } else {
      return []
    }
    var times = [try timeOfDay()]
    while acceptSeparator(before: { $0.continuesTimes(ahead: $1) }) {
      accept(.at)
      times.append(try timeOfDay())
    }
    return times
  }

  private func continuesTimes(ahead count: Int) -> Bool {
    guard says(.at, ahead: count) else { return startsTime(ahead: count) || isBareNumber(ahead: count) }
    return !saysStart(ahead: count + 1) && !mayBePlace(ahead: count + 1)
  }

  /// At most one time, for the forms that take no more.
  mutating func oneTimeOfDay() throws(TextFault) -> TimeOfDay? {
    let first = index
    let times = try timesOfDay()
    guard times.count < 2 else { throw fault(.oneTimeOnly, from: first) }
    return times.first
  }

  /// The time behind the name of a part of the day, else the usual one.
  mutating func time(in named: PartOfDay) throws(TextFault) -> TimeOfDay {
    part = named
    defer { part = nil }
    return try oneTimeOfDay() ?? named.usual
  }

  private func mayBePlace(ahead count: Int) -> Bool {
    context.value.people != nil && startsPlace(ahead: count)
  }

  /// The times that were said in each of some parts of the day, or the usual ones: `every morning and evening at 8`.
  func times(in parts: [PartOfDay], said: [TimeOfDay], at range: Range<Int>) throws(TextFault) -> [TimeOfDay]
  {
    var times: [TimeOfDay] = []
    for part in parts {
      for time in said {
        guard let found = part.time(of: time) else {
          throw TextFault(.outsidePart(lexeme(range), part: part.rawValue, meant: nil), at: range)
        }
        times.append(found)
      }
      if said.isEmpty { times.append(part.usual) }
    }
    return times
  }

  /// Whether a place may begin here, behind an `at`: an article, or a word unlike any that we know.
  func startsPlace(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .word(.the), .word(.number(1)): kind(ahead: count + 1) == .unknown
    case .unknown:
      EditDistance.closest(to: lexeme(tokens[index + count].range), among: Vocabulary.suggestions) == nil
    default: false
    }
  }

  /// `at start` is a reminder's, not a time.
  func saysStart(ahead count: Int) -> Bool {
    let place = past(.word(.the), ahead: count)
    return says(.start, ahead: place) && !says(.of, ahead: place + 1)
  }

  /// Whether a number is another time without its minutes, and neither counts occurrences (`12 times`) nor a span before.
  private func isBareNumber(ahead count: Int) -> Bool {
    guard case .number = kind(ahead: count), !saysTimes(ahead: count + 1) else { return false }
    // `at 18:00 and 1h before`: another reminder begins.
    var ahead = count + 1
    while kind(ahead: ahead).unit != nil || startsNumber(ahead: ahead) { ahead += 1 }
    return !says(.before, ahead: ahead)
  }
}

extension RecurrenceRule {
  /// Sets BYHOUR, BYMINUTE and BYSECOND to these times; returns a time that would come unasked, where the product of the
  /// three has more than them (RFC 5545 §3.3.10).
  mutating func setTimes(_ times: [TimeOfDay]) -> TimeOfDay? {
    byHour = RecurrenceRule.ordered(times.map(\.hour))
    byMinute = RecurrenceRule.ordered(times.map(\.minute))
    bySecond = RecurrenceRule.ordered(times.map(\.second))
    return times.count < 2 ? nil : product(bySecond).first { !times.contains($0) }
  }

  /// Every hour with every minute and some seconds, in order; without the leap second, which no clock here shows.
  func product(_ seconds: [Int]) -> [TimeOfDay] {
    byHour.flatMap { hour in
      byMinute.flatMap { minute in
        seconds.compactMap { TimeOfDay(hour: hour, minute: minute, second: $0) }
      }
    }
  }
}
