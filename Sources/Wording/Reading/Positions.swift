import CivilTime
import Recurrence
import Rituals

/// One day that a phrase picks out of a month or a year.
enum Position: Hashable {
  /// `the third monday`
  case weekday(Int, Weekday)
  /// `the first weekday`: of Monday to Friday taken together.
  case workday(Int)
  /// `the 15th`, `the last day`
  case day(Int)

  var ordinal: Int {
    switch self {
    case .weekday(let ordinal, _), .workday(let ordinal), .day(let ordinal): ordinal
    }
  }
}

/// Positions with what they are counted in: `the first and third monday of march and september`.
struct Positions {
  enum Scope: Hashable {
    case none
    case months([Int])
    /// `of every month`, `of every 3 months`
    case everyMonth(Int)
    /// `of the year`, `every 2 years`
    case everyYear(Int)
  }

  var positions: [Position]
  var scope: Scope
  /// True where all are said with the word `day`: only then can they be days of a year.
  var saysDay: Bool
  /// The token at which they begin.
  var first: Int
  var range: Range<Int>
}

extension TokenReader {
  /// One or more groups of positions that one rule can hold, merged.
  mutating func positions() throws(TextFault) -> Positions {
    let first = index
    var groups = [try positionGroup()]
    while true {
      let separator = separatorLength
      guard separator > 0, startsPosition(ahead: separator) else { break }
      index += separator
      groups.append(try positionGroup())
    }
    if groups.count == 1 { return groups[0] }
    // `the first saturday and third sunday of march`: what is said last holds for all before it.
    for place in groups.indices.reversed().dropFirst() where groups[place].scope == .none {
      groups[place].scope = groups[place + 1].scope
    }
    return try merged(groups, first: first)
  }

  /// The groups as one, if their positions × scopes are exactly what was said.
  private func merged(_ groups: [Positions], first: Int) throws(TextFault) -> Positions {
    var all = groups[0]
    all.range = range(from: first)
    var months = Set<Int>()
    var pairs = Set<[Int]>()
    for group in groups {
      for position in group.positions where !all.positions.contains(position) {
        all.positions.append(position)
      }
      all.saysDay = all.saysDay && group.saysDay
      guard case .months(let some) = group.scope else {
        if group.scope != groups[0].scope { throw TextFault(.datesMultiply, at: all.range) }
        continue
      }
      guard case .months = groups[0].scope else { throw TextFault(.datesMultiply, at: all.range) }
      months.formUnion(some)
    }
    guard !months.isEmpty else { return all }
    for group in groups {
      guard case .months(let some) = group.scope else { continue }
      for position in group.positions {
        for month in some { pairs.insert([all.positions.firstIndex(of: position) ?? 0, month]) }
      }
    }
    guard pairs.count == all.positions.count * months.count else {
      throw TextFault(.datesMultiply, at: all.range)
    }
    all.scope = .months(months.sorted())
    return all
  }

