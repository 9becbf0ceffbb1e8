/// Sets of small numbers as bits: bit n for the number n.
extension FixedWidthInteger where Self: UnsignedInteger {
  /// The set of some numbers; those outside of a range are left out.
  init(bits numbers: some Sequence<Int>, in range: ClosedRange<Int>) {
    self = numbers.reduce(0) { range.contains($1) ? $0 | 1 << Self($1) : $0 }
  }

  @inline(__always) func hasBit(_ place: Int) -> Bool { self &>> Self(truncatingIfNeeded: place) & 1 == 1 }

  /// The place of a set bit, counted from 0 among the set bits; the bit must be there.
  func place(ofBit number: Int) -> Int {
    var rest = self
    for _ in 0..<number { rest &= rest &- 1 }
    return rest.trailingZeroBitCount
  }

  /// The place of the set bit that comes first; one must be there.
  @inline(__always) func firstBit<D: Direction>(_ direction: D.Type) -> Int {
    direction.isForward ? trailingZeroBitCount : Self.bitWidth - 1 - leadingZeroBitCount
  }

  /// The set bits from a place on; the place must be there.
  @inline(__always) func bits<D: Direction>(from place: Int, _ direction: D.Type) -> Self {
    let distance = Self(truncatingIfNeeded: direction.isForward ? place : Self.bitWidth - 1 - place)
    return direction.isForward ? self & (~0 &<< distance) : self & (~0 &>> distance)
  }

  /// The place of the first set bit from a place on.
  @inline(__always) func firstBit<D: Direction>(from place: Int, _ direction: D.Type) -> Int? {
    guard place >= 0 && place < Self.bitWidth else { return nil }
    let rest = bits(from: place, direction)
    return rest == 0 ? nil : rest.firstBit(direction)
  }
}
