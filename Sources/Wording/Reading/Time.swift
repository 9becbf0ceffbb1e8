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
    isOf24Hours = showsLateHour
    defer { isOf24Hours = false }
    var times = [try timeOfDay()]
    while acceptSeparator(before: { $0.continuesTimes(ahead: $1) }) {
      accept(.at)
      times.append(try timeOfDay())
    }
    return times
  }

  /// Whether one of the times from here is later than 12 without `pm`.
  private var showsLateHour: Bool {
    for place in index..<tokens.count {
      switch tokens[place].kind {
      case .number(let hour?) where hour > 12: return kind(ahead: place - index + 1).unit == nil && hour < 24
      case .clock(let time?) where time.hour > 12: return true
      case .number, .clock, .comma, .word(.and), .word(.at): continue
      default: return false
      }
    }
    return false
  }

  /// Whether a start is a time of the day: `from 9am`, `starting at 7pm`.
  func saysStartTime(ahead count: Int = 0) -> Bool {
    says(.starting, ahead: count) && startsTime(ahead: past(.word(.at), ahead: count + 1))
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

  /// The time behind the names of some parts of the day in each of them, else the usual ones: `mornings and evenings`.
  mutating func times(in named: [PartOfDay]) throws(TextFault) -> [TimeOfDay] {
    parts = named
    defer { parts = [] }
    let times = try timesInParts()
    return times.isEmpty ? named.map(\.usual) : times
  }

  /// The times that stand here; where several parts of the day are named, one time, in each of them.
  mutating func timesInParts() throws(TextFault) -> [TimeOfDay] {
    let first = index
    let named = part
    guard !otherParts.isEmpty else { return try timesOfDay() }
    var times = try timesOfDay()
    guard !times.isEmpty else { return [] }
    guard times.count == 1 else { throw fault(.oneTimeOnly, from: first) }
    defer { part = named }
    for other in otherParts {
      (index, part) = (first, other)
      times += try timesOfDay()
    }
    return times
  }

  /// Parts of the day in a list: `morning and evening`, `mornings and in the evening`; empty where none stand here.
  mutating func partsOfDay() -> [PartOfDay] {
    var parts: [PartOfDay] = []
    while let named = accept(\.partOfDay) {
      parts.append(named)
      let goesOn = acceptSeparator { reader, ahead in
        reader.kind(ahead: reader.past(.word(.the), ahead: reader.past(.word(.in), ahead: ahead))).partOfDay
          != nil
      }
      guard goesOn else { break }
      accept(.in)
      accept(.the)
    }
    return parts
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
