import CivilTime
import Recurrence
import Rituals

extension Absence {
  /// Reads days as people say them: `2026-12-20`, `20 december to 3 january`, `until 3 january`, `this week`,
  /// `tomorrow for 2 weeks`. A day without a year is the next one of that name.
  public init(parsing text: String, today: CivilDate) throws(TextFault) {
    // `december 20, 2026`, `20. december`
    var bytes = Array(text.utf8)
    for place in bytes.indices {
      let isPoint = bytes[place...].starts(with: ". ".utf8)
      if isPoint || bytes[place] == UInt8(ascii: ",") { bytes[place] = UInt8(ascii: " ") }
    }
    let context = ReadingContext(suggestions: Vocabulary.absenceSuggestions, today: today)
    var reader = try TokenReader(String(decoding: bytes, as: UTF8.self), in: Boxed(context))
    self = try reader.absence(today)
  }
}

extension TokenReader {
  fileprivate mutating func absence(_ today: CivilDate) throws(TextFault) -> Absence {
    let found = try days(today)
    try expectEnd()
    // Without years, `5 january to 3 january` is nearly a year: more likely the two are in the wrong order.
    let namesYear = tokens.contains { lexeme($0.range).prefix(4).count(where: \.isNumber) == 4 }
    let isSwapped = !namesYear && tokens.contains { $0.kind == .word(.to) }
    let length = found.to.dayNumber - found.from.dayNumber
    guard length <= 300 || !isSwapped else { throw fault(from: 0) { .nearlyAYear($0) } }
    guard length >= 0 else {
      throw fault(.endsBeforeStart(from: found.from, to: found.to), from: 0)
    }
    return found
  }

  private mutating func days(_ today: CivilDate) throws(TextFault) -> Absence {
    if accept(.until) || accept(.to) { return Absence(from: today, to: try day(from: today)) }
    if accept(spelled: "for") { return try length(from: today) }
    if says(.this) || says(.next), kind(ahead: 1).weekday == nil { return try period(today) }
    _ = accept(.starting) || accept(.on)
    let first = try day(from: today)
    accept(.on)
    if accept(spelled: "for") { return try length(from: first) }
    guard kind != .end else { return Absence(from: first, to: first) }
    _ = acceptTo() || accept(.until) || accept(spelled: "and")
    return Absence(from: first, to: try day(from: first))
  }

  /// `this week`, `next weekend`, `next month`
  private mutating func period(_ today: CivilDate) throws(TextFault) -> Absence {
    let isNext = says(.next)
    advance()
    let monday = today.advanced(byDays: -today.weekday.rawValue + (isNext ? 7 : 0))
    if accept(.unit(.week)) { return Absence(from: max(monday, today), to: monday.advanced(byDays: 6)) }
    if accept(.weekend) {
      return Absence(from: max(monday.advanced(byDays: 5), today), to: monday.advanced(byDays: 6))
    }
    try expect(.unit(.month), .weekdayOrWeek)
    let first = today.advanced(byDays: 1 - today.day).advanced(byMonths: isNext ? 1 : 0)
    return Absence(from: max(first, today), to: first.advanced(byMonths: 1).advanced(byDays: -1))
  }

  /// The days of a span: `2 weeks`.
  private mutating func length(from first: CivilDate) throws(TextFault) -> Absence {
    let place = index
    let span = try positiveSpan()
    guard span.seconds == 0 else { throw fault(from: place) { .unexpected($0, expected: .wholeDays) } }
    return Absence(from: first, to: first.advanced(byMonths: span.months).advanced(byDays: span.days - 1))
  }

  /// One day, not earlier than `earliest` where it has no year.
  private mutating func day(from earliest: CivilDate) throws(TextFault) -> CivilDate {
    if let today = context.value.today, accept(.today) { return today }
    if let today = context.value.today, accept(.tomorrow) { return today.advanced(byDays: 1) }
    if says(.this) || says(.next), kind(ahead: 1).weekday != nil { advance() }
    // `3 janury`: the unknown word is wrong, not the number.
    if kind.dayOfMonth != nil, kind(ahead: 1) == .unknown { advance() }
    // `saturdays` are more than one day.
    guard let weekday = kind.weekday, word() != "\(weekday)s" else { return try date(from: earliest) }
    advance()
    return earliest.advanced(byDays: (weekday.rawValue - earliest.weekday.rawValue + 7) % 7)
  }
}
