import CivilTime

extension TokenReader {
  /// True where a time of the day can begin here without an `at`: `18:30`, `7pm`, `noon`.
  package func startsTime(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .clock, .word(.noon), .word(.midnight): true
    case .number: kind(ahead: count + 1) == .word(.am) || kind(ahead: count + 1) == .word(.pm)
    default: false
    }
  }

  /// One time of the day: `18:30`, `18:30:05`, `7pm`, `7:30 pm`, `noon`, `midnight`.
  package mutating func timeOfDay() throws(TextFault) -> TimeOfDay {
    let first = index
    let written = lexeme(current.range)
    var clock: (hour: Int, minute: Int, second: Int)
    switch kind {
    case .word(.noon), .word(.midnight):
      let time = TimeOfDay(secondOfDay: kind == .word(.noon) ? 43_200 : 0)
      advance()
      return time
    case .clock:
      let parts = written.split(separator: ":")
      guard parts.count <= 3, parts[0].utf8.count <= 2, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
      else { throw TextFault(.notATime(written, meant: nil), at: current.range) }
      clock = (Int(parts[0]) ?? 99, Int(parts[1]) ?? 99, parts.count == 3 ? Int(parts[2]) ?? 99 : 0)
    case .number(let hour):
      switch kind(ahead: 1) {
      case .word(.am), .word(.pm): clock = (hour ?? 99, 0, 0)
      case .word(.unit(.hour)):
        let range = current.range.lowerBound..<tokens[index + 1].range.upperBound
        throw TextFault(.notATime(lexeme(range), meant: TimeOfDay(hour: hour ?? 99, minute: 0)), at: range)
      default:
        guard let hour, hour < 24 else {
          throw TextFault(.notATime(written, meant: nil), at: current.range)
        }
        throw TextFault(
          hour > 12 ? .notATime(written, meant: TimeOfDay(hour: hour, minute: 0)) : .bareHour(written),
          at: current.range)
      }
    case .figures:
      // 18.30 and 24.12.2026: the first is a time, written as in German.
      let parts = written.split(separator: ".").map { Int($0) ?? 99 }
      guard parts.count == 2 else { throw fault(.time) }
      throw TextFault(
        .notATime(written, meant: TimeOfDay(hour: parts[0], minute: parts[1])), at: current.range)
    default: throw fault(.time)
    }
    advance()
    let half = kind
    if half == .word(.am) || half == .word(.pm) {
      advance()
      guard (1...12).contains(clock.hour) else {
        let meant = TimeOfDay(hour: clock.hour, minute: clock.minute, second: clock.second)
        throw TextFault(.notATime(lexeme(range(from: first)), meant: meant), at: range(from: first))
      }
      clock.hour = clock.hour % 12 + (half == .word(.pm) ? 12 : 0)
    }
    guard let time = TimeOfDay(hour: clock.hour, minute: clock.minute, second: clock.second) else {
      throw TextFault(.notATime(lexeme(range(from: first)), meant: nil), at: range(from: first))
    }
    return time
  }

  /// The times of a phrase, `[","] "at" time { ("," | "and") ["at"] time }`; empty where none stand here.
  package mutating func timesOfDay() throws(TextFault) -> [TimeOfDay] {
    let comma = kind == .comma ? 1 : 0
    if kind(ahead: comma) == .word(.at) {
      index += comma + 1
    } else if startsTime(ahead: comma) {
      index += comma
    } else {
      return []
    }
    var times = [try timeOfDay()]
    while true {
      let separator = separatorLength
      guard separator > 0 else { return times }
      if kind(ahead: separator) == .word(.at) {
        index += separator + 1
      } else if startsTime(ahead: separator) || isBareNumber(ahead: separator) {
        index += separator
      } else {
        return times
      }
      times.append(try timeOfDay())
    }
  }

  /// At most one time, for the forms that hold no more.
  package mutating func oneTimeOfDay() throws(TextFault) -> TimeOfDay? {
    let first = index
    let times = try timesOfDay()
    guard times.count < 2 else { throw TextFault(.oneTimeOnly, at: range(from: first)) }
    return times.first
  }

  /// A number that counts no occurrences (`12 times`): after a time, another one without its minutes.
  private func isBareNumber(ahead count: Int) -> Bool {
    guard case .number = kind(ahead: count) else { return false }
    return kind(ahead: count + 1) != .word(.times) && kind(ahead: count + 1) != .word(.time)
  }
}

extension RecurrenceRule {
  /// Sets BYHOUR, BYMINUTE and BYSECOND to exactly these times; returns a time that would come unasked, where
  /// the product of the three holds more than them (RFC 5545 §3.3.10).
  mutating func setTimes(_ times: [TimeOfDay]) -> TimeOfDay? {
    if times.count == 1 {
      byHour = [times[0].hour]
      byMinute = [times[0].minute]
      bySecond = [times[0].second]
      return nil
    }
    byHour = Set(times.map(\.hour)).sorted()
    byMinute = Set(times.map(\.minute)).sorted()
    bySecond = Set(times.map(\.second)).sorted()
    let asked = Set(times)
    for hour in byHour {
      for minute in byMinute {
        for second in bySecond {
          guard let time = TimeOfDay(hour: hour, minute: minute, second: second), !asked.contains(time) else {
            continue
          }
          return time
        }
      }
    }
    return nil
  }
}
