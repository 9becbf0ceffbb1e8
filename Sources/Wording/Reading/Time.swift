import CivilTime
import Recurrence
import Rituals

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
    var time: TimeOfDay
    switch kind {
    case .word(.noon), .word(.midnight):
      time = TimeOfDay(secondOfDay: kind == .word(.noon) ? 43_200 : 0)
      advance()
      return time
    case .clock(let shown?): time = shown
    case .number(let hour?) where hour < 24 && (kind(ahead: 1) == .word(.am) || kind(ahead: 1) == .word(.pm)):
      time = TimeOfDay(secondOfDay: hour * 3600)
    case .number(let hour?) where readsAsHour(hour):
      // A part of the day tells `at 8` in the morning from `at 8` in the evening.
      guard let meant = part.map({ $0.time(ofHour: hour) }) ?? TimeOfDay(hour: hour, minute: 0) else {
        throw TextFault(.notATime(lexeme(current.range), meant: nil), at: current.range)
      }
      advance()
      return meant
    default: throw notATime()
    }
    advance()
    let half = kind
    guard half == .word(.am) || half == .word(.pm) else { return try checked(time, from: first) }
    advance()
    guard (1...12).contains(time.hour) else {
      throw TextFault(.notATime(lexeme(range(from: first)), meant: time), at: range(from: first))
    }
    let noon = half == .word(.pm) ? 43_200 : 0
    return try checked(TimeOfDay(secondOfDay: time.secondOfDay % 43_200 + noon), from: first)
  }

  /// Whether a number alone says an hour: on the clock of 24 hours, but for 1 to 8, which are as often said of the
  /// evening, unless a part of the day tells.
  private func readsAsHour(_ hour: Int) -> Bool {
    switch kind(ahead: 1) {
    case .word(.unit), .word(.ordinal(2)), .word(.month), .word(.of), .word(.times), .word(.time), .number,
      .dash:
      return false
    default: return hour < 24 && (part != nil || !(1...8).contains(hour))
    }
  }

  /// Refuses a time outside the part of the day that is said: `in the evening at 8:00`.
  private func checked(_ time: TimeOfDay, from first: Int) throws(TextFault) -> TimeOfDay {
    guard let part, !part.contains(time) else { return time }
    let later = TimeOfDay(secondOfDay: (time.secondOfDay + 43_200) % 86_400)
    throw TextFault(
      .outsidePart(
        lexeme(range(from: first)), part: part.rawValue, meant: part.contains(later) ? later : nil),
      at: range(from: first))
  }

  /// Why no time can be read here, and which was meant.
  private func notATime() -> TextFault {
    let written = lexeme(current.range)
    switch kind {
    case .clock: return TextFault(.notATime(written, meant: nil), at: current.range)
    case .number(let hour):
      if kind(ahead: 1) == .word(.unit(.hour)) {
        let range = current.range.lowerBound..<tokens[index + 1].range.upperBound
        return TextFault(.notATime(lexeme(range), meant: TimeOfDay(hour: hour ?? 99, minute: 0)), at: range)
      }
      // Before noon or after it, nobody can tell; 0, 12 and 13 to 23 say it.
      guard let hour, (1...11).contains(hour) else {
        return TextFault(.notATime(written, meant: TimeOfDay(hour: hour ?? 99, minute: 0)), at: current.range)
      }
      return TextFault(.bareHour(written), at: current.range)
    case .figures:
      // `18.30`, as in German.
      let parts = written.split(separator: ".").map { Int($0) ?? 99 }
      guard parts.count == 2 else { return fault(.time) }
      let meant = TimeOfDay(hour: parts[0], minute: parts[1])
      return TextFault(.notATime(written, meant: meant), at: current.range)
    default: return fault(.time)
    }
  }

  /// The times of a phrase, `[","] "at" time { ("," | "and") ["at"] time }`; empty where none stand here.
  package mutating func timesOfDay() throws(TextFault) -> [TimeOfDay] {
    let comma = kind == .comma ? 1 : 0
    if kind(ahead: comma) == .word(.at) {
      if placeMayFollow, startsPlace(ahead: comma + 1) { return [] }
      // `2h before, at start`
      if comma == 1, saysStart(ahead: comma + 1) { return [] }
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
      if kind(ahead: separator) == .word(.at), !saysStart(ahead: separator + 1),
        !placeMayFollow || !startsPlace(ahead: separator + 1)
      {
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

  /// True where a place may begin, behind an `at`: an article, or a word that is not near to any that we know.
  package func startsPlace(ahead count: Int) -> Bool {
    guard index + count < tokens.count else { return false }
    switch kind(ahead: count) {
    case .word(.the), .word(.number(1)):
      let next = kind(ahead: count + 1)
      return next == .unknown
    case .unknown:
      let word = lexeme(tokens[index + count].range)
      return EditDistance.closest(to: word, among: Vocabulary.suggestions) == nil
    default: return false
    }
  }

  /// `at start` is a reminder's, not a time.
  private func saysStart(ahead count: Int) -> Bool {
    kind(ahead: kind(ahead: count) == .word(.the) ? count + 1 : count) == .word(.start)
  }

  /// A number that counts neither occurrences (`12 times`) nor a span before: after a time, another one without its
  /// minutes.
  private func isBareNumber(ahead count: Int) -> Bool {
    guard case .number = kind(ahead: count) else { return false }
    var ahead = count + 1
    if kind(ahead: ahead) == .word(.times) || kind(ahead: ahead) == .word(.time) { return false }
    // `at 18:00 and 1h before`: another reminder begins.
    while unit(ahead: ahead) != nil || startsNumber(ahead: ahead) { ahead += 1 }
    return kind(ahead: ahead) != .word(.before)
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