  /// True where a group of positions can begin: `the`, an ordinal, `last`, a day's number, or a month with a
  /// day.
  func startsPosition(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .word(.month): isDay(ahead: count + 1)
    case .word(.the): startsPosition(ahead: count + 1)
    default: startsOrdinal(ahead: count)
    }
  }

  private mutating func positionGroup() throws(TextFault) -> Positions {
    let first = index
    _ = accept(.the)
    if case .word(.month) = kind { return try monthFirst(first) }
    let (ordinals, hasNumber) = try ordinals()
    var group = Positions(positions: [], scope: .none, saysDay: false, first: first, range: 0..<0)
    switch kind {
    case .word(.weekday):
      if hasNumber { throw fault(.month) }
      let days = try weekdays()
      group.positions = ordinals.flatMap { ordinal in days.map { .weekday(ordinal, $0) } }
    case .word(.weekdays):
      if hasNumber { throw fault(.month) }
      advance()
      group.positions = ordinals.map { .workday($0) }
    default:
      if accept(.unit(.day)) { group.saysDay = true }
      group.positions = ordinals.map { .day($0) }
      let isLast = ordinals == [-1] && !group.saysDay
      if isLast || kind == .unknown { throw fault(.dayOrWeekday) }
    }
    group.scope = try scope()
    group.range = range(from: first)
    return group
  }

  /// `march 14`, `march the 14th`, `march 14 and 28`.
  private mutating func monthFirst(_ first: Int) throws(TextFault) -> Positions {
    let months = try months()
    _ = accept(.the)
    let (ordinals, _) = try ordinals()
    return Positions(
      positions: ordinals.map { .day($0) }, scope: .months(months), saysDay: false, first: first,
      range: range(from: first))
  }

  /// `first and third`, `1st, 15th and last`, `second to last`; with whether a plain number is among them.
  mutating func ordinals() throws(TextFault) -> (ordinals: [Int], hasNumber: Bool) {
    var ordinals: [Int] = []
    var hasNumber = false
    while true {
      let range = current.range
      switch kind {
      case .word(.last):
        advance()
        ordinals.append(-1)
      case .number(let number):
        hasNumber = true
        guard let number, number > 0, number <= 366 else {
          throw TextFault(.outOfRange(lexeme(range), .dayOfMonth, 1...31), at: range)
        }
        advance()
        ordinals.append(number)
      case .ordinal(let number):
        guard let number, number > 0, number <= 366 else {
          throw TextFault(.outOfRange(lexeme(range), .dayOfMonth, 1...31), at: range)
        }
        advance()
        ordinals.append(fromTheEnd(number))
      case .word(.ordinal(let number)):
        advance()
        ordinals.append(number < 0 ? number : fromTheEnd(number))
      case .word(.number(let tens)) where tens == 20 || tens == 30:
        advance()
        if kind == .dash { advance() }
        guard case .word(.ordinal(let ones)) = kind, (1...9).contains(ones) else {
          throw fault(.dayOrWeekday)
        }
        advance()
        ordinals.append(fromTheEnd(tens + ones))
      default: throw fault(.dayOrWeekday)
      }
      let separator = separatorLength
      guard separator > 0 else { break }
      let article = kind(ahead: separator) == .word(.the) ? 1 : 0
      guard startsOrdinal(ahead: separator + article) else { break }
      index += separator + article
    }
    return (ordinals, hasNumber)
  }

  private func startsOrdinal(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    // `second 45` counts seconds.
    case .word(.ordinal(2)): if case .number = kind(ahead: count + 1) { false } else { true }
    case .ordinal, .word(.ordinal), .word(.last): true
    case .number: isDay(ahead: count)
    case .word(.number(20)), .word(.number(30)):
      if case .word(.ordinal) = kind(ahead: count + (kind(ahead: count + 1) == .dash ? 2 : 1)) {
        true
      } else {
        false
      }
    default: false
    }
  }

  /// Takes `to last`, `last` behind an ordinal, which turns it round: `second to last` is -2.
  private mutating func fromTheEnd(_ number: Int) -> Int {
    var length = 0
    if kind(ahead: length) == .dash || kind(ahead: length) == .word(.to) { length += 1 }
    if kind(ahead: length) == .word(.to) { length += 1 }
    if length > 1, kind(ahead: length) == .dash { length += 1 }
    guard kind(ahead: length) == .word(.last) else { return number }
    index += length + 1
    return -number
  }

  /// `of march and september`, `of every 3 months`, `of the year`, or a month's name right behind the day.
  private mutating func scope() throws(TextFault) -> Positions.Scope {
    if case .word(.month) = kind { return .months(try months()) }
    let hasOf = accept(.of) || accept(.in)
    if hasOf, case .word(.month) = kind { return .months(try months()) }
    let isCounted = kind == .word(.every)
    guard hasOf || isCounted else { return .none }
    if !accept(.every) { _ = accept(.the) }
    if hasOf, case .word(.month) = kind { return .months(try months()) }
    var count = 1
    if isCounted {
      switch kind {
      case .word(.other), .word(.ordinal(2)):
        count = 2
        advance()
      case .number, .word(.number): count = try number(.interval, 1...Bounds.interval)
      default: break
      }
    }
    if accept(.unit(.month)) { return .everyMonth(count) }
    if accept(.unit(.quarter)) { return .everyMonth(count * 3) }
    if accept(.unit(.year)) { return .everyYear(count) }
    throw fault(.monthOrYear)
  }
}
