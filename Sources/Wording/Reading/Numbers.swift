import CivilTime
import Recurrence
import Rituals

/// The largest numbers that the phrases and spans take: as large as in an RRULE, and far below any overflow.
package enum Bounds {
  package static let interval = RecurrenceRule.largestNumber
  package static let occurrences = RecurrenceRule.largestNumber
  package static let years = 9_999
}

extension TokenReader {
  /// A number in figures or words, within bounds.
  package mutating func number(
    _ counted: TextFault.Counted, _ bounds: ClosedRange<Int>
  ) throws(TextFault) -> Int {
    let range = current.range
    let number: Int?
    switch kind {
    case .number(let figures): number = figures
    case .word(.number(let named)): number = named
    default: throw fault(.number)
    }
    guard let number, bounds.contains(number) else {
      throw TextFault(.outOfRange(lexeme(range), counted, bounds), at: range)
    }
    advance()
    return number
  }

  /// True for `2` and `two`.
  package func startsNumber(ahead count: Int = 0) -> Bool {
    switch kind(ahead: count) {
    case .number, .word(.number): true
    default: false
    }
  }

  /// The unit that stands here, `second` included.
  package func unit(ahead count: Int = 0) -> Unit? {
    switch kind(ahead: count) {
    case .word(.unit(let unit)): unit
    case .word(.ordinal(2)): .second
    default: nil
    }
  }
}
