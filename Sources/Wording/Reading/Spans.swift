import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// A span of whole units, `2h 30min`, `two weeks and 3 days`. With `unitMayFollow`, a single number without
  /// a unit takes the unit of the span behind the next `to`: `10 to 14 days`.
  package mutating func span(unitMayFollow: Bool = false) throws(TextFault) -> Span {
    let first = index
    var span = Span()
    repeat {
      let place = index
      let amount = try amount()
      var taken = unit()
      if taken == nil, unitMayFollow, index == first + 1, kind == .word(.to) || kind == .dash {
        // Look ahead only: `10 to 14 days`.
        if startsNumber(ahead: 1), let later = unit(ahead: 2) { taken = later }
      } else if taken != nil {
        advance()
      }
      guard let found = taken else {
        switch kind {
        case .end, .comma, .word:
          throw TextFault(.unitMissing(lexeme(range(from: place))), at: range(from: place))
        default: throw fault(.unit)
        }
      }
      guard let sum = span.adding(amount, found) else {
        throw TextFault(try refusal(of: amount, found, from: place), at: range(from: place))
      }
      span = sum
      if separatorLength == 1, kind == .word(.and), startsNumber(ahead: 1), unit(ahead: 2) != nil {
        advance()
      }
      if separatorLength == 1, kind == .comma, startsNumber(ahead: 1), unit(ahead: 2) != nil { advance() }
    } while startsAmount
    return span
  }

  /// True where a span can begin here: `2h`, `1.5h`, `half an hour`.
  package var startsAmount: Bool { startsNumber() || kind == .figures || kind == .word(.half) }

  /// A number with at most one decimal point, kept exact.
  private mutating func amount() throws(TextFault) -> Amount {
    let range = current.range
    let written = lexeme(range)
    switch kind {
    case .word(.half):
      // `half an hour`
      advance()
      if kind == .word(.number(1)) { advance() }
      return Amount(whole: 0, fraction: 5, scale: 10)
    case .word(.number(let number)):
      advance()
      return Amount(whole: number)
    case .number(let number?):
      advance()
      return Amount(whole: number)
    case .number(nil): throw TextFault(.spanTooLong(written), at: range)
    case .figures:
      let parts = written.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].utf8.count <= 9, parts[1].utf8.count <= 6, let whole = Int(parts[0]),
        let fraction = Int(parts[1])
      else { throw fault(.span) }
      advance()
      return Amount(whole: whole, fraction: fraction, scale: parts[1].reduce(1) { scale, _ in scale * 10 })
    default: throw fault(.span)
    }
  }

  /// Why an amount of a unit is no part of a span.
  private func refusal(
    of amount: Amount, _ unit: Unit, from place: Int
  ) throws(TextFault) -> TextFault.Problem {
    let written = lexeme(range(from: place))
    if amount.whole > 1_000_000_000 || amount.fraction == 0 && unit > .millisecond {
      return .spanTooLong(written)
    }
    return unit <= .second ? .finerThanASecond(written) : .fraction(written)
  }
}

/// A decimal number as it was written: `1.5` is 1 and 5 of 10.
struct Amount {
  var whole: Int
  var fraction = 0
  var scale = 1

  /// This many times `factor`, where that is whole and fits.
  func times(_ factor: Int, per divisor: Int = 1) -> Int? {
    let (numerator, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    let (scaled, tooLong) = (numerator + fraction).multipliedReportingOverflow(by: factor)
    let unit = scale * divisor
    guard !tooLong, scaled % unit == 0 else { return nil }
    return scaled / unit
  }
}

extension Unit: Comparable {
  private var order: Int {
    switch self {
    case .microsecond: 0
    case .millisecond: 1
    case .second: 2
    case .minute: 3
    case .hour: 4
    case .day: 5
    case .week: 6
    case .fortnight: 7
    case .month: 8
    case .quarter: 9
    case .year: 10
    }
  }

  package static func < (left: Unit, right: Unit) -> Bool { left.order < right.order }
}

extension Span {
  /// This span and some of a unit; nil where the sum is not whole or passes 9,999 years.
  fileprivate func adding(_ amount: Amount, _ unit: Unit) -> Span? {
    var sum = self
    let fits =
      switch unit {
      case .microsecond: Span.add(amount.times(1, per: 1_000_000), to: &sum.seconds, seconds: 1)
      case .millisecond: Span.add(amount.times(1, per: 1000), to: &sum.seconds, seconds: 1)
      case .second: Span.add(amount.times(1), to: &sum.seconds, seconds: 1)
      case .minute: Span.add(amount.times(60), to: &sum.seconds, seconds: 1)
      case .hour: Span.add(amount.times(3600), to: &sum.seconds, seconds: 1)
      case .day: Span.add(amount.times(1), to: &sum.days, seconds: 86_400)
      case .week: Span.add(amount.times(7), to: &sum.days, seconds: 86_400)
      case .fortnight: Span.add(amount.times(14), to: &sum.days, seconds: 86_400)
      case .month: Span.add(amount.times(1), to: &sum.months, seconds: 2_629_746)
      case .quarter: Span.add(amount.times(3), to: &sum.months, seconds: 2_629_746)
      case .year: Span.add(amount.times(12), to: &sum.months, seconds: 2_629_746)
      }
    return fits ? sum : nil
  }

  /// Adds to a field that counts units of so many seconds; false where there is nothing to add, or too much.
  private static func add(_ number: Int?, to field: inout Int, seconds: Int) -> Bool {
    let limit = Bounds.years * 31_556_952 / seconds
    guard let number, number <= limit - field else { return false }
    field += number
    return true
  }
}
