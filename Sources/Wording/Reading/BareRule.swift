import CivilTime
import Recurrence
import Rituals

/// What repeats without an `every`: `saturdays`, `alternate sundays`, `on the 1st and 15th`, `2nd tuesday monthly`.
extension TokenReader {
  /// Reads it.
  mutating func bare(isFurther: Bool) throws(TextFault) -> RecurrenceRule {
    let first = index
    let parity = past(.word(.in), ahead: past(.word(.on)))
    if says(.even, ahead: parity) || says(.odd, ahead: parity) { throw ambiguousWeeks(from: first) }
    // `at the end of the month`
    if says(.at), startsEdge(ahead: past(.word(.the), ahead: 1)) { advance() }
    let hasOn = accept(.on)
    // `from monday to friday`
    if says(.starting), startsWeekday(ahead: 1) { advance() }
    let isOther = startsOther() && accept(.other)
    // `only on mondays`, `all mondays`
    if says(.only) || ["all", "just"].contains(word()) {
      let on = past(.word(.on), ahead: 1)
      if startsWeekday(ahead: on), word(ahead: on).hasSuffix("s") { index += on }
    }
    if startsWeekday(ahead: past(.word(.the))) {
      let place = past(.word(.the))
      if !word(ahead: place).hasSuffix("s"), says(.the, ahead: place + 1),
        case .ordinal(let day?) = kind(ahead: place + 2), (1...31).contains(day),
        kind(ahead: place + 3).month == nil
      {
        throw ambiguousDay(from: first, to: index + place + 3)
      }
      return try weekly(isOther: isOther)
    }
    // `mornings`, but not the `night` of `Soup night`
    if !hasOn, word().hasSuffix("s") || word() == "nightly", kind.partOfDay != nil {
      parts = partsOfDay()
      return RecurrenceRule(.daily)
    }
    guard startsPosition() else { throw fault(index == first ? .phrase : .dayOrWeekday) }
    let edge = past(.word(.the))
    // `the end`: of what?
    if startsEdge(ahead: edge), kind(ahead: edge + 1) == .end { throw fault(.phrase) }
    if let number = says(.last, ahead: edge) ? -1 : kind(ahead: edge).ordinal,
      says(.weekend, ahead: edge + 1)
    {
      throw ambiguousWeekend(number, from: first)
    }
    let isFeast = feast() != nil
    let positions = try positions()
    let counting = try countedBehind(positions)
    if counting == nil, !isFeast, !isFurther, !isOfEveryYear, positions.others.isEmpty,
      !accept(.of, .every, .unit(.year)),
      !accept(.every, .unit(.year)),
      case .months(let months) = positions.scope, case .day(let day) = positions.positions[0], day > 0,
      // Of several dates, each comes every year.
      months.count * positions.positions.count == 1
    {
      guard MonthDay(month: months[0], day: day).exists else {
        throw TextFault(.noSuchDate(lexeme(positions.range)), at: positions.range)
      }
      // With its `on`, so that the suggestion takes its place.
      throw TextFault(.onceOrEveryYear(lexeme(positions.range)), at: range(from: first))
    }
    return try placed(positions, countedIn: counting?.0 ?? .asSaid, counting?.1 ?? 1)
  }

  /// Whether `alternate` stands here, before what alternates.
  func startsOther(ahead count: Int = 0) -> Bool {
    says(.other, ahead: count) && startsWeekday(ahead: count + 1) && word(ahead: count).hasPrefix("alternat")
  }
}
