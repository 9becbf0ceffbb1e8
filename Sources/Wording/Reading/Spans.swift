import CivilTime

extension Span {
  /// Reads a time span of systemd.time(7): `2h 30min`, `1 day`, `3 weeks`, `1.5h`. Weeks become days, years
  /// become months, and what is shorter than a day becomes seconds.
  ///
  /// Unlike systemd, a month is a month of the calendar (not 30.44 days), a number without a unit is refused,
  /// and so is a fraction that is not whole in the next unit down (`0.5 days`), or finer than a second.
  public init(parsing text: String) throws(TextFault) {
    self = try TokenReader.read(text) { reader throws(TextFault) in try reader.span() }
  }

  /// So many weeks or longer units.
  init(_ count: Int, _ unit: Unit) {
    self.init()
    _ = add(Amount(whole: count), unit)
  }

  /// The parts that are not zero, as count and unit, the largest first.
  private var parts: [(count: Int, unit: Unit)] {
    let isWeeks = days % 7 == 0
    return [
      (months / 12, .year), (months % 12, .month), (isWeeks ? days / 7 : days, isWeeks ? .week : .day),
      (seconds / 3600, .hour), (seconds / 60 % 60, .minute), (seconds % 60, .second),
    ].filter { $0.count != 0 }
  }

  /// For people: `2 hours 30 minutes`, `10 days`, `3 weeks`. Reads back to the same span.
  public var words: String {
    let words = parts.map { "\($0.count) \($0.unit)\($0.count == 1 ? "" : "s")" }
    return words.isEmpty ? "0 seconds" : words.joined(separator: " ")
  }
}

extension TokenReader {
  /// A span of whole units, `2h 30min`, `two weeks and 3 days`. With `unitMayFollow`, a single number without a unit
  /// takes the unit of the span behind the next `to`: `10 to 14 days`.
  mutating func span(unitMayFollow: Bool = false) throws(TextFault) -> Span {
    let first = index
    var span = Span()
    repeat {
      let place = index
      let amount = try amount()
      let isShared = unitMayFollow && index == first + 1 && saysTo && startsNumber(ahead: 1)
      guard let unit = kind.unit ?? (isShared ? kind(ahead: 2).unit : nil) else {
        switch kind {
        case .end, .comma, .word: throw fault(from: place) { .unitMissing($0) }
        default: throw fault(.unit)
        }
      }
      if kind.unit != nil { advance() }
      guard span.add(amount, unit) else { throw fault(from: place) { refusal(of: amount, unit, $0) } }
      // `1h30`
      if unit == .hour, tokens[index - 1].range.count == 1, case .number(let minutes?) = kind, minutes < 60,
        current.range.count == 2, current.range.lowerBound == tokens[index - 1].range.upperBound,
        kind(ahead: 1).unit == nil
      {
        advance()
        span.seconds += minutes * 60
      }
      // `an hour and a half`
      if accept(.and, .number(1), .half) {
        guard span.add(Amount(whole: 0, fraction: 5, scale: 10), unit) else {
          throw fault(from: place) { .fraction($0) }
        }
      }
      let length = separatorLength
      if length > 0, startsNumber(ahead: length), kind(ahead: length + 1).unit != nil { index += length }
    } while startsAmount()
    return span
  }

  /// A span that is longer than nothing.
  mutating func positiveSpan(unitMayFollow: Bool = false) throws(TextFault) -> Span {
    let first = index
    let span = try span(unitMayFollow: unitMayFollow)
    guard span != Span() else { throw fault(.zeroSpan, from: first) }
    return span
  }

  /// Whether a span can begin `count` tokens on: `2h`, `1.5h`, `half an hour`.
  func startsAmount(ahead count: Int = 0) -> Bool {
    startsNumber(ahead: count) || kind(ahead: count) == .figures || says(.half, ahead: count)
  }

  /// A number with at most one decimal point, kept exact.
  private mutating func amount() throws(TextFault) -> Amount {
    if accept(.half) {
      // `half an hour`
      accept(.number(1))
      return Amount(whole: 0, fraction: 5, scale: 10)
    }
    if let number = kind.number {
      guard let number else { throw fault(from: index) { .spanTooLong($0) } }
      advance()
      if number == 1, word() == "couple" {
        advance()
        accept(.of)
        return Amount(whole: 2)
      }
      // `one and a half hours`
      if accept(.and, .number(1), .half) { return Amount(whole: number, fraction: 5, scale: 10) }
      return Amount(whole: number)
    }
    let parts = lexeme(current.range).split(separator: ".", omittingEmptySubsequences: false)
    guard kind == .figures, parts.count == 2, parts[0].utf8.count <= 9, parts[1].utf8.count <= 6,
      let whole = Int(parts[0]), let fraction = Int(parts[1])
    else { throw fault(.span) }
    advance()
    return Amount(whole: whole, fraction: fraction, scale: parts[1].reduce(1) { scale, _ in scale * 10 })
  }

  /// Why an amount of a unit can't be part of a span.
  private func refusal(of amount: Amount, _ unit: Unit, _ written: String) -> TextFault.Problem {
    if amount.whole > 1_000_000_000 || amount.fraction == 0 && unit > .millisecond {
      return .spanTooLong(written)
    }
    return unit <= .second ? .finerThanASecond(written) : .fraction(written)
  }
}

/// A decimal number as it was written: `1.5` is 1 and 5 of 10.
private struct Amount {
  var whole: Int
  var fraction = 0
  var scale = 1

  /// The product with a fraction; nil where it isn't whole, or overflows.
  func times(_ factor: Int, per divisor: Int) -> Int? {
    let (numerator, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    let (scaled, tooLong) = (numerator + fraction).multipliedReportingOverflow(by: factor)
    let unit = scale * divisor
    return tooLong || scaled % unit != 0 ? nil : scaled / unit
  }
}

extension Span {
  /// Adds some of a unit; false, with nothing added, where the sum is not whole or passes 9,999 years.
  fileprivate mutating func add(_ amount: Amount, _ unit: Unit) -> Bool {
    let (field, factor, divisor): (WritableKeyPath<Span, Int>, Int, Int) =
      switch unit {
      case .microsecond: (\.seconds, 1, 1_000_000)
      case .millisecond: (\.seconds, 1, 1000)
      case .second: (\.seconds, 1, 1)
      case .minute: (\.seconds, 60, 1)
      case .hour: (\.seconds, 3600, 1)
      case .day: (\.days, 1, 1)
      case .week: (\.days, 7, 1)
      case .fortnight: (\.days, 14, 1)
      case .month: (\.months, 1, 1)
      case .quarter: (\.months, 3, 1)
      case .year: (\.months, 12, 1)
      }
    let seconds = unit < .day ? 1 : unit < .month ? 86_400 : 2_629_746
    let limit = Bounds.years * 31_556_952 / seconds
    guard let count = amount.times(factor, per: divisor), count <= limit - self[keyPath: field] else {
      return false
    }
    self[keyPath: field] += count
    return true
  }
}
