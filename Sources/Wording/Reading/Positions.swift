import CivilTime

/// One day that a phrase picks out of a month or a year.
enum Position: Hashable {
  /// `the third monday`
  case weekday(Int, Weekday)
  /// `the first weekday`: of Monday to Friday taken together.
  case workday(Int)
  /// `the 15th`, `the last day`
  case day(Int)
  /// `good friday`: so many days after Easter Sunday.
  case easter(Int)

  /// Whether both are weekdays, workdays or days of the month.
  fileprivate func isLike(_ other: Position) -> Bool {
    switch (self, other) {
    case (.weekday, .weekday), (.workday, .workday), (.day, .day), (.easter, .easter): true
    default: false
    }
  }

  var ordinal: Int {
    switch self {
    case .weekday(let ordinal, _), .workday(let ordinal), .day(let ordinal), .easter(let ordinal): ordinal
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
    /// `of every quarter`: a quarter begins in January, April, July or October.
    case everyQuarter
    /// `of the year`, `every 2 years`
    case everyYear(Int)
  }

  var positions: [Position] = []
  var scope = Scope.none
  /// True where all are said with the word `day`: only then can they be days of a year.
  var saysDay = false
  /// The token at which they begin.
  var first: Int
  var range = 0..<0

  init(first: Int) { self.first = first }

  /// Those that one rule can't hold together with these: `14 march and 3 june`.
  var others: [Positions] = []

  /// Takes in another group, if positions × scopes are then just what was said.
  fileprivate mutating func merge(_ other: Positions) -> Bool {
    guard positions[0].isLike(other.positions[0]) else { return false }
    if scope == other.scope {
      for position in other.positions where !positions.contains(position) { positions.append(position) }
    } else if case .months(let months) = scope, case .months(let more) = other.scope,
      Set(positions) == Set(other.positions)
    {
      scope = .months(Set(months + more).sorted())
    } else {
      return false
    }
    saysDay = saysDay && other.saysDay
    return true
  }
}

extension TokenReader {
  /// One or more groups of positions, merged into as few rules as hold them.
  mutating func positions() throws(TextFault) -> Positions {
    let first = index
    var groups: [Positions] = []
    repeat { groups.append(try positionGroup()) } while acceptSeparator { $0.startsPosition(ahead: $1) }
    if groups.count == 1 { return groups[0] }
    // `the first saturday and third sunday of march`: the last one's scope is that of all before it.
    for place in groups.indices.reversed().dropFirst() where groups[place].scope == .none {
      groups[place].scope = groups[place + 1].scope
    }
    var merged: [Positions] = []
    while merged.count != groups.count {
      if !merged.isEmpty { groups = merged }
      merged = []
      for group in groups {
        if !merged.indices.contains(where: { merged[$0].merge(group) }) { merged.append(group) }
      }
    }
    var all = merged.removeFirst()
    all.others = merged
    all.range = range(from: first)
    return all
  }

  /// Whether a group of positions can begin: with `the`, an ordinal, `last`, a day's number, or a month with a day.
  func startsPosition(ahead count: Int = 0) -> Bool {
    if feast(ahead: count) != nil { return true }
    return switch kind(ahead: count) {
    case .word(.month): isDay(ahead: count + 1)
    case .word(.the): startsPosition(ahead: count + 1)
    default: startsOrdinal(ahead: count) || startsEdge(ahead: count)
    }
  }

  /// Whether `end of` or `beginning of` stands here, or `month end`.
  func startsEdge(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    case .word(.end): says(.of, ahead: count + 1) || kind(ahead: count + 1) == .end
    case .word(.start), .word(.starting):
      !["from", "starting"].contains(word(ahead: count))
        && (says(.of, ahead: count + 1) || says(.the, ahead: count - 1) && kind(ahead: count + 1) == .end)
    case .word(.unit(.month)): says(.end, ahead: count + 1)
    default: false
    }
  }

  /// Takes the edge of a month or a year as its first or last day: `end of march`, `month end`.
  private mutating func edge(into group: inout Positions) throws(TextFault) {
    let isMonthEnd = accept(.unit(.month), .end)
    group.positions = [.day(isMonthEnd || says(.end) ? -1 : 1)]
    group.saysDay = true
    if !isMonthEnd { advance() }
    group.scope = isMonthEnd ? .everyMonth(1) : try scope()
  }

