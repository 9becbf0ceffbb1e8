import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// Whether a time of the day can begin here without an `at`: `18:30`, `7pm`, `noon`.
  func startsTime(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .clock, .word(.noon), .word(.midnight): true
    case .number: saysHalf(ahead: count + 1)
    default: false
    }
  }

  func saysHalf(ahead count: Int = 0) -> Bool { says(.am, ahead: count) || says(.pm, ahead: count) }

  /// One time of the day: `18:30`, `18:30:05`, `7pm`, `7:30 pm`, `noon`, `midnight`.
  mutating func timeOfDay() throws(TextFault) -> TimeOfDay {
    let first = index
    if accept(.noon) { return TimeOfDay(secondOfDay: 43_200) }
    if accept(.midnight) { return .midnight }
    var time: TimeOfDay
    switch kind {
    case .clock(let shown?): time = shown
    case .number(let hour?) where hour < 24 && saysHalf(ahead: 1): time = TimeOfDay(secondOfDay: hour * 3600)
    case .number(let hour?) where readsAsHour(hour):
      // In the evening, `at 8` is 20:00.
      guard let meant = part.map({ $0.time(ofHour: hour) }) ?? TimeOfDay(hour: hour, minute: 0) else {
        throw fault(from: index) { .notATime($0, meant: nil) }
      }
      advance()
      return meant
    default: throw notATime()
    }
    advance()
    if saysHalf() {
      let noon = says(.pm) ? 43_200 : 0
      advance()
      guard (1...12).contains(time.hour) else { throw fault(from: first) { .notATime($0, meant: time) } }
      time = TimeOfDay(secondOfDay: time.secondOfDay % 43_200 + noon)
    }
    // `in the evening at 8:00`
    guard let part, !part.contains(time) else { return time }
    let later = TimeOfDay(secondOfDay: (time.secondOfDay + 43_200) % 86_400)
    throw fault(from: first) {
      .outsidePart($0, part: part.rawValue, meant: part.contains(later) ? later : nil)
    }
  }

  /// Whether a number alone is an hour of the 24-hour clock; 1 to 8 only with a part of the day, since they often mean
  /// the evening.
  private func readsAsHour(_ hour: Int) -> Bool {
    switch kind(ahead: 1) {
    case .word(.unit), .word(.ordinal(2)), .word(.month), .word(.of), .word(.times), .word(.time), .number,
      .dash:
      false
    default: hour < 24 && (part != nil || !(1...8).contains(hour))
    }
  }

  /// Why there is no time here, and which was meant.
  private func notATime() -> TextFault {
    switch kind {
    case .clock: return fault(from: index) { .notATime($0, meant: nil) }
    case .number(let number):
      let saysHour = kind(ahead: 1).unit == .hour
      // 1 to 11 may be before noon or after it; 0, 12 and 13 to 23 may not.
      if let number, (1...11).contains(number), !saysHour { return fault(from: index) { .bareHour($0) } }
      return fault(from: index, to: index + (saysHour ? 2 : 1)) {
        .notATime($0, meant: TimeOfDay(hour: number ?? 99, minute: 0))
      }
    case .figures:
      // `18.30`, as in German.
      let parts = lexeme(current.range).split(separator: ".").map { Int($0) ?? 99 }
      guard parts.count == 2 else { return fault(.time) }
      return fault(from: index) { .notATime($0, meant: TimeOfDay(hour: parts[0], minute: parts[1])) }
    default: return fault(.time)
    }
  }

  /// The times of a phrase, `[","] "at" time { ("," | "and") ["at"] time }`; empty where none stand here.
  mutating func timesOfDay() throws(TextFault) -> [TimeOfDay] {
    let comma = past(.comma)
    if says(.at, ahead: comma) {
      // `2h before, at start`
      if mayBePlace(ahead: comma + 1) || comma == 1 && saysStart(ahead: comma + 1) { return [] }
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
  func saysStart(ahead count: Int) -> Bool { says(.start, ahead: past(.word(.the), ahead: count)) }

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
