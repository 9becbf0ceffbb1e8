import CivilTime
import Rituals

/// One time of the day as people write or say it: `18:30`, `7.30pm`, `19h`, `half past six in the evening`.
extension TokenReader {
  /// A time as it was said, before it is known which half of the day is meant.
  private struct Dial {
    var time: TimeOfDay
    /// Whether it may be of either half: `7`, `half past six`; not `7:30`, which alone is the morning's.
    var isBare = false
    /// Whether a part of the day may move it on by twelve hours: `6:30`, but not `06:30`.
    var isOfTwelve = true
  }

  /// Whether a time of the day can begin here without an `at`: `18:30`, `7pm`, `half past six`, `noon`.
  func startsTime(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .clock, .word(.noon), .word(.midnight): return true
    case .word(.half): return says(.past, ahead: count + 1) || isHalfHour(ahead: count)
    case .word(.unit(.quarter)): return isPastOrTo(ahead: count + 1)
    case .number, .word(.number):
      let next = count + 1
      let isGlued =
        kind(ahead: next).unit == .hour && glued(ahead: next) && startsGluedNumber(ahead: count + 2)
      let isInPart = says(.in, .the, ahead: next) && kind(ahead: next + 2).partOfDay != nil
      return saysHalf(ahead: next) || isInPart && kind(ahead: count) != .word(.number(1))
        || says(.oclock, ahead: next) || isGlued || saysTwelve(ahead: count)
        || isPastOrTo(ahead: next)
    case .figures:
      guard let time = dottedTime(ahead: count), kind(ahead: count + 1).unit == nil else { return false }
      // `5.12` may be a day.
      return saysHalf(ahead: count + 1) || time.minute == 0 || time.minute > 12
    default: return false
    }
  }

  func saysHalf(ahead count: Int = 0) -> Bool { half(ahead: count) != nil }

  /// The half of the day that `am` or `pm` names, or the letter of `7p`.
  private func half(ahead count: Int = 0) -> Word? {
    if says(.am, ahead: count) { return .am }
    if says(.pm, ahead: count) { return .pm }
    guard glued(ahead: count) else { return nil }
    return word(ahead: count) == "a" ? .am : word(ahead: count) == "p" ? .pm : nil
  }

  /// Whether `7a` or `7p` stands here, which a name may end with: `Class 7a`.
  var startsHourWithLetter: Bool {
    startsNumber() && saysHalf(ahead: 1) && !says(.am, ahead: 1) && !says(.pm, ahead: 1)
  }

  /// One time of the day.
  mutating func timeOfDay() throws(TextFault) -> TimeOfDay {
    let first = index
    if accept(.noon) { return TimeOfDay(secondOfDay: 43_200) }
    if accept(.midnight) { return .midnight }
    if saysTwelve() {
      let isNoon = says(.noon, ahead: 1)
      index += 2
      return isNoon ? TimeOfDay(secondOfDay: 43_200) : .midnight
    }
    guard let said = try dial() else { throw notATime() }
    if said.time.secondOfDay == 43_200, says(.noon) || says(.midnight) {
      // `12:00 noon`
      return accept(.noon) ? said.time : accept(.midnight) ? .midnight : said.time
    }
    if let half = half() {
      let noon = half == .pm ? 43_200 : 0
      advance()
      guard (1...12).contains(said.time.hour) else {
        throw fault(from: first) { .notATime($0, meant: said.time) }
      }
      return try inPart(TimeOfDay(secondOfDay: said.time.secondOfDay % 43_200 + noon), from: first)
    }
    if let named = part ?? partBehind() {
      // In the evening, `at 8` is 20:00.
      let meant = said.isOfTwelve ? named.time(of: said.time) : named.contains(said.time) ? said.time : nil
      guard let meant else { throw fault(said.time, outside: named, from: first) }
      return meant
    }
    // 1 to 8 alone often mean the evening; beside a 20 they are the morning's.
    let isOf24 = if case .number = tokens[first].kind { isOf24Hours } else { false }
    guard !said.isBare || isOf24 || !(1...8).contains(said.time.hour) else {
      throw fault(from: first) { .bareHour($0, said.time) }
    }
    return said.time
  }

  /// The time, if it is in the part of the day that was named before it.
  private func inPart(_ time: TimeOfDay, from first: Int) throws(TextFault) -> TimeOfDay {
    guard let part, !part.contains(time) else { return time }
    throw fault(time, outside: part, from: first)
  }

  /// The fault of a time outside a part of the day; the same time of the other half may have been meant.
  private func fault(_ time: TimeOfDay, outside part: PartOfDay, from first: Int) -> TextFault {
    let other = TimeOfDay(secondOfDay: (time.secondOfDay + 43_200) % 86_400)
    return fault(from: first) {
      .outsidePart($0, part: part.rawValue, meant: part.contains(other) ? other : nil)
    }
  }

  /// Takes the part of the day behind a time: `in the evening`, `at night`.
  private mutating func partBehind() -> PartOfDay? {
    if says(.in, .the), let named = kind(ahead: 2).partOfDay {
      index += 3
      return named
    }
    return accept(.at, .part(.night)) ? .night : nil
  }

  // MARK: What a dial shows

  private mutating func dial() throws(TextFault) -> Dial? {
    switch kind {
    case .clock(let shown?):
      let isOfTwelve = (1...12).contains(shown.hour) && !lexeme(current.range).hasPrefix("0")
      advance()
      return Dial(time: shown, isOfTwelve: isOfTwelve)
    case .figures:
      guard let shown = dottedTime() else { return nil }
      advance()
      return Dial(time: shown, isOfTwelve: (1...12).contains(shown.hour))
    case .word(.half) where says(.past, ahead: 1):
      index += 2
      return try dial(minutes: 30)
    case .word(.half) where (1...12).contains(kind(ahead: 1).count ?? 0) && kind(ahead: 2).unit == nil:
      throw halfOfAnHour()
    case .word(.unit(.quarter)) where isPastOrTo(ahead: 1):
      return try dial(isPast: says(.past, ahead: 1), by: 15)
    case .number, .word(.number):
      if isPastOrTo(ahead: 1), let minutes = kind.count {
        guard (1...29).contains(minutes) else { return nil }
        return try dial(isPast: says(.past, ahead: 1), by: minutes)
      }
      return digitsOfClock() ?? wholeHour()
    default: return nil
    }
  }

  /// `quarter to eight`, of which `quarter` or the minutes stand here.
  private mutating func dial(isPast: Bool, by minutes: Int) throws(TextFault) -> Dial? {
    index += 2
    return try dial(minutes: isPast ? minutes : -minutes)
  }

  /// `half six` is half past six to some, and half past five to others.
  private func halfOfAnHour() -> TextFault {
    let hour = (kind(ahead: 1).count ?? 0) % 12
    let named = part ?? kind(ahead: says(.in, .the, ahead: 2) ? 4 : 3).partOfDay
    func meant(_ hour: Int) -> TimeOfDay {
      let time = TimeOfDay(secondOfDay: hour * 3600 + 1800)
      return named?.time(of: time) ?? TimeOfDay(secondOfDay: time.secondOfDay + 43_200)
    }
    return fault(from: index, to: index + 2) { .halfHour($0, meant(hour), meant((hour + 11) % 12)) }
  }

  /// So many minutes past the hour that stands here.
  private mutating func dial(minutes: Int) throws(TextFault) -> Dial? {
    guard let hour = hour() else { throw fault(.time) }
    advance()
    // `quarter to one` is before noon or after midnight, which only its part of the day tells.
    let seconds = (hour % 12 * 3600 + minutes * 60 + 43_200) % 43_200
    return Dial(
      time: TimeOfDay(secondOfDay: seconds + (hour > 12 || seconds < 3600 ? 43_200 : 0)), isBare: true)
  }

  /// `at 1900`: four digits, of which a clock shows two and two.
  private mutating func digitsOfClock() -> Dial? {
    guard case .number(let number?) = kind, current.range.count == 4, says(.at, ahead: -1),
      let time = TimeOfDay(hour: number / 100, minute: number % 100)
    else { return nil }
    advance()
    return Dial(time: time, isOfTwelve: false)
  }

  /// `7`, `9 o'clock`, `six thirty`, `19h`, `19h30`.
  private mutating func wholeHour() -> Dial? {
    guard let hour = hour(), hour < 24, let whole = TimeOfDay(hour: hour, minute: 0) else { return nil }
    if kind(ahead: 1).unit == .hour, glued(ahead: 1), word(ahead: 1) == "h" {
      guard startsGluedNumber(ahead: 2) else {
        index += 2
        return Dial(time: whole, isOfTwelve: false)
      }
      guard let minute = kind(ahead: 2).count,
        let time = TimeOfDay(hour: hour, minute: minute)
      else { return nil }
      index += 3
      return Dial(time: time, isOfTwelve: false)
    }
    // `six thirty`
    if case .word(.number) = kind, case .word(.number(let minute)) = kind(ahead: 1),
      (10...59).contains(minute),
      let time = TimeOfDay(hour: hour, minute: minute)
    {
      index += 2
      return Dial(time: time, isBare: hour <= 12)
    }
    guard says(.oclock, ahead: 1) || saysHalf(ahead: 1) || readsAsHour else { return nil }
    advance()
    accept(.oclock)
    return Dial(time: whole, isBare: true, isOfTwelve: hour <= 12)
  }

  /// The hour that a number alone names; `a` and `an` are none.
  private func hour() -> Int? {
    guard let hour = kind.count, !["a", "an", "dozen"].contains(word()) else { return nil }
    return (0...24).contains(hour) ? hour : nil
  }

  /// Whether a number alone is an hour, and doesn't begin something else.
  private var readsAsHour: Bool {
    switch kind(ahead: 1) {
    case .word(.unit), .word(.ordinal(2)), .word(.month), .word(.of), .word(.times), .word(.time), .number,
      .dash:
      false
    default: true
    }
  }

  /// Whether `12 noon` or `12 midnight` stands here.
  private func saysTwelve(ahead count: Int = 0) -> Bool {
    kind(ahead: count).number == .some(12)
      && (says(.noon, ahead: count + 1) || says(.midnight, ahead: count + 1))
  }

  /// Whether `half six` stands here, not `half a day`: 6:30 in London, and 5:30 in Berlin.
  private func isHalfHour(ahead count: Int) -> Bool {
    guard says(.half, ahead: count), let hour = kind(ahead: count + 1).count, (1...12).contains(hour) else {
      return false
    }
    return !["a", "an", "dozen"].contains(word(ahead: count + 1)) && kind(ahead: count + 2).unit == nil
  }

  /// Whether `past` or `to` and an hour follow.
  private func isPastOrTo(ahead count: Int) -> Bool {
    // In figures, `10 to 8` is a range.
    let isWord = if case .number = kind(ahead: count - 1) { false } else { true }
    guard says(.past, ahead: count) || isWord && word(ahead: count) == "to" else { return false }
    guard let hour = kind(ahead: count + 1).count, (1...12).contains(hour) else {
      return false
    }
    // `10 to 3 weeks` and `2 to 3 times` are other things.
    let next = kind(ahead: count + 2)
    return next.unit == nil && next.month == nil && !saysTimes(ahead: count + 2)
  }

  /// Whether no space stands before a token.
  func glued(ahead count: Int) -> Bool {
    index + count > 0 && index + count < tokens.count
      && tokens[index + count].range.lowerBound == tokens[index + count - 1].range.upperBound
  }

  func startsGluedNumber(ahead count: Int) -> Bool {
    if case .number = kind(ahead: count) { glued(ahead: count) } else { false }
  }

  /// The time that `7.30` shows: minutes have two digits.
  private func dottedTime(ahead count: Int = 0) -> TimeOfDay? {
    guard kind(ahead: count) == .figures else { return nil }
    let parts = lexeme(tokens[index + count].range).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1])
    else { return nil }
    return TimeOfDay(hour: hour, minute: minute)
  }

  /// Why there is no time here, and which was meant.
  private func notATime() -> TextFault {
    switch kind {
    case .clock, .figures: return fault(from: index) { .notATime($0, meant: nil) }
    case .number(let number):
      return fault(from: index, to: index + (kind(ahead: 1).unit == .hour ? 2 : 1)) {
        .notATime($0, meant: TimeOfDay(hour: number ?? 99, minute: 0))
      }
    default: return fault(.time)
    }
  }
}