  private mutating func positionGroup() throws(TextFault) -> Positions {
    var group = Positions(first: index)
    let feast = try takeFeast()
    accept(.the)
    if case .date(let day) = feast {
      (group.positions, group.scope) = ([.day(day.day)], .months([day.month]))
    } else if case .easter(let days) = feast {
      (group.positions, group.scope) = ([.easter(days)], .everyYear(1))
    } else if startsEdge(ahead: 0) {
      try edge(into: &group)
    } else if kind.month != nil {
      // `march 14`, `march the 14th`, `march 14 and 28`
      group.scope = .months(try months())
      accept(.the)
      group.positions = try ordinals().ordinals.map { .day($0) }
    } else {
      let (ordinals, hasNumber) = try ordinals()
      if hasNumber, says(.weekdays) || kind.weekday != nil { throw fault(.month) }
      if kind.weekday != nil {
        let days = try weekdays()
        group.positions = ordinals.flatMap { ordinal in days.map { .weekday(ordinal, $0) } }
      } else if accept(.weekdays) {
        group.positions = ordinals.map { .workday($0) }
      } else {
        group.saysDay = accept(.unit(.day))
        group.positions = ordinals.map { .day($0) }
        // `every month on the last` is a day, `every last` is not.
        let isLastDay = group.first > 0 && tokens[group.first - 1].kind == .word(.on) || saysOfPeriod
        if ordinals == [-1] && !group.saysDay && !isLastDay || kind == .unknown && !startsTitle() {
          throw fault(.dayOrWeekday)
        }
      }
      group.scope = try scope()
    }
    group.range = range(from: group.first)
    return group
  }

  /// Whether `of the month`, `of each month` stands here: the last of it is a day.
  private var saysOfPeriod: Bool {
    guard says(.of), says(.the, ahead: 1) || says(.every, ahead: 1) else { return false }
    return says(.unit(.month), ahead: 2) || says(.unit(.quarter), ahead: 2)
  }

  /// `first and third`, `1st, 15th and last`, `second to last`; with whether a plain number is among them.
  mutating func ordinals() throws(TextFault) -> (ordinals: [Int], hasNumber: Bool) {
    var ordinals: [Int] = []
    var hasNumber = false
    repeat {
      if !ordinals.isEmpty { accept(.the) }
      switch kind {
      case .word(.last):
        advance()
        ordinals.append(-1)
      case .number(let number), .ordinal(let number):
        guard let number, (1...366).contains(number) else {
          throw fault(from: index) { .outOfRange($0, .dayOfMonth, 1...31) }
        }
        let isNumber = startsNumber()
        hasNumber = hasNumber || isNumber
        advance()
        ordinals.append(isNumber ? number : fromTheEnd(number))
      case .word(.ordinal(let number)):
        advance()
        ordinals.append(number < 0 ? number : fromTheEnd(number))
      default: throw fault(.dayOrWeekday)
      }
    } while acceptSeparator { $0.startsOrdinal(ahead: $0.past(.word(.the), ahead: $1)) }
    return (ordinals, hasNumber)
  }

  private func startsOrdinal(ahead count: Int) -> Bool {
    switch kind(ahead: count) {
    // `second 45` counts seconds.
    case .word(.ordinal(2)): if case .number = kind(ahead: count + 1) { false } else { true }
    case .ordinal, .word(.ordinal), .word(.last): true
    case .number: isDay(ahead: count)
    default: false
    }
  }

  /// Takes the `to last` or `last` that may stand behind an ordinal: `second to last` is -2.
  private mutating func fromTheEnd(_ number: Int) -> Int {
    var length = saysTo ? past(.word(.to), ahead: 1) : 0
    if length > 1 { length = past(.dash, ahead: length) }
    if length > 0 { length = past(.word(.the), ahead: length) }
    guard says(.last, ahead: length) else { return number }
    index += length + 1
    return -number
  }

  /// `of march and september`, `of every 3 months`, `of the year`, or a month's name right behind the day.
  private mutating func scope() throws(TextFault) -> Positions.Scope {
    // `on the 15th in the evening`, `every first saturday in the park`
    if says(.in), kind(ahead: past(.word(.the), ahead: 1)).partOfDay != nil { return .none }
    if says(.in), context.value.people != nil, startsPlace(ahead: 1) { return .none }
    if says(.in) || says(.of), year(ahead: 1) != nil { return .none }
    let hasOf = kind.month != nil || accept(.of) || accept(.in)
    if hasOf, kind.month != nil { return .months(try months()) }
    let isCounted = accept(.every)
    guard hasOf || isCounted else { return .none }
    if !isCounted { accept(.the) }
    if hasOf, kind.monthBits != nil { return .months(try months()) }
    var count = 1
    if isCounted {
      if accept(.other) {
        count = 2
      } else if let number = kind.ordinal ?? nil, kind(ahead: 1).unit != nil {
        guard (1...Bounds.interval).contains(number) else {
          throw fault(from: index) { .outOfRange($0, .interval, 1...Bounds.interval) }
        }
        advance()
        count = number
      } else if startsNumber() {
        count = try number(.interval, 1...Bounds.interval)
      }
    }
    if accept(.unit(.month)) { return .everyMonth(count) }
    if accept(.unit(.quarter)) { return count == 1 ? .everyQuarter : .everyMonth(count * 3) }
    if accept(.unit(.year)) { return .everyYear(count) }
    throw fault(.monthOrYear)
  }
}
